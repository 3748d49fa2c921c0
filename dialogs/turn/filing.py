"""What is kept of a conversation beside its answers: runs as history, the lead for the office."""

from __future__ import annotations

from dialogs.effects import FileLead, KeepRun
from dialogs.lead import Run, lead_of, run_of
from dialogs.place import HANDED_OFF
from dialogs.question import Question
from dialogs.sent import sent_now
from dialogs.turn import Turn

KEPT_HISTORY = 20


class Filing(Turn):
    """A turn that keeps runs and files the lead."""

    def keep_run(self) -> None:
        """Record this result as a new run unless facts, day and table are unchanged."""
        conversation = self.conversation
        run = run_of(self.situation.again())
        last = Run.from_json(conversation.last_run) if conversation.last_run else None
        if last is not None and (last.day, last.ruleset, last.answers, last.category) == (
            run.day,
            run.ruleset,
            run.answers,
            run.category,
        ):
            return
        conversation.shown_run, conversation.last_run = conversation.last_run, run.to_json()
        # Staff see one line a day, so a correction replaces the line of its day; all runs are stored besides.
        earlier = [kept for kept in conversation.history if kept[0] != run.day]
        conversation.history = [*earlier, [run.day, *run.best()[1]]][-KEPT_HISTORY:]
        self.result.effects.append(KeepRun(run))

    def file_lead(self, only: tuple[str, ...] = ()) -> None:
        """Give the office the card as it stands now; with `only`, no more of it than these answers."""
        situation = self.situation.again()
        self.result.effects.append(FileLead(lead_of(situation), only))
        if not only:
            self.conversation.sent = sent_now(situation)

    def appointment(self) -> tuple[Question, ...]:
        """Return the questions that are asked after the leave was given: when and how to meet."""
        questionnaire = self.rules.questionnaire
        return questionnaire.asked_in(questionnaire.chapter_before(HANDED_OFF))
