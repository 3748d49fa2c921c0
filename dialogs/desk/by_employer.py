"""What the employer said by the client's link, as it stands on the lead: beside what counts, until staff settle it."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.conversation import Conversation
from dialogs.desk.matter import Correction, Member
from dialogs.employer_said import said_by_employer

# By what an answer is known that the employer gave by the client's link; nobody of the office vouches for it.
EMPLOYER_LINK = "employer_link"


def by_employer(conversation: Conversation, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return what the office put right, and all that the employer said: what it said last of each fact."""
    nobody = Member(None, "")
    said = [
        Correction(name, one.before, one.value, EMPLOYER_LINK, nobody, one.on, one.parts, one.besides)
        for name, one in said_by_employer(conversation)
    ]
    named = {one.question for one in said}
    return (*(one for one in corrections if not one.on or one.question not in named), *said)


__all__ = ["EMPLOYER_LINK", "by_employer"]
