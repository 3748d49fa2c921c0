"""What a batch does when the law changes: keeps the proposal that staff decide over, and tells whoever agreed.

An approved proposal sets a timer for everybody who chose any reminder, in the same commit. Each is looked at by what
stands then; so a kill, a second press or a second proposal tells nobody twice, and who is erased has no timer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot.office.cards import screen_content
from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Person, StoredLead, Timer
from dialogs.checked import as_checked
from dialogs.desk.decision import Decision, WriteToClient
from dialogs.desk.law import DONE as TOLD
from dialogs.desk.law import (
    LAW,
    LAW_CARD,
    OPEN,
    REPLACED,
    SENDING,
    LawChanged,
    LawProposal,
    decide,
    proposal_screen,
)
from dialogs.desk.matter import Member
from dialogs.desk.reminders import PROFILE
from dialogs.desk.rights import Rights
from dialogs.messages import Text
from dialogs.office import Checked
from scoring import Ruleset, all_rulesets
from scoring.ruleset import read_draft

# The memos of the last proposal, and of the table that it speaks of where that does not ship.
PROPOSAL_MEMO, DRAFT_MEMO = "law_proposal", "law_draft"
# The audit of acts about no client: nobody's, and of no lead.
NOBODYS, NO_LEAD = "", 0
CARD_EVERY_SECONDS = 60
# After so many looks at which nothing more became of what is due, no more will: those people cannot be scored.
MOST_IDLE = 30

log = logging.getLogger(__name__)


class TableGone(Exception):
    """A table that a proposal speaks of is known no more: another version of the package runs."""


class LawNotices:
    """The proposal of one transaction. `let_decide` lets the desk decide over a person, and carries that out."""

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        let_decide: Callable[[Person, StoredLead | None, object, datetime], tuple[Decision, StoredLead | None]],
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.let_decide = let_decide

    def last(self) -> LawProposal | None:
        """Return the last proposal there was."""
        kept = self.tx.memo(PROPOSAL_MEMO)
        return None if kept is None else LawProposal.from_json(kept)

    def propose(self, proposal: LawProposal, draft: tuple[str, str] | None, now: datetime) -> LawProposal | None:
        """Put a proposal to staff, in place of one that nobody decided over; None while another is being sent.

        `draft` is the name and the text of a table that does not ship.
        """
        before = self.last()
        if before is not None and before.state == SENDING:
            return None
        if before is not None and before.state == OPEN:
            self._show(replace(before, state=REPLACED), now)
        proposal = replace(proposal, number=1 if before is None else before.number + 1)
        self.tx.set_memo(DRAFT_MEMO, None if draft is None else list(draft))
        self._keep(proposal)
        self._show(proposal, now, ring=True)
        return proposal

    def decide(self, number: int, act: str, by: Member, rights: Rights, now: datetime) -> Text | None:
        """Let staff have clients told, or not; return why nothing came of it."""
        proposal = self.last()
        if proposal is None or proposal.number != number:
            return Text("staff-law-replaced")
        decision = decide(proposal, act, by, rights, now)
        if decision.recorded is None:
            return decision.refused
        if decision.proposal.state == SENDING:
            try:
                self._tables(proposal)
            except TableGone:
                return Text("staff-law-gone")
            moment = int(now.timestamp())
            self.tx.set_timers_like(PROFILE, LAW, moment, number)
            self._look_later(number, moment + CARD_EVERY_SECONDS)
        self.tx.add_audit(NOBODYS, NO_LEAD, decision.recorded)
        self._keep(decision.proposal)
        self._show(decision.proposal, now)
        return None

    def due(self, timer: Timer, now: datetime) -> bool:
        """Do what a timer of an approved proposal is for; False where it is for none, or for one that is over."""
        proposal = self.last()
        if proposal is None or proposal.number != timer.version or proposal.state != SENDING:
            return False
        if timer.kind == LAW_CARD:
            self._look(proposal, now)
            return True
        # Somebody who cannot be opened must not keep the others from being told.
        person = None if timer.person is None else self.tx.whole_person(timer.person)
        if person is None:
            return False
        before, after = self._tables(proposal)
        act = LawChanged(before, after, proposal.number)
        decision, _ = self.let_decide(person, self.tx.lead_of(person.id), act, now)
        if any(isinstance(order, WriteToClient) for order in decision.orders):
            self._keep(replace(proposal, sent=proposal.sent + 1))
        return True

    def _look(self, proposal: LawProposal, now: datetime) -> None:
        """See whether all were told, and let the card say how far it is."""
        left, due = self.tx.timers_left(LAW)
        is_idle = left == proposal.left and due is not None and due <= now.timestamp()
        after = replace(proposal, shown=proposal.sent, left=left, idle=proposal.idle + 1 if is_idle else 0)
        if left and after.idle < MOST_IDLE:
            self._look_later(proposal.number, max(int(now.timestamp()) + CARD_EVERY_SECONDS, due or 0))
        else:
            if left:
                log.error("a change of law could not be told to all: %d cannot be scored", left)
            after = replace(after, state=TOLD)
            self.tx.set_memo(DRAFT_MEMO, None)
        if after != proposal:
            self._keep(after)
        if (after.state, after.shown) != (proposal.state, proposal.shown):
            self._show(after, now)

    def _look_later(self, number: int, moment: int) -> None:
        self.tx.set_timer(Timer(LAW_CARD, LAW_CARD, moment, number))

    def _tables(self, proposal: LawProposal) -> tuple[Ruleset, Ruleset]:
        """Return both tables of a proposal, as sure as the office has made them; nobody has checked a draft yet."""
        checked = self.posting.dialogue.around.office.checked
        before, after = shipped(proposal.against, checked), shipped(proposal.ruleset, checked)
        draft = self.tx.memo(DRAFT_MEMO) if after is None else None
        if draft is not None:
            after = _read(*draft)
        if before is None or after is None:
            raise TableGone(proposal.ruleset)
        return before, after

    def _keep(self, proposal: LawProposal) -> None:
        self.tx.set_memo(PROPOSAL_MEMO, proposal.to_json())

    def _show(self, proposal: LawProposal, now: datetime, *, ring: bool = False) -> None:
        self.posting.notice(f"law:{proposal.number}", screen_content(proposal_screen(proposal)), now, ring=ring)


def shipped(ruleset: str, checked: frozenset[Checked]) -> Ruleset | None:
    """Return a table that ships, by its id; None where there is none of it."""
    return next((as_checked(table, checked) for table in all_rulesets() if table.id == ruleset), None)


# Kept, since a table is known by its identity: read for each person anew, nothing that was worked out of it would be.
@lru_cache(maxsize=2)
def _read(name: str, text: str) -> Ruleset:
    return read_draft(name, text)
