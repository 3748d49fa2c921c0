"""Which application follows from a status and a goal, and what the shipped procedures say."""

from __future__ import annotations

import pytest

from scoring import RulesetError
from scoring.confidence import Confidence
from scoring.proof.procedures import PermanentYears, Procedure, load_procedures, procedure_for, procedure_rules
from scoring.rule_files import shipped_rules
from scoring.stay.statuses import StatusCode
from tests.scoring.people import TODAY

BY_POINTS = ("hsp1a", "hsp1b", "hsp1c")
FIRST = (*BY_POINTS, "j_skip")
OWN_ROUTE = ("spouse_of", "long_term", "spouse")
ORDINARY = ("work", "student", "dependent", "designated", *OWN_ROUTE)


@pytest.mark.parametrize(
    ("goal", "status", "procedure", "why"),
    [
        ("hsp", "abroad", "coe", "coe"),
        *(("hsp", status, "change", "change") for status in (*ORDINARY, "hsp_designated")),
        *(("hsp", status, "renewal", "renewal") for status in BY_POINTS),
        ("hsp", "j_skip", "renewal", "renewal-j-skip"),
        ("hsp", "hsp2", None, "holds"),
        *(("hsp2", status, "change_ii", "change-ii") for status in (*BY_POINTS, "hsp_designated")),
        ("hsp2", "j_skip", "change_ii", "change-ii-j-skip"),
        ("hsp2", "abroad", "coe", "first"),
        *(("hsp2", status, "change", "first") for status in ORDINARY),
        ("hsp2", "hsp2", None, "holds"),
        *(("pr", s, "permanent", "permanent") for s in (*FIRST, "hsp2", "hsp_designated", "work", *OWN_ROUTE)),
        # No HSP status is needed for permanent residence: the years are counted with any work status.
        ("pr", "abroad", "coe", "in-japan-first"),
        *(("pr", status, None, "staff") for status in ("student", "dependent", "designated")),
        *(("family", status, "parents", "parents") for status in (*FIRST, "hsp2", "hsp_designated")),
        ("family", "abroad", "coe", "first"),
        *(("family", status, "change", "first") for status in ORDINARY),
        *((goal, "permanent", None, "holds") for goal in ("hsp", "hsp2", "pr")),
        # Rulebook 14, row 4: what hangs on the highly skilled status, a permanent resident does not have.
        ("family", "permanent", None, "permanent-family"),
        *((goal, "other", None, "staff") for goal in ("hsp", "hsp2", "pr", "family")),
    ],
)
def test_the_next_application(goal: str, status: str, procedure: str | None, why: str) -> None:
    choice = procedure_for(status, goal)
    assert choice.procedure == procedure
    assert choice.why.key == f"procedure-why-{why}"


def test_every_status_and_goal_is_answered() -> None:
    for goal in ("hsp", "hsp2", "pr", "family"):
        for status in StatusCode:
            choice = procedure_for(status, goal)
            assert choice.procedure is not None or choice.confidence is Confidence.STAFF_CONFIRMS


@pytest.mark.parametrize(("status", "goal"), [(None, "hsp"), ("work", None), (None, None)])
def test_not_known_is_not_a_procedure(status: str | None, goal: str | None) -> None:
    choice = procedure_for(status, goal)
    assert (choice.procedure, choice.why.key) == (None, "procedure-why-unknown")


@pytest.mark.parametrize(("status", "goal"), [("work", "other"), ("work", "naturalisation"), ("refugee", "hsp")])
def test_what_is_not_known_here_goes_to_staff(status: str, goal: str) -> None:
    choice = procedure_for(status, goal)
    assert (choice.procedure, choice.why.key) == (None, "procedure-why-staff")


def test_only_one_office_says_spouses_may_look_back() -> None:
    for status in OWN_ROUTE:
        assert procedure_for(status, "pr").confidence is Confidence.STAFF_CONFIRMS
    assert procedure_for("work", "pr").confidence is Confidence.VERIFIED
    assert procedure_for("abroad", "pr").confidence is Confidence.STAFF_CONFIRMS


def test_designated_activities_are_of_many_kinds() -> None:
    assert procedure_for("designated", "hsp").confidence is Confidence.STAFF_CONFIRMS
    assert procedure_for("student", "hsp").confidence is Confidence.VERIFIED


# --- rulebook 8 -------------------------------------------------------------------------------------------------------


def _papers(procedure: Procedure) -> list[str]:
    return [paper.id for paper in procedure_rules(TODAY).procedures[procedure].papers]


def test_only_the_certificate_asks_for_an_envelope_and_no_passport() -> None:
    assert "envelope" in _papers(Procedure.COE)
    assert "passport_and_card" not in _papers(Procedure.COE)
    for procedure in (Procedure.CHANGE, Procedure.RENEWAL, Procedure.CHANGE_II):
        assert "envelope" not in _papers(procedure)
        assert "passport_and_card" in _papers(procedure)


@pytest.mark.parametrize("procedure", Procedure)
def test_every_application_has_a_photo(procedure: Procedure) -> None:
    assert "photo" in _papers(procedure)


def test_the_photo_is_taken_within_six_months() -> None:
    photo = procedure_rules(TODAY).photo
    assert (photo.high_mm, photo.wide_mm, photo.within_months) == (40, 30, 6)


def test_years_of_papers_for_permanent_residence() -> None:
    """By the mark two sources agree; J-Skip one alone."""
    assert procedure_rules(TODAY).permanent == (
        PermanentYears("seventy", 70, 3, 2, Confidence.VERIFIED),
        PermanentYears("eighty", 80, 1, 1, Confidence.VERIFIED),
        PermanentYears("j_skip", None, 1, 1, Confidence.STAFF_CONFIRMS),
    )


def test_the_priority_is_no_benefit_of_the_second_stage() -> None:
    rules = procedure_rules(TODAY).procedures
    assert [rules[p].target_days for p in Procedure] == [10, 5, 5, None, None, None]
    assert {rules[p].reported_days for p in (Procedure.COE, Procedure.CHANGE, Procedure.RENEWAL)} == {(18, 45)}


def test_only_the_first_stage_is_always_five_years() -> None:
    rules = procedure_rules(TODAY).procedures
    assert [rules[p].period_months for p in Procedure] == [60, 60, 60, None, None, None]


def test_permanent_residence_is_filed_at_the_counter_with_the_guarantor_s_papers() -> None:
    """Rulebook 14, row 11: online filing was not confirmed; passport and card are shown."""
    rule = procedure_rules(TODAY).procedures[Procedure.PERMANENT]
    assert "file_counter" in rule.steps
    assert "file" not in rule.steps
    sure = {paper.id: paper.confidence for paper in rule.papers}
    assert sure["passport_and_card"] is Confidence.VERIFIED
    assert sure["guarantor_papers"] is Confidence.STAFF_CONFIRMS
    assert all("file" in procedure_rules(TODAY).procedures[p].steps for p in Procedure if p is not Procedure.PERMANENT)


def test_the_papers_of_the_parents_are_for_staff() -> None:
    rule = procedure_rules(TODAY).procedures[Procedure.PARENTS]
    assert rule.papers[0].id == "form_parents"
    assert rule.confidence is Confidence.STAFF_CONFIRMS
    assert all(paper.confidence is Confidence.STAFF_CONFIRMS for paper in rule.papers if paper.id != "photo")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("high_mm = 40", "", "photo.high_mm"),
        ("high_mm = 40", "high_mm = 40\ndepth_mm = 1", "photo.depth_mm"),
        ("[procedures.parents]", "[procedures.visit]", "procedures.visit"),
        ("mark = 80", "mark = 80\nmonths = 1", "permanent.eighty.months"),
        ('"photo", "parent_relation"', '"selfie", "parent_relation"', "procedures.parents.papers"),
        ('"photo", "parent_relation"', '"photo"', "papers.parent_relation"),
        ("[papers.photo]\nname", "[papers.photo]\ntitle", "papers.photo.title"),
        ("target_days = 10\nreported_least_days = 18", "target_days = 10", "procedures.coe.reported_most_days"),
        (
            "target_days = 10\nreported_least_days = 18",
            "target_days = 10\nreported_least_days = 46",
            "procedures.coe.reported_most_days",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    text = shipped_rules("procedures.toml")
    assert text.count(old) == 1
    with pytest.raises(RulesetError, match=r"^procedures\.toml: ") as caught:
        load_procedures("procedures.toml", text.replace(old, new))
    assert caught.value.key == place
