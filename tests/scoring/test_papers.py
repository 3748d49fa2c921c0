"""Papers: the data against the points tables, the cases of `tests/cases/papers/`, the search against brute force."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import Category, Profile, Reason, RulesetError, all_rulesets, read_profile, score
from scoring.confidence import Confidence
from scoring.export.papers import as_json_papers
from scoring.proof import proving
from scoring.proof.papers import load_papers, paper_rules
from scoring.proof.proving import PaperSet, ProofLevel, levels, per_item, reserves, rows_in_hand, smallest
from scoring.rule_files import shipped_rules
from tests.scoring import reference
from tests.scoring.people import NOTHING, TODAY, categories, known_facts, read

FOLDER = Path(__file__).parents[1] / "cases" / "papers"
NEWEST = all_rulesets()[-1]
BASE = {
    "a": ("passport", "pay_forecast", "contract"),
    "b": ("passport", "pay_forecast", "contract"),
    "c": ("pay_minutes",),
}

# By hand from the rulebook's evidence lines: the papers of each row, and the facts it rests on.
ROWS: dict[str, tuple[list[set[str]], tuple[str, ...]]] = {
    "academic": ([{"graduation", "degree"}], ("degrees",)),
    "multi_degree": ([{"two_fields"}], ("degrees_in_different_fields",)),
    "salary": ([set()], ("salary_yen",)),
    "age": ([set()], ("age",)),
    "licence": ([{"licence"}], ("licences",)),
    "position": ([{"company_registry"}], ("position",)),
    "innovation": ([{"innovation"}], ("employer_innovation_support",)),
    "innovation_sme": ([{"company_size"}], ("employer_sme",)),
    "local_gov": ([{"local_support"}], ("employer_local_support",)),
    "rd_ratio": (
        [{"accounts", "company_size"}, {"accountant_letter", "company_size"}],
        ("employer_rd_ratio", "employer_sme"),
    ),
    "foreign_qual": ([{"foreign_qualification"}], ("foreign_qualification",)),
    "jp_degree": ([{"graduation", "degree"}], ("japanese_degree",)),
    "n2": ([{"n2"}], ("japanese",)),
    "growth": ([{"growth_project"}], ("growth_field",)),
    "designated_univ": ([{"graduation", "university_list"}], ("designated_university",)),
    "jica": ([{"training"}], ("designated_training",)),
    "invest100m": ([{"investment"}], ("invested_100m_yen",)),
    "invest_mgmt": ([{"firm_registration", "fund_duties"}], ("investment_management",)),
}
KINDS = {
    "patent": "patents",
    "grants": "foreign_grants",
    "paper_list": "papers",
    "other_research": "other_research_recognised",
}


# --- the data against the points tables -------------------------------------------------------------------------------


def _names_of_tables(rulesets: Collection[Any]) -> set[str]:
    return {n for rules in rulesets for table in rules.categories.values() for row in table.rows for n in row.evidence}


def test_every_evidence_name_of_the_newest_table_is_a_paper_and_no_other() -> None:
    known = [name for paper in paper_rules(TODAY).papers.values() for name in paper.names]
    assert sorted(known) == sorted(_names_of_tables([NEWEST]))


def test_the_papers_of_a_row_are_the_ones_its_table_asks_for() -> None:
    rules = paper_rules(TODAY)
    for ruleset in all_rulesets():
        for category, table in ruleset.categories.items():
            for row in table.rows:
                entry = rules.rows[row.id]
                ids = set(entry.also).union(*(way.papers for way in entry.options_in(category)))
                asked = {p.id for name in row.evidence for p in rules.papers.values() if name in p.names}
                assert ids == asked, (ruleset.id, category, row.id)


def test_only_pay_and_age_are_part_of_every_set() -> None:
    assert {row for row, entry in paper_rules(TODAY).rows.items() if entry.always} == {"salary", "age"}


def test_days_and_places_are_told_as_our_own_judgement() -> None:
    assert {paper.confidence for paper in paper_rules(TODAY).papers.values()} == {Confidence.STAFF_CONFIRMS}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("last_checked_on = 2026-11-22", "", "head.last_checked_on"),
        ("[pitfalls.fresh] ", "[pitfalls.stale] ", "papers.pay_forecast.pitfalls"),
        (
            "[pitfalls.own_money]",
            '[pitfalls.never]\nconfidence = "verified"\nsource = ["own"]\n[pitfalls.own_money]',
            "pitfalls.never",
        ),
        ('names = ["旅券"]', 'names = ["在留カード", "登記事項証明書"]', "papers"),
        ('where = "jica"', "", "papers.training.where"),
        ('where = "jica"', 'where = "jica"\ncolour = "red"', "papers.training.colour"),
        ("[rows.growth]", "[rows.growing]", "rows"),
        ('ways.certificates.papers = ["n2"]', 'ways.certificates.papers = ["n3"]', "rows.n2.ways.certificates.papers"),
        ('ways.certificates.papers = ["n2"]', "ways = {}", "rows.n2.ways"),
        ('papers = ["patent"], fact = "patents"', 'papers = ["patent"]', "rows.research.ways"),
        ('fact = "japanese", value = "n1"', 'value = "n1"', "rows.n1.ways.examination.value"),
        ('papers = ["pay_minutes"], categories = ["c"]', 'papers = ["pay_minutes"], categories = ["d"]',
         "rows.salary.ways.of_a_manager.categories"),
        ('also = ["transcript"]', 'also = ["transcripts"]', "rows.multi_degree.also"),
        ("[rows.age]\nalways = true", "[rows.age]\nalways = 1", "rows.age.always"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    text = shipped_rules("papers.toml")
    assert text.count(old) == 1
    with pytest.raises(RulesetError, match=r"^papers\.toml: ") as caught:
        load_papers("papers.toml", text.replace(old, new))
    assert caught.value.key == place


# --- cases ------------------------------------------------------------------------------------------------------------


def _cases(name: str) -> list[Any]:
    cases = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    assert len({case["name"] for case in cases}) == len(cases)
    assert all(case["source"] for case in cases)
    return [pytest.param(case, id=case["name"]) for case in cases]


def _person(case: Mapping[str, Any]) -> tuple[Profile, Category]:
    return read_profile(case["profile"], as_of=case["as_of"]), Category(case["category"])


@pytest.mark.parametrize("case", _cases("smallest"))
def test_smallest(case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "source", "as_of", "mark", "category", "profile", "smallest"}
    profile, category = _person(case)
    found = smallest(profile, category, case["mark"], as_of=case["as_of"])
    if "smallest" not in case:
        assert found is None
        return
    assert found is not None
    wanted = case["smallest"]
    assert set(wanted) <= {"papers", "rows", "also", "total", "confidence", "reserve"}
    assert list(found.papers) == wanted["papers"]
    assert dict(found.points) == wanted["rows"]
    assert list(found.points) == list(wanted["rows"])
    assert list(found.also) == wanted.get("also", [])
    assert (found.mark, found.total) == (case["mark"], wanted["total"])
    if "confidence" in wanted:
        assert found.confidence == wanted["confidence"]
    saved = reserves(profile, category, found, as_of=case["as_of"])
    assert {r.row: "none" if r.total is None else list(r.papers) for r in saved} == wanted["reserve"]


@pytest.mark.parametrize("case", _cases("levels"))
def test_levels(case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "source", "as_of", "category", "profile", "state", *ProofLevel}
    profile, category = _person(case)
    state = {row: ProofLevel(level) for row, level in case["state"].items()}
    found = levels(profile, category, state, as_of=case["as_of"])
    assert [entry.level for entry in found] == list(ProofLevel)
    for entry in found:
        wanted = case.get(entry.level.value, {})
        assert set(wanted) <= {"total", "points", "lifted", "salary_proven", "confidence"}
        if "total" in wanted:
            assert entry.total == wanted["total"]
        if "points" in wanted:
            assert dict(entry.points) == wanted["points"]
        if "lifted" in wanted:
            assert list(entry.lifted) == wanted["lifted"]
        if "salary_proven" in wanted:
            assert entry.salary_proven is (None if wanted["salary_proven"] == "no floor" else wanted["salary_proven"])
        if "confidence" in wanted:
            assert entry.confidence == wanted["confidence"]


# --- brute force: a naive reading of papers and levels, apart from the engine -----------------------------------------


def _ways(category: str, row: str, facts: Mapping[str, Any]) -> list[set[str]]:
    if row == "career":
        return [{"employment", "management"} if category == "c" else {"employment"}]
    if row == "n1":
        return [{"japanese_major"} if facts["japanese"] == "japanese_major_abroad" else {"n1"}]
    return ROWS[row][0]


def _facts_of(row: str) -> tuple[str, ...]:
    if row in ("career", "n1"):
        return ("experience_years",) if row == "career" else ("japanese",)
    return tuple(KINDS.values()) if row == "research" else ROWS[row][1]


def _points(category: str, facts: Mapping[str, Any], kept: Mapping[str, Collection[str]]) -> dict[str, int]:
    """Points of the proven rows; `kept` has their proven facts, everything else a row rests on is unknown."""
    proven = {fact for of_row in kept.values() for fact in of_row}
    rested_on = {fact for row in reference.items(category, facts, TODAY) for fact in _facts_of(row)}
    masked = {name: None if name in rested_on - proven else value for name, value in facts.items()}
    points = reference.items(category, masked, TODAY)
    return {row: points[row] for row in points if row in kept and points[row]}


def _proven_by(category: str, facts: Mapping[str, Any], papers: set[str], claimed: set[str]) -> dict[str, int]:
    kept: dict[str, Collection[str]] = {}
    for row in claimed:
        if row == "research":
            kinds = [KINDS[paper] for paper in KINDS if paper in papers]
            if kinds:
                kept[row] = kinds
        elif any(way <= papers for way in _ways(category, row, facts)):
            kept[row] = _facts_of(row)
    return _points(category, facts, kept)


def _wanted(category: str, facts: Mapping[str, Any], claimed: set[str]) -> list[str]:
    """Every paper that can help, pay and age apart."""
    found: set[str] = set()
    for row in claimed:
        if row == "research":
            found |= {p for p, f in KINDS.items() if _points(category, facts, {row: (f,)})}
        else:
            found.update(*_ways(category, row, facts))
    return sorted(found)


def _cheapest(
    category: str, facts: Mapping[str, Any], mark: int, held: Collection[str] = ()
) -> tuple[int, int, int] | None:
    """Papers to get, their days, and the negative total of the best set, by trying every set."""
    points = reference.items(category, facts, TODAY)
    # Pay and age are always proven, so they are claimed even without points.
    claimed = {row for row in points if points[row] or row in ("salary", "age")}
    wanted = [paper for paper in _wanted(category, facts, claimed) if paper not in held]
    assume(len(wanted) <= 11)
    days = {paper.id: paper.about_days for paper in paper_rules(TODAY).papers.values()}
    for number in range(len(wanted) + 1):
        reaching = []
        for papers in itertools.combinations(wanted, number):
            total = sum(_proven_by(category, facts, {*papers, *held}, claimed).values())
            if total >= mark:
                reaching.append((number, sum(days[paper] for paper in papers), -total))
        if reaching:
            return min(reaching)
    return None


def _complete(category: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """People who can pass: services known, and pay above the floor."""
    return {**facts, "international_services": False, "salary_yen": max(3_000_000, facts["salary_yen"])}


def _cost(category: str, found: PaperSet) -> tuple[int, int, int]:
    new = [paper for paper in found.papers if paper not in BASE[category]]
    return len(new), sum(paper_rules(TODAY).papers[paper].about_days for paper in new), -found.total


marks = st.sampled_from([40, 70, 80])


@given(category=categories, facts=known_facts, mark=marks)
def test_the_set_is_the_smallest_of_all_sets(category: str, facts: dict[str, Any], mark: int) -> None:
    facts = _complete(category, facts)
    found = smallest(read(facts), Category(category), mark, as_of=TODAY)
    best = _cheapest(category, facts, mark)
    assert (None if found is None else _cost(category, found)) == best


@given(category=categories, facts=known_facts, mark=marks)
def test_the_set_is_enough_and_no_paper_of_it_can_be_left_out(category: str, facts: dict[str, Any], mark: int) -> None:
    facts = _complete(category, facts)
    profile = read(facts)
    found = smallest(profile, Category(category), mark, as_of=TODAY)
    assert (found is None) == (score(read(facts, category=category)).categories[0].total < mark)
    if found is None:
        return
    assert set(BASE[category]) <= set(found.papers)
    assert _in_hand(profile, category, found.papers) == found.total == sum(found.points.values()) >= mark
    for paper in set(found.papers) - set(BASE[category]):
        assert _in_hand(profile, category, set(found.papers) - {paper}) < mark


def _in_hand(profile: Profile, category: str, papers: Collection[str]) -> int:
    state = dict.fromkeys(rows_in_hand(profile, Category(category), papers, as_of=TODAY), ProofLevel.IN_HAND)
    return levels(profile, Category(category), state, as_of=TODAY)[1].total


@given(category=categories, facts=known_facts)
def test_a_reserve_is_the_least_that_keeps_the_mark_without_a_row(category: str, facts: dict[str, Any]) -> None:
    facts = _complete(category, facts)
    found = smallest(read(facts), Category(category), 70, as_of=TODAY)
    assume(found is not None)
    assert found is not None
    days = {paper.id: paper.about_days for paper in paper_rules(TODAY).papers.values()}
    for reserve in reserves(read(facts), Category(category), found, as_of=TODAY):
        if reserve.row == "research":
            lost: tuple[str, ...] = tuple(KINDS[paper] for paper in KINDS if paper in found.papers)
        else:
            lost = _facts_of(reserve.row)[:1]
        best = _cheapest(category, {**facts, **dict.fromkeys(lost)}, 70, found.papers)
        if reserve.total is None:
            assert best is None
        else:
            assert (len(reserve.papers), sum(days[p] for p in reserve.papers), -reserve.total) == best


@given(category=categories, facts=known_facts)
def test_every_row_of_a_set_but_pay_and_age_has_its_reserve(category: str, facts: dict[str, Any]) -> None:
    profile = read(_complete(category, facts))
    found = smallest(profile, Category(category), 70, as_of=TODAY)
    assume(found is not None)
    assert found is not None
    rows = [row for row in found.points if row not in ("salary", "age")]
    assert [reserve.row for reserve in reserves(profile, Category(category), found, as_of=TODAY)] == rows


_states = st.dictionaries(st.sampled_from([*ROWS, "career", "research", "n1"]), st.sampled_from(ProofLevel))


@given(category=categories, facts=known_facts, state=_states)
def test_levels_are_scored_from_the_proven_facts_and_never_rise(
    category: str, facts: dict[str, Any], state: dict[str, ProofLevel]
) -> None:
    claimed, in_hand, confirmed = levels(read(facts), Category(category), state, as_of=TODAY)
    points = reference.items(category, facts, TODAY)
    assert claimed.points == {row: worth for row, worth in points.items() if worth}
    assert claimed.total >= in_hand.total >= confirmed.total
    excluded = reference.excluded(category, facts, TODAY)
    below = claimed.total
    for entry, reached in ((in_hand, {ProofLevel.IN_HAND, ProofLevel.CONFIRMED}), (confirmed, {ProofLevel.CONFIRMED})):
        rows = {row: _facts_of(row) for row in points if state.get(row) in reached}
        naive = _points(category, facts, rows)
        if sum(naive.values()) > below:
            naive = {row: worth for row, worth in naive.items() if row not in excluded}
        assert entry.points == naive
        assert entry.total == sum(naive.values())
        assert set(entry.lifted) == excluded & set(naive)
        below = entry.total


# --- single lines, and the JSON ---------------------------------------------------------------------------------------


def _items(**facts: Any) -> dict[str, list[str]]:
    return {
        item.row: list(item.names.values()) for item in per_item(read({**NOTHING, **facts}), Category.A, as_of=TODAY)
    }


def test_a_line_shows_only_the_papers_that_can_prove_it_here() -> None:
    assert _items(japanese="n1") == {"n1": ["日本語能力試験N1合格証明書又はBJT成績証明書(480点以上)"]}
    assert _items(japanese="japanese_major_abroad") == {"n1": ["卒業証明書(日本語専攻)"]}
    assert _items(patents=1, papers=2) == {"research": ["特許証の写し(発明者の記載があるもの)"]}
    assert _items(employer_sme=True, employer_rd_ratio=0.04) == {
        "rd_ratio": [
            "登記事項証明書等(中小企業者であること)",
            "財務諸表(試験研究費と売上高)",
            "税理士・公認会計士・中小企業診断士の書面",
        ]
    }


def test_lines_stand_in_the_order_of_the_table() -> None:
    items = _items(
        japanese="n1", degrees=["master"], growth_field=True, papers=3, employer_sme=True, designated_training=True
    )
    assert list(items) == ["academic", "research", "n1", "growth", "jica"]


@pytest.mark.parametrize(
    ("papers", "proven"),
    [
        (set(), set()),
        ({"graduation"}, set()),
        ({"graduation", "degree"}, {"academic", "jp_degree"}),
        ({"graduation", "university_list"}, {"designated_univ"}),
        ({"company_size"}, {"innovation_sme"}),
        ({"company_size", "accounts"}, {"innovation_sme", "rd_ratio"}),
        ({"accountant_letter"}, set()),
        ({"company_size", "accountant_letter"}, {"innovation_sme", "rd_ratio"}),
        ({"patent", "grants"}, {"research.patents"}),
        ({"n1"}, {"n1.japanese"}),
        ({"japanese_major"}, set()),
        ({"pay_forecast"}, set()),
        ({"pay_forecast", "contract"}, {"salary"}),
        ({"passport", "unheard_of"}, {"age"}),
    ],
)
def test_what_papers_in_hand_prove(papers: set[str], proven: set[str]) -> None:
    profile = read({**NOTHING, "patents": 1, "papers": 2, "japanese": "n1"})
    assert rows_in_hand(profile, Category.A, papers, as_of=TODAY) == proven


def test_an_unknown_place_of_training_leaves_a_set_for_staff() -> None:
    facts = {
        "age": 29,
        "degrees": ["master"],
        "salary_yen": 6_000_000,
        "japanese_degree": True,
        "designated_training": True,
    }
    found = smallest(read_profile(facts, as_of=TODAY), Category.B, 70, as_of=TODAY)
    assert found is not None
    assert "jica" in found.points
    assert found.confidence is Confidence.STAFF_CONFIRMS
    facts["designated_training_at_japanese_university"] = False
    found = smallest(read_profile(facts, as_of=TODAY), Category.B, 70, as_of=TODAY)
    assert found is not None
    assert found.confidence is Confidence.VERIFIED


def test_a_set_that_proves_by_what_the_minister_recognises_is_for_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two certain kinds make the row sure; a set that proves it by another one together with a certain one is not."""
    text = shipped_rules("papers.toml").replace("about_days = 30", "about_days = 1")
    monkeypatch.setattr(proving, "paper_rules", lambda day: load_papers("papers.toml", text))
    facts = {"age": 29, "degrees": ["doctorate"], "salary_yen": 4_000_000, "patents": 1, "papers": 3}
    sure = smallest(read_profile(facts, as_of=TODAY), Category.A, 80, as_of=TODAY)
    assert sure is not None
    assert ("research" in sure.points, sure.confidence) == (True, Confidence.VERIFIED)
    together = smallest(
        read_profile({**facts, "other_research_recognised": True}, as_of=TODAY), Category.A, 80, as_of=TODAY
    )
    assert together is not None
    assert {"paper_list", "other_research"} <= set(together.papers)
    assert together.confidence is Confidence.STAFF_CONFIRMS


def test_an_earlier_table_is_used_for_its_own_days() -> None:
    """N2 counts from 2017-04-26 on (rulebook 1.9)."""
    profile = read_profile(
        {"age": 29, "degrees": ["bachelor"], "salary_yen": 8_000_000, "japanese": "n2", "licences": 1}
    )
    old, new = all_rulesets()[1], all_rulesets()[2]
    assert smallest(profile, Category.B, 65, as_of=old.effective_from) is None
    assert smallest(profile, Category.B, 65, as_of=new.effective_from) is not None
    assert smallest(profile, Category.B, 65, as_of=new.effective_from, ruleset=old) is None


def _json(mark: int) -> dict[str, Any]:
    profile = read_profile(
        {"age": 29, "degrees": ["master"], "salary_yen": 7_000_000, "japanese": "n2", "japanese_degree": True}
    )
    return as_json_papers(profile, Category.B, mark, as_of=TODAY, say=_key)


def _key(reason: Reason) -> str:
    return reason.key


def test_json() -> None:
    answer = _json(70)
    assert set(answer) == {"per_item", "smallest"}
    assert [item["id"] for item in answer["per_item"]] == ["academic", "salary", "age", "jp_degree"]
    assert answer["per_item"][2]["papers"] == [
        {
            "id": "passport",
            "name": "旅券",
            "where": "paper-where-own",
            "about_days": 0,
            "confidence": "staff_confirms",
            "pitfalls": [],
            "in_some_cases": False,
        }
    ]
    assert answer["smallest"] == {
        "mark": 70,
        "total": 70,
        "items": {"academic": 20, "salary": 25, "age": 15, "jp_degree": 10},
        "papers": ["passport", "pay_forecast", "contract", "graduation", "degree"],
        "in_some_cases": [],
        "confidence": "verified",
        "reserve": [
            {"without": "academic", "papers": [], "total": None},
            {"without": "jp_degree", "papers": ["n2"], "total": 70},
        ],
    }


def test_json_without_a_set() -> None:
    assert _json(75)["smallest"] is None


def test_json_marks_what_only_some_cases_want() -> None:
    profile = read_profile({"experience_years": 3})
    answer = as_json_papers(profile, Category.B, 70, as_of=TODAY, say=_key)
    [career] = answer["per_item"]
    assert {paper["id"]: paper["in_some_cases"] for paper in career["papers"]} == {
        "employment": False,
        "past_employment": True,
    }
    assert career["papers"][0]["pitfalls"][0] == {"why": "paper-pitfall-duties", "confidence": "verified"}


def _all_ways() -> Iterator[tuple[str, set[str]]]:
    for row, entry in paper_rules(TODAY).rows.items():
        yield from ((row, set(way.papers)) for way in entry.options)


def test_the_naive_reading_knows_every_way() -> None:
    """So that brute force and data cannot drift apart unseen."""
    naive = [(row, way) for row, (ways, _) in ROWS.items() for way in ways]
    naive += [("career", {"employment"}), ("career", {"employment", "management"})]
    naive += [("n1", {"n1"}), ("n1", {"japanese_major"}), *(("research", {paper}) for paper in KINDS)]
    always = [("salary", {"pay_forecast", "contract"}), ("salary", {"pay_minutes"}), ("age", {"passport"})]
    naive = [(row, way) for row, way in naive if way] + always
    assert sorted((row, sorted(way)) for row, way in naive) == sorted((row, sorted(way)) for row, way in _all_ways())


def test_one_paper_in_doubt_among_sure_ones_leaves_the_set_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A patent and three papers, 25 points in (a): if the list of papers alone were in doubt, so is the whole."""
    sheet = 'ways.papers = { papers = ["paper_list"], fact = "papers" }'
    text = shipped_rules("papers.toml")
    assert text.count(sheet) == 1
    facts = {**NOTHING, "age": 45, "degrees": ["doctorate"], "patents": 1, "papers": 3, "salary_yen": 10_000_000}
    profile = read(facts, TODAY, "a")
    sure = smallest(profile, Category.A, 95, as_of=TODAY)
    assert sure is not None
    assert sure.confidence is Confidence.VERIFIED
    doubted = load_papers("papers.toml", text.replace(sheet, sheet[:-1] + ', confidence = "staff_confirms" }'))
    monkeypatch.setattr("scoring.proof.proving.paper_rules", lambda day: doubted)
    found = smallest(profile, Category.A, 95, as_of=TODAY)
    assert found is not None
    assert {"patent", "paper_list"} <= set(found.papers)
    assert found.confidence is Confidence.STAFF_CONFIRMS
