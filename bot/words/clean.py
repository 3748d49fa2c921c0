"""Values as they may be shown: without signs that cannot be seen but change how everything around them reads.

Names and notes are typed by anybody. What leaves a value here: control characters, marks and overrides of the writing
direction, signs of no width, fillers that look like nothing, lone surrogates. What stays is what people write with:
every letter, accents, emoji, and the joiners where a script or an emoji needs them.
"""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # writing direction
    "\xad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"  # of no width
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # fillers: a name of these alone looks like no name
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # no width again; tags
)
_ODD = re.compile(f"[\t\n\v\f\r\u200c\u200d\u2028\u2029{_UNSEEN}]")
_GOES = re.compile(f"[{_UNSEEN}]")
# Arabic and its kin, and the scripts of India and its neighbours: there joiners change letters.
_LETTER = "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18aa\ufb50-\ufdff\ufe70-\ufefc]"
_EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff]"
# A joiner that stands nowhere it is needed: not within such a word, nor after an emoji (or its skin, or the sign that
# makes it one) and before another.
_JOINER = re.compile(
    f"(?<!{_LETTER})(?<![\ufe0f\u2190-\u2bff\U0001f000-\U0001faff])[\u200c\u200d]+"
    f"|(?<={_LETTER})[\u200c\u200d]+(?!{_LETTER}|[\u200c\u200d])"
    f"|(?<=[\ufe0f\u2190-\u2bff\U0001f000-\U0001faff])(?:\u200c[\u200c\u200d]*|[\u200c\u200d]+(?!{_EMOJI}|[\u200c\u200d]))"
)


def clean(value: str, *, lines: bool = True) -> str:
    """A value without signs that cannot be seen; line ends are kept as one kind, or become spaces.

    >>> clean("Ma\\u200bria\\u202e\\nSantos", lines=False)
    'Maria Santos'
    """
    if not _ODD.search(value):
        return value
    value = _LINE_END.sub("\n" if lines else " ", value).replace("\t", " ")
    return _JOINER.sub("", _GOES.sub("", value))


__all__ = ["clean"]
