"""What a person agrees to: the text of consent, and the one it points to, as they are worked out for an office.

Leave is given to one text. Its digest is kept with the answer, so that whoever agreed to another one is asked again,
whether the office changed a time or a name in its profile, or an update the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from dialogs.messages import Arg, Text
from dialogs.office import CLIENT, SENT, UNFINISHED, UNQUALIFIED, Office, Texts
from dialogs.ports import Translator

_LENGTH = 16


def consent_args(office: Office, language: str, channel: str, version: str) -> Mapping[str, Arg]:
    """Return what the question whether answers may be kept says of the office."""
    longest, client = office.kept_days(SENT), office.kept_days(CLIENT)
    return {
        "office": _named(office, office.privacy.controller, language),
        "days_count": longest,
        "client_count": client if client > longest else 0,
        "channel": channel,
        "version": version,
    }


def privacy_args(office: Office, language: str, channel: str) -> Mapping[str, Arg]:
    """Return what the text about a person's data says of the office: who answers for it, and how long what is kept."""
    return {
        "controller": _named(office, office.privacy.controller, language),
        "contact": _named(office, office.privacy.contact, language),
        "days_count": office.kept_days(SENT),
        "unfinished_count": office.kept_days(UNFINISHED),
        "unqualified_count": office.kept_days(UNQUALIFIED),
        "client_count": office.kept_days(CLIENT),
        "channel": channel,
    }


def _named(office: Office, texts: Texts, language: str) -> Text:
    return Text("value-plain", {"text": office.in_language(texts, language)})


class ConsentTexts:
    """The digests of what an office's clients agree to, by language; each is worked out when it is first asked for.

    `channels` are the names of all there are: each has lines of its own, and all of them are one text.
    """

    def __init__(self, office: Office, words: Translator, channels: Iterable[str]) -> None:
        self.office = office
        self.words = words
        self.channels = tuple(sorted(channels))
        self._known: dict[str, str] = {}

    def __call__(self, language: str) -> str:
        if language not in self._known:
            texts = [
                self.words.plain(language, text)
                for channel in self.channels
                for text in (
                    Text("q-consent", consent_args(self.office, language, channel, "")),
                    Text("privacy", privacy_args(self.office, language, channel)),
                )
            ]
            self._known[language] = sha256("\0".join(texts).encode()).hexdigest()[:_LENGTH]
        return self._known[language]


__all__ = ["ConsentTexts", "consent_args", "privacy_args"]
