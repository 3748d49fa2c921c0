"""Where answers lead, and the way back; what is read back on arrival."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.chapter import Chapter
from dialogs.conversation import Value
from dialogs.messages import Typed
from dialogs.own_words import NOTE
from dialogs.pages.booking import has_booking
from dialogs.place import HANDED_OFF, LEAVE, RESULT, Wish
from dialogs.turn import UNDERSTOOD
from dialogs.turn.choosing import Choosing
from dialogs.turn.doubting import Doubting
from dialogs.turn.filing import Filing
from dialogs.turn.reserving import Reserving


class Moving(Reserving, Choosing, Doubting, Filing):
    """A turn that moves."""

    def read_back(self, *candidates: Value) -> None:
        self.place.overlay = "readback"
        self.place.candidates = list(candidates)
        self.place.offers.pop(self.place.at, None)

    def put_off_reading_back(self) -> None:
        """Read back what an earlier text may have meant when its own question is reached again, and no other's."""
        if self.place.overlay == "readback":
            self.place.offers[self.place.at] = list(self.place.candidates)
            self.place.overlay, self.place.candidates = None, []

    def lay(self, page: str) -> None:
        """Lay a page over the screen; what is being read back comes again once it is closed."""
        self.put_off_reading_back()
        self.place.overlay, self.place.candidates = page, []

    def uncover(self) -> None:
        """Take away what lies over the screen; what is being read back comes again with its question."""
        self.put_off_reading_back()
        self.place.overlay = None

    def lay_again(self) -> None:
        """Lay over the screen what is still to be confirmed, where nothing else lies there: it never just vanishes.

        Whoever is about to write to the office does so first.
        """
        if self.place.at == NOTE:
            return
        if self.place.overlay is None and self.place.heard:
            self.place.overlay, self.place.candidates = UNDERSTOOD, []
        else:
            self.offer()

    def go_on(self) -> None:
        """Go where the answers lead, and run what arriving there triggers."""
        before = self.place.at
        self.flow.go_on(self.situation.again())
        self.arrive(before)

    def go_to(self, question_id: str, chapter: Chapter | None = None) -> None:
        """Go to a question, whether or not it has an answer."""
        self.flow.go_to(self.situation.again(), question_id, chapter)
        self.place.failures = 0
        self.tick_given()

    def turn_to(self, page: str) -> None:
        """Turn to a page that was asked for."""
        self.flow.turn_to(self.situation.again(), page)
        self.place.failures = 0
        self.tick_given()

    def arrive(self, before: str) -> None:
        """Run what arriving at this place triggers: keep a run, file the lead."""
        place, chosen = self.place, self.place.sheet
        if place.chapter is None:
            place.trail = None
        if place.at == RESULT:
            # Questions of a part lead back to it.
            place.side = place.wants(Wish.PART) or "short"
            self.keep_run()
        elif place.at == LEAVE:
            self.let_go()
        elif place.at == HANDED_OFF and before == LEAVE and self.books and self.conversation.lead:
            office = self.situation.office_text(self.rules.around.office.names)
            self.note("booking-after-hand-off", office=office, booked="yes" if has_booking(self.situation) else "no")
            self.open_booking()
        elif place.at == HANDED_OFF and before not in (HANDED_OFF, RESULT) and self.conversation.lead:
            # Leave was given before; what may have changed since is the choice of when to meet.
            self.file_lead(only=tuple(q.id for q in self.appointment()))
        ticked = place.draft if place.at == before else None
        self.tick_given()
        if ticked is not None and place.draft is not None:
            # What was ticked before a text answered something else is ticked still.
            place.draft = ticked
        if self.asked is not None and self.chapter is not None:
            self.open_sheet(self.flow.together(self.situation.again(), self.chapter, self.asked), chosen)
        words = place.offered.pop(place.at, None)
        if words and place.at in place.offers and place.overlay is None:
            # Long after it was typed, nobody knows where two dates to choose from have come from.
            self.note("offered-from", words=Typed(words))
        self.offer()

    def offer(self) -> None:
        """Read back what an earlier text may have meant for the question that is reached."""
        candidates = self.place.offers.pop(self.place.at, None) if self.place.overlay is None else None
        if candidates:
            self.read_back(*candidates)

    def back(self) -> None:
        """Go one question back; its answer stays until another one is given."""
        place, chapter = self.place, self.chapter
        if chapter is not None and not (chapter.opened or chapter.for_office) and place.trail is not None:
            self.back_on_trail(place.trail)
            return
        for earlier in self.flow.before(place):
            passed = self.passed_in(earlier)
            if passed:
                self.go_back_to(passed, earlier)
                return
            wish = next((wish for wish in earlier.begun_by if place.wants(wish)), None)
            if wish is not None:
                self.back_before(wish)
                return
        self.note("first-question")

    def go_back_to(self, passed: Sequence[str], chapter: Chapter | None = None) -> None:
        """Go to the last of the questions passed; where several were asked on one screen, to that screen."""
        last = self.rules.questionnaire[passed[-1]]
        together = [last]
        for name in reversed(passed[:-1]):
            question = self.rules.questionnaire[name]
            if last.sheet is None or question.sheet != last.sheet:
                break
            together.insert(0, question)
        self.go_to(together[0].id, chapter)
        if len(together) > 1:
            self.open_sheet(together)

    def passed_in(self, chapter: Chapter) -> list[str]:
        """Return the questions of a chapter that were answered before the one we are at."""
        here, situation = self.place.at, self.situation.again()
        asked = [q.id for q in self.flow.questions_of(situation, chapter)]
        if chapter.opened:
            asked = [
                q
                for q in asked
                if q == here or (situation.was_answered(q) and situation.questionnaire[q].asking.holds(situation))
            ]
        else:
            asked = [q for q in self.place.passed if q in asked and (q == here or situation.was_answered(q))]
        return asked[: asked.index(here)] if here in asked else asked

    def back_before(self, wish: str) -> None:
        """Withdraw the wish that began this chapter and return to the page it came from."""
        part = self.place.wants(Wish.PART)
        self.place.take_back(wish)
        if wish == Wish.PART:
            self.forget_supposed()
        self.go_on()
        if wish == Wish.PART and part is not None:
            self.place.side = part

    def back_on_trail(self, trail: list[str]) -> None:
        """Go back one question answered since a page was left; from the first one, to that page."""
        here = self.place.at
        passed = trail[: trail.index(here)] if here in trail else trail
        # What a text answered ahead, for the office, lies on no way back.
        situation = self.situation.again()
        passed = [name for name in passed if self.flow.may_go_to(situation, name)]
        if passed:
            self.go_back_to(passed)
            return
        self.place.trail = None
        self.forget_supposed()
        self.go_on()
