"""THE list of questions, chapter by chapter: the opening, the points, the parts, the hand-off. Add one here.

Order matters for everything but the scored questions (those with `fields`): these are asked heaviest first, by what
they weigh in the category's table, those that only the employer can answer (on a `sheet`) last. A scored question is
asked only while its answer can still change the outcome.
"""

from __future__ import annotations

from dialogs.chapter import Chapter
from dialogs.conditions import AnyOf, OfficeAsks, SomethingOpen, Wished, answer
from dialogs.kinds import (
    BirthDate,
    Consent,
    Contact,
    Day,
    DayOrNone,
    FreeText,
    Home,
    Language,
    ManyOf,
    ManyOfSource,
    Name,
    OneOf,
    OneOfSource,
    OwnWords,
    Percent,
    TalkLanguage,
    Ticks,
    Whole,
    Worded,
    Years,
    Yen,
    YesNo,
)
from dialogs.own_words import OWN_WORDS
from dialogs.pages import PAGES
from dialogs.place import HANDED_OFF, LEAVE, RESULT, REVIEW, YES, Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire

CONSENT_VERSION = "2026-11-26"
NEW_JOB = "new_job"
# What only the employer knows: asked together, so that it can be taken to HR at once.
EMPLOYER = "employer"
DAYS_OF_A_PREGNANCY = 280

# What may have been otherwise in the years that count for permanent residence.
CHANGEABLE = ("salary", "japanese", "degrees", "employer", "points")
# What changes today was different before today.
CHANGES_THE_PAST = (
    "salary_yen",
    "japanese",
    "degrees",
    "japanese_degree",
    "designated_university",
    "degrees_in_different_fields",
    "research",
    "licences",
    "foreign_qualification",
    "designated_training",
    "position",
    "employer_innovation_support",
    "employer_sme",
    "employer_rd_ratio",
    "employer_local_support",
    "growth_field",
    "investment_management",
    "invested_100m_yen",
)
# What makes the household's income, and the pay before today's, doubtful.
SALARY = ("salary_yen", NEW_JOB)
# spouse_of: spouse or child of a Japanese citizen or of a permanent resident; dependent is 家族滞在.
RESIDENCES = (
    *("abroad", "work", "hsp", "student", "dependent", "designated"),
    *("spouse_of", "long_term", "permanent", "other", "expired"),
)
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

# As the residence card names it. What is not among them is typed.
STATUSES_ON_CARD = (
    *("engineer", "hsp1", "manager", "intra_company", "skilled_labour", "specified_skilled"),
    *("trainee", "designated", "spouse", "long_term", "visitor"),
)
# Of other answers about the visa the exact status follows.
STATUS_IS_OPEN = ("work", "hsp", "designated", "spouse_of", "other", "expired")

# Straight to a person: what was asked for, or a situation no calculation should keep waiting.
to_a_person = AnyOf(
    (
        Wished(Wish.HUMAN, YES),
        answer("goal").is_("other"),
        answer("residence").is_("expired", "other"),
        answer("activity").is_("other"),
    ),
    "it is for a person",
)

holds_hsp = answer("residence").is_("hsp")
differed = answer("changed_facts")
planned = answer("plan").is_("n1", "n2", "raise", "master", "doctorate")
has_a_card = ~answer("residence").is_("abroad", "permanent")
reachable_elsewhere = answer("contact_way").is_("phone", "email")


def part(name: str, *questions: Question | str) -> Chapter:
    """The questions of a part of the result, asked when it is opened."""
    return Chapter(name, questions, RESULT, ~to_a_person, "hand_off", opened=True, begun_by=(Wish.PART,))


OPENING = Chapter("opening", (Question("language", Language(), plain=True), Question("consent", Consent(), plain=True)))

INTERVIEW = Chapter(
    "interview",
    (
        Question("goal", OneOf(("hsp", "pr", "hsp2", "family", "other"))),
        Question(
            "residence",
            OneOf(RESIDENCES, columns=2, split=(("spouse", ("spouse_of", "long_term", "permanent")),)),
            brings=("status",),
        ),
        Question("activity", OneOf(("research", "specialist", "manage", "other")), brings=("category",)),
        Question(
            "international_services",
            YesNo(),
            ~answer("activity").is_("research", "manage"),
            brings=("international_services",),
            asked_again_with=("activity", NEW_JOB),
        ),
        # --- scored: asked heaviest first ---------------------------------------------------------------
        Question("salary_yen", Yen(), fields=("salary_yen",), asked_again_with=(NEW_JOB,)),
        Question("birth_date", BirthDate(), fields=("birth_date",)),
        Question(
            "degrees",
            ManyOf(LEVELS),
            fields=("degrees",),
        ),
        Question("experience_years", Years(), fields=("experience_years",), asked_again_with=("activity", NEW_JOB)),
        Question("japanese", OneOf(JAPANESE), fields=("japanese",)),
        Question(
            "research",
            ManyOf(("patents", "foreign_grants", "papers", "recognised")),
            fields=("patents", "foreign_grants", "papers", "other_research_recognised"),
        ),
        Question(
            "position",
            OneOf(("representative", "director", "none")),
            fields=("position",),
            asked_again_with=(NEW_JOB,),
        ),
        Question("japanese_degree", YesNo(), fields=("japanese_degree",), asked_again_with=("degrees",)),
        Question("licences", Whole(0, 50, (0, 1, 2)), fields=("licences",), asked_again_with=("activity",)),
        Question("designated_university", YesNo(), fields=("designated_university",), asked_again_with=("degrees",)),
        Question(
            "employer_innovation_support",
            YesNo(),
            fields=("employer_innovation_support",),
            asked_again_with=(NEW_JOB,),
            sheet=EMPLOYER,
        ),
        Question("employer_sme", YesNo(), fields=("employer_sme",), asked_again_with=(NEW_JOB,), sheet=EMPLOYER),
        Question(
            "employer_local_support",
            YesNo(),
            fields=("employer_local_support",),
            asked_again_with=(NEW_JOB,),
            sheet=EMPLOYER,
        ),
        Question("growth_field", YesNo(), fields=("growth_field",), asked_again_with=(NEW_JOB,), sheet=EMPLOYER),
        Question(
            "investment_management",
            YesNo(),
            fields=("investment_management",),
            asked_again_with=(NEW_JOB,),
            sheet=EMPLOYER,
        ),
        Question(
            "degrees_in_different_fields",
            YesNo(),
            fields=("degrees_in_different_fields",),
            asked_again_with=("degrees",),
        ),
        Question("employer_rd_ratio", Percent(), fields=("employer_rd_ratio",), asked_again_with=(NEW_JOB,)),
        Question("designated_training", YesNo(), fields=("designated_training",)),
        Question(
            "designated_training_at_japanese_university",
            YesNo(),
            fields=("designated_training_at_japanese_university",),
        ),
        Question("foreign_qualification", YesNo(), fields=("foreign_qualification",)),
        Question("invested_100m_yen", YesNo(), fields=("invested_100m_yen",), asked_again_with=(NEW_JOB,)),
        # --- the outcome is proved ----------------------------------------------------------------------
        Question(
            "thorough",
            OneOf(("stop", "go_on")),
            # Stopping early was agreed to for one outcome.
            asked_again_with=("goal", "activity"),
            asked_while=SomethingOpen(),
            plain=True,
            wish=True,
        ),
    ),
    REVIEW,
    asked_while=~to_a_person,
    otherwise="hand_off",
    reopens=(Wish.PART, Wish.REVIEW, Wish.RESULT, Wish.LEAVE),
)

RESIDENCE = part(
    "residence",
    Question("hsp_kind", OneOf(("hsp1a", "hsp1b", "hsp1c", "hsp2", "j_skip")), holds_hsp, brings=("status",)),
    Question("status_since", Day(years_back=20), holds_hsp, brings=("status_since",), asked_again_with=("hsp_kind",)),
    Question("in_japan_since", Day(years_back=80)),
    Question("changed_facts", ManyOf(CHANGEABLE), asked_again_with=(*CHANGES_THE_PAST, NEW_JOB)),
    Question("salary_before", Yen(), differed.has("salary"), asked_again_with=SALARY),
    Question("salary_since", Day(years_back=10), differed.has("salary"), asked_again_with=SALARY),
    Question("japanese_before", OneOf(JAPANESE), differed.has("japanese"), asked_again_with=("japanese",)),
    Question("japanese_since", Day(years_back=10), differed.has("japanese"), asked_again_with=("japanese",)),
    Question("degrees_before", ManyOf(LEVELS), differed.has("degrees"), asked_again_with=("degrees",)),
    Question("degrees_since", Day(years_back=10), differed.has("degrees"), asked_again_with=("degrees",)),
    # What is in order goes with the status and the work: notices, the period of stay, what it was granted for.
    Question("in_order", ManyOf(IN_ORDER), asked_again_with=("residence", "hsp_kind", NEW_JOB)),
    Question("work_since", Day(years_back=60), asked_while=answer("experience_years").given),
)

INDEFINITE = part("indefinite", "hsp_kind", "status_since")

FAMILY = part(
    "family",
    Question("has_children", YesNo(), brings=("children",)),
    Question("youngest_child", Day(years_back=30), answer("has_children").is_("yes"), brings=("children",)),
    Question("pregnancy", YesNo(), brings=("pregnancy",), holds_days=DAYS_OF_A_PREGNANCY),
    Question("household_income_yen", Yen(), brings=("household_income_yen",), asked_again_with=SALARY),
)

OVER_TIME = part(
    "over_time",
    "work_since",
    Question("plan", OneOf(("n1", "n2", "raise", "master", "doctorate", "none"))),
    Question("plan_salary", Yen(), answer("plan").is_("raise")),
    Question("plan_day", Day(years_ahead=5), planned),
)

DUTIES = part("duties", "hsp_kind")

PROCEDURE = part("procedure", "hsp_kind")

HAND_OFF = Chapter(
    "hand_off",
    (
        Question("note", FreeText(), asked_while=to_a_person),
        # What cannot wait comes first: by which day the office must have done something.
        Question(
            "stay_until", DayOrNone(years_back=5, years_ahead=8), has_a_card, asked_again_with=("residence", "hsp_kind")
        ),
        Question(
            "status_as_on_card",
            Worded(longest=120, choices=STATUSES_ON_CARD),
            has_a_card,
            asked_again_with=("residence", "hsp_kind"),
            asked_while=answer("residence").is_(*STATUS_IS_OPEN),
        ),
        Question("lives_in", Home(), asked_again_with=("residence",)),
        Question("talk_language", TalkLanguage()),
        Question("nationality", FreeText(longest=80), asked_while=OfficeAsks("nationality"), on_card=True),
        Question("employer", FreeText(longest=120), asked_while=OfficeAsks("employer"), on_card=True),
        Question("name", Name()),
        Question("contact_way", OneOf(("here", "phone", "email"), columns=3)),
        Question("contact", Contact(), reachable_elsewhere, asked_again_with=("contact_way",)),
    ),
    LEAVE,
    begun_by=(Wish.HUMAN, Wish.RESULT),
    reopens=(Wish.LEAVE,),
    for_office=True,
)

APPOINTMENT = Chapter(
    "appointment",
    (
        Question("consultation", OneOfSource("consultation_ways")),
        Question("half_days", ManyOfSource(source="half_days", most=3)),
    ),
    HANDED_OFF,
    asked_while=Wished(Wish.LEAVE, YES),
    for_office=True,
)

HSP = Questionnaire(
    "hsp",
    CONSENT_VERSION,
    (OPENING, INTERVIEW, RESIDENCE, INDEFINITE, FAMILY, OVER_TIME, DUTIES, PROCEDURE, HAND_OFF, APPOINTMENT),
    PAGES,
    to_a_person,
    unasked=(
        Question("papers_in_hand", Ticks()),
        # No fact follows from it: what a text says of a question is an answer to that.
        Question(OWN_WORDS, OwnWords(), plain=True),
    ),
    events=(NEW_JOB,),
)
