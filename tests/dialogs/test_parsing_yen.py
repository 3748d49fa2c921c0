"""Expected annual pay: every documented spelling, what is asked back and what is refused."""

import copy
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parsing import Ambiguous, AnswerProblem, Certain, Summand, WorkedOut, read_yen


@pytest.mark.parametrize(
    "text",
    ["6500000", "6,500,000", "6 500 000", "6.500.000", "6'500'000", "6’500’000", "¥6,500,000", "￥6,500,000"]
    + [
        "6,500,000円",
        "6,500,000.00",
        "6.500.000,00",
        "65,00,000",
        "6、500、000円",
        "６，５００，０００円",
        "6\u200b500000",
    ]
    + ["650万", "650万円", "６５０万円", "六百五十万円", "六五〇万円", "650 man", "650man yen", "650 man'en", "650萬圓"]
    + ["6.5M", "6.5 million", "6.5m yen", "JPY 6.5M", "6,5M", "6.500M", "6500k", "6,500k", "6M 500k", "6.5 mil"]
    + ["6500千円", "6,500千円", "6.5百万円", "約650万円", "650万円くらい", "about 6.5M", "~6.5M", "〜650万円", "≈6.5M"]
    + ["年収650万円", "年収は約650万円です。", "650万円/年", "6.5m per year", "6.5M yen / year", "年650万", "税込650万"]
    + ["650万円(税込)", "My salary is 6.5 million yen.", "٦٥٠٠٠٠٠", "「650万円」", "\u202a650万円\u202c"],
)
def test_pay_has_one_meaning(text: str) -> None:
    assert read_yen(text) == Certain(6_500_000)


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("1千2百万円", 12_000_000),
        ("1,200万", 12_000_000),
        ("1億2000万", 120_000_000),
        ("一億二千万円", 120_000_000),
        ("1億2,000万円", 120_000_000),
        ("650万5000円", 6_505_000),
        ("6百万", 6_000_000),
        ("1千万", 10_000_000),
        ("1.5千万", 15_000_000),
        ("100万", 1_000_000),
        ("200M", 200_000_000),
        ("0", 0),
        ("0円", 0),
        ("zero", 0),
        ("ゼロ", 0),
        ("月0円", 0),
    ],
)
def test_pay_of_other_sizes(text: str, yen: int) -> None:
    assert read_yen(text) == Certain(yen)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("月50万", (6_000_000,)),
        ("月給50万円です", (6_000_000,)),
        ("500,000 per month", (6_000_000,)),
        ("50万/月", (6_000_000,)),
        ("500k/mo", (6_000_000,)),
        ("月50", (6_000_000,)),
        ("650", (6_500_000,)),
        ("6.5", (6_500_000,)),
        ("650.0", (6_500_000,)),
        ("650,5", (6_505_000,)),
        ("650円", (6_500_000,)),
        ("6500", (65_000_000, 6_500_000)),
        ("6,500", (65_000_000, 6_500_000)),
        ("50", (50_000_000, 6_000_000)),
        ("350000", (4_200_000, 350_000)),
        ("350,000円", (4_200_000, 350_000)),
        ("35万", (4_200_000, 350_000)),
        ("年収35万", (350_000, 4_200_000)),
        ("35,000", (420_000, 35_000)),
        ("35,500", (35_500_000, 4_260_000, 426_000)),
        ("2,000M", (2_000_000_000,)),
        ("6M-7", (6_000_000, 7_000_000)),
        ("6000k to 7000", (6_000_000, 7_000_000)),
        ("1億〜2", (100_000_000, 200_000_000)),
        ("1億〜1億2000万", (100_000_000, 120_000_000)),
        ("6-7M", (6_000_000, 7_000_000)),
        ("600〜700万", (6_000_000, 7_000_000)),
        ("600万円から700万円", (6_000_000, 7_000_000)),
        ("between 6 and 7 million", (6_000_000, 7_000_000)),
        ("600万円以上", (6_000_000,)),
        ("600万円〜", (6_000_000,)),
        ("6M+", (6_000_000,)),
        ("up to 7M", (7_000_000,)),
        ("650,000,000", (650_000_000,)),
        ("10,000,000,000", (10_000_000_000,)),
        ("なし", (0,)),
    ],
)
def test_pay_is_read_back(text: str, candidates: tuple[int, ...]) -> None:
    assert read_yen(text) == Ambiguous(candidates)


@pytest.mark.parametrize(
    "text",
    [
        "$60k",
        "60,000 USD",
        "60kusd",
        "US$60,000",
        "＄60k",
        "€50000",
        "30万元",
        "300000 RMB",
        "5万ドル",
        "60k dollars",
        "₹65,00,000",
    ],
)
def test_pay_in_foreign_money_is_refused(text: str) -> None:
    assert read_yen(text) == AnswerProblem("problem-yen-currency")


@pytest.mark.parametrize(
    "text",
    ["", "-650万", "−650", "minus 5M", "abc", "later", "10 20", "650万 700万", "6M 7M", "5, 6, 7", "500-600-700万"]
    + [
        "600万+100万",
        "700-600万",
        "090-1234-5678",
        "5月",
        "6²M",
        "万",
        "円",
        "¥",
        "二三百万円",
    ]
    + ["五、六百万円", "年収50万/月", "1" * 201],
)
def test_pay_is_refused(text: str) -> None:
    assert read_yen(text) == AnswerProblem("problem-yen")


@pytest.mark.parametrize(
    "text",
    [
        "650万5円",
        "650053.5",
        "650万0億",
        "6M500",
        "1億2000円",
        "650円万",
        "万万",
        "6MM",
        "650.5.5万",
        "6.0000001M",
        "6-x",
        "6-0.0000001M",
        "to 6M",
    ]
    + ["600〜700〜", "0650万", "千05万円", "6 and", "0.0000001-6M"],
)
def test_malformed_pay_is_refused(text: str) -> None:
    assert read_yen(text) == AnswerProblem("problem-yen")


@pytest.mark.parametrize(
    "text", ["6M-20 billion", "20-30 billion", "10000000001", "200億", "20 billion yen", "9" * 150]
)
def test_pay_beyond_belief(text: str) -> None:
    assert read_yen(text) == AnswerProblem("problem-yen-too-large")


@given(st.integers(100, 20_000))
def test_written_pay_is_read_as_written(man: int) -> None:
    yen = man * 10_000
    spellings = [f"{yen}", f"{yen:,}", f"{yen:,}".replace(",", " "), f"{yen:,}".replace(",", "."), f"¥{yen:,}"]
    spellings += [
        f"{yen}円",
        f"{man}万",
        f"{man:,}万円",
        f"{man} man yen",
        f"{man * 10}k",
        f"約{man}万円",
        f"年収{man}万円",
    ]
    spellings += [f"{Decimal(man) / 100}M", f"{Decimal(man) / 100} million yen per year"]
    assert {read_yen(spelling) for spelling in spellings} == {Certain(yen)}


BASE, BONUS, COUNTED = "base", "bonus", "counted"


def parts_of(text: str) -> tuple[tuple[str, int, int], ...]:
    """The parts of the one sum a text is read back as."""
    reading = read_yen(text)
    assert isinstance(reading, Ambiguous), reading
    [total] = reading.candidates
    assert isinstance(total, WorkedOut)
    assert total == sum(part.worth for part in total.parts)
    return tuple((part.role, part.amount, part.times) for part in total.parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        *((text, ((BASE, 540_000, 12),)) for text in ("540,000 x 12", "54万×12", "540k * 12", "540,000 x 12 months")),
        *((text, ((BASE, 350_000, 16),)) for text in ("35万円×16ヶ月", "350,000/month x 16 months", "35万 x16")),
        ("13 months x 400,000", ((BASE, 400_000, 13),)),
        ("540,000 x 12 = 6,480,000", ((BASE, 540_000, 12),)),
        ("540,000 x 12 (6.48M)", ((BASE, 540_000, 12),)),
        ("35万×16=560万", ((BASE, 350_000, 16),)),
        ("月給40万で年480万", ((BASE, 400_000, 12),)),
        ("350000 monthly + 2 months bonus", ((BASE, 350_000, 12), (BONUS, 700_000, 1))),
        ("450k monthly and 4 months' bonus", ((BASE, 450_000, 12), (BONUS, 1_800_000, 1))),
        ("月給45万円、賞与4ヶ月", ((BASE, 450_000, 12), (BONUS, 1_800_000, 1))),
        ("月給45万円ボーナス年2回各50万", ((BASE, 450_000, 12), (BONUS, 500_000, 2))),
        ("月給45万円、賞与年2回(計4ヶ月分)", ((BASE, 450_000, 12), (BONUS, 1_800_000, 1))),
        ("月45万、賞与4.5ヶ月", ((BASE, 450_000, 12), (BONUS, 2_025_000, 1))),
        ("35万×12+ボーナス80万×2回", ((BASE, 350_000, 12), (BONUS, 800_000, 2))),
        ("6.48M + bonus 1.08M", ((BASE, 6_480_000, 1), (BONUS, 1_080_000, 1))),
        ("6M base, 1M bonus", ((BASE, 6_000_000, 1), (BONUS, 1_000_000, 1))),
        ("年収600万円＋賞与100万円", ((BASE, 6_000_000, 1), (BONUS, 1_000_000, 1))),
        ("6M + 2 months bonus", ((BASE, 6_000_000, 1), (BONUS, 1_000_000, 1))),
        (
            "420k per month x 12 + summer bonus 400k + winter bonus 500k",
            ((BASE, 420_000, 12), (BONUS, 400_000, 1), (BONUS, 500_000, 1)),
        ),
        (
            "基本給25万円、役職手当3万円、賞与4ヶ月",
            ((BASE, 250_000, 12), (COUNTED, 30_000, 12), (BONUS, 1_000_000, 1)),
        ),
        ("6M + overtime", ((BASE, 6_000_000, 1),)),
        # As the problem about a bonus proposes it.
        ("6,000,000 + bonus 1,000,000", ((BASE, 6_000_000, 1), (BONUS, 1_000_000, 1))),
        ("400,000 monthly + 2 months bonus", ((BASE, 400_000, 12), (BONUS, 800_000, 1))),
        ("月給40万円＋賞与2か月分", ((BASE, 400_000, 12), (BONUS, 800_000, 1))),
    ],
)
def test_pay_of_several_parts_is_added_up_and_read_back(text: str, parts: tuple[tuple[str, int, int], ...]) -> None:
    assert parts_of(text) == parts


def test_a_bonus_that_may_come_once_or_each_time_is_asked_both_ways() -> None:
    assert read_yen("base 400,000, bonus 2 months twice a year") == Ambiguous((6_400_000, 5_600_000))


@pytest.mark.parametrize(
    ("text", "total", "left_out"),
    [
        ("6M + bonus 1M + RSU", 7_000_000, ("shares",)),
        ("5.4M base + 900k bonus + 20k RSUs", 6_300_000, ("shares",)),
        ("6M + housing allowance 30,000 a month", 6_000_000, ("allowances",)),
        ("月給30万、住宅手当3万、賞与2ヶ月", 4_200_000, ("allowances",)),
        ("8.4M JPY/year + signing bonus 500k", 8_400_000, ("signing",)),
        ("7M + stock options + relocation", 7_000_000, ("shares", "signing")),
    ],
)
def test_what_does_not_count_is_left_out_and_named(text: str, total: int, left_out: tuple[str, ...]) -> None:
    reading = read_yen(text)
    assert reading == Ambiguous((total,))
    assert isinstance(reading, Ambiguous)
    [worked_out] = reading.candidates
    assert isinstance(worked_out, WorkedOut)
    assert worked_out.left_out == left_out


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("年収900万(ボーナス込み)", 9_000_000),
        ("ボーナス込みで900万", 9_000_000),
        ("7M incl. bonus", 7_000_000),
        ("7M including 1M bonus", 7_000_000),
        ("5M, no bonus", 5_000_000),
        ("ボーナスなし 500万", 5_000_000),
        ("残業代別で500万", 5_000_000),
        ("6.5M without overtime", 6_500_000),
        ("8M excluding RSUs", 8_000_000),
        ("7 million gross, not net", 7_000_000),
        ("I will get 7 million", 7_000_000),
        ("伍百萬円", 5_000_000),
        ("650まん円", 6_500_000),
        ("7ミリオン", 7_000_000),
        ("650万円ちょうど", 6_500_000),
    ],
)
def test_words_that_change_nothing_leave_one_meaning(text: str, yen: int) -> None:
    assert read_yen(text) == Certain(yen)


@pytest.mark.parametrize(
    ("problem", "texts"),
    [
        (
            "net",
            [
                "5M net",
                "手取り400万",
                "take home 350k a month",
                "400,000 after tax",
                "in hand 6M",
                "月の手取りは28万円です",
            ],
        ),
        (
            "hourly",
            ["時給2000円", "2500 yen per hour", "3000円/時", "日給1万円", "¥2,000/h", "1,500 an hour", "10,000 a day"],
        ),
        (
            "undecided",
            ["not decided", "not decided yet", "未定", "まだ交渉中です", "TBD", "it depends", "まだ決まっていません"],
        ),
        (
            "overtime",
            ["7mil (incl. bonus and OT)", "500万 残業代込み", "月給28万円（固定残業代込み）", "6M including overtime"],
        ),
        (
            "bonus",
            ["6M + bonus", "6.5M plus bonus", "月給45万円、ボーナス年2回", "600万+ボーナス", "450万+インセンティブ"],
        ),
        (
            "bonus",
            [
                "6M without bonus",
                "around 350,000 a month, bonus twice a year",
                "basic 5M, bonus 20%",
                "5M + commission",
            ],
        ),
        (
            "included",
            ["8M (incl. RSU)", "住宅手当込みで600万", "7M including housing allowance", "9M with shares included"],
        ),
        ("currency", ["60 lakh", "0.65 crore", "12 LPA", "5万ドル", "6M won", "80k EUR + bonus", "$30 per hour"]),
    ],
)
def test_each_thing_missing_is_named(problem: str, texts: list[str]) -> None:
    assert {text: read_yen(text) for text in texts} == dict.fromkeys(texts, AnswerProblem(f"problem-yen-{problem}"))


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("500万いくかいかないか", 5_000_000),
        ("maybe 6M", 6_000_000),
        ("たぶん600万", 6_000_000),
        ("夫婦で1000万", 10_000_000),
        ("together 11 million", 11_000_000),
        ("6M but not decided yet", 6_000_000),
        ("6000000 (not fixed yet)", 6_000_000),
    ],
)
def test_a_doubted_amount_is_read_back(text: str, yen: int) -> None:
    assert read_yen(text) == Ambiguous((yen,))


@pytest.mark.parametrize(
    "text",
    [
        "my wife earns 5M",
        "7M for 2 years",
        "300万/半年",
        "current 5M, new job 6M",
        "600万+100万",
        "500 people",
        "6M x 3",
    ]
    + [
        "540,000 x 12 = 6,500,000",
        "40万で480万で",
        "6M 6M",
        "600万年",
        "600万月",
        "年収600万×12",
        "5M bonus bonus 3M",
        "+ bonus",
        "x 12",
        "ボーナス込み",
    ],
)
def test_other_sums_are_never_certain(text: str) -> None:
    assert not isinstance(read_yen(text), Certain)


@given(st.integers(20, 200), st.integers(12, 20), st.integers(1, 12))
def test_months_and_bonus_add_up(man: int, months: int, bonus: int) -> None:
    month = man * 10_000
    for text in (f"{month:,} x {months}", f"{man}万円×{months}ヶ月", f"{month} * {months} months"):
        assert parts_of(text) == ((BASE, month, months),)
    for text in (f"月給{man}万円、賞与{bonus}ヶ月分", f"{month:,} monthly + {bonus} months bonus"):
        assert parts_of(text) == ((BASE, month, 12), (BONUS, month * bonus, 1))


def test_a_sum_is_its_number_and_keeps_its_parts() -> None:
    total = WorkedOut.sum_of(Summand(BASE, 500_000, 12), Summand(BONUS, 1_000_000), left_out=("shares",))
    assert total == 7_000_000
    assert f"{total:,}" == "7,000,000"
    for copied in (copy.deepcopy(total), pickle.loads(pickle.dumps(total)), WorkedOut.from_json(total.to_json())):
        assert (copied, copied.parts, copied.left_out) == (total, total.parts, total.left_out)
