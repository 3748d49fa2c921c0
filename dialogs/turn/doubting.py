"""Answers to be asked again: those that hang on a changed one, and those that grow old."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dialogs.deadline import STAY_UNTIL
from dialogs.messages import Text
from dialogs.place import REVIEW
from dialogs.question import Question
from dialogs.turn import Turn
from scoring.groups import rows_reading


class Doubting(Turn):
    """A turn that knows which answers a change makes doubtful."""

    def reconsider(self, question: Question, table_before: str | None) -> None:
        """Ask again what depends on a changed answer, and show again the pages already left."""
        # Papers that staff have seen prove the old answer, for rows of the old table.
        another_table = self.situation.again().category != table_before
        self.unconfirm(self.conversation.confirmed if another_table else rows_reading(question.fields))
        doubtful = self.dependents(question.id)
        self.ask_again(doubtful)
        # What really changed stays in doubt until it is answered, whatever is taken back.
        self.place.supposed = [name for name in self.place.supposed if name not in {q.id for q in doubtful}]
        if question.id in self.place.supposed and question.id in self.by_event:
            self.place.supposed = []
        for wished in (q for q in self.rules.questionnaire if q.wish and question.id in q.asked_again_with):
            self.place.take_back(wished.id)
        for chapter in self.rules.questionnaire.chapters_of(question.id):
            # What a part asks by itself is answered there, and leads back to it.
            if not (chapter.to_the_point and question.id in chapter.by_name) or self.place.chapter == chapter.id:
                self.place.take_back(*chapter.reopens)

    def unconfirm(self, rows: Collection[str]) -> None:
        """Take rows away from those whose papers staff have seen."""
        self.conversation.confirmed = [row for row in self.conversation.confirmed if row not in rows]

    def dependents(self, question_id: str) -> list[Question]:
        """Return the answered questions, true of this person, whose answers a change makes doubtful.

        The end of a stay that stands on the card in the person's own words is none, whatever the status is called.
        """
        situation = self.situation.again()
        stands = {STAY_UNTIL} if self.stay_is_in_own_words else set[str]()
        return [
            q
            for q in self.rules.questionnaire
            if question_id in q.asked_again_with and situation.standing.told(q.id) and q.id not in stands
        ]

    @property
    def stay_is_in_own_words(self) -> bool:
        """Whether the person wrote the day on which their stay ends, as it is kept."""
        situation = self.situation.again()
        told = situation.standing.told(STAY_UNTIL)
        days = {remark.day for remark in situation.remarks if remark.kind == "expiry" and remark.day}
        return told is not None and told.value in days

    @property
    def by_event(self) -> frozenset[str]:
        """Return the questions that a life event (a new job) makes doubtful."""
        events = set(self.rules.questionnaire.events)
        return frozenset(q.id for q in self.rules.questionnaire if not events.isdisjoint(q.asked_again_with))

    def suppose(self, question_ids: Iterable[str]) -> None:
        """Mark questions to be asked again while the person may change an answer; see `Place.supposed`."""
        fresh = [name for name in question_ids if name not in self.conversation.again]
        self.conversation.again.extend(fresh)
        self.place.supposed.extend(fresh)

    def ask_again(self, questions: list[Question], *, aged: bool = False, supposed: bool = False) -> None:
        again = self.conversation.again
        fresh = self.as_asked(q for q in questions if q.id not in again)
        if supposed:
            self.suppose(q.id for q in fresh)
        else:
            again.extend(q.id for q in fresh)
        if fresh:
            what = Text("list", {"items": tuple(Text(f"{q.text_key}.short") for q in fresh)})
            self.notes.append(Text("ask-again-time", {"what": what}) if aged else Text("ask-again", {"what": what}))

    def as_asked(self, questions: Iterable[Question]) -> list[Question]:
        """Return questions in the order in which this person is asked; those of parts come last."""
        situation = self.situation.again()
        interview = self.flow.questions_of(situation, self.rules.questionnaire.chapter_before(REVIEW))
        place = {question.id: number for number, question in enumerate(interview)}
        return sorted(questions, key=lambda question: place.get(question.id, len(place)))

    def forget_supposed(self) -> None:
        """Cancel the re-asking that was only supposed: in the end no answer changed."""
        supposed, self.place.supposed = self.place.supposed, []
        self.conversation.again = [name for name in self.conversation.again if name not in supposed]

    def aged(self) -> list[Question]:
        """Return the questions whose answers grow old by themselves, given on another day: years of work."""
        answers, today = self.situation.answers, self.situation.today
        return [
            q
            for q in self.rules.questionnaire.scored()
            if q.kind.grows_old and q.id in answers and answers[q.id].value is not None
            if answers[q.id].given_on != today
        ]
