"""Reads in which language somebody wants to talk: "english only", "my wife can translate", 日本語でだいじょうぶ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.parsing.lexicon import any_word
from dialogs.parsing.reading import Ambiguous, AnswerProblem, Reading, ask_back

OWN_INTERPRETER, INTERPRETER, ANY_LANGUAGE = "own_interpreter", "interpreter", "any"
_NAMES: Mapping[str, tuple[str, ...]] = {
    LANGUAGE_OF_STAFF: ("japanese", "nihongo", "日本語", "にほんご"),
    "en": ("english", "eigo", "英語", "えいご"),
    "zh": ("chinese", "mandarin", "cantonese", "中国語"),
    "ko": ("korean", "韓国語"),
    "pt": ("portuguese", "ポルトガル語"),
    "es": ("spanish", "スペイン語"),
    "fr": ("french", "フランス語"),
    "de": ("german", "ドイツ語"),
    "hi": ("hindi", "ヒンディー語"),
    "vi": ("vietnamese", "ベトナム語"),
    "tl": ("tagalog", "filipino", "タガログ語"),
    "id": ("indonesian", "インドネシア語"),
    "th": ("thai", "タイ語"),
    "ne": ("nepali", "ネパール語"),
    "bn": ("bengali", "bangla", "ベンガル語"),
    "ru": ("russian", "ロシア語"),
    "ar": ("arabic", "アラビア語"),
    "it": ("italian", "イタリア語"),
    "my": ("burmese", "ミャンマー語"),
    "ur": ("urdu", "ウルドゥー語"),
}
_NAMED = {code: re.compile(any_word(*names)) for code, names in _NAMES.items()}
_TRANSLATES = re.compile(r"translat|interpret|通訳|訳し|訳せ")
_WHO = re.compile(
    any_word(
        *("wife", "husband", "friend", "son", "daughter", "colleague", "brother", "sister", "partner", "boyfriend"),
        *("girlfriend", "coworker", "妻", "夫", "家族", "友人", "友達", "友だち", "同僚", "息子", "娘", "知人"),
    )
)
# Some Japanese is not enough to talk of law in it.
_NOT_MUCH = re.compile(
    r"\b(?:no|not|little|poor|bad|basic|can'?t|cannot|don'?t|without|beginner|except)\b[^.,;]{0,20}(?:japanese|nihongo)"
    r"|(?:japanese|nihongo)[^.,;]{0,12}\b(?:not|bad|poor|no|little|basic|difficult|hard)\b"
    r"|(?:日本語|にほんご)[^。、]{0,6}(?:でき(?:ない|ません)|話せ(?:ない|ません)|苦手|無理|だめ|ダメ|少し|ちょっと|下手)"
    r"|(?:日本語|にほんご)以外"
)


# Who needs no help, or only says that a language will do, does not ask for an interpreter.
_NO_HELP = re.compile(
    r"\b(?:no need|not needed|(?:don'?t|do not) need)\b(?!.{0,12}(?:japanese|nihongo))"
    r"|\b(?:no|without)\b (?:a |an |any )?(?:translat|interpret)"
    r"|通訳(?:は|が)?[^。]{0,4}(?:いりません|いらない|要りません|要らない|不要|必要ありません|必要ない|なし|無し|結構|大丈夫)"
)
_WILL_DO = re.compile(
    r"\b(?:ok|okay|fine|good|enough|please|possible|speak)\b|大丈夫|だいじょうぶ|でいい|で良い|でよい|話せます|お願い"
)


def others_named(text: str, offered: Collection[str]) -> bool:
    """Return whether a text names a language that is not offered: which one, only its own words say."""
    plain = _plain(text)
    return any(code not in offered and pattern.search(plain) for code, pattern in _NAMED.items())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


def read_talk(text: str, offered: Collection[str]) -> Reading[str]:
    """Return what is offered of what a text asks for, to be confirmed: a language of the staff, or an interpreter."""
    plain = _plain(text)
    if re.search(r"\?", plain):
        return AnswerProblem("problem-choice")
    if _TRANSLATES.search(plain) and _WHO.search(plain):
        return Ambiguous((OWN_INTERPRETER,))
    named = [code for code, pattern in _NAMED.items() if pattern.search(plain)]
    spoken = [code for code in named if code in offered and not (code == LANGUAGE_OF_STAFF and _NOT_MUCH.search(plain))]
    if spoken:
        return Ambiguous(tuple(spoken[:3]))
    if _NO_HELP.search(plain):
        return ask_back((*offered, OWN_INTERPRETER))
    # Nobody of the staff speaks what was named: with whose help they talk, who likes it says.
    if named and _WILL_DO.search(plain):
        return Ambiguous((INTERPRETER, OWN_INTERPRETER))
    return Ambiguous((INTERPRETER,)) if named else AnswerProblem("problem-choice")
