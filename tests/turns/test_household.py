"""Two people who compare who of them should apply: the code, both consents, what each sees, the end, and the cards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.app import Core
from bot.delivery.post import Post
from bot.errors import SealError
from bot.storage.memory import MemoryStore
from bot.turns.household import AGREED, GIVEN, HOUSEHOLD_KINDS, SHARES
from bot.turns.ledger import Call
from bot.turns.ports import Store
from dialogs.conversation import Conversation
from dialogs.household import BESIDE, code_of, shown
from dialogs.messages import Act, ActKind
from dialogs.parts.household import choice
from dialogs.situation import Situation
from tests.storage.contract.conftest import kept, store
from tests.support import ANSWERS, CLIENT, NAME, PHONE, SettableClock, Talk
from tests.turns.several import PAGER, House, house, keys
from tests.turns.test_elsewhere import code_given as to_go_on
from tests.turns.test_merging import united
from tests.turns.test_parting import button, moved
from tests.turns.test_parting import press as parted

__all__ = ["kept", "store"]
OWN, THEIRS = "1001", "2002"
LITTLE: Mapping[str, str | Sequence[str]] = {**ANSWERS, "salary_yen": "3,100,000", "birth_date": "1971-02-03"}
PARTNER = {**LITTLE, "degrees": ("on:bachelor",), "japanese": "a:none", "thorough": "a:stop", "experience_years": "2"}


@pytest.fixture
def office(core: Core) -> House:
    return house(core, MemoryStore())


@pytest.fixture
def on_either(core: Core, store: Store) -> House:
    return house(core, store)


def both(office: House, state: str = "result") -> tuple[Talk, Talk]:
    """Two people with a result, one of whom speaks Japanese."""
    own, theirs = office.talk(CLIENT, OWN), office.talk(CLIENT, THEIRS)
    own.go_to(state)
    theirs.go_to("activity", {**PARTNER, "language": "a:ja"})
    for _ in range(30):
        assert theirs.conversation is not None
        if theirs.conversation.place.at == "result":
            break
        given = {"activity": "a:specialist", "review": "ok", "thorough": "a:stop"}
        theirs.press(given.get(theirs.conversation.place.at, "unknown"))
    office.deliver()
    return own, theirs


def code_given(office: House, talk: Talk) -> str:
    """The code that somebody is given, as they read it."""
    talk.command("result")
    talk.press("view:parts")
    talk.press("household")
    talk.press("code")
    said = [line for post in office.deliver() if "say" in post.payload for line in post.payload["say"]["lines"]]
    [code] = [line["args"]["code"] for line in said if line["key"] == "household-given"]
    return str(code)


def at(posts: list[Post], chat: str) -> list[str]:
    """What is said in one chat, by the keys of the texts."""
    return keys([post for post in posts if post.payload.get("to") == chat], CLIENT)


def press(talk: Talk, number: int, action: str) -> None:
    talk.send(Act(ActKind.PRESS, data=f"{BESIDE}{number}.0.{action}"))


def asked(office: House, kind: str) -> int:
    """The number of the question that is open."""
    with office.store.transaction() as tx:
        people = [tx.person_at(CLIENT, chat, office.clock()).id for chat in (OWN, THEIRS)]
        [timer] = [timer for person in people for timer in tx.timers_of(person) if timer.kind == kind]
        return timer.version


def compared(office: House, state: str = "result") -> tuple[Talk, Talk, int, list[Post]]:
    """Two people who have both agreed."""
    own, theirs = both(office, state)
    theirs.say(code_given(office, own).lower())
    number = asked(office, "household_asked")
    press(theirs, number, "yes")
    office.deliver()
    press(own, number, "yes")
    return own, theirs, number, office.deliver()


def test_nothing_is_shown_before_both_have_agreed_and_nothing_but_totals_after_that(office: House) -> None:
    own, theirs = both(office)
    code = code_given(office, own)
    own.say(code)
    assert at(office.deliver(), OWN) == ["household-own"]
    theirs.say(f" {code.lower()} ")
    assert at(office.deliver(), THEIRS) == ["household-asked"]
    number = asked(office, "household_asked")
    press(own, number, "yes")
    assert at(office.deliver(), OWN) == ["household-over"]
    press(theirs, number, "show")
    assert at(office.deliver(), THEIRS) == ["household-nobody"]
    press(theirs, number, "yes")
    sent = office.deliver()
    assert (at(sent, OWN), at(sent, THEIRS)) == (["household-agree"], ["household-waits"])
    said = {
        line["args"].get("number") for post in sent if "say" in post.payload for line in post.payload["say"]["lines"]
    }
    assert said == {str(number)}, "both read it, so that one can ask the other"
    press(theirs, number, "show")
    assert at(office.deliver(), THEIRS) == ["household-nobody"]
    # Pressed twice: nothing more is said, of all things that nothing was changed.
    press(theirs, number, "yes")
    assert at(office.deliver(), THEIRS) == []
    press(own, number, "yes")
    sent, rules = office.deliver(), []
    for chat, language in ((OWN, "en"), (THEIRS, "ja")):
        assert at(sent, chat)[0] == "household-title"
        # Of the partner much is not known yet: that one should apply is no last word.
        assert "household-choice-so-far" in at(sent, chat)
        assert "household-follows-spouse-line" in at(sent, chat)
        assert "household-family-line" in at(sent, chat)
        [post] = [post for post in sent if post.payload.get("to") == chat]
        assert post.payload["say"]["language"] == language
        # No answer of either, nor who they are.
        lines = post.payload["say"]["lines"]
        law = [line for line in lines if line["key"] == "household-family-line"]
        rules.append(json.dumps(law))
        told = json.dumps([post.payload["say"]["rows"], [line for line in lines if line not in law]])
        for secret in (NAME, PHONE, "8000000", "3100000", "1994", "1971", "master", "n1", "5 years", "specialist-"):
            assert secret not in told
    assert rules[0] == rules[1], "the law's words alone, and of nobody"
    chosen = {
        chat: [line["args"]["who"] for line in post.payload["say"]["lines"] if line["key"] == "household-choice-so-far"]
        for chat in (OWN, THEIRS)
        for post in sent
        if post.payload.get("to") == chat
    }
    assert chosen == {OWN: ["you"], THEIRS: ["partner"]}
    # The code was for once.
    theirs.say(code)
    assert at(office.deliver(), THEIRS) == ["household-no"]


def test_either_ends_it_and_the_other_sees_nothing_more(office: House) -> None:
    own, theirs, number, _ = compared(office)
    press(theirs, number, "stop")
    sent = office.deliver()
    assert (at(sent, OWN), at(sent, THEIRS)) == (["household-ended"], ["household-stopped"])
    for talk, chat in ((own, OWN), (theirs, THEIRS)):
        press(talk, number, "show")
        assert at(office.deliver(), chat) == ["household-nobody"]
    # A refusal shows nothing to anybody either.
    theirs.say(code_given(office, own))
    number = asked(office, "household_asked")
    office.deliver()
    press(theirs, number, "no")
    sent = office.deliver()
    assert (at(sent, OWN), at(sent, THEIRS)) == (["household-refused"], ["household-refused"])
    with office.store.transaction() as tx:
        for talk in (own, theirs):
            assert talk.conversation is not None
            assert [one for one in tx.timers_of(talk.conversation.id) if one.kind in HOUSEHOLD_KINDS] == []


def test_staff_see_it_on_the_card_of_each_and_an_erasure_ends_it(on_either: House) -> None:
    office = on_either
    own, theirs, number, sent = compared(office, "handed_off")
    cards = [post for post in sent if post.kind == "card"]
    assert keys(cards, "office").count("card-household-alone") == 1
    assert own.conversation is not None
    assert theirs.conversation is not None
    theirs.command("result")
    theirs.press("ok")
    theirs.go_to("handed_off", PARTNER)
    cards = [post for post in office.deliver() if post.kind == "card"]
    with office.store.transaction() as tx:
        leads = [tx.lead_of(talk.conversation.id) for talk in (own, theirs) if talk.conversation]
    numbers = [lead.record.number for lead in leads if lead is not None]
    assert [lead.record.household for lead in leads if lead is not None] == numbers[::-1]
    own.command("forget")
    own.press("forget")
    sent = office.deliver()
    assert at(sent, THEIRS) == ["household-ended"]
    with office.store.transaction() as tx:
        lead = tx.lead_of(theirs.conversation.id)
        assert lead is not None
        assert lead.record.household is None
        for kind in HOUSEHOLD_KINDS:
            assert tx.timer(kind, own.conversation.id) is None
            assert tx.timer(kind, theirs.conversation.id) is None
    press(theirs, number, "show")
    assert at(office.deliver(), THEIRS) == ["household-nobody"]


def comparisons(posts: list[Post], office: House) -> list[str]:
    """What the messages with a comparison are called that went to the partner."""
    shown = [post for post in posts if post.payload.get("to") == THEIRS and "household-title" in keys([post], CLIENT)]
    with office.store.transaction() as tx:
        return [tx.message_ids([str(post.handle)])[str(post.handle)] for post in shown]


@pytest.mark.parametrize("days", [0, 3])
def test_nothing_of_who_is_erased_stays_in_the_chat_of_whom_they_compared_with(on_either: House, days: int) -> None:
    office = on_either
    own, theirs, number, sent = compared(office, "handed_off")
    [first] = comparisons(sent, office)
    office.clock.advance(timedelta(days=days))
    press(theirs, number, "show")
    [second] = comparisons(office.deliver(), office)
    # Another waits to be sent.
    press(theirs, number, "show")
    own.command("forget")
    own.press("forget")
    sent = office.deliver()
    assert comparisons(sent, office) == []
    gone = [post.payload["messages"] for post in sent if post.kind == "erase" and post.payload.get("to") == THEIRS]
    assert gone == [[second] if days else [first, second]]
    # What nobody may delete any more is changed: nothing of either is read there.
    changed = [post for post in sent if post.payload.get("replaces")]
    assert at(changed, THEIRS) == ["household-ended"] * bool(days)
    assert theirs.conversation is not None
    assert office.person(theirs.conversation.id).compared == []


def test_a_comparison_that_is_over_is_read_by_neither_any_more(office: House) -> None:
    own, theirs, number, _ = compared(office)
    press(own, number, "stop")
    sent = office.deliver()
    assert {post.payload["to"] for post in sent if post.kind == "erase"} == {OWN, THEIRS}
    for _ in range(2):
        press(theirs, number, "show")
    assert at(office.deliver(), THEIRS) == ["household-nobody"] * 2


@pytest.mark.parametrize("damaged", ["person", "leads"])
def test_what_cannot_be_opened_is_erased_and_the_partner_and_their_card_know(
    office: House, damaged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, theirs, _, _ = compared(office, "handed_off")
    theirs.command("result")
    theirs.press("ok")
    theirs.go_to("handed_off", PARTNER)
    office.deliver()
    assert own.conversation is not None
    assert theirs.conversation is not None
    gone, stays = own.conversation.id, theirs.conversation.id
    with office.store.reading() as tx:
        before = tx.lead_of(stays)
        number = tx.lead_numbers_of([gone])[gone]
        kind: Any = type(tx)
    opens = kind.person if damaged == "person" else kind.lead_of

    def opened(self: Any, person_id: str) -> Any:
        # Of the one who goes themselves, or of the partner the request alone.
        if person_id == (gone if damaged == "person" else stays):
            raise SealError("seal-no-key-opens")
        return opens(self, person_id)

    assert before is not None
    with monkeypatch.context() as broken:
        broken.setattr(kind, "person" if damaged == "person" else "lead_of", opened)
        office.core.ledger.do(Call(lambda batch: batch.erase_numbered(number, office.clock())))
    assert at(office.deliver(), THEIRS) == ["household-ended"]
    with office.store.reading() as tx:
        after = tx.lead_of(stays)
        assert after is not None
        assert tx.lead_owner(number) is None
        assert tx.timers_of(stays) == []
        # A card that cannot be opened stays as it is, and holds nobody's erasure up.
        assert after.record.household == (None if damaged == "person" else before.record.household)


def test_codes_are_hashed_guessed_in_vain_and_over_with_time(office: House) -> None:
    own, theirs = both(office)
    code = code_given(office, own)
    with office.store.transaction() as tx:
        assert own.conversation is not None
        [timer] = [one for one in tx.timers_of(own.conversation.id) if one.kind == GIVEN]
    assert code.replace("-", "")[1:] not in str(timer)
    newcomer = office.talk(CLIENT, "3003")
    newcomer.say(code)
    assert at(office.deliver(), "3003") == ["household-first"]
    with office.store.transaction() as tx:
        assert tx.whose(CLIENT, "3003") is None
    for _ in range(6):
        theirs.say("H-BCDFG-23456")
    office.deliver()
    theirs.say(code)
    assert at(office.deliver(), THEIRS) == ["household-no"]
    office.clock.advance(timedelta(hours=2))
    theirs.say(code)
    assert at(office.deliver(), THEIRS) == ["household-asked"]
    number = asked(office, "household_asked")
    office.clock.advance(timedelta(days=8))
    press(theirs, number, "yes")
    assert at(office.deliver(), THEIRS) == ["household-over"]


def test_a_code_that_somebody_else_made_in_ones_name_opens_nothing_once_they_are_parted(office: House) -> None:
    talk, there, _, sent = moved(office)
    code = code_given(office, there)
    parted(office, talk, button(sent, CLIENT, "back"))
    theirs = office.talk(CLIENT, THEIRS)
    theirs.go_to("goal")
    theirs.say(code)
    assert at(office.deliver(), THEIRS)[-1] == "household-no"


def test_a_comparison_ends_by_itself_once_its_time_is_over(office: House) -> None:
    own, _, _, _ = compared(office)
    with office.store.transaction() as tx:
        assert own.conversation is not None
        [timer] = [one for one in tx.timers_of(own.conversation.id) if one.kind == SHARES]
    office.clock.advance(timedelta(days=181))
    assert office.core.ledger.do(Call(lambda batch: batch.timer_due(timer, office.clock())))
    sent = office.deliver()
    said = [post for post in sent if not post.payload.get("replaces")]
    assert at(said, OWN) == at(said, THEIRS) == ["household-ended"]
    # What either read of the other says no more than that, too.
    changed = [post for post in sent if post.payload.get("replaces")]
    assert at(changed, OWN) == at(changed, THEIRS) == ["household-ended"]


@pytest.mark.parametrize("who", ["first", "second"])
def test_who_has_agreed_takes_it_back_before_the_other_agrees(office: House, who: str) -> None:
    own, theirs = both(office)
    theirs.say(code_given(office, own))
    number = asked(office, "household_asked")
    press(theirs, number, "yes")
    office.deliver()
    if who == "first":
        press(theirs, number, "no")
    else:
        press(own, number, "stop")
    sent = office.deliver()
    assert (at(sent, OWN), at(sent, THEIRS)) == (["household-refused"], ["household-refused"])
    press(own, number, "yes")
    sent = office.deliver()
    assert (at(sent, OWN), at(sent, THEIRS)) == (["household-over"], [])


def test_who_waits_for_a_partner_who_erases_everything_is_told(office: House) -> None:
    own, theirs = both(office)
    theirs.say(code_given(office, own))
    press(theirs, asked(office, "household_asked"), "yes")
    office.deliver()
    own.command("forget")
    own.press("forget")
    assert at(office.deliver(), THEIRS) == ["household-refused"]


def test_who_waits_hears_when_the_question_is_over(office: House) -> None:
    own, theirs = both(office)
    theirs.say(code_given(office, own))
    press(theirs, asked(office, "household_asked"), "yes")
    office.deliver()
    with office.store.transaction() as tx:
        assert own.conversation is not None
        timer = tx.timer(AGREED, own.conversation.id)
    assert timer is not None
    office.clock.advance(timedelta(days=8))
    assert office.core.ledger.do(Call(lambda batch: batch.timer_due(timer, office.clock())))
    assert at(office.deliver(), THEIRS) == ["household-refused"]


def test_when_two_chats_become_one_person_the_comparison_goes_on_and_the_card_says_so(on_either: House) -> None:
    office = on_either
    own, theirs, number, _ = compared(office)
    second = office.talk(PAGER, "pager-1")
    second.go_to("handed_off")
    office.deliver()
    second.say(to_go_on(office, own))
    united(office, own, second)
    press(theirs, number, "show")
    assert at(office.deliver(), THEIRS)[0] == "household-title"
    with office.store.transaction() as tx:
        lead = tx.lead_of(tx.person_at(PAGER, "pager-1", office.clock()).id)
    assert lead is not None
    assert lead.record.household == 0


@pytest.mark.parametrize("state", ["goal", "result"])
def test_who_compared_with_another_chat_of_their_own_compares_with_nobody(office: House, state: str) -> None:
    own, second = office.talk(CLIENT, OWN), office.talk(PAGER, "pager-1")
    own.go_to("handed_off")
    second.go_to(state)
    office.deliver()
    second.say(code_given(office, own))
    with office.store.transaction() as tx:
        assert second.conversation is not None
        asking = tx.timer("household_asked", second.conversation.id)
    assert asking is not None
    press(second, asking.version, "yes")
    press(own, asking.version, "yes")
    office.deliver()
    second.say(to_go_on(office, own))
    if state == "result":
        united(office, own, second)
    with office.store.transaction() as tx:
        person = tx.person_at(CLIENT, OWN, office.clock())
        lead = tx.lead_of(person.id)
        assert [one for one in tx.timers_of(person.id) if one.kind == SHARES] == []
        assert {one.channel for one in tx.addresses_of(person)} == {CLIENT, PAGER}
    assert lead is not None
    assert lead.record.household is None


def test_what_is_no_code_of_a_household_is_read_as_ever() -> None:
    assert code_of(Act(ActKind.TEXT, shown("BCDFG23456"))) == "BCDFG23456"
    assert code_of(Act(ActKind.COMMAND, "h-bcdfg-23456", "start")) == "BCDFG23456"
    assert code_of(Act(ActKind.TEXT, "Ｈ－ＢＣＤＦＧ－２３４５６")) == "BCDFG23456"
    handed_on = "🔑 The code for your partner: H-BCDFG-23456\nIt works once, for 7 days."
    assert code_of(Act(ActKind.TEXT, handed_on)) == "BCDFG23456"
    assert code_of(Act(ActKind.TEXT, "コードはＨ－ＢＣＤＦＧ－２３４５６です")) == "BCDFG23456"
    assert code_of(Act(ActKind.TEXT, "H-BCDFG-23456 or H-BCDFG-23457")) is None
    for text in (
        "XH-BCDFG-23456",
        "H-BCDFG-234567",
        "H-BCDFG-23456" * 50,
        "BCDFG-23456",
        "H-12345-67890",
        "H-BCDFG",
        "hello",
        "",
    ):
        assert code_of(Act(ActKind.TEXT, text)) is None


def test_who_should_apply_follows_from_what_is_proved(core: Core) -> None:
    def person(**answers: Any) -> Situation:
        conversation = Conversation("a", CLIENT)
        situation = core.dialogue.situation(conversation, SettableClock()())
        base = {"language": "en", "consent": "agree", "goal": "hsp", "residence": "work", "activity": "specialist"}
        for name, value in {**base, **answers}.items():
            conversation.keep(name, value, situation.today)
        conversation.last_run = {}
        return core.dialogue.situation(conversation, SettableClock()())

    def chosen(own: Situation, other: Situation) -> tuple[str, object]:
        [text] = choice(own, other)
        return text.key, text.args.get("who")

    told = {"birth_date": "1994-05-01", "degrees": ["master"], "japanese": "n1", "international_services": "no"}
    sure = person(salary_yen=8_000_000, experience_years=60, **told)
    none = person(salary_yen=2_000_000)
    unknown = person()
    assert chosen(sure, none) == ("household-choice-one", "you")
    assert chosen(none, sure) == ("household-choice-one", "partner")
    assert chosen(unknown, none) == ("household-choice-open", None)
    assert chosen(sure, unknown) == ("household-choice-so-far", "you")
    assert chosen(none, none) == ("household-choice-none", None)
    # J-Skip opens permanent residence as soon as 80 points do.
    skips = person(
        salary_yen=20_000_000, **{**told, "degrees": ["master"], "birth_date": "1974-05-01", "japanese": "none"}
    )
    assert skips.score.j_skip.met
    assert chosen(skips, sure)[0] == "household-choice-either"
    fewer = person(salary_yen=8_000_000, experience_years=60, **{**told, "japanese": "none"})
    assert chosen(fewer, skips) == ("household-choice-j-skip", "partner")
    assert chosen(sure, sure)[0] in ("household-choice-either", "household-choice-eighty")
    unknown.conversation.last_run = None
    assert chosen(sure, unknown) == ("household-choice-later", None)
