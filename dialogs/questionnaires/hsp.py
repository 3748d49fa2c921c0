"""THE list of questions, chapter by chapter: the opening, the points, the parts, the hand-off. Add one here.

Order matters for everything but the scored questions (those with `fields`): these are asked heaviest first, by what
they weigh in the category's table, those that only the employer can answer (on a `sheet`) last. A scored question is
asked only while its answer can still change the outcome.
"""

from __future__ import annotations

from dialogs.chapter import Chapter
from dialogs.conditions import (
    AnyOf,
    AsksPoints,
    FactOpen,
    ManagerBound,
    OfficeAsks,
    OfficeBooks,
    SomethingOpen,
    StartMatters,
    Untold,
    Wished,
    answer,
)
from dialogs.deadline import NO_STAY
from dialogs.kinds import (
    BirthDate,
    Consent,
    Contact,
    Day,
    DayOrNone,
    FreeText,
    Home,
    Kind,
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
from dialogs.past import BEFORE, OF_EMPLOYER, OF_EMPLOYER_BEFORE, OF_RESEARCH, STARTS
from dialogs.place import HANDED_OFF, LEAVE, RESULT, REVIEW, YES, Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from scoring.stay.manager import TOLD

CONSENT_VERSION = "2026-11-28"
NEW_JOB = "new_job"
# What only the employer knows: asked together, so that it can be taken to HR at once.
EMPLOYER = "employer"
# What the criteria for managers ask for: asked together too, since all of it is new to many.
MANAGER = "manager"
DAYS_OF_A_PREGNANCY = 280

# What makes the household's income, and the pay before today's, doubtful.
SALARY = ("salary_yen", NEW_JOB)
# spouse_of: spouse or child of a Japanese citizen or of a permanent resident; dependent is 家族滞在.
RESIDENCES = (
    *("abroad", "work", "hsp", "student", "dependent", "designated"),
    *("spouse_of", "long_term", "permanent", "other", *NO_STAY),
)
# Of a specialist's work; of the first two it follows that it is not mainly about a language or a culture, and of all
# but finance that it is no work at a fund (`dialogs.answers`).
WORK_FIELDS = ("technical", "finance", "business", "language")
WITHOUT_LANGUAGES = ("technical", "finance")
LEVELS = ("bachelor", "master", "professional", "mba_mot", "doctorate")
POSITIONS = ("representative", "director", "none")
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
    "guarantor",
)

# As the residence card names it. What is not among them is typed.
STATUSES_ON_CARD = (
    *("engineer", "hsp1", "manager", "intra_company", "skilled_labour", "specified_skilled"),
    *("trainee", "designated", "spouse", "long_term", "visitor"),
)
# Of other answers about the visa the exact status follows.
STATUS_IS_OPEN = ("work", "hsp", "designated", "spouse_of", "other", *NO_STAY)

# Asked in the interview of whoever came for permanent residence; of others in its part.
SINCE_WHEN = tuple(
    name for since in STARTS for name in (since, since.replace("_since", "_before")) if name in (*STARTS, *BEFORE)
)

# Straight to a person: what was asked for, or a situation no calculation should keep waiting.
to_a_person = AnyOf(
    (
        Wished(Wish.HUMAN, YES),
        answer("goal").is_("other"),
        answer("residence").is_(*NO_STAY, "other"),
        answer("activity").is_("other"),
    ),
    "it is for a person",
)

# Also while the kind of work is not known.
is_specialist = ~answer("activity").is_("research", "manage")
holds_hsp = answer("residence").is_("hsp")
is_in_japan = ~answer("residence").is_("abroad", "permanent")
planned = answer("plan").is_("n1", "n2", "raise", "master", "doctorate")

reachable_elsewhere = answer("contact_way").is_("phone", "email")


def part(name: str, *questions: Question | str) -> Chapter:
    """The questions of a part of the result, asked when it is opened."""
    return Chapter(name, questions, RESULT, ~to_a_person, "hand_off", opened=True, begun_by=(Wish.PART,))


def since_when(name: str, *told_with: str) -> Question:
    """Ask for the first day of what is so today, while permanent residence still hangs on it."""
    return Question(name, Day(years_back=60), asked_while=StartMatters(STARTS[name]), asked_again_with=told_with)


def how_before(name: str, kind: Kind, since: str, *told_with: str) -> Question:
    """Ask how something was before its first day, where that lies after the day looked back to."""
    matters = StartMatters(BEFORE[name], before=True)
    return Question(name, kind, asked_while=matters, asked_again_with=(since, *told_with))


def of_a_manager(name: str) -> Question:
    """Ask whether one of the criteria for managers is met."""
    return Question(
        name,
        YesNo(),
        answer("activity").is_("manage"),
        brings=(name,),
        asked_again_with=(NEW_JOB,),
        asked_while=ManagerBound(),
        sheet=MANAGER,
    )


OPENING = Chapter("opening", (Question("language", Language(), plain=True), Question("consent", Consent(), plain=True)))

INTERVIEW = Chapter(
    "interview",
    (
        Question("goal", OneOf(("hsp", "pr", "hsp2", "family", "other"))),
        Question(
            "residence",
            OneOf(
                RESIDENCES,
                columns=2,
                split=(("spouse", ("spouse_of", "long_term", "permanent")), ("expired", NO_STAY)),
            ),
            brings=("status",),
        ),
        "hsp_kind",
        # A holder of HSP (i) needs a permission before the new work begins: nothing else is as urgent.
        Question("employer_change", YesNo(), holds_hsp, asked_again_with=(NEW_JOB,)),
        # Whether the work has begun decides what the office must do first.
        Question(
            "new_employer_since",
            Day(years_back=10, years_ahead=5),
            answer("employer_change").is_("yes"),
            asked_again_with=("employer_change", NEW_JOB),
            asked_while=Untold("job_changed") & ~answer("hsp_kind").is_("hsp2"),
        ),
        # --- what the goal's own day hangs on: of the parts, as far as it decides -------------------------
        *("status_since", "resident_since", "married_since", "in_japan_since"),
        Question(
            "activity",
            OneOf(("research", "specialist", "manage", "other")),
            brings=("category",),
            asked_while=AsksPoints(),
        ),
        # Of most fields it follows that the work is no language work and none at a fund: then neither is asked.
        Question(
            "work_field",
            OneOf(WORK_FIELDS),
            is_specialist,
            brings=("international_services", "investment_management"),
            asked_again_with=("activity", NEW_JOB),
            # Whoever has said what follows from it need not say it.
            asked_while=AsksPoints() & FactOpen("international_services"),
        ),
        Question(
            "international_services",
            YesNo(),
            is_specialist,
            brings=("international_services",),
            asked_again_with=("activity", "work_field", NEW_JOB),
            asked_while=AsksPoints() & ~answer("work_field").is_(*WITHOUT_LANGUAGES),
        ),
        *("work_begins", "has_children", "youngest_child", "pregnancy", "household_income_yen"),
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
            ManyOf(tuple(OF_RESEARCH)),
            fields=("patents", "foreign_grants", "papers", "other_research_recognised"),
        ),
        Question(
            "position",
            OneOf(POSITIONS),
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
            asked_again_with=("work_field", NEW_JOB),
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
            answer("designated_training").is_("yes"),
            fields=("designated_training_at_japanese_university",),
        ),
        Question("foreign_qualification", YesNo(), fields=("foreign_qualification",)),
        Question("invested_100m_yen", YesNo(), fields=("invested_100m_yen",), asked_again_with=(NEW_JOB,)),
        # --- no points, and needed whatever they are: the criteria for managers ---------------------------
        *map(of_a_manager, TOLD),
        # --- since when, of what still decides permanent residence ----------------------------------------
        *SINCE_WHEN,
        # --- what "open now" hangs on: a long time abroad may start the years in Japan anew ----------------
        *("longest_trip_days", "days_abroad_a_year"),
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
    to_the_point=True,
)

RESIDENCE = part(
    "residence",
    Question("hsp_kind", OneOf(("hsp1a", "hsp1b", "hsp1c", "hsp2", "j_skip")), holds_hsp, brings=("status",)),
    Question("status_since", Day(years_back=20), holds_hsp, brings=("status_since",), asked_again_with=("hsp_kind",)),
    Question("resident_since", Day(years_back=40), answer("residence").is_("long_term"), brings=("status_since",)),
    Question("in_japan_since", Day(years_back=80), is_in_japan, brings=("in_japan_since",)),
    # A marriage to a Japanese citizen or a permanent resident opens a way of its own, whatever the status.
    Question("married_since", DayOrNone(years_back=80), is_in_japan, brings=("married_since",)),
    since_when("salary_since", "salary_yen", NEW_JOB),
    how_before("salary_before", Yen(), "salary_since", *SALARY),
    since_when("japanese_since", "japanese"),
    how_before("japanese_before", OneOf(JAPANESE), "japanese_since", "japanese"),
    since_when("degrees_since", "degrees"),
    how_before("degrees_before", ManyOf(LEVELS), "degrees_since", "degrees"),
    since_when("japanese_degree_since", "japanese_degree"),
    since_when("designated_university_since", "designated_university"),
    since_when("degrees_in_different_fields_since", "degrees_in_different_fields"),
    since_when("research_since", "research"),
    how_before("research_before", ManyOf(tuple(OF_RESEARCH)), "research_since", "research"),
    since_when("licences_since", "licences"),
    how_before("licences_before", Whole(0, 50, (0, 1, 2)), "licences_since", "licences"),
    since_when("training_since", "designated_training"),
    since_when("foreign_qualification_since", "foreign_qualification"),
    since_when("employer_since", *OF_EMPLOYER, NEW_JOB),
    how_before("employer_before", ManyOf(tuple(OF_EMPLOYER_BEFORE)), "employer_since", *OF_EMPLOYER, NEW_JOB),
    since_when("position_since", "position", NEW_JOB),
    how_before("position_before", OneOf(POSITIONS), "position_since", "position", NEW_JOB),
    since_when("investment_since", "invested_100m_yen", NEW_JOB),
    Question("longest_trip_days", Whole(0, 3_650, (0, 30, 90)), is_in_japan, brings=("longest_trip_days",)),
    Question("days_abroad_a_year", Whole(0, 366, (0, 50, 100)), is_in_japan, brings=("days_abroad_a_year",)),
    # What is in order goes with the status and the work: notices, the period of stay, what it was granted for.
    Question("in_order", ManyOf(IN_ORDER), asked_again_with=("residence", "hsp_kind", NEW_JOB)),
    Question("work_since", Day(years_back=60), asked_while=answer("experience_years").given),
)

# What the goals side by side hang on.
GOALS = part(
    "goals",
    *("hsp_kind", "status_since", "resident_since", "in_japan_since", "married_since"),
    *SINCE_WHEN,
    *("longest_trip_days", "days_abroad_a_year"),
    *("has_children", "youngest_child", "pregnancy", "household_income_yen"),
    "in_order",
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
    Question(
        "work_begins",
        Day(years_ahead=5),
        answer("residence").is_("abroad", "student", "dependent"),
        brings=("work_begins",),
    ),
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
            "stay_until",
            DayOrNone(years_back=5, years_ahead=8),
            is_in_japan,
            asked_again_with=("residence", "hsp_kind"),
        ),
        "new_employer_since",
        Question(
            "status_as_on_card",
            Worded(longest=120, choices=STATUSES_ON_CARD),
            is_in_japan,
            asked_again_with=("residence", "hsp_kind"),
            asked_while=answer("residence").is_(*STATUS_IS_OPEN),
        ),
        Question("lives_in", Home(), asked_again_with=("residence",)),
        Question("talk_language", TalkLanguage()),
        Question("nationality", FreeText(longest=80), asked_while=OfficeAsks("nationality"), on_card=True),
        Question("employer", FreeText(longest=120), asked_while=OfficeAsks("employer"), on_card=True),
        Question("name", Name()),
        Question("contact_way", OneOf(("here", "phone", "email", "any"), columns=3)),
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
        Question("consultation", OneOfSource("consultation_ways"), asked_while=~OfficeBooks()),
        Question("half_days", ManyOfSource(source="half_days", most=3, any_will_do=True), asked_while=~OfficeBooks()),
    ),
    HANDED_OFF,
    asked_while=Wished(Wish.LEAVE, YES),
    for_office=True,
)

# Where an answer is found again among many.
TOPICS = (
    (
        "visa",
        (
            *("goal", "residence", "hsp_kind", "employer_change", "new_employer_since"),
            *("status_since", "resident_since", "married_since", "in_japan_since", "work_begins"),
            *("longest_trip_days", "days_abroad_a_year"),
        ),
    ),
    (
        "work",
        (
            *("activity", "work_field", "international_services", "salary_yen", "experience_years"),
            *("position", "invested_100m_yen"),
        ),
    ),
    (
        "studies",
        (
            *("birth_date", "degrees", "degrees_in_different_fields", "japanese_degree", "designated_university"),
            *("japanese", "research", "licences", "foreign_qualification"),
            *("designated_training", "designated_training_at_japanese_university"),
        ),
    ),
    (
        "employer",
        (
            *("employer_innovation_support", "employer_sme", "employer_local_support", "employer_rd_ratio"),
            *("growth_field", "investment_management", *TOLD),
        ),
    ),
    ("family", ("has_children", "youngest_child", "pregnancy", "household_income_yen")),
    ("earlier", SINCE_WHEN),
)

HSP = Questionnaire(
    "hsp",
    CONSENT_VERSION,
    (OPENING, INTERVIEW, RESIDENCE, GOALS, INDEFINITE, FAMILY, OVER_TIME, DUTIES, PROCEDURE, HAND_OFF, APPOINTMENT),
    PAGES,
    to_a_person,
    unasked=(
        Question("papers_in_hand", Ticks()),
        # No fact follows from it: what a text says of a question is an answer to that.
        Question(OWN_WORDS, OwnWords(), plain=True),
    ),
    events=(NEW_JOB,),
    topics=TOPICS,
)
