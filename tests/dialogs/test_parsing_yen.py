"""Expected annual pay: every documented spelling, what is asked back and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parsing import Ambiguous, AnswerProblem, Certain, read_yen


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
