"""Made-up people to start from: they use the website's chat like anybody, and stop where each of them stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.channels.web.scene import Outcome
from bot.channels.web.sessions import KnownBrowser, SignedIn
from bot.demo.clients import Chats
from bot.turns.ports import Transaction
from bot.turns.posting import handle_of
from bot.words.words import Words
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.kinds import DONE
from dialogs.marks import OFF, ON, ROW_NO, ROW_YES
from dialogs.place import HANDED_OFF, RESULT
from dialogs.reminding.chosen import ReminderKind

# An answer: the action of a button, a typed text, or choices to tick; a text may go by the day.
MadeUpAnswer = str | tuple[str, ...] | Callable[[date], str]
# Far more acts than lead through all questions.
MOST_ACTS = 90
# Tried in this order where somebody has no answer of their own.
_OTHERWISE = ("unknown", "a:no", "yes", "skip", "a:here", DONE)
# What leads nowhere.
_NO_WAY_ON = frozenset({"back", "help", "human", "no", "forget"})


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody made up: name, language, what they answer, where they stop, and what they do `then`."""

    chat: str
    language: str
    answers: Mapping[str, MadeUpAnswer]
    stops_at: str
    then: Sequence[str] = ()


# Has asked to be reminded of birthdays that cost points, and of changes of the law.
WANTS_TO_HEAR = ("/reminders", f"{ON}:{ReminderKind.POINTS}", f"{ON}:{ReminderKind.MARK}", "close")
_WORKS: Mapping[str, MadeUpAnswer] = {
    "consent": "a:agree",
    "residence": "a:work",
    "activity": "a:specialist",
    "international_services": "a:no",
}


def soon_forty(day: date) -> str:
    """A date of birth whose fortieth birthday, which costs points, is so near that they are reminded of it in days."""
    birthday = day + timedelta(days=36)
    # No 29 February: most years have none.
    birthday += timedelta(days=(birthday.month, birthday.day) == (2, 29))
    return birthday.replace(year=birthday.year - 40).isoformat()


PEOPLE: Sequence[Invented] = (
    Invented(
        "Maria",
        "en",
        {
            "goal": "a:hsp",
            **_WORKS,
            "salary_yen": "6,500,000",
            "birth_date": "1994-05-01",
            "degrees": ("master",),
            "experience_years": "5 years",
            "japanese": "a:n1",
            "japanese_degree": "a:no",
            "thorough": "a:stop",
            "name": "Maria Santos",
        },
        HANDED_OFF,
        WANTS_TO_HEAR,
    ),
    Invented(
        "Wei",
        "en",
        {
            "goal": "a:hsp",
            **_WORKS,
            "salary_yen": "9,200,000",
            "birth_date": soon_forty,
            "degrees": ("doctorate",),
            "experience_years": "7 years",
            "japanese": "a:n2",
            "japanese_degree": "a:yes",
            "thorough": "a:stop",
        },
        RESULT,
        WANTS_TO_HEAR,
    ),
    Invented("Arjun", "en", {"goal": "a:hsp", **_WORKS}, "salary_yen"),
)


class Nursery:
    """Lets people talk up to where they stop: they press what their page shows, and type."""

    def __init__(self, chats: Chats, dialogue: Dialogue, words: Words) -> None:
        self.chats = chats
        self.dialogue = dialogue
        self.words = words

    async def bring(self, *people: Invented) -> list[SignedIn]:
        """Let people talk from the first word on, one beside the other; return them as they stand then."""
        begun = [await self.chats.begins(one.chat, one.language) for one in people]
        return list(await asyncio.gather(*map(self._talks, people, begun)))

    async def _talks(self, one: Invented, who: SignedIn) -> SignedIn:
        for _ in range(MOST_ACTS):
            who, offered = await self._sees(who)
            place = who.person.conversation.place
            if place.at == one.stops_at or one.stops_at in place.sheet:
                break
            acts = self._following(one, who.person.conversation, offered)
            if not acts:
                break
            for number, act in enumerate(acts):
                await self.does(who, act, offered if number == 0 else None)
        for act in one.then:
            if act.startswith("/") or act in await self.sees(who):
                await self.does(who, act)
        return who

    async def does(self, who: SignedIn, act: str, offered: Mapping[str, str] | None = None) -> None:
        """Press the button of an action, or else type it; what comes of it is on their page then."""
        if offered is None:
            who, offered = await self._sees(who)
        fields = {"press": offered[act]} if act in offered else {"text": act}
        acting, session = self.chats.site.acting, who.session
        known = KnownBrowser(session.id, session.to, who.person.conversation.language)
        turned = await acting.act(known, fields, None)
        outcome = None if turned is None else turned.shown
        if not (isinstance(outcome, Outcome) and outcome.is_clear):
            await acting.answered(session)

    async def sees(self, who: SignedIn) -> Sequence[str]:
        """What somebody may press now."""
        return list((await self._sees(who))[1])

    async def _sees(self, who: SignedIn) -> tuple[SignedIn, Mapping[str, str]]:
        """Somebody as they stand now, and what their page offers: of each action what its button carries."""

        def look(tx: Transaction) -> tuple[SignedIn, Mapping[str, str]]:
            person = tx.whole_person(who.person.id) or who.person
            live = person.conversation.live
            event = None if live is None else tx.web_event(person.id, handle_of(person, live))
            rows = () if event is None else event.payload.get("say", {}).get("rows", ())
            offered = {data.split(".", 2)[-1]: data for row in rows for _, data in row}
            return SignedIn(who.session, person), offered

        seen: tuple[SignedIn, Mapping[str, str]] = await self.chats.site.looked(look)
        return seen

    def _following(self, one: Invented, conversation: Conversation, offered: Mapping[str, str]) -> Sequence[str]:
        """What they do next."""
        place = conversation.place
        if place.sheet:
            # Several questions on one screen: yes to what is true of them, no to all else.
            rows = (f"{ROW_YES if one.answers.get(row) == 'a:yes' else ROW_NO}:{row}" for row in place.sheet)
            return [*rows, DONE]
        now = self.chats.site.clock.now()
        given = one.answers.get(place.at)
        given = given(now.date()) if callable(given) else given
        if isinstance(given, tuple):
            ticked = set(place.draft or ())
            return [*(f"{OFF if tick in ticked else ON}:{tick}" for tick in sorted(set(given) ^ ticked)), DONE]
        if given is not None:
            return [given]
        actions = [action for action in (f"a:{one.language}", *_OTHERWISE) if action in offered]
        actions += [action for action in offered if action not in _NO_WAY_ON]
        if actions:
            return actions[:1]
        question = self.dialogue.questionnaire.by_id.get(place.at)
        if question is None:
            return ()
        example = question.example(self.dialogue.situation(conversation, now))
        return [self.words.plain(conversation.language, example)]


__all__ = ["PEOPLE", "Invented", "Nursery"]
