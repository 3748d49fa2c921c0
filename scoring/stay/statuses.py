"""Statuses of residence (在留資格) as far as the rules after the score tell them apart."""

from __future__ import annotations

from enum import StrEnum


class StatusCode(StrEnum):
    """The known codes of `Profile.status`.

    hsp1a, hsp1b, hsp1c: 高度専門職1号イ, ロ, ハ by points. j_skip: the same status, given as 特別高度人材.
    hsp2: 高度専門職2号. hsp_designated: 特定活動 as a highly skilled foreign national, before 2015-04-01.
    work: an ordinary work status. student: 留学. dependent: 家族滞在. designated: 特定活動 of another kind.
    spouse_of: spouse or child of a Japanese or of a permanent resident (日本人の配偶者等, 永住者の配偶者等).
    long_term: 定住者. permanent: 永住者. spouse: one of these three, no matter which (the chat asked so once).
    abroad: not in Japan. other: anything else.
    """

    HSP1A = "hsp1a"
    HSP1B = "hsp1b"
    HSP1C = "hsp1c"
    HSP2 = "hsp2"
    J_SKIP = "j_skip"
    HSP_DESIGNATED = "hsp_designated"
    WORK = "work"
    STUDENT = "student"
    DEPENDENT = "dependent"
    DESIGNATED = "designated"
    SPOUSE_OF = "spouse_of"
    LONG_TERM = "long_term"
    SPOUSE = "spouse"
    PERMANENT = "permanent"
    ABROAD = "abroad"
    OTHER = "other"


FIRST_STAGE = frozenset({StatusCode.HSP1A, StatusCode.HSP1B, StatusCode.HSP1C, StatusCode.J_SKIP})
HIGHLY_SKILLED = FIRST_STAGE | {StatusCode.HSP2, StatusCode.HSP_DESIGNATED}
BEFORE_WORK = frozenset({StatusCode.ABROAD, StatusCode.STUDENT, StatusCode.DEPENDENT})
"""Statuses whose holders do not do the work yet."""


def status_of(text: str | None) -> StatusCode | None:
    """The code of a profile's status; None when not known. A text that is no code counts as another status."""
    if text is None:
        return None
    return StatusCode(text) if text in set(StatusCode) else StatusCode.OTHER


def is_unknown_text(text: str | None) -> bool:
    """Whether a status was given that is none of the codes."""
    return text is not None and text not in set(StatusCode)
