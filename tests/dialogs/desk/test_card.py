"""The card is derived from what was consented to, by the law of that day; one more line is one declaration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

import dialogs.card_lines
from dialogs.booking.booking import Booking, State
from dialogs.card_lines import CARD, CardLine, card, card_by_lines
from dialogs.consented import Consented
from dialogs.conversation import Value
from dialogs.desk.matter import NEW, LeadRecord
from dialogs.desk.papers import lead_shown, sent
from dialogs.following import forget
from dialogs.lead import Lead, lead_of
from dialogs.messages import Text, Typed
from dialogs.own_words import Remark
from scoring import ruleset, timeline
from scoring.ruleset import all_rulesets, load_ruleset, ruleset_for
from scoring.stay import held
from tests.dialogs.booking.offices import a_booking
from tests.dialogs.desk.matters import desk, matter, pressed, record_of, walked
from tests.dialogs.walker import TODAY, keys_in, real_dialogue, real_words

HARDER = date(2027, 1, 1)
START = 1_795_000_000


def stored() -> LeadRecord:
    """The engineer's lead as it comes back from storage."""
    return LeadRecord.from_json(json.loads(json.dumps(record_of(matter()).to_json())))


def words(record: LeadRecord) -> list[str]:
    return [real_words().plain("ja", line) for line in desk().card(record).lines]


# --- what was consented to --------------------------------------------------------------------------------------------


def test_what_is_shown_of_a_stored_lead_is_what_the_person_saw() -> None:
    walk = walked()
    lead = lead_shown(real_dialogue(), stored())
    assert lead == walk.leads[-1]
    office = real_dialogue().around.office
    assert card(lead, office, "en") == card(walk.leads[-1], office, "en")


def test_later_answers_stay_with_the_person_until_they_send_them() -> None:
    walk = walked().commands("recheck").presses("changed:salary_yen").says("10,000,000")
    later = replace(matter(), conversation=walk.conversation)
    ticked = record_of(pressed(later, ("check", ""), ("ok", "salary")))
    assert lead_shown(real_dialogue(), ticked).total == walked().leads[-1].total
    assert sent(real_dialogue(), ticked, walk.conversation).value("salary_yen") == 6_500_000


def test_nothing_that_follows_is_kept_but_a_summary() -> None:
    kept = record_of(matter()).consented.to_json()
    assert set(kept) == {
        *("channel", "language", "source", "day", "ruleset", "consent", "asks_human", "rings", "runs"),
        *("summary", "answers"),
    }
    assert set(kept["summary"]) == {"category", "total", "range", "verdict", "j_skip", "flags", "unknown"}
    assert kept["consent"] == walked().conversation.consented_to
    assert kept["answers"]["salary_yen"] == (6_500_000, TODAY.isoformat())
    assert len(json.dumps(kept)) < 2_500


def test_the_summary_says_what_the_card_says() -> None:
    lead = lead_shown(real_dialogue(), stored())
    summary = lead.consented.summary
    for name in ("category", "total", "range", "verdict", "j_skip", "flags", "unknown"):
        assert getattr(summary, name) == getattr(lead, name)


def test_a_lead_without_a_score_has_no_points_and_no_facts() -> None:
    walk = walked()
    consented = replace(walk.leads[-1].consented, summary=Consented.from_json(_unscored()).summary)
    lead = lead_shown(real_dialogue(), LeadRecord(1, NEW, consented))
    assert (lead.total, lead.points, lead.facts) == (None, (), ())
    keys = [line.key for line in card(lead, real_dialogue().around.office, "ja")]
    assert "card-not-scored" in keys
    assert not {"card-outlook", "card-values", "card-range", "card-as-of"} & set(keys)


def _unscored() -> dict[str, object]:
    return {"channel": "telegram", "language": "en", "answers": {"name": ["Maria", "2026-11-24"]}, "name": "Maria"}


# --- the law of the day -----------------------------------------------------------------------------------------------


@pytest.fixture
def harder_law(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A points table that ships later, for days after the lead was sent: its pass mark is 90."""
    newest = all_rulesets()[-1]
    folder = resources.files("scoring") / "rules" / "hsp"
    text = (folder / f"{newest.effective_from}.toml").read_text(encoding="utf-8")
    changed = text.replace(f"effective_from = {newest.effective_from}", f"effective_from = {HARDER}")
    changed = changed.replace("points = 70", "points = 90", 1)
    tables = (*all_rulesets(), load_ruleset(f"{HARDER}.toml", changed))
    for module in (ruleset, timeline, held):
        monkeypatch.setattr(module, "all_rulesets", lambda: tables)
    forget()
    yield
    forget()


def test_a_card_stays_what_was_consented_to_when_the_law_changes(request: pytest.FixtureRequest) -> None:
    record = stored()
    before = lead_shown(real_dialogue(), record)
    request.getfixturevalue("harder_law")
    after = lead_shown(real_dialogue(), record)
    # What looks ahead (the next change, the routes) looks ahead by the law that is known today.
    assert replace(after, facts=()) == replace(before, facts=())
    assert sent(real_dialogue(), record, walked().conversation).ruleset.id == before.consented.ruleset
    walk = walked().later(days=(HARDER - TODAY).days)
    assert ruleset_for(walk.situation.today).effective_from == HARDER
    today = lead_of(walk.situation)
    assert (before.mark, before.verdict) == (70, "qualifies")
    assert (today.mark, today.verdict) != (before.mark, before.verdict), "the same answers, were they sent today"


def test_papers_are_ticked_by_the_law_of_the_day_they_were_sent_on(request: pytest.FixtureRequest) -> None:
    def papers() -> Text:
        ticked = record_of(pressed(matter(), ("check", ""), ("ok", "salary"), ("ok", "academic")))
        [line] = [text for text in desk().card(ticked).lines if text.key == "paper-card"]
        return line

    before = papers()
    request.getfixturevalue("harder_law")
    assert papers() == before


# --- the lines --------------------------------------------------------------------------------------------------------


def test_a_line_of_the_card_is_added_by_one_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    line = CardLine("first_name", lambda on: [Text("card-source", {"value": Typed((on.lead.name or "").split()[0])})])
    monkeypatch.setattr(dialogs.card_lines, "CARD", (*CARD, line))
    *_, added, _state = desk().card(stored()).lines
    assert added == Text("card-source", {"value": Typed("Maria")})


def test_every_line_has_a_name_of_its_own_and_words() -> None:
    assert len({line.id for line in CARD}) == len(CARD)
    lead = lead_shown(real_dialogue(), stored())
    assert {key for text in card(lead, real_dialogue().around.office, "ja") for key in keys_in(text)}
    for language in ("ja", "en"):
        for text in card(lead, real_dialogue().around.office, language):
            assert real_words().plain(language, text)


def test_the_card_is_the_same_whether_or_not_what_follows_is_still_kept() -> None:
    record = stored()
    first = words(record)
    forget()
    assert words(record) == first


@pytest.mark.parametrize(
    "before", [{"no_question": "n2"}, {"japanese": "n7"}, {"own_words": ["lost_job||I lost my job"]}]
)
def test_what_was_answered_before_and_is_no_answer_now_is_not_told_to_have_changed(before: dict[str, Value]) -> None:
    told = lead_shown(real_dialogue(), record_of(matter(before={"japanese": "n2"}))).changed
    assert [text.key for text in told] == ["card-change"]
    assert lead_shown(real_dialogue(), record_of(matter(before=before))).changed == ()


def test_all_that_was_said_stands_below_where_the_card_has_shown_a_part_of_it() -> None:
    lead = lead_shown(real_dialogue(), record_of(matter()))

    def below(*words: str) -> list[str]:
        said = replace(lead, remarks=tuple(Remark("job_lost", None, word) for word in words))
        lines = [text for text in card(said, real_dialogue().around.office, "ja") if text.key == "card-remarks"]
        return [real_words().plain("en", text) for text in lines]

    long = "I moved to another town with my family, and there is so much to do that I cannot come"
    assert below("one", "two", "three") == []
    [whole] = below(long)
    assert long in whole
    [rest] = below("one", "two", "three", "four")
    assert "one" in rest
    assert not any(word in rest for word in ("two", "three", "four")), "what stands above is not said again"


@pytest.mark.parametrize(
    ("bookings", "then"),
    [
        ((), "card-next-offer"),
        ((a_booking(START, state=State.REQUESTED, until=START),), "card-next-approve"),
        ((a_booking(START),), "card-next-talk"),
        ((a_booking(START, ended=True),), "card-next-came"),
        ((a_booking(START, state=State.KEPT),), "card-next-after"),
        # A talk that was missed is to be offered anew, one that was cancelled as well.
        ((a_booking(START, state=State.MISSED),), "card-next-offer"),
        ((a_booking(START, state=State.CANCELLED),), "card-next-offer"),
        ((a_booking(START, state=State.KEPT), a_booking(START + 86_400, number=2)), "card-next-talk"),
        ((a_booking(START), a_booking(START + 86_400, number=2, state=State.REQUESTED)), "card-next-approve"),
    ],
)
def test_what_is_next_is_what_the_talk_wants_and_no_offer_of_a_time_they_have(
    bookings: tuple[Booking, ...], then: str
) -> None:
    lead = replace(lead_shown(real_dialogue(), record_of(matter())), flags=(), deciding=(), falls=False)

    def after(lead: Lead) -> str:
        [reach] = card_by_lines(lead, real_dialogue().around.office, "ja", bookings=bookings)["reach"]
        following = reach.args["next"]
        assert isinstance(following, Text)
        return following.key

    assert after(lead) == then
    assert after(replace(lead, flags=("expired",))) == "card-next-passed", "what presses comes first"
    asks = replace(lead, flags=("asks_human",))
    assert after(asks) == ("card-next-answer" if then == "card-next-offer" else then)
