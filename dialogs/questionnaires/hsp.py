"""THE list of questions: who we talk to, what the person wants, the points, the hand-off. Adding one happens here.

Order matters for everything but the scored questions (those with `fields`): these are asked heaviest first, by what
they weigh in the category's table. A scored question is asked only while its answer can still change the outcome.
"""

from __future__ import annotations

from dialogs.conditions import Once, SomethingOpen, answer
from dialogs.kinds import (
    BirthDate,
    Contact,
    FreeText,
    ManyOf,
    ManyOfSource,
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

# Straight to a person: what was asked for, or a situation no calculation should keep waiting.
for_a_person = (
    answer("human").is_("yes")
    | answer("goal").is_("other")
    | answer("residence").is_("expired", "other")
    | answer("activity").is_("other")
)
interview = Once(~for_a_person)
agreed = answer("leave").is_("yes")

HSP = Questionnaire(
    "hsp",
    CONSENT_VERSION,
    (
        Question("language", OneOfSource("languages"), plain=True),
        Question("consent", OneOf(("agree", "refuse"), columns=2), plain=True),
        # Set by /human or the button, never asked: it sends everything that follows to a person.
        Question("human", YesNo(), applies_when=answer("human").given),
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
            ManyOf(("bachelor", "master", "professional", "mba_mot", "doctorate")),
            interview,
            ("degrees",),
        ),
        Question("experience_years", Years(), interview, ("experience_years",), asked_again_with=("activity", NEW_JOB)),
        Question("japanese", OneOf(("n1", "n2", "japanese_major_abroad", "none")), interview, ("japanese",)),
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
        Question("result", Page(), applies_when=interview, plain=True),
        # --- hand-off: name and contact are asked here and nowhere else --------------------------------------------
        Question("note", FreeText(), applies_when=for_a_person),
        Question("name", FreeText(80)),
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
