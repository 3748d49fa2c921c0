"""THE list of questions: who we talk to, what the person wants, the points, the hand-off. Adding one happens here.

Order matters for everything but the scored questions (those with `fields`): these are asked heaviest first, by what
they weigh in the category's table. A scored question is asked only while its answer can still change the outcome.
"""

from __future__ import annotations

from dialogs.conditions import Condition, Once, SomethingOpen, answer
from dialogs.kinds import (
    BirthDate,
    Contact,
    Day,
    FreeText,
    ManyOf,
    ManyOfSource,
    Name,
    OneOf,
    OneOfSource,
    Page,
    Percent,
    Whole,
    Years,
    Yen,
    YesNo,
)
from dialogs.question import Question, Questionnaire

CONSENT_VERSION = "2026-11-22"
NEW_JOB = "new_job"

# What may have been otherwise in the years that count for permanent residence.
CHANGEABLE = ("salary", "japanese", "degrees", "employer")
LEVELS = ("bachelor", "master", "professional", "mba_mot", "doctorate")
JAPANESE = ("n1", "n2", "japanese_major_abroad", "none")
# The other conditions of permanent residence; one left unticked is for staff.
IN_ORDER = (
    "tax",
    "pension",
    "insurance",
    "fines",
    "notified",
    "longest_period",
    "landing",
    "absence",
    "guarantor",
)

# Straight to a person: what was asked for, or a situation no calculation should keep waiting.
for_a_person = (
    answer("human").is_("yes")
    | answer("goal").is_("other")
    | answer("residence").is_("expired", "other")
    | answer("activity").is_("other")
)
interview = Once(~for_a_person)
agreed = answer("leave").is_("yes")


def opened(*parts: str) -> Condition:
    """Holds while the person answers the questions of one of these parts."""
    return answer("part").is_(*parts) & interview


holds_hsp = answer("residence").is_("hsp")
differed = answer("changed_facts")
worked = answer("experience_years").given
planned = answer("plan").is_("n1", "n2", "raise", "master", "doctorate")

HSP = Questionnaire(
    "hsp",
    CONSENT_VERSION,
    (
        Question("language", OneOfSource("languages"), plain=True),
        Question("consent", OneOf(("agree", "refuse"), columns=2), plain=True),
        # Set by /human or the button, never asked: it sends everything that follows to a person.
        Question("human", YesNo(), applies_when=answer("human").given, by_button=True),
        Question(
            "goal",
            OneOf(("hsp", "pr", "hsp2", "family", "other")),
            applies_when=~answer("human").is_("yes"),
        ),
        Question(
            "residence",
            OneOf(("abroad", "work", "hsp", "student", "spouse", "other", "expired")),
            applies_when=~(answer("human").is_("yes") | answer("goal").is_("other")),
        ),
        Question(
            "activity",
            OneOf(("research", "specialist", "manage", "other")),
            applies_when=~(
                answer("human").is_("yes") | answer("goal").is_("other") | answer("residence").is_("expired", "other")
            ),
        ),
        Question(
            "international_services",
            YesNo(),
            applies_when=interview & ~answer("activity").is_("research", "manage"),
            asked_again_with=("activity", NEW_JOB),
        ),
        # --- scored: asked heaviest first -------------------------------------------------------------------------
        Question("salary_yen", Yen(), interview, ("salary_yen",), asked_again_with=(NEW_JOB,)),
        Question("birth_date", BirthDate(), interview, ("birth_date",)),
        Question(
            "degrees",
            ManyOf(LEVELS),
            interview,
            ("degrees",),
        ),
        Question("experience_years", Years(), interview, ("experience_years",), asked_again_with=("activity", NEW_JOB)),
        Question("japanese", OneOf(JAPANESE), interview, ("japanese",)),
        Question(
            "research",
            ManyOf(("patents", "foreign_grants", "papers", "recognised")),
            interview,
            ("patents", "foreign_grants", "papers", "other_research_recognised"),
        ),
        Question(
            "position",
            OneOf(("representative", "director", "none")),
            interview,
            ("position",),
            asked_again_with=(NEW_JOB,),
        ),
        Question("japanese_degree", YesNo(), interview, ("japanese_degree",), asked_again_with=("degrees",)),
        Question("licences", Whole(0, 50, (0, 1, 2)), interview, ("licences",), asked_again_with=("activity",)),
        Question(
            "designated_university", YesNo(), interview, ("designated_university",), asked_again_with=("degrees",)
        ),
        Question(
            "employer_innovation_support",
            YesNo(),
            interview,
            ("employer_innovation_support",),
            asked_again_with=(NEW_JOB,),
        ),
        Question("employer_sme", YesNo(), interview, ("employer_sme",), asked_again_with=(NEW_JOB,)),
        Question(
            "employer_local_support", YesNo(), interview, ("employer_local_support",), asked_again_with=(NEW_JOB,)
        ),
        Question("growth_field", YesNo(), interview, ("growth_field",), asked_again_with=(NEW_JOB,)),
        Question("investment_management", YesNo(), interview, ("investment_management",), asked_again_with=(NEW_JOB,)),
        Question(
            "degrees_in_different_fields",
            YesNo(),
            interview,
            ("degrees_in_different_fields",),
            asked_again_with=("degrees",),
        ),
        Question("employer_rd_ratio", Percent(), interview, ("employer_rd_ratio",), asked_again_with=(NEW_JOB,)),
        Question("designated_training", YesNo(), interview, ("designated_training",)),
        Question(
            "designated_training_at_japanese_university",
            YesNo(),
            interview,
            ("designated_training_at_japanese_university",),
        ),
        Question("foreign_qualification", YesNo(), interview, ("foreign_qualification",)),
        Question("invested_100m_yen", YesNo(), interview, ("invested_100m_yen",), asked_again_with=(NEW_JOB,)),
        # --- the outcome ------------------------------------------------------------------------------------------
        Question("thorough", OneOf(("stop", "go_on")), applies_when=interview & SomethingOpen(), plain=True),
        Question("review", Page(), applies_when=interview, plain=True),
        # --- parts of the result: set by their buttons, each with the questions it alone needs ---------------------
        Question("part", Page(), applies_when=answer("part").given, by_button=True),
        Question(
            "hsp_kind",
            OneOf(("hsp1a", "hsp1b", "hsp1c", "hsp2", "j_skip")),
            opened("residence", "indefinite", "duties", "procedure") & holds_hsp,
        ),
        Question("status_since", Day(years_back=20), opened("residence", "indefinite") & holds_hsp),
        Question("in_japan_since", Day(years_back=80), opened("residence")),
        Question("changed_facts", ManyOf(CHANGEABLE), opened("residence")),
        Question("salary_before", Yen(), opened("residence") & differed.has("salary")),
        Question("salary_since", Day(years_back=10), opened("residence") & differed.has("salary")),
        Question("japanese_before", OneOf(JAPANESE), opened("residence") & differed.has("japanese")),
        Question("japanese_since", Day(years_back=10), opened("residence") & differed.has("japanese")),
        Question("degrees_before", ManyOf(LEVELS), opened("residence") & differed.has("degrees")),
        Question("degrees_since", Day(years_back=10), opened("residence") & differed.has("degrees")),
        Question("in_order", ManyOf(IN_ORDER), opened("residence")),
        Question("has_children", YesNo(), opened("family")),
        Question("youngest_child", Day(years_back=30), opened("family") & answer("has_children").is_("yes")),
        Question("pregnancy", YesNo(), opened("family")),
        Question("household_income_yen", Yen(), opened("family")),
        Question("work_since", Day(years_back=60), opened("over_time", "residence") & worked),
        Question("plan", OneOf(("n1", "n2", "raise", "master", "doctorate", "none")), opened("over_time")),
        Question("plan_salary", Yen(), opened("over_time") & answer("plan").is_("raise")),
        Question("plan_day", Day(years_ahead=5), opened("over_time") & planned),
        # Ticked on the page of papers, never asked.
        Question("papers_in_hand", Page(), answer("papers_in_hand").given, by_button=True),
        Question("result", Page(), applies_when=interview, plain=True),
        # --- hand-off: name and contact are asked here and nowhere else --------------------------------------------
        Question("note", FreeText(), applies_when=for_a_person),
        Question("name", Name()),
        Question("contact_way", OneOf(("here", "phone", "email"), columns=3)),
        Question(
            "contact",
            Contact(),
            applies_when=answer("contact_way").is_("phone", "email"),
            asked_again_with=("contact_way",),
        ),
        Question("leave", Page(), plain=True),
        Question("consultation", OneOfSource("consultation_ways"), applies_when=agreed),
        Question("half_days", ManyOfSource(source="half_days", most=3), applies_when=agreed),
    ),
    events=(NEW_JOB,),
)
