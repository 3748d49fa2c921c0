"""Takes up what a text only supposes: "what if I pass N1?" changes no answer, and is worked out beside the result."""

from __future__ import annotations

from datetime import date

from dialogs.conversation import Value
from dialogs.kinds import ManyOf, OneOf, Whole, Years, Yen, YesNo
from dialogs.messages import LONGEST_MATCHED, Text
from dialogs.own_words import Remark
from dialogs.parsing import visible
from dialogs.parsing.couples import read_compared
from dialogs.parsing.supposed import Supposed, asked_side, leaves_nothing, read_supposed
from dialogs.parsing.yen import amount_of
from dialogs.parts import couple, over_time, ways, what_if
from dialogs.parts.counting import counts_points
from dialogs.place import NO, RESULT, REVIEW, Wish
from dialogs.question import Question
from dialogs.remarking import GOAL
from dialogs.results import brief
from dialogs.taking_up import TakingUp
from dialogs.understanding import Understood
from scoring import Category, months_later
from scoring.calendar import birthday
from scoring.stay.residence_rules import residence_rules

MARRIAGE, ACTIVITY, POSITION, BIRTH, SALARY = "marriage", "activity", "position", "birth_date", "salary_yen"
NONE, SHORT, WAYS, WORKED = "none", "short", "ways", "experience_years"
# The strongest first: a weaker examination takes nothing away.
_STRONGER = {"japanese": ("n1", "japanese_major_abroad", "n2", NONE)}
# Of these a choice alone is supposed of somebody: another kind of work has another table.
_BESIDE_POINTS = frozenset({ACTIVITY})


class Supposing(TakingUp):
    """A turn that works out what would be."""

    def supposes(self) -> bool:
        """Answer what a text supposes, in a few lines and beside the answers; return whether it supposes anything."""
        found = read_supposed(self.act.text)
        if found is None or not self.once_agreed:
            return False
        earlier = self.place.what_if if found.more else {}
        if MARRIAGE in found.named and found.sure:
            self.tell_of_marriage()
            return True
        heard = self.heard(found.part, None) if found.part else Understood()
        supposed = self.supposed_of(found, heard)
        if not supposed:
            return found.whole and self.says_what_can_be_supposed()
        known = False
        if set(supposed) == {what_if.DAY} and found.age is not None:
            # "Next year I turn 35" tells what the day of birth says already.
            pass
        elif found.age is not None and not (found.sure or found.marked):
            return False
        elif not found.sure and not earlier:
            if (found.more and not found.marked) or not leaves_nothing(found.part, [f.words for f in heard.facts]):
                return False
            told = what_if.answers_of(supposed)
            known = not any(what_if.is_news(self.situation, name, value) for name, value in told.items())
            known = known and what_if.DAY not in supposed
            if known and not found.asks and self.answered():
                # Whoever names what they hold asks what it is.
                return True
        if self.place.at == REVIEW and not (found.sure or found.asks):
            # Before the result a bare figure can only be meant as an answer.
            return self.lay_over(heard)
        if self.place.at == REVIEW or self.conversation.last_run is None:
            self.note("what-if-after-result")
            return True
        self.place.what_if = {**earlier, **supposed}
        which = not (found.sure or found.asks or earlier or known or what_if.DAY in supposed)
        self.place.overlay, self.place.candidates = what_if.WHICH if which else what_if.PAGE, []
        if found.rest and not self.heard(found.rest, None).of(GOAL):
            # Whether a goal is reached, the points say.
            self.answered(found.rest)
        return True

    def supposes_before_the_result(self) -> bool:
        """Say, where a text surely supposes something amid the questions, that it is worked out after the result."""
        found = read_supposed(self.act.text)
        if found is None or not found.sure or not found.part or self.conversation.last_run is not None:
            return False
        if not self.supposed_of(found, self.heard(found.part, None)):
            return False
        self.note("what-if-after-result")
        self.same_screen = True
        return True

    def asks_for_a_side(self) -> bool:
        """Turn up the side of the result that a text asks for; return whether it asks for one."""
        side = asked_side(self.act.text) if self.place.at == RESULT and self.place.overlay is None else None
        if side is None or (self.place.side == side and side != SHORT):
            return False
        situation = self.situation.again()
        beyond = list(ways.beyond(situation)) if side == WAYS and counts_points(situation) else []
        if side == SHORT:
            # It is in the chat already.
            self.notes.append(brief(situation))
        elif beyond:
            self.notes += beyond
        else:
            self.place.take_back(Wish.PART)
            self.place.side = side
        return True

    def compares(self) -> bool:
        """Answer which of two should apply, as far as what is told of the partner says; their words are for staff."""
        found = read_compared(self.act.text)
        if found is None or not self.once_agreed:
            return False
        heard = self.heard(found.part, None) if found.part else Understood()
        told = self.supposed_of(Supposed(found.part, {}, found.age), heard, of_oneself=False)
        if told:
            # Staff read what the partner was said to be; no answer has a place for it.
            whole = visible(self.act.text[:LONGEST_MATCHED])
            self.remark(Understood(remarks=(Remark("family", None, whole),)))
        if self.conversation.last_run is None:
            self.note("couple-later")
        else:
            self.notes += couple.lines(self.situation.again(), told)
        return True

    def supposes_after_sending(self) -> bool:
        """Answer what is surely supposed once the office has the request; it hears it too, and nothing is filed."""
        found = read_supposed(self.act.text)
        if found is None or not (found.sure or found.asks) or not self.supposes():
            return False
        self.tell_staff()
        self.note("passed-on")
        return True

    def says_what_can_be_supposed(self) -> bool:
        """Answer a question that supposes something else than points, by the bank; else say what can be supposed.

        What is only supposed is nothing to note for the office.
        """
        if not self.answered():
            self.not_understood()
            self.note("what-if-how")
        return True

    def tell_of_marriage(self) -> None:
        """Say what a marriage would change: no points, but perhaps a way of its own."""
        for route in residence_rules(self.situation.today).own_routes:
            if route.married_years:
                self.notes.append(
                    Text(
                        "what-if-marriage",
                        {"married_count": route.married_years, "stay_count": route.stay_years},
                    )
                )
                return

    # --- what is supposed -----------------------------------------------------------------------------------------

    def supposed_of(self, found: Supposed, heard: Understood, *, of_oneself: bool = True) -> dict[str, Value]:
        """Return what a text supposes, as answers and what goes beside them; of a partner nothing else is known."""
        questions = self.rules.questionnaire
        told: dict[str, Value] = {}
        for name, choice in found.named.items():
            if name in questions:
                told[name] = choice
        if POSITION in told and self.situation.category != Category.C.value:
            # Whoever runs a company is counted by another table.
            told[ACTIVITY] = "manage"
        for fact in heard.facts:
            question = questions[fact.question]
            if fact.candidates and (question.fields or question.id in _BESIDE_POINTS) and question.id != BIRTH:
                value = fact.candidates[0]
                value = self.as_supposed(question, value, found, fact.words) if of_oneself else value
                told.setdefault(question.id, value)
        for name, choice in heard.denied.items():
            if name in questions and questions[name].fields and name not in told:
                told[name] = self.taken_away(questions[name], choice)
        self.change_pay(found, told)
        told = {name: value for name, value in told.items() if questions[name].kind.accepts(value, self.situation)}
        supposed: dict[str, Value] = dict(told)
        if found.below and isinstance(told.get(SALARY), int):
            supposed[what_if.BELOW] = told[SALARY]
            supposed[SALARY] = int(str(told[SALARY])) - 1
        if any(remark.kind == "job_changed" for remark in heard.remarks) or "employer_sme" in found.named:
            supposed[what_if.NEW_WORK] = "yes"
        if of_oneself:
            self.suppose_time(found, supposed)
            self.suppose_more_work(found, supposed)
        elif found.age is not None:
            supposed[BIRTH] = self.born_at(found.age)
        return supposed if set(supposed) - {what_if.NEW_WORK, what_if.BELOW} else {}

    def change_pay(self, found: Supposed, told: dict[str, Value]) -> None:
        """Work out pay of which only a change is told; where today's is not known, nothing is supposed of it."""
        held, named = self.situation.value(SALARY), told.get(SALARY)
        if found.percent is not None and isinstance(held, int):
            told[SALARY] = held + held * found.percent * found.change // 100
        elif found.change and isinstance(held, int) and isinstance(named, int):
            # "500k" is what a month brings; "500k more" is so much more a year.
            amount = amount_of(found.part)
            told[SALARY] = held + (int(named) if amount is None else amount) * found.change
        elif found.change or found.percent is not None:
            told.pop(SALARY, None)

    def as_supposed(self, question: Question, value: Value, found: Supposed, words: str) -> Value:
        """Return what an answer would be: degrees and licences come beside those held, a weaker level changes none."""
        held = self.situation.value(question.id)
        if found.without and not isinstance(question.kind, Yen | Years):
            return self.taken_away(question, str(value[0]) if isinstance(value, list) and value else str(value))
        if found.only or value == []:
            return value
        if isinstance(question.kind, ManyOf) and isinstance(value, list) and isinstance(held, list):
            return [*held, *(one for one in value if one not in held)]
        if isinstance(question.kind, Whole) and isinstance(value, int) and isinstance(held, int):
            counted = any(map(str.isdecimal, words)) and len(words.split()) > 1
            return value if counted or value > 1 else held + value
        order = _STRONGER.get(question.id, ())
        if held in order and value in order and order.index(str(held)) < order.index(str(value)):
            return held
        return value

    def taken_away(self, question: Question, choice: str) -> Value:
        """Return what an answer would be without a choice of it."""
        held = self.situation.value(question.id)
        if isinstance(question.kind, ManyOf):
            return [one for one in held if one != choice] if isinstance(held, list) else []
        if isinstance(question.kind, YesNo):
            return NO
        if isinstance(question.kind, OneOf):
            return NONE
        return max(held - 1, 0) if isinstance(held, int) else 0

    def suppose_time(self, found: Supposed, supposed: dict[str, Value]) -> None:
        """Suppose a day ahead: so long from now, or the birthday of an age; an age that cannot be dated is supposed."""
        situation = self.situation
        if found.months:
            supposed[what_if.DAY] = self.not_too_far(months_later(situation.today, found.months)).isoformat()
        if found.age is None:
            return
        born = situation.profile.birth_date
        day = birthday(born, found.age) if born is not None else None
        if day is not None and situation.today < day <= months_later(situation.today, over_time.MONTHS_AHEAD):
            supposed[what_if.DAY] = day.isoformat()
        else:
            supposed[BIRTH] = self.born_at(found.age)

    def suppose_more_work(self, found: Supposed, supposed: dict[str, Value]) -> None:
        """Suppose work to come, where fewer years are named than there are: "if I work 3 years"."""
        held, named = self.situation.value(WORKED), supposed.get(WORKED)
        if isinstance(held, int) and isinstance(named, int) and named < held and not (found.only or found.without):
            del supposed[WORKED]
            supposed[what_if.DAY] = self.not_too_far(months_later(self.situation.today, named)).isoformat()

    def born_at(self, age: int) -> str:
        """Return a day of birth of somebody of an age."""
        today = self.situation.today
        return date(today.year - age, today.month, min(today.day, 28)).isoformat()

    def not_too_far(self, day: date) -> date:
        """Return a day, or the last one to which anything is worked out."""
        return min(day, months_later(self.situation.today, over_time.MONTHS_AHEAD))


__all__ = ["Supposing"]
