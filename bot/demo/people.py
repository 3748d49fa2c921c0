"""Made-up people to start from: they talk with the real dialogue, and stop where each of them stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bot.demo.client import CHANNEL, Chats
from bot.demo.clock import MovingClock
from bot.turns.acts import ClientTurn, Turned
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.kinds import DONE
from dialogs.marks import OFF, ON, ROW_NO, ROW_YES, mark_of
from dialogs.messages import Act, ActKind
from dialogs.place import HANDED_OFF, RESULT

# An answer: the action of a button, a typed text, or choices to tick.
MadeUpAnswer = str | tuple[str, ...]
# Far more acts than lead through all questions.
MOST_ACTS = 90
# Tried in this order where somebody has no answer of their own.
_OTHERWISE = ("unknown", "a:no", "yes", "skip", "a:here", DONE)
# What leads nowhere.
_NO_WAY_ON = frozenset({"back", "help", "human", "no", "forget"})


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody made up: what they are called, their language, what they answer, and where they stop."""

    chat: str
    language: str
    answers: Mapping[str, MadeUpAnswer]
    stops_at: str


_WORKS: Mapping[str, MadeUpAnswer] = {
    "consent": "a:agree",
    "residence": "a:work",
    "activity": "a:specialist",
    "international_services": "a:no",
}
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
    ),
    Invented(
        "Wei",
        "en",
        {
            "goal": "a:hsp",
            **_WORKS,
            "salary_yen": "9,200,000",
            "birth_date": "1989-11-25",
            "degrees": ("doctorate",),
            "experience_years": "7 years",
            "japanese": "a:n2",
            "japanese_degree": "a:yes",
            "thorough": "a:stop",
        },
        RESULT,
    ),
    Invented("Arjun", "en", {"goal": "a:hsp", **_WORKS}, "salary_yen"),
)


class Nursery:
    """Lets people talk up to where they stop. What they write stands in their chats, as if they had typed it."""

    def __init__(self, writer: Writer, dialogue: Dialogue, words: Words, chats: Chats, clock: MovingClock) -> None:
        self.writer = writer
        self.dialogue = dialogue
        self.words = words
        self.chats = chats
        self.clock = clock
        self._acts = 0

    async def bring(self, one: Invented) -> None:
        """Let somebody talk from the first word on."""
        self.chats.chat(one.chat, one.language)
        turned = await self._does(one, Act(ActKind.COMMAND, command="start", language=one.language))
        while self._acts < MOST_ACTS * len(PEOPLE) and turned.conversation is not None:
            place = turned.conversation.place
            if place.at == one.stops_at or one.stops_at in place.sheet:
                return
            acts = self._following(one, turned, turned.conversation)
            if not acts:
                return
            for act in acts:
                turned = await self._does(one, act)

    def _following(self, one: Invented, turned: Turned, conversation: Conversation) -> list[Act]:
        """What they do next."""
        place = conversation.place
        offered = [button.action for screen in turned.screens[-1:] for row in screen.rows for button in row]
        if place.sheet:
            return self._on_sheet(one, conversation)
        given = one.answers.get(place.at)
        if isinstance(given, tuple):
            ticked = set(place.draft or ())
            ticks = [f"{OFF if tick in ticked else ON}:{tick}" for tick in sorted(set(given) ^ ticked)]
            return [_press(conversation, action) for action in (*ticks, DONE)]
        if given is not None and given not in offered:
            return [Act(ActKind.TEXT, given, language=one.language)]
        actions = [given] if given is not None else [a for a in (f"a:{one.language}", *_OTHERWISE) if a in offered]
        actions += [action for action in offered if action not in _NO_WAY_ON]
        if actions:
            return [_press(conversation, actions[0])]
        question = self.dialogue.questionnaire.by_id.get(place.at)
        if question is None:
            return []
        example = question.example(self.dialogue.situation(conversation, self.clock.moment()))
        return [Act(ActKind.TEXT, self.words.plain(conversation.language, example), language=one.language)]

    @staticmethod
    def _on_sheet(one: Invented, conversation: Conversation) -> list[Act]:
        """Several questions on one screen: yes to what is true of them, no to all else."""
        rows = conversation.place.sheet
        changes = [f"{ROW_YES if one.answers.get(row) == 'a:yes' else ROW_NO}:{row}" for row in rows]
        return [_press(conversation, action) for action in (*changes, DONE)]

    async def _does(self, one: Invented, act: Act) -> Turned:
        self._acts += 1
        now, message = self.clock.moment(), None
        if act.kind is ActKind.TEXT:
            message = str(self.chats.chat(one.chat).board.post(escape(act.text), now, topic=None, by=one.chat))
        turn = ClientTurn(CHANNEL, f"made-{self._acts}", one.chat, act, now, message)
        turned: Turned = await self.writer.submit(turn)
        return turned


def _press(conversation: Conversation, action: str) -> Act:
    return Act(ActKind.PRESS, data=f"{mark_of(conversation)}.{action}")


__all__ = ["PEOPLE", "Invented", "Nursery"]
