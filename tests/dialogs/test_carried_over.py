"""What earlier versions stored is read rightly: the same screen, the facts that stand, buttons as they count today.

`stored/` holds people as 0.2.0 stored them, and as it was stored before places stood apart from answers: made by a walk
in a checkout of each, with what was shown. Among them are answers that do not apply any more.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dialogs.card_lines import card
from dialogs.consented import Consented
from dialogs.conversation import Conversation, Value
from dialogs.desk.matter import NEW, LeadRecord
from dialogs.desk.papers import lead_shown, sent, still_said
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.place import HANDED_OFF, REFUSED, RESULT, START, Wish
from dialogs.ports import NOTHING_FULL
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.walker import Walk, finish, keys_in, real_dialogue, render
from tests.support import as_kept_by_0_1

FOLDER = Path(__file__).parent / "stored"
VERSIONS = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))}
STORED = [(version, sample) for version, samples in VERSIONS.items() for sample in samples]
# What was said of these people was wrong, or is one thing less to answer.
WRONG_THEN = {"a child taken back", "a holder no more", "a holder no more, sent"}
# What the law brought to pages since, and where one stands among the questions, said otherwise since.
SAID_SINCE = {"result-sure", "follows-family-ends", "progress", "progress-so-far", "progress-so-far-for-residence"}
# The law is said on tap, and the card is shown in short.
SAID_SINCE |= {"details-citation", "leave", "card", "leave-japanese"}
SAID_SINCE |= {"leave-line", "leave-points-line", "leave-others-line"}
# A day that all answers share is said once, and what staff have confirmed stands first.
SAID_SINCE |= {"recheck", "recheck-line", "recheck-of-a-day", "review-line", "paper-levels"}
# Turns to the rest of what is long.
OFFERED_SINCE = {"leaf:1", "unfold", "view:law", "remind"}

people = pytest.mark.parametrize(
    ("version", "sample"), STORED, ids=[f"{version}: {sample['name']}" for version, sample in STORED]
)


def read(sample: dict[str, Any]) -> Walk:
    """Somebody as they were stored, at the moment they stopped."""
    walk = Walk(start=False)
    walk.conversation = Conversation.from_json(deepcopy(sample["conversation"]))
    if walk.conversation.consented_to is not None:
        # Another text of consent is asked for first; that has tests of its own.
        walk.conversation.consented_to = HSP.version
    walk.now = datetime.fromisoformat(sample["now"])
    return walk


def named(version: str, name: str) -> Walk:
    return read(next(sample for sample in VERSIONS[version] if sample["name"] == name))


def as_today(action: str) -> str:
    """An action as it is called today: 0.2.0 had ticks without saying what is wanted of them."""
    name, _, value = action.partition(":")
    return value if name in ("a", "on", "off", "tick") else action


def test_there_are_people_of_both_versions_with_answers_that_do_not_apply() -> None:
    assert {version: len(samples) for version, samples in VERSIONS.items()} == {"0.2.0": 30, "state-beside-answers": 30}
    assert all("state" in sample["conversation"] and "place" not in sample["conversation"] for _, sample in STORED)
    for version in VERSIONS:
        aside = {sample["name"]: set(read(sample).situation.standing.aside) for sample in VERSIONS[version]}
        assert aside["a child taken back"] == {"youngest_child"}
        assert aside["a holder no more"] == {"hsp_kind", "status_since", "changed_facts"}
        assert aside["a number taken back"] == {"contact"}


@people
def test_a_person_stands_where_they_stood(version: str, sample: dict[str, Any]) -> None:
    walk = read(sample)
    place = walk.conversation.place
    assert (f"ask_{place.at}", place.at).count(sample["state"]) == 1
    assert (place.overlay, place.side) == (sample["overlay"], sample["view"])
    screen = walk.dialogue.screen(walk.conversation, walk.now, NOTHING_FULL)
    offered = [as_today(b.action) for row in screen.rows for b in row if b.action not in OFFERED_SINCE]
    assert offered == [as_today(a) for a in sample["actions"]]
    if sample["name"] not in WRONG_THEN and version != "0.2.0":
        # Words shown once (a welcome back, what was said above a question) are no part of the screen.
        keys = [key for key in walk.page_keys if key not in SAID_SINCE]
        before = [key for key in sample["keys"] if key not in SAID_SINCE]
        assert keys == before[len(before) - len(keys) :]
    walk.commands("start")
    # What was read back is not answered yet.
    kept = "readback" if sample["overlay"] == "readback" else None
    assert (walk.conversation.place.at, walk.conversation.place.overlay) == (place.at, kept)
    assert place.chapter is None or place.at in [q.id for q in HSP.asked_in(HSP.chapter[place.chapter])]


@people
def test_no_answer_is_lost_and_no_wish_is_one(version: str, sample: dict[str, Any]) -> None:
    walk = read(sample)
    before = sample["conversation"].get("answers", {})
    kept = walk.conversation.to_json().get("answers", {})
    assert kept == {name: given for name, given in before.items() if name not in list(Wish)}
    assert walk.conversation.place.wishes == {name: given[0] for name, given in before.items() if name in list(Wish)}
    assert walk.conversation.revision == sample["conversation"].get("revision", sample["conversation"].get("step", 0))


@people
def test_a_button_sent_before_counts_or_is_a_stray_copy(version: str, sample: dict[str, Any]) -> None:
    walk = read(sample)
    stood = walk.conversation.place.at, walk.conversation.place.overlay, walk.conversation.revision
    walk.presses_data(sample["pressed"])
    moved = (walk.conversation.place.at, walk.conversation.place.overlay, walk.conversation.revision) != stood
    if sample["state"] == REFUSED:
        assert not moved
    elif version == "0.2.0":
        assert (walk.last.stray, moved) == (True, False)
    else:
        assert (walk.last.stray, moved) == (False, True)


@people
def test_nobody_is_stuck(version: str, sample: dict[str, Any]) -> None:
    walk = read(sample).commands("start")
    assert walk.conversation.place.at != START
    assert finish(walk) <= 40
    walk.restarts().commands("start")
    for screen in walk.last.screens:
        render(screen, "ja", walk.data(""))


def record_of(sample: dict[str, Any]) -> LeadRecord:
    return LeadRecord(1, NEW, Consented.from_json(sample["lead"]))


@people
def test_a_stored_lead_reads_as_what_stood(version: str, sample: dict[str, Any]) -> None:
    if sample["lead"] is None:
        return
    walk, record, before = read(sample), record_of(sample), sample["lead"]
    assert Consented.from_json(json.loads(json.dumps(record.consented.to_json()))) == record.consented
    lead = lead_shown(walk.dialogue, record)
    assert card(lead, walk.dialogue.around.office, "ja")
    values = json.loads(json.dumps(as_kept_by_0_1(lead)))
    if sample["name"] in WRONG_THEN:
        values.pop("flags")
    assert {name: before[name] for name in values} == values
    assert (record.consented.summary.flags, lead.flags) == (tuple(before["flags"]), tuple(before["flags"]))
    if lead.total is None:
        return
    situation = sent(walk.dialogue, record, walk.conversation)
    assert situation.score.most_promising.total == lead.total
    assert not set(situation.answers) & set(Wish)
    assert still_said(walk.dialogue, record, walk.conversation, "salary", walk.now)


@people
def test_the_facts_on_a_stored_card_are_those_that_follow_today(version: str, sample: dict[str, Any]) -> None:
    """What was kept as finished lines is derived now, and says the same, but where it was wrong."""
    if sample["lead"] is None or sample["name"] in WRONG_THEN:
        return
    lead = lead_shown(real_dialogue(), record_of(sample))
    # The papers have a line once there are any.
    kept = [fact for fact in sample["lead"]["facts"] if json.dumps(fact).count("paper-dash") < 2]
    assert list(lead.facts) == [Text.from_json(fact) for fact in kept]


@pytest.mark.parametrize("version", VERSIONS)
def test_answers_that_do_not_apply_reach_nobody_any_more(version: str) -> None:
    parent = named(version, "a child taken back")
    assert parent.situation.profile.children == ()
    for name in ("a holder no more", "a holder no more, sent"):
        worker = named(version, name)
        assert (worker.situation.profile.status, worker.situation.profile.status_since) == ("work", None)
        assert not any("hsp2" in line.key for line in lead_of(worker.situation).facts)
    sample = next(s for s in VERSIONS[version] if s["name"] == "a holder no more, sent")
    situation = sent(real_dialogue(), record_of(sample), read(sample).conversation)
    assert situation.profile.status == "work"
    assert lead_of(named(version, "a number taken back").situation).contact is None


@pytest.mark.parametrize("version", VERSIONS)
def test_back_goes_on_as_if_nothing_had_happened(version: str) -> None:
    named(version, "went on").commands("start").presses("back")
    walk = named(version, "name").commands("start").presses("back").leads_to(RESULT)
    assert walk.offered
    named(version, "salary").commands("start").presses("back").asks("international_services")
    named(version, "in a part").commands("start").presses("back").asks("has_children").presses("back").leads_to(RESULT)
    named(version, "human").commands("start").presses("back").asks("japanese")
    named(version, "card").commands("start").presses("back").asks("contact_way")
    named(version, "changing salary").commands("start").presses("back").leads_to("review")


def married(sample: dict[str, Any], choice: str = "spouse") -> dict[str, Any]:
    """The same person, had they answered "Spouse, long-term or permanent resident" when that was one choice."""
    told = deepcopy(sample)
    told["conversation"]["answers"]["residence"][0] = choice
    if told["lead"] is not None:
        told["lead"]["residence"] = told["lead"]["answers"]["residence"][0] = choice
    return told


MARRIED = [
    (version, married(sample))
    for version, sample in STORED
    if sample["conversation"].get("answers", {}).get("residence", [None])[0] == "work"
]
the_married = pytest.mark.parametrize(
    ("version", "sample"), MARRIED, ids=[f"{version}: {sample['name']}" for version, sample in MARRIED]
)

# Questions for the office that no earlier version asked.
ASKED_SINCE = ("stay_until", "status_as_on_card", "lives_in", "talk_language")


@the_married
def test_a_choice_split_since_is_asked_of_who_comes_back_and_nothing_else(version: str, sample: dict[str, Any]) -> None:
    walk = read(sample)
    assert (walk.situation.profile.status, walk.situation.standing.doubtful["residence"].value) == (None, "spouse")
    stood, others = walk.conversation.place.at, dict(walk.situation.answers)
    walk.commands("start")
    if stood in (HANDED_OFF, "note"):
        # The office has what was sent, or is asked for: nothing is asked before it.
        assert walk.conversation.place.at == stood
        return
    assert "ask-again-split" in walk.all_keys
    walk.asks("residence").presses("a:long_term")
    assert walk.situation.profile.status == "long_term"
    back_in_the_review = sample["name"] == "changing salary"
    # Another question comes first now of those that are left.
    stood = "japanese_degree" if sample["name"] == "went on" else stood
    assert {k: v for k, v in walk.situation.answers.items() if k != "residence"} == others
    if walk.conversation.place.chapter == "hand_off":
        # What that version did not ask for the office is asked now.
        walk.answers(dict.fromkeys(ASKED_SINCE, "unknown"))
    assert walk.conversation.place.at == ("review" if back_in_the_review else stood)
    assert walk.conversation.again == []


def test_another_answer_to_what_was_split_is_a_change() -> None:
    sample = next(s for v, s in MARRIED if s["name"] == "part done" and v != "0.2.0")
    walk = read(sample)
    walk.conversation.keep("in_order", ["tax"], walk.now.date())
    assert "in_order" in walk.situation.answers
    same = walk.copy().commands("start").presses("a:permanent")
    assert "in_order" in same.situation.answers
    walk.commands("start").presses("a:student")
    assert "in_order" in walk.situation.standing.doubtful


@the_married
def test_a_lead_sent_before_a_choice_was_split_shows_what_it_showed(version: str, sample: dict[str, Any]) -> None:
    if sample["lead"] is None:
        return
    walk, record = read(sample), record_of(sample)
    lead = lead_shown(walk.dialogue, record)
    assert lead.residence == "spouse"
    told = {key for line in card(lead, walk.dialogue.around.office, "ja") for key in keys_in(line)}
    assert "card-residence-spouse" in told
    assert sent(walk.dialogue, record, walk.conversation).profile.status == "spouse"


def test_a_lead_of_a_family_says_still_that_its_holder_may_be_a_permanent_resident() -> None:
    walk = named("state-beside-answers", "a child taken back")
    parent: dict[str, Value] = {
        "residence": "spouse",
        "goal": "family",
        "pregnancy": "yes",
        "household_income_yen": 9_000_000,
    }
    for question, value in parent.items():
        walk.conversation.keep(question, value, walk.now.date())
    as_sent = walk.dialogue.situation(walk.conversation, walk.now, is_sent=True)
    facts = [line.key for line in lead_of(as_sent).facts]
    assert "follows-card-family-permanent" in facts
    assert "follows-card-family-permanent" not in [line.key for line in lead_of(walk.situation).facts]


NO_STAY = [
    (version, married(sample, "expired"))
    for version, sample in STORED
    if sample["conversation"].get("answers", {}).get("residence", [None])[0] == "work"
]


@pytest.mark.parametrize(
    ("version", "sample"), NO_STAY, ids=[f"{version}: {sample['name']}" for version, sample in NO_STAY]
)
def test_who_had_no_stay_is_asked_whether_it_is_over_or_there_is_none(version: str, sample: dict[str, Any]) -> None:
    walk = read(sample)
    assert walk.situation.standing.doubtful["residence"].value == "expired"
    if sample["lead"] is not None:
        lead = lead_shown(walk.dialogue, record_of(sample))
        assert (lead.residence, lead.flags[0]) == ("expired", "expired")
        told = {key for line in card(lead, walk.dialogue.around.office, "ja") for key in keys_in(line)}
        assert "card-residence-expired" in told
    if walk.conversation.place.at in (HANDED_OFF, "note"):
        # The office has what was sent, or is asked for: nothing is asked before it.
        return
    walk.commands("start").asks("residence").explains("ask-again-split").presses("a:no_status").asks("note")
