"""The link for HR: given, looked at, answered once, taken back, run out, erased; and what an answer changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.app import Core
from bot.delivery.post import Content
from bot.storage.memory import MemoryStore
from bot.turns.apply import Batch
from bot.turns.employer import OPEN, PATH, EmployerReply, LinkState, look
from bot.turns.ledger import Call
from bot.turns.ports import Store
from dialogs.conversation import Conversation, Value
from dialogs.desk.matter import Correction, Member
from dialogs.desk.papers import vouched_lines
from dialogs.dialogue import Dialogue
from dialogs.effects import FileLead
from dialogs.employer_form import read_form
from dialogs.employer_link import BESIDE
from dialogs.employer_said import lines as by_line
from dialogs.kinds import DONE
from dialogs.lead import lead_of
from dialogs.messages import Act, ActKind, Screen, Text
from dialogs.parsing import WorkedOut
from tests.storage.contract.conftest import kept, store
from tests.support import ANSWERS, CLIENT, SettableClock, Talk
from tests.turns.several import PAGER, House, house, keys, notes
from tests.turns.test_merging import both as two_chats
from tests.turns.test_merging import choose
from tests.turns.test_parting import button, moved
from tests.turns.test_parting import press as parted

__all__ = ["kept", "store"]
BASE = "https://office.example"
# What HR fills in: everything, or that nothing is known.
FULL = {
    **{"employer_innovation_support": "yes", "employer_sme": "yes", "employer_rd_ratio": "3.5"},
    **{"pay_base": "480,000", "pay_fixed": "2万", "pay_bonus": "0"},
}


def linked(core: Core, store: Store) -> House:
    """An office that hands out addresses."""
    made = house(core, store)
    around = replace(made.core.dialogue.around, links=BASE)
    made.core.ledger.dialogue = Dialogue(core.dialogue.questionnaire, around, core.words)
    return House(replace(made.core, dialogue=made.core.ledger.dialogue), store)


@pytest.fixture
def office(core: Core) -> House:
    return linked(core, MemoryStore())


@pytest.fixture
def on_either(core: Core, store: Store) -> House:
    return linked(core, store)


def somebody(office: House, state: str = "result") -> tuple[Talk, str]:
    """A client of whose employer nothing is known, and their own id."""
    talk = office.talk()
    answers = {**ANSWERS, "employer_innovation_support": "?", "employer_sme": "?", "employer_rd_ratio": "?"}
    talk.go_to(state, answers)
    office.deliver()
    assert talk.conversation is not None
    return talk, talk.conversation.id


def on_the_sheet(talk: Talk) -> Talk:
    """Somebody who is asked about the employer, and knew nothing of points until then."""
    talk.go_to("activity")
    for _ in range(40):
        assert talk.conversation is not None
        place = talk.conversation.place
        if "employer_sme" in place.sheet:
            return talk
        talk.press({"activity": "a:specialist", "thorough": "a:go_on"}.get(place.at, "unknown"))
    raise AssertionError(f"never came there, but to {place.at}")


def link_given(office: House, talk: Talk, action: str = "unnamed") -> str:
    """The code of the link that somebody is given, as it stands in the text to be forwarded."""
    talk.press("ask_employer")
    if action.startswith("type "):
        # What is typed may be no name: it is read back, and nothing is given out before.
        talk.say(action.removeprefix("type "))
        assert [post for post in office.deliver() if "employer-link-given" in keys([post], CLIENT)] == []
        talk.press("typed")
    else:
        talk.press(action)
    lines = [line for post in office.deliver() if "say" in post.payload for line in post.payload["say"]["lines"]]
    [link] = [line["args"]["link"] for line in lines if line["key"] == "employer-link-address"]
    assert [line.get("language") for line in lines if line["key"] == "employer-link-forward"] == ["ja", "en"]
    assert str(link).startswith(f"{BASE}{PATH}/")
    return str(link).rpartition("/")[2]


def state_of(office: House, code: str) -> tuple[LinkState, str]:
    with office.store.reading() as tx:
        found = look(tx, code, office.clock())
        return found.state, found.name


def answer(office: House, code: str, fields: dict[str, str]) -> EmployerReply:
    told: EmployerReply = office.core.ledger.do(Call(lambda batch: batch.employer.answer(code, fields, office.clock())))
    return told


def test_hr_answers_once_and_the_client_sees_what_moved(office: House) -> None:
    talk, person = somebody(office)
    code = link_given(office, talk)
    assert state_of(office, code) == (LinkState.OPEN, "")
    assert state_of(office, "f" * 32) == (LinkState.GONE, "")
    reply = answer(office, code, FULL)
    assert reply.state is LinkState.OPEN
    assert reply.told is not None
    assert not reply.told.problems
    # What stood there was counted without it: it is shown anew.
    assert keys(office.deliver(), CLIENT)[:2] == ["employer-answered", "result-qualifies"]
    conversation = office.person(person).conversation
    given = {name: one.value for name, one in conversation.answers.items() if name in (*FULL, "salary_yen")}
    assert given == {
        **{"employer_innovation_support": "yes", "employer_sme": "yes", "employer_rd_ratio": "0.035"},
        "salary_yen": 6_000_000,
    }
    pay = given["salary_yen"]
    assert isinstance(pay, WorkedOut)
    assert [part.worth for part in pay.parts] == [5_760_000, 240_000]
    today = conversation.answers["salary_yen"].given_on.isoformat()
    assert conversation.vouched["employer_sme"] == ["yes", "employer_link", today]
    # Once: a second answer changes nothing, and the page says so.
    assert answer(office, code, {**FULL, "employer_sme": "no"}).state is LinkState.ANSWERED
    assert office.deliver() == []
    assert state_of(office, code) == (LinkState.ANSWERED, "")


def test_the_lead_and_its_card_change_with_it_and_say_from_whom(office: House) -> None:
    talk, person = somebody(office, "handed_off")
    with office.store.transaction() as tx:
        before = tx.lead_of(person)
    code = link_given(office, talk)
    answer(office, code, FULL)
    sent = office.deliver()
    assert notes(sent) == ["staff-employer-answered"]
    card = keys([post for post in sent if post.kind == "card"], "office")
    assert card.count("card-employer-said") == 3
    assert card.count("card-employer-differs") == 1
    with office.store.transaction() as tx:
        after = tx.lead_of(person)
    assert before is not None
    assert after is not None
    assert after.record.consented.value("employer_innovation_support") == "yes"
    totals = [one.record.consented.summary.total or 0 for one in (before, after)]
    assert 0 < totals[0] < totals[1]
    # Another answer of the client's own stands on its own feet again.
    conversation = office.person(person).conversation
    conversation.keep("employer_sme", "no", conversation.answers["employer_sme"].given_on)
    assert "employer_sme" not in conversation.vouched
    assert "salary_yen" in conversation.vouched


def test_the_page_names_whom_the_client_allowed_alone(office: House) -> None:
    talk, person = somebody(office)
    assert state_of(office, link_given(office, talk, "type Maria Santos"))[1] == "Maria Santos"
    talk.press("ask_employer")
    talk.press("end")
    # What is typed and is no name is given out to nobody; the next thing typed takes its place.
    talk.press("ask_employer")
    for text in ("back", "yes", "what is this for"):
        talk.say(text)
        assert office.person(person).conversation.place.candidates == ([text] if " " in text else [])
    talk.say("Maria")
    talk.press("typed")
    assert office.person(person).conversation.employer_link["name"] == "Maria"
    office.deliver()
    talk.press("ask_employer")
    talk.press("end")
    talk.press("ok")
    talk.go_to("handed_off")
    assert state_of(office, link_given(office, talk, "named"))[1] == ANSWERS["name"]


def test_a_link_ends_with_a_new_one_when_it_is_taken_back_with_time_and_with_its_person(on_either: House) -> None:
    office = on_either
    talk, person = somebody(office)
    first = link_given(office, talk)
    talk.press("ask_employer")
    assert talk.screen is not None
    assert talk.screen.lines[0].key == "employer-link-open"
    talk.press("nudge")
    sent = office.deliver()
    assert "employer-link-nudge-text" in keys(sent, CLIENT)
    # They go on where they were.
    assert keys(sent, CLIENT)[-1] == "score-disclaimer"
    talk.press("ask_employer")
    talk.press("end")
    assert "employer-link-ended" in keys(office.deliver(), CLIENT)
    assert state_of(office, first)[0] is LinkState.GONE
    assert answer(office, first, FULL) == EmployerReply(LinkState.GONE)
    second = link_given(office, talk)
    number = office.person(person).conversation.employer_link["number"]
    talk.send(Act(ActKind.PRESS, data=f"{BESIDE}{number}.0.end"))
    assert state_of(office, second)[0] is LinkState.GONE
    talk.send(Act(ActKind.PRESS, data=f"{BESIDE}{number}.0.end"))
    assert "employer-link-over" in keys(office.deliver(), CLIENT)
    third = link_given(office, talk)
    with office.store.transaction() as tx:
        [timer] = [one for one in tx.timers_of(person) if one.kind == OPEN]
    assert third not in (timer.subject, str(timer))
    assert timer.version == datetime(2026, 12, 9, tzinfo=office.core.office.zone).timestamp(), (
        "open all of its last day"
    )
    assert office.person(person).conversation.employer_link["last_day"] == "2026-12-08"
    office.clock.advance(timedelta(days=15))
    assert state_of(office, third)[0] is LinkState.GONE
    assert office.core.ledger.do(Call(lambda batch: batch.timer_due(timer, office.clock())))
    assert keys(office.deliver(), CLIENT) == ["employer-link-ran-out"]
    fourth = link_given(office, talk)
    talk.command("forget")
    talk.press("forget")
    assert state_of(office, fourth)[0] is LinkState.GONE
    assert answer(office, fourth, FULL) == EmployerReply(LinkState.GONE)
    with office.store.transaction() as tx:
        assert tx.timer(OPEN, timer.subject) is None
        assert tx.timers_of(person) == []


def test_a_link_that_somebody_else_made_in_ones_name_opens_nothing_once_they_are_parted(office: House) -> None:
    talk, there, person, sent = moved(office)
    code = link_given(office, there)
    assert state_of(office, code)[0] is LinkState.OPEN
    parted(office, talk, button(sent, CLIENT, "back"))
    assert state_of(office, code)[0] is LinkState.GONE
    assert office.person(person).conversation.employer_link == {}


@pytest.mark.parametrize("newer", ["first", "second"])
def test_of_the_links_of_two_chats_that_become_one_the_newer_is_open_and_the_client_knows(
    office: House, newer: str
) -> None:
    first, second, _, _ = two_chats(office, "result", "result")
    asked = office.deliver()
    given = {}
    for talk in (second, first) if newer == "first" else (first, second):
        office.clock.advance(timedelta(minutes=1))
        forward = office.core.ledger.do(Call(partial(link_of_batch, talk=talk, office=office)))
        given["first" if talk is first else "second"] = str(forward.lines[-1].args["link"]).rpartition("/")[2]
    asked = [*asked, *office.deliver()]
    sent = choose(office, first, choose(office, second, asked, "yes"), "yes")
    assert "employer-link-one" in [key for channel in (CLIENT, PAGER) for key in keys(sent, channel)]
    states = {name: state_of(office, code)[0] for name, code in given.items()}
    older = "second" if newer == "first" else "first"
    assert states == {newer: LinkState.OPEN, older: LinkState.GONE}
    assert answer(office, given[newer], FULL).told is not None


def link_of_batch(batch: Batch, talk: Talk, office: House) -> Screen:
    assert talk.conversation is not None
    person = batch.tx.person(talk.conversation.id)
    assert person is not None
    return batch.employer.give(person, "", office.clock())[1]


def test_what_cannot_be_read_takes_nothing_and_what_is_not_known_stays_unknown(office: House) -> None:
    talk, person = somebody(office)
    code = link_given(office, talk)
    before = dict(office.person(person).conversation.answers)
    for fields, wrong in (
        ({}, {"nothing"}),
        ({**FULL, "pay_bonus": ""}, {"pay_bonus"}),
        ({**FULL, "pay_base": "30"}, {"pay_base"}),
        ({**FULL, "pay_base": "3000", "pay_fixed": "0"}, {"pay_base"}),
        ({**FULL, "employer_rd_ratio": "0.035"}, {"employer_rd_ratio"}),
        ({**FULL, "pay_year": "6,000,000"}, {"pay_year"}),
        ({"pay_year": "500"}, {"pay_year"}),
        ({**FULL, "pay_base": "0"}, {"pay_base"}),
        ({"pay_year": "0"}, {"pay_year"}),
        ({"pay_year": "about 7M"}, {"pay_year"}),
        ({**FULL, "pay_base": "6,000,000"}, {"pay_sure"}),
        ({**FULL, "pay_fixed": "600,000"}, {"pay_sure"}),
        ({**FULL, "pay_bonus": "n/a"}, {"pay_bonus"}),
        ({**FULL, "pay_bonus_unknown": "yes"}, {"pay_bonus"}),
        ({**FULL, "employer_rd_ratio_unknown": "yes"}, {"employer_rd_ratio"}),
        # Confirmed was another sum.
        ({**FULL, "pay_base": "6,000,000", "pay_sure": "6240000"}, {"pay_sure"}),
        ({"pay_base": "<script>", "employer_rd_ratio": "x" * 5000}, {"pay_base", "employer_rd_ratio"}),
    ):
        told = answer(office, code, fields).told
        assert told is not None, fields
        assert set(told.problems) == wrong, fields
    assert office.person(person).conversation.answers == before
    assert office.deliver() == []
    some = {
        "employer_sme": "unknown",
        "pay_base": "480,000",
        "pay_fixed": "0",
        "pay_bonus_unknown": "yes",
        "pay_left_out": "yes",
    }
    assert answer(office, code, some).told is not None
    [post] = [post for post in office.deliver() if post.channel == CLIENT]
    [said] = Content.from_json(post.payload["say"]).lines
    told_lines = said.args["lines"]
    assert isinstance(told_lines, tuple)
    assert [line.key for line in told_lines] == ["employer-unknown-line"] * 3 + ["employer-pay-line"] * 2 + [
        "employer-besides-line",
        "employer-part-line",
    ]
    assert office.person(person).conversation.answers == before
    talk.command("result")
    code = link_given(office, talk)
    assert answer(office, code, {"nothing": "yes"}).told is not None
    assert office.person(person).conversation.answers == before
    # What HR left out and the client knew is not told to be unknown.
    [post] = [post for post in office.deliver() if post.channel == CLIENT]
    [said] = Content.from_json(post.payload["say"]).lines
    told_lines = said.args["lines"]
    assert isinstance(told_lines, tuple)
    assert [line.key for line in told_lines] == ["employer-unknown-line"] * 3 + ["employer-silent-line"]
    assert told_lines[-1].args["before"] == before_shown(office, person)


def before_shown(office: House, person: str) -> object:
    situation = office.core.dialogue.situation(office.person(person).conversation, office.clock())
    return situation.shown(situation.questionnaire["salary_yen"], situation.value("salary_yen"))


@pytest.mark.parametrize(
    ("field", "typed", "yen"),
    [
        *(("pay_base", text, 480_000) for text in ("月給48万円", "月額４８０，０００円", "480,000 / month", "月48万")),
        *(
            ("pay_base", text, None)
            for text in ("年48万円", "480,000 a year", "about 600", "600", "48万〜50万", "48万?")
        ),
        *(("pay_bonus", text, 0) for text in ("賞与なし", "no bonus", "ゼロ", "無し")),
        *(("pay_bonus", text, 960_000) for text in ("96万円/年", "年間96万円")),
        *(("pay_bonus", text, None) for text in ("-", "月8万円", "業績による")),
        *(("pay_year", text, 6_500_000) for text in ("年収650万円", "年俸６，５００，０００円", "6.5M per year")),
        *(("pay_year", text, None) for text in ("年収650", "月給54万円", "約650万円", "年収650万円以上")),
    ],
)
def test_hr_writes_amounts_as_it_does_and_no_doubt_is_taken(
    core: Core, field: str, typed: str, yen: int | None
) -> None:
    situation = core.dialogue.situation(Conversation("a", CLIENT), SettableClock()())
    rest = {} if field == "pay_year" else {"pay_base": "480,000", "pay_fixed": "0", "pay_bonus": "0"}
    told = read_form({**rest, field: typed}, situation)
    sums = {"pay_base": 12 * (yen or 0), "pay_bonus": 12 * 480_000 + (yen or 0), "pay_year": yen}
    assert told.values.get("salary_yen") == (None if yen is None else sums[field])
    assert (field in told.problems) is (yen is None)


def card_of(office: House, person: str) -> tuple[Text, ...]:
    """What stands on the card of what the office and the employer said."""
    with office.store.reading() as tx:
        lead = tx.lead_of(person)
    assert lead is not None
    return vouched_lines(office.core.dialogue, lead.record)


def test_what_the_employer_said_stands_on_the_card_whenever_that_is_sent_and_whoever_contradicts_it(
    office: House,
) -> None:
    talk, person = somebody(office)
    answer(office, link_given(office, talk), FULL)
    talk.go_to("handed_off")
    # The card came after the answer: it says all the same from whom that is, and what the client had said.
    assert [line.key for line in card_of(office, person)] == ["card-employer-differs"] + ["card-employer-said"] * 3
    said = list(by_line(office.core.dialogue.situation(office.person(person).conversation, office.clock())))
    assert [line.key for line in said] == ["your-employer-said"] * 4
    # The client says otherwise again, and sends that: neither wins in silence.
    talk.say("change my salary to 8,000,000")
    talk.say("yes")
    conversation = office.person(person).conversation
    assert conversation.answers["salary_yen"].value == 8_000_000
    office.core.ledger.do(Call(lambda batch: filed(batch, person, office)))
    assert [line.key for line in card_of(office, person)] == ["card-employer-otherwise"] + ["card-employer-said"] * 3
    # Of pay that is known in part nothing is added up, and what is known stands there.
    again = {"pay_base": "480,000", "pay_fixed": "0", "pay_bonus_unknown": "yes"}
    talk.command("result")
    answer(office, link_given(office, talk), again)
    [line] = [one for one in card_of(office, person) if one.key == "card-employer-part"]
    assert "480,000" in office.core.words.plain("ja", line)
    assert Conversation.from_json(office.person(person).conversation.to_json()).employer_said["salary_yen"]["parts"]


def filed(batch: Batch, person: str, office: House) -> None:
    """They send what they say now."""
    now, someone = office.clock(), batch.tx.person(person)
    assert someone is not None
    lead = lead_of(office.core.dialogue.situation(someone.conversation, now))
    batch.decide(someone, batch.tx.lead_of(person), FileLead(lead), now)


def test_what_the_office_vouches_for_is_not_given_up_for_an_employer_who_says_the_same(office: House) -> None:
    talk, person = somebody(office, "handed_off")
    with office.store.transaction() as tx:
        lead = tx.lead_of(person)
    assert lead is not None
    value = lead.record.consented.value("salary_yen")
    office.core.ledger.do(Call(lambda batch: vouched(batch, person, value, "correction")))
    answer(office, link_given(office, talk), {"pay_year": str(value)})
    talk.say("I do not know whether my company does research")
    talk.command("result")
    answer(office, link_given(office, talk), {"pay_year": "3,100,000"})
    assert office.person(person).conversation.answers["salary_yen"].value == value


def test_much_pay_is_taken_once_its_sum_is_confirmed(core: Core) -> None:
    situation = core.dialogue.situation(Conversation("a", CLIENT), SettableClock()())
    told = read_form({**FULL, "pay_base": "2,500,000", "pay_sure": "30240000"}, situation)
    assert not told.problems
    assert told.values["salary_yen"] == 30_240_000


@pytest.mark.parametrize("how", ["correction", "papers"])
def test_what_the_office_confirmed_is_not_put_right_by_whoever_has_the_link(office: House, how: str) -> None:
    talk, person = somebody(office, "handed_off")
    code = link_given(office, talk)
    with office.store.transaction() as tx:
        lead = tx.lead_of(person)
    assert lead is not None
    value = lead.record.consented.value("salary_yen")
    office.core.ledger.do(Call(lambda batch: vouched(batch, person, value, how)))
    answer(office, code, FULL)
    sent = office.deliver()
    assert notes(sent) == ["staff-employer-answered"]
    assert [post.payload["ring"] for post in sent if post.kind == "note"] == [True]
    says = [post.payload["say"] for post in sent if post.channel == CLIENT and "say" in post.payload]
    told = [line for say in says for line in Content.from_json(say).lines]
    told_lines = told[0].args["lines"]
    assert isinstance(told_lines, tuple)
    assert [line.key for line in told_lines] == ["employer-line"] * 3 + ["employer-held-line"]
    conversation = office.person(person).conversation
    assert conversation.answers["salary_yen"].value == value
    assert conversation.answers["employer_sme"].value == "yes"
    with office.store.transaction() as tx:
        after = tx.lead_of(person)
    assert after is not None
    assert after.record.consented.value("salary_yen") == value
    kept_by = [one.why for one in after.record.corrections if one.question == "salary_yen"]
    assert (kept_by, after.record.confirmed) == (
        (["papers", "employer_link"], ()) if how == "correction" else (["employer_link"], ("salary",))
    )
    # Both stand on the card, and nobody who says the same first can say otherwise by a second link.
    [line] = [one for one in card_of(office, person) if one.key == "card-employer-otherwise"]
    assert line.args["whose"] == ("office" if how == "correction" else "client")


def vouched(batch: Batch, person: str, value: Value, how: str) -> None:
    """The office has seen the papers that prove the pay."""
    lead = batch.tx.lead_of(person)
    assert lead is not None
    kept = Correction("salary_yen", value, value, "papers", Member("1", "Yamada"))
    changed = {"corrections": (kept,)} if how == "correction" else {"confirmed": ("salary",)}
    lead.record = replace(lead.record, **changed)
    batch.tx.save_lead(lead)


def test_an_answer_is_not_undone_by_the_screen_on_which_the_client_is_asked_the_same(office: House) -> None:
    talk = on_the_sheet(office.talk())
    assert talk.conversation is not None
    code = link_given(office, talk)
    answer(office, code, FULL)
    office.deliver()
    talk.command("start")
    talk.press(DONE)
    kept_now = office.person(talk.conversation.id).conversation.answers
    assert kept_now["employer_sme"].value == "yes"
    assert kept_now["employer_innovation_support"].value == "yes"


def test_a_yes_after_the_answer_confirms_nothing_that_it_has_overtaken(office: House) -> None:
    talk, person = somebody(office)
    code = link_given(office, talk)
    talk.command("result")
    talk.say("salary 7")
    assert talk.conversation is not None
    assert talk.conversation.place.heard == {"salary_yen": 7_000_000}
    answer(office, code, FULL)
    talk.say("yes")
    assert office.person(person).conversation.answers["salary_yen"].value == 6_000_000


def test_without_an_address_to_hand_out_and_for_ones_own_company_it_is_not_offered(core: Core) -> None:
    talk = on_the_sheet(Talk(core))
    assert talk.screen is not None
    assert "ask_employer" not in {button.action for row in talk.screen.rows for button in row}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("3.5%", "0.035"), ("３％", "0.03"), ("35", "0.35"), ("3,5", "0.035"), ("0", "0"), ("なし", "0")),
        *(("0.03", None), ("3?", None), ("about", None), ("n/a", None)),
        # Above 3% are points: what is said beside a share makes it another.
        *((text, None) for text in ("about 3%", "over 3%", "3%未満", "3％超", "up to 5%", "~4%", ">3", "3-4%")),
    ],
)
def test_shares_are_read_as_in_the_dialogue(core: Core, typed: str, value: str | None) -> None:
    situation = core.dialogue.situation(Conversation("a", CLIENT), SettableClock()())
    told = read_form({"employer_rd_ratio": typed}, situation)
    assert told.values.get("employer_rd_ratio") == value
    assert bool(told.problems) is (value is None)
