"""What a turn keeps of a person's own words, and takes out again when they are taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dialogs.answer_bank.lines import STAFF_ANSWERS
from dialogs.deadline import KINDS_WITH_A_DAY, RAN_OUT, STAY_UNTIL
from dialogs.matching import consists_of, fold
from dialogs.messages import LONGEST_MATCHED, ActKind, Text
from dialogs.own_words import NOTE, OWN_WORDS, QUESTION, Remark, with_more
from dialogs.parsing import visible
from dialogs.place import CLOSED, LEAVE, YES
from dialogs.telling import dashed, listed
from dialogs.turn import UNDERSTOOD
from dialogs.turn.accepting import Accepting
from dialogs.understanding import Understood, Unsaid

GOAL, TO_A_PERSON = "goal", "other"
# Of a longer text only the question is kept beside what it tells.
LONGEST_WHOLE = 160
# What follows from a remark besides its words: questions that the same words answer.
_ANSWERED_BY_WORDS = (GOAL, "residence", "pregnancy", "employer_change")
# What is asked of its own kind is answered with it.
_ANSWER_OF: Mapping[str, tuple[str, object]] = {
    "pregnancy": ("pregnancy", YES),
    "job_changed": ("employer_change", YES),
}


class Remarking(Accepting):
    """A turn that keeps a person's own words."""

    @property
    def names_a_status(self) -> bool:
        """Whether the text names a status of residence that we know; any other words are shown before they are kept."""
        return self.says_something_of("residence")

    def says_something_of(self, question: str) -> bool:
        """Return whether the text, typed at a question, says anything of it."""
        asked, read = self.rules.questionnaire[question], self.rules.reader.read
        heard = read(self.act.text, asked, self.conversation.language, self.situation.again())
        return heard.of(question) is not None

    def own_words(self) -> list[str]:
        """Return the lines that are kept, oldest first."""
        kept = self.situation.again().value(OWN_WORDS)
        return list(kept) if isinstance(kept, list) else []

    def remark(self, heard: Understood) -> None:
        """Keep what fits no question in the person's own words, and say so; what is only asked tells nothing."""
        if self.place.overlay != UNDERSTOOD:
            self.place.noted = []
        # Time abroad is told, also where it is asked whether it matters.
        remarks = [r for r in heard.remarks if r.kind == "absence" or r.words not in heard.question]
        before = self.own_words()
        after = with_more(before, remarks)
        if after != before:
            self.conversation.keep(OWN_WORDS, after, self.situation.today)
            self.place.noted += [line for line in after if line not in before]
            self.note("own-words-kept", what=listed(remark.shown() for remark in remarks))

    def leave_to_staff(self, asked: str) -> None:
        """Say that a question cannot be answered here, and keep it for staff: they read it once the card is sent.

        What stands on the card to be sent is shown whole before; who was just asked for leave has seen it.
        """
        if self.conversation.last_run is None and self.asks_for_own_points(asked):
            # The interview is the answer to that.
            self.note("points-come")
            return
        self.note("question-for-staff", kept="yes" if self.keep_for_staff(asked) else "no")

    def asks_for_own_points(self, asked: str) -> bool:
        """Return whether somebody asks how many points they have themselves."""
        return self._is_one_of("typed-own-points", asked)

    def asks_for_own_chances(self) -> bool:
        """Return whether the text only asks whether one qualifies, and does not name it as one's goal."""
        asked = self.asked
        if asked is None or self.conversation.last_run is not None or not self.has_agreed:
            return False
        if not self.says_only("typed-own-chances-beside", "typed-own-chances", "typed-own-chances-asked"):
            return False
        if self.is_surely_answered(self.act.text):
            return False
        return asked.id != GOAL or not self.says_something_of(GOAL)

    def hear_how_long(self) -> bool:
        """Say how much there is still to answer, whether it costs anything, who asks or when points come, where that
        is all that is asked; False where it is not.
        """
        if self.asked is None:
            return False
        if self.has_agreed and self._is_one_of("typed-how-long", self.act.text):
            self.note("how-long")
        elif self._is_one_of("typed-is-free", self.act.text):
            self.note("is-free")
        elif self._is_one_of("typed-who", self.act.text):
            self.note("who-asks", office=self.situation.office_text(self.rules.around.office.names))
        elif self.asks_for_own_chances():
            self.note("points-come")
        else:
            return False
        return True

    def _is_one_of(self, key: str, said: str) -> bool:
        if len(said) > LONGEST_MATCHED:
            return False
        words = (self.rules.words.plain(one, Text(key)).split("|") for one in self.rules.around.languages)
        return fold(said) in {fold(one) for of_a_language in words for one in of_a_language}

    def says_only(self, beside: str, *one_of_each: str) -> bool:
        """Return whether the text consists of words of such lists of one language, with at least one of each."""
        plain = self.rules.words.plain
        return any(
            consists_of(self.act.text, *(plain(language, Text(key)).split("|") for key in (beside, *one_of_each)))
            for language in self.rules.around.languages
        )

    def leave_others(self, asked: Sequence[str]) -> None:
        """Say that the other questions of a text cannot be answered here, and keep them for staff."""
        kept = [self.keep_for_staff(one) for one in asked]
        self.note("other-questions-for-staff", kept="yes" if all(kept) else "no")

    def keep_for_staff(self, asked: str) -> bool:
        """Keep a question in the person's own words, a short text whole; return whether it goes to staff."""
        if not self.has_agreed or self.place.at in (LEAVE, CLOSED):
            return False
        whole = visible(self.act.text[:LONGEST_MATCHED])
        words = whole if len(whole) <= LONGEST_WHOLE else visible(asked[:LONGEST_MATCHED])
        before = self.own_words()
        after = with_more(before, [Remark(QUESTION, None, words)])
        self.conversation.keep(OWN_WORDS, after, self.situation.today)
        self.place.noted = [line for line in after if line not in before]
        return True

    def tell(self, *entries: str) -> None:
        """Tell answers of the bank; what only staff can answer is kept for them: "I work there already, is it OK?"."""
        super().tell(*entries)
        if self.act.kind is ActKind.TEXT and self.is_question() and not set(STAFF_ANSWERS).isdisjoint(entries):
            self.keep_for_staff(self.act.text)

    def unsay(self, heard: Understood) -> bool:
        """Take out what a text denies or takes back of the person's own words; return whether it did anything."""
        lines = self.own_words()
        gone = self.meant_by(heard.unsaid, lines)
        others = heard.takes_back and not gone and self.place.overlay == UNDERSTOOD
        if heard.takes_back and not gone:
            gone = [line for line in lines if line in self.place.noted] or (lines if len(lines) == 1 else [])
        unclear = heard.takes_back and not (gone or others) and bool(lines)
        if others:
            self.drop_heard()
        if unclear:
            self.note("unsay-which", what=listed(Remark.of(line).shown() for line in lines))
        self.take_out(gone, beside=[unsaid.kind for unsaid in heard.unsaid if not unsaid.overstay])
        return bool(gone) or others or unclear

    def drop_heard(self) -> None:
        """Drop the answers that were still to be confirmed, as the button beneath them does."""
        place = self.place
        self.note("for-who-applies" if place.for_other else "type-again")
        place.overlay, place.heard, place.mistaken, place.for_other = None, {}, [], False

    def meant_by(self, unsaid: Sequence[Unsaid], lines: Sequence[str]) -> list[str]:
        """Return the lines that are taken back by name: all of that kind, of a stay that is over only what says so."""
        gone = [line for line in lines if any(self.is_meant(one, Remark.of(line), lines) for one in unsaid)]
        if not gone and any(one.kind == "deadline" for one in unsaid):
            # The deadline somebody speaks of may be the end of their stay.
            gone = [line for line in lines if Remark.of(line).kind in KINDS_WITH_A_DAY]
        return gone

    def is_meant(self, unsaid: Unsaid, remark: Remark, lines: Sequence[str]) -> bool:
        """Return whether a remark is what is taken back."""
        if remark.kind != unsaid.kind:
            return False
        if unsaid.overstay:
            return ("residence", RAN_OUT) in self.answers_in(remark)
        # Of a family and of plans much can be said: what is denied is one of it.
        alone = unsaid.kind == "plan" and sum(Remark.of(line).kind == "plan" for line in lines) == 1
        return unsaid.kind not in ("family", "plan") or alone or unsaid.words in remark.words.lower()

    def answers_in(self, remark: Remark) -> set[tuple[str, object]]:
        """Return the answers that a remark's own words give."""
        context, read = self.situation.again(), self.rules.reader.read
        asked = (None, self.rules.questionnaire[GOAL])
        heard = [read(remark.words, question, self.conversation.language, context) for question in asked]
        facts = [fact for one in heard for fact in one.facts if fact.candidates]
        # To a person lead a refusal and the loss of a job; of a family much can be said, whatever is wanted.
        facts = [fact for fact in facts if fact.question != GOAL or fact.candidates == (TO_A_PERSON,)]
        found: set[tuple[str, object]] = {
            (fact.question, fact.candidates[0]) for fact in facts if fact.question in _ANSWERED_BY_WORDS
        }
        return found | ({_ANSWER_OF[remark.kind]} if remark.kind in _ANSWER_OF else set())

    def take_out(self, lines: Iterable[str], beside: Sequence[str] = ()) -> None:
        """Take lines out of the person's own words, with what was only kept because of them, and say which.

        `beside` are kinds that a text takes back by name. Where the office has the lead, they stand there no more.
        """
        gone = list(dict.fromkeys(lines))
        remarks = [Remark.of(line) for line in gone]
        dropped = [OWN_WORDS] if gone else []
        left = [line for line in self.own_words() if line not in gone]
        if gone and left:
            self.conversation.keep(OWN_WORDS, left, self.situation.today)
        elif gone:
            self.conversation.drop(OWN_WORDS)
        self.place.noted = [line for line in self.place.noted if line not in gone]
        dropped += self.drop_with(remarks, beside)
        if gone:
            self.note("taken-back", what=listed(remark.shown() for remark in remarks))
        if dropped and self.conversation.lead:
            # It is less than was agreed to, so that no leave is asked for.
            self.file_lead(only=tuple(dropped))
        mistaken = self.answers_of(remarks)
        if mistaken:
            self.note("ask-again", what=listed(Text(f"{self.rules.questionnaire[q].text_key}.short") for q in mistaken))
            self.put_off_reading_back()
            self.correct({}, mistaken)

    def drop_with(self, remarks: Sequence[Remark], beside: Sequence[str]) -> list[str]:
        """Drop the day that came from remarks, and the note that has their words; return which answers are gone."""
        place, answers = self.place, self.situation.again().answers
        days = [remark.day for remark in remarks if remark.kind == "expiry"]
        given = {name: answers[name].value for name in (STAY_UNTIL, NOTE) if name in answers}
        untrue = []
        if days or "expiry" in beside:
            for kept in (place.heard, place.offers):
                kept.pop(STAY_UNTIL, None)
            if given.get(STAY_UNTIL) in days or (not remarks and given.get(STAY_UNTIL) is not None):
                untrue.append(STAY_UNTIL)
        for remark in remarks:
            if remark.words in str(place.heard.get(NOTE, "")):
                place.heard.pop(NOTE)
            if remark.words in str(given.get(NOTE, "")):
                untrue.append(NOTE)
            for name, value in self.answers_in(remark):
                if place.heard.get(name) == value:
                    place.heard.pop(name)
        if place.overlay == UNDERSTOOD and not place.heard:
            place.overlay = None
        self.conversation.drop(*untrue)
        return list(dict.fromkeys(untrue))

    def answers_of(self, remarks: Sequence[Remark]) -> list[str]:
        """Return the questions that remarks answered and nothing else did, to be asked again."""
        answers = self.situation.again().answers
        told = {pair for remark in remarks for pair in self.answers_in(remark)}
        return [q for q in _ANSWERED_BY_WORDS if q in answers and (q, answers[q].value) in told]

    def says_not_so(self, heard: Understood) -> bool:
        """Say that nothing is kept of what a text only denies; return whether it denies anything."""
        if not heard.unsaid or heard.question:
            return False
        self.note("not-noted", what=listed(Text(f"own-words-{dashed(one.kind)}") for one in heard.unsaid))
        return True
