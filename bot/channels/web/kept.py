"""Pages as they were shown last, for browsers without our script: each of their acts loads the whole page anew.

What was said does not have to be opened and made again for that. A kept page is shown only where the database still
says what it did: the same session, the same person, nothing newer on their page. In memory alone, of few, and all of
it is dropped when anybody is erased.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.channels.web.view import MOST_SHOWN, HeldQuestion, LiveQuestion, TypedField
from bot.turns.website import WebGlance, WebSession

MOST = 128


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A page of a session at a glance: what was said, made already, by its place."""

    glance: WebGlance
    session: WebSession
    framed: bool
    language: str
    said: Mapping[int, str]
    asked: LiveQuestion | HeldQuestion | None
    field: TypedField
    earlier: int
    has_request: bool

    def after(self, glance: WebGlance, changed: ReadyPage) -> ReadyPage | None:
        """Return it with what has changed since, as a page of that alone; None where it is to be made anew."""
        stood = self.asked
        if (
            stood is not None
            and stood.at not in changed.said
            and (changed.asked is None or changed.asked.at != stood.at)
        ):
            return None  # it stands there as something else by now
        said = {**self.said, **changed.said}
        if changed.asked is not None:
            said.pop(changed.asked.at, None)
        if len(said) > MOST_SHOWN or changed.language != self.language:
            return None
        return replace(changed, glance=glance, said={at: said[at] for at in sorted(said)}, earlier=self.earlier)


class ReadyPages:
    """The pages of those who acted last, by their sessions."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, ReadyPage] = OrderedDict()
        # Another one once all of them were dropped: what was read before that is not kept any more.
        self.age = 0

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, session: str, *, framed: bool) -> ReadyPage | None:
        """Return the page of a session, in a frame or not."""
        kept = self._kept.get(session)
        return kept if kept is not None and kept.framed is framed else None

    def keep(self, page: ReadyPage, age: int) -> None:
        """Keep a page, read at that age, in place of the one before."""
        kept = self._kept
        if age == self.age:
            kept[page.session.id] = page
            kept.move_to_end(page.session.id)
            if len(kept) > MOST:
                kept.popitem(last=False)

    def drop(self, session: str) -> None:
        """Keep the page of a session no more."""
        self._kept.pop(session, None)

    def forget(self) -> None:
        """Drop all of them; also called in the thread that commits."""
        self.age += 1
        self._kept = OrderedDict()


__all__ = ["ReadyPage", "ReadyPages"]
