"""The link by which a client asks their employer: where it is offered, what may stand on its page, how long it is good.

What is kept of it with the person is when it was "made", until when it can be answered ("until"; both are seconds), the
"last_day" of that, and what the page may name ("name", empty for "an applicant"). The link itself is kept nowhere.
"""

from __future__ import annotations

from datetime import timedelta

from dialogs.conversation import Conversation
from dialogs.employer_form import is_open as is_unknown
from dialogs.situation import Situation

# The page on which it is made, and the place of the buttons under the words that one was made.
PAGE_ID, BESIDE = "employer_link", "e/"
# The questions on one screen beside which it is offered, and the button there.
SHEET, ASK = "employer", "ask_employer"
GOOD_FOR = timedelta(days=14)
LONGEST_NAME = 60


def link_of(conversation: Conversation, moment: float) -> bool:
    """Return whether a link of a person can still be answered."""
    return moment < float(conversation.employer_link.get("until", 0))


def offered(situation: Situation) -> bool:
    """Return whether a person can ask their employer by a link: they have one, and something is not known of it.

    Once it has answered, it may have to put that right.
    """
    if situation.around.links is None or situation.category == "c":
        return False
    open_link = link_of(situation.conversation, situation.now.timestamp())
    has_answered = bool(situation.conversation.employer_said)
    return open_link or has_answered or is_unknown(situation.questionnaire, situation)


__all__ = ["ASK", "BESIDE", "GOOD_FOR", "LONGEST_NAME", "PAGE_ID", "SHEET", "link_of", "offered"]
