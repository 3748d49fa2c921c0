"""What is typed plainly is taken without a question back, and what it corrects, sums up or says of others is heard."""

from __future__ import annotations

import pytest

from dialogs.conversation import Value
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Fact
from tests.answers.report import PAGES, Today, reader


def of(text: str, asked: str, language: str, question: str) -> Fact | None:
    """Return what is read of a question in a text."""
    on = None if asked in PAGES else HSP.by_id[asked]
    return reader().read(text, on, language, Today()).of(question)


# Taken at once: what stands beside the answer agrees with it or explains it.
TAKEN: list[tuple[str, str, str, str, Value]] = [
    ("en", "birth_date", "12 may 1990, 36 now", "birth_date", "1990-05-12"),
    ("en", "birth_date", "1994-03-02, im 32", "birth_date", "1994-03-02"),
    ("en", "birth_date", "born 5 june 1988 so i am 38 years old", "birth_date", "1988-06-05"),
    ("en", "birth_date", "1990-05-12 (36)", "birth_date", "1990-05-12"),
    ("en", "birth_date", "march 3 1992, age 34", "birth_date", "1992-03-03"),
    ("ja", "birth_date", "1999年12月31日、26歳です", "birth_date", "1999-12-31"),
    ("ja", "birth_date", "1990/5/12なので今36歳", "birth_date", "1990-05-12"),
    ("ja", "birth_date", "1992年3月3日（34歳）", "birth_date", "1992-03-03"),
    ("en", "degrees", "only bachelor, quit the masters", "degrees", ["bachelor"]),
    ("en", "degrees", "no phd, masters only", "degrees", ["master"]),
    ("en", "degrees", "didnt finish the master so only bachelor", "degrees", ["bachelor"]),
    ("en", "degrees", "up to master", "degrees", ["master"]),
    ("ja", "degrees", "大学院(博士)修了", "degrees", ["doctorate"]),
    ("ja", "degrees", "専門学校だけです", "degrees", []),
    ("ja", "degrees", "博士課程在学中、学位は修士まで", "degrees", ["master"]),
    ("ja", "degrees", "学士まで", "degrees", ["bachelor"]),
    ("ja", "degrees", "修士に在学中なので学士だけ", "degrees", ["bachelor"]),
    ("ja", "degrees", "博士は中退、修士だけ", "degrees", ["master"]),
    ("ja", "degrees", "大学（学士）卒業しました", "degrees", ["bachelor"]),
    ("en", "residence", "was student, now engineer visa", "residence", "work"),
    ("en", "residence", "before dependent, now work visa", "residence", "work"),
    ("en", "residence", "i was on student visa but now engineer visa", "residence", "work"),
    ("en", "residence", "was dependent now hsp", "residence", "hsp"),
    ("en", "residence", "engineer/specialist in humanities", "residence", "work"),
    ("en", "residence", "engineer visa 5 years", "residence", "work"),
    ("ja", "residence", "留学ですが技人国に変更申請中です", "residence", "student"),
    ("ja", "residence", "家族滞在、就労ビザへ変更を申請してます", "residence", "dependent"),
    ("ja", "residence", "留学でしたが今は技人国です", "residence", "work"),
    ("ja", "residence", "前は留学、今は特定活動", "residence", "designated"),
    ("en", "salary_before", "it was 5.2M", "salary_before", 5200000),
    ("en", "salary_before", "back then 5.5 million", "salary_before", 5500000),
    ("en", "salary_before", "i was earning 6M", "salary_before", 6000000),
    ("ja", "salary_before", "480万円でした", "salary_before", 4800000),
    ("ja", "salary_before", "一番低い時で480万", "salary_before", 4800000),
    ("ja", "salary_before", "当時は520万", "salary_before", 5200000),
    ("ja", "salary_before", "そのときは550万でした", "salary_before", 5500000),
    ("en", "japanese_before", "had N2 then", "japanese_before", "n2"),
    ("en", "japanese_before", "it was N2", "japanese_before", "n2"),
    ("en", "japanese_before", "N2 back then", "japanese_before", "n2"),
    ("en", "japanese_before", "before i had N2", "japanese_before", "n2"),
    ("en", "japanese_before", "was n1 already", "japanese_before", "n1"),
    ("ja", "japanese_before", "当時はN2です", "japanese_before", "n2"),
    ("ja", "japanese_before", "そのときN1でした", "japanese_before", "n1"),
    ("ja", "japanese_before", "以前はN2", "japanese_before", "n2"),
    ("ja", "status_since", "最初の許可は2022年4月です", "status_since", "2022-04"),
    ("en", "status_since", "first in april 2022", "status_since", "2022-04"),
    ("en", "employer_rd_ratio", "about 4%", "employer_rd_ratio", "0.04"),
    ("en", "employer_rd_ratio", "around 3.5 percent", "employer_rd_ratio", "0.035"),
    ("ja", "days_abroad_a_year", "30日くらい", "days_abroad_a_year", 30),
    ("ja", "days_abroad_a_year", "約20日", "days_abroad_a_year", 20),
    ("ja", "days_abroad_a_year", "多い年で60日ほど", "days_abroad_a_year", 60),
    ("en", "days_abroad_a_year", "about 45 days", "days_abroad_a_year", 45),
    ("ja", "experience_years", "5年ちょっと", "experience_years", 60),
    ("ja", "experience_years", "８年あまり", "experience_years", 96),
    ("ja", "experience_years", "4年強", "experience_years", 48),
    ("en", "experience_years", "a little over 7 years", "experience_years", 84),
    ("en", "experience_years", "7 years and a bit", "experience_years", 84),
    ("en", "plan", "N1 exam in july", "plan", "n1"),
    ("en", "plan", "taking N1 on 6 december", "plan", "n1"),
    ("ja", "plan", "12月6日にN1の試験", "plan", "n1"),
    ("ja", "plan", "7月にN2を受けます", "plan", "n2"),
    ("en", "work_field", "mainly accounting and tax", "work_field", "business"),
    ("en", "work_field", "bookkeeping, payroll", "work_field", "business"),
    ("en", "work_field", "mostly coding and servers", "work_field", "technical"),
    ("ja", "research", "特許1件。論文は2本しかない", "research", ["patents"]),
    ("en", "research", "2 patents as inventor, only 1 paper", "research", ["patents"]),
    ("ja", "employer_sme", "10人くらい", "employer_sme", "yes"),
    ("en", "employer_sme", "tiny", "employer_sme", "yes"),
    ("en", "employer_sme", "about 10 people", "employer_sme", "yes"),
    ("en", "employer_sme", "very small, 8 people", "employer_sme", "yes"),
    ("en", "contact_way", "mail not phone", "contact_way", "email"),
    ("en", "contact_way", "phone, no email please", "contact_way", "phone"),
    ("en", "japanese_degree", "not yet", "japanese_degree", "no"),
]

# Heard, and read back or taken.
HEARD: list[tuple[str, str, str, str, Value]] = [
    ("en", "birth_date", "3 march 1992 so 30 now", "birth_date", "1992-03-03"),
    ("en", "birth_date", "12 may 1990 which makes me 36", "birth_date", "1990-05-12"),
    ("ja", "birth_date", "1992年3月3日、いま30歳", "birth_date", "1992-03-03"),
    ("en", "degrees", "left my phd so just a master", "degrees", ["master"]),
    ("ja", "degrees", "専門学校卒のみ", "degrees", []),
    ("en", "residence", "ssw 2", "residence", "other"),
    ("en", "residence", "my visa expired yesterday, help", "residence", "ran_out"),
    ("en", "residence", "visa ended 3 days ago what should i do", "residence", "ran_out"),
    ("en", "salary_before", "was 4.9m yen then", "salary_before", 4900000),
    ("ja", "status_since", "初めては2023年9月、今年更新しました", "status_since", "2023-09"),
    ("en", "status_since", "first got it in sep 2023, renewed this year", "status_since", "2023-09"),
    ("en", "days_abroad_a_year", "at most 40 days or so", "days_abroad_a_year", 40),
    ("en", "days_abroad_a_year", "maybe 40 days", "days_abroad_a_year", 40),
    ("en", "days_abroad_a_year", "around 20", "days_abroad_a_year", 20),
    ("ja", "experience_years", "全部で10年、そのうちエンジニアは6年", "experience_years", 72),
    ("ja", "experience_years", "合計8年です。そのうち今の仕事は3年", "experience_years", 36),
    ("ja", "experience_years", "日本で3年、インドで4年、合わせて7年", "experience_years", 84),
    ("ja", "experience_years", "中国3年+日本4年で7年", "experience_years", 84),
    ("ja", "experience_years", "2020年10月から", "work_since", "2020-10"),
    ("en", "experience_years", "2 in china + 5 in japan = 7 years", "experience_years", 84),
    ("en", "experience_years", "7 total, 3 in japan and 4 in india", "experience_years", 84),
    ("en", "experience_years", "12 years in total, only 4 of this kind", "experience_years", 48),
    ("en", "experience_years", "10 years working, 4 of them as engineer", "experience_years", 48),
    ("en", "experience_years", "from october 2020", "work_since", "2020-10"),
    ("en", "experience_years", "8 years in all, of which 5 in IT", "experience_years", 60),
    ("en", "plan", "graduate master in march", "plan", "master"),
    ("en", "plan", "maybe n1", "plan", "n1"),
    ("ja", "plan", "来年3月に修士を卒業", "plan", "master"),
    ("en", "result", "my salary is not 6M, it is 7M", "salary_yen", 7000000),
    ("en", "result", "wrong salary! it should be 6.8m", "salary_yen", 6800000),
    ("en", "result", "years of experience is wrong. should be 9", "experience_years", 108),
    ("en", "result", "japanese should be N1 not N2", "japanese", "n1"),
    ("en", "result", "please change N1 to N2", "japanese", "n2"),
    ("en", "result", "change my japanese from N2 to N1", "japanese", "n1"),
    ("en", "result", "degree is wrong, i have master", "degrees", ["master"]),
    ("en", "result", "work experience should be 10 years", "experience_years", 120),
    ("en", "result", "the pay is 7.1M not 6.9M", "salary_yen", 7100000),
    ("en", "result", "salary should be 8 million", "salary_yen", 8000000),
    ("en", "result", "my age is wrong, im 31", "birth_date", "1995"),
    ("en", "result", "income is wrong its 6,500,000", "salary_yen", 6500000),
    ("ja", "result", "年収は720万が正しいです", "salary_yen", 7200000),
    ("ja", "result", "経験は8年ではなく5年です", "experience_years", 60),
    ("ja", "result", "年収が違います。720万円です", "salary_yen", 7200000),
    ("ja", "result", "経験年数が間違ってます、正しくは9年", "experience_years", 108),
    ("ja", "result", "N1をN2に直してください", "japanese", "n2"),
    ("ja", "result", "日本語はN2じゃなくてN1", "japanese", "n1"),
    ("ja", "result", "年収650万を690万に変更してください", "salary_yen", 6900000),
    ("ja", "result", "学歴が間違い。修士です", "degrees", ["master"]),
    ("ja", "result", "実務経験は10年に訂正", "experience_years", 120),
    ("en", "first", "my friend has 8M salary. I have N2", "japanese", "n2"),
    ("en", "first", "my friend got hsp. he has phd. me: master, N1", "japanese", "n1"),
    ("en", "first", "my friend got hsp. he has phd. me: master, N1", "degrees", ["master"]),
    ("ja", "first", "友達は年収800万です。私はN2です", "japanese", "n2"),
    ("en", "first", "28, bs, N2, 5M", "degrees", ["bachelor"]),
    ("en", "first", "i live in jakarta, offer 6M from april 2027", "work_begins", "2027-04"),
    ("en", "first", "living in Singapore now, offer of 9M in Tokyo, start in march", "work_begins", "2027-03"),
    ("ja", "first", "ジャカルタ在住です。来年4月入社、600万", "work_begins", "2027-04"),
    ("en", "goal", "want my mother to help with our newborn", "has_children", "yes"),
    ("en", "goal", "invite parents to babysit our son", "has_children", "yes"),
    ("ja", "goal", "親に赤ちゃんの世話をしてもらいたい", "has_children", "yes"),
    ("ja", "goal", "両親を呼んで娘の面倒を見てほしい", "has_children", "yes"),
    ("ja", "research", "論文は2本だけで特許が1件", "research", ["patents"]),
    ("en", "research", "one patent. papers just two", "research", ["patents"]),
    ("en", "in_order", "taxes and insurance ok, pension was late", "in_order", ["tax", "insurance"]),
    ("en", "in_order", "tax ok, guarantor ok, pension unpaid", "in_order", ["tax", "guarantor"]),
    ("ja", "in_order", "税金と保険は大丈夫、年金は遅れたことあり", "in_order", ["tax", "insurance"]),
    ("ja", "in_order", "税金OK、保証人います。年金は未納あり", "in_order", ["tax", "guarantor"]),
    ("ja", "employer_sme", "従業員3000人の会社", "employer_sme", "no"),
    ("ja", "employer_sme", "大企業です、1万人います", "employer_sme", "no"),
    ("en", "employer_sme", "5000 employees, listed company", "employer_sme", "no"),
    ("en", "contact_way", "call no mail", "contact_way", "phone"),
    ("en", "first", "wife and one son here, engineer visa, 9m, N1", "residence", "work"),
    ("en", "first", "wife and one son here, engineer visa, 9m, N1", "salary_yen", 9000000),
    ("en", "first", "wife and one son here, engineer visa, 9m, N1", "japanese", "n1"),
    ("en", "first", "husband and 2 kids in tokyo, hsp visa, 8m, N2", "japanese", "n2"),
    ("en", "first", "please change N1 to N2", "japanese", "n2"),
    ("ja", "first", "夫は博士、私は学士", "degrees", ["bachelor"]),
    ("ja", "first", "妻はN1、私はN2です", "japanese", "n2"),
    ("ja", "first", "妻と息子一人と日本にいます、技人国、900万、N1", "residence", "work"),
    ("ja", "first", "妻と息子一人と日本にいます、技人国、900万、N1", "japanese", "n1"),
]

# Never taken at once: of somebody else, no degree, or still to come.
NOT_TAKEN: list[tuple[str, str, str, str, Value]] = [
    ("en", "degrees", "dropped out of the bachelor", "degrees", ["bachelor"]),
    ("en", "residence", "work visa", "status_as_on_card", "engineer"),
    ("ja", "residence", "就労ビザ", "status_as_on_card", "engineer"),
    ("en", "first", "asking for my friend. she has N1 and a master", "japanese", "n1"),
    ("en", "first", "asking for my friend. she has N1 and a master", "degrees", ["master"]),
    ("en", "first", "question about my colleague. he is 33, phd, 8M", "degrees", ["doctorate"]),
    ("en", "first", "question about my colleague. he is 33, phd, 8M", "salary_yen", 8000000),
    ("en", "first", "my brother is engineer. he has n2", "japanese", "n2"),
    ("en", "first", "my friend has 8M salary. I have N2", "salary_yen", 8000000),
    ("ja", "first", "ともだちの相談です。年収400まん、N2です", "salary_yen", 4000000),
    ("ja", "first", "ともだちの相談です。年収400まん、N2です", "japanese", "n2"),
    ("ja", "first", "友達がいます。修士でN1です", "japanese", "n1"),
    ("ja", "first", "同僚の話ですが、年収800万、博士です", "salary_yen", 8000000),
    ("ja", "first", "友達は年収800万です。私はN2です", "salary_yen", 8000000),
    ("ja", "first", "弟のことです。N1あります", "japanese", "n1"),
    ("en", "result", "total bs", "degrees", ["bachelor"]),
    ("en", "result", "ms, please help", "degrees", ["master"]),
    ("en", "result", "be patient", "degrees", ["bachelor"]),
    ("en", "result", "what is this bs", "degrees", ["bachelor"]),
    ("en", "first", "bs? i got 65 points only", "degrees", ["bachelor"]),
    ("en", "first", "this bot is bs. engineer, N2", "degrees", ["bachelor"]),
    ("en", "first", "ok, my ma is sick", "degrees", ["master"]),
    ("en", "first", "my friend is from India. i have N1", "nationality", "India"),
    ("en", "first", "i moved from osaka, N2", "nationality", "osaka"),
    ("ja", "first", "妻は中国人です。私はN1", "nationality", "中国"),
    ("en", "first", "divorced last year from japanese wife", "goal", "other"),
    ("en", "first", "divorced last year from japanese wife", "married_since", "2025"),
    ("en", "first", "divorced in 2024, still on spouse visa", "married_since", "2024"),
    ("ja", "first", "去年日本人の妻と離婚しました", "married_since", "2025"),
    ("en", "japanese_degree", "not yet, in march", "japanese_degree", "no"),
    ("en", "japanese_degree", "no, but graduating in march", "japanese_degree", "no"),
    ("ja", "japanese_degree", "まだです、3月に卒業", "japanese_degree", "no"),
    ("ja", "japanese_degree", "まだ、来年3月", "japanese_degree", "no"),
]


@pytest.mark.parametrize(("language", "asked", "text", "question", "value"), TAKEN)
def test_what_is_plain_is_taken(language: str, asked: str, text: str, question: str, value: Value) -> None:
    fact = of(text, asked, language, question)
    assert fact is not None
    assert fact.settled
    assert fact.candidates == (value,)


@pytest.mark.parametrize(("language", "asked", "text", "question", "value"), HEARD)
def test_what_is_told_is_heard(language: str, asked: str, text: str, question: str, value: Value) -> None:
    fact = of(text, asked, language, question)
    assert fact is not None
    assert value in fact.candidates


@pytest.mark.parametrize(("language", "asked", "text", "question", "value"), NOT_TAKEN)
def test_what_may_be_of_another_is_not_taken(language: str, asked: str, text: str, question: str, value: Value) -> None:
    fact = of(text, asked, language, question)
    assert fact is None or not fact.settled, value


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("birth_date", "1989 , dont want to say the day", "1989"),
        ("birth_date", "22.11.1996 (today is my bday lol)", "1996-11-22"),
        ("birth_date", "Octobr 3rd 88", "1988-10-03"),
        ("birth_date", "Octobr 3rd 1988", "1988-10-03"),
        ("employer_rd_ratio", "4.2 percent last year", "0.042"),
        ("married_since", "not married, only gf is japanese", "none"),
        ("in_order", "taxes ok, pension ok, insurance not sure", ["tax", "pension"]),
        ("residence", "i had dependent before but since june its a work visa", "work"),
        ("goal", "永住はまだいい、さきに高度とりたい", "hsp"),
    ],
)
def test_what_stands_beside_changes_nothing(asked: str, text: str, value: Value) -> None:
    fact = of(text, asked, "en" if text.isascii() else "ja", asked)
    assert fact is not None
    assert fact.settled
    assert fact.candidates == (value,)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("birth_date", "22.11.1996 (fake lol)"),
        ("birth_date", "22.11.1996 lol"),
        ("birth_date", "22.11.1996 (not my bday)"),
        ("birth_date", "1989, dont want to say the year"),
        ("in_order", "not sure about taxes"),
        ("goal", "first i thought PR but no, hsp now"),
    ],
)
def test_what_may_take_it_back_is_never_taken_at_once(asked: str, text: str) -> None:
    fact = of(text, asked, "en", asked)
    assert fact is None or not fact.settled


def test_but_no_takes_back_what_was_thought() -> None:
    fact = of("first i thought PR but no, hsp now", "goal", "en", "goal")
    assert fact is not None
    assert fact.candidates == ("hsp",)
