"""What the reader must never take at once, by its kind: each text names an answer, and means something else.

Whoever finds another text of a kind adds it here; what mends it is a guard or a whole family of words, never the text.
"""

import pytest

from dialogs.questionnaires.hsp import HSP
from tests.answers.report import Today, reader

KINDS = {
    "somebody else": """
        japanese: my friend passed N1 / N1 (my wife) / N1: wife, N3: me / 妹がN1 / N1を持っているのは妻です / N1（妻）
        japanese: 会社の人はN1です
        degrees: my father has a PhD / my boss is a doctor / 父は博士 / 大卒の彼女
        activity: my husband is engineer / wife of a CEO / エンジニア（友達） / secretary to the president / 社長秘書
        position: my dad is the CEO / I report to the CEO / director's assistant / 代表取締役の秘書 / 社長の息子
        pregnancy: my sister is pregnant / 姉が妊娠しています / 友達が妊娠中 / my cat is pregnant / 猫が妊娠
        has_children: my sister has 2 kids / 姉に子どもがいます / 孫がいます
        salary_yen: my boss makes 10M / my wife 7M / 妻が700万 / 社長は700万
        experience_years: my brother has 5 years / 夫は5年
        birth_date: my son was born 2020-01-01 / 妻は1990年5月5日 / 子供は2020年5月5日生まれ
        licences: my wife has FE / 妻が税理士 / 弁護士に相談した / 税理士事務所で働いている
        residence: my wife is on a dependent visa / engineer visa (my husband) / 友達がオーバーステイ
        designated_university: my friend's university is on the list
    """,
    "what is still to come": """
        japanese: N1 someday / N1 is my dream / n1 next july
        japanese: N1 result not out yet / N1取れそう / N1が欲しい / N1の結果待ち
        japanese: N1合格したい / N1をこれから
        degrees: master in progress / master (ongoing) / finishing PhD
        degrees: PhD candidate / PhD (expected 2027) / MBA next year
        degrees: accepted to a PhD program / bachelor 3rd year
        degrees: I'm in a master's program / 修士2年生です / 修士課程にいます
        degrees: 博士課程1年目 / 修士号取得見込み / 大学3年生 / 修士を目指しています / 修士論文を書いている
        activity: looking for engineer job / 研究者になりたい / i want to be an engineer
        position: future CEO / 取締役候補 / 来月から取締役 / 取締役になる予定
        residence: waiting for engineer visa / PR pending / 永住申請中
        residence: 高度専門職を申請中 / 就労ビザを取りたい / I will be a student
        salary_yen: hoping for 8M / 580万、来月から転職します
        salary_yen: 5.8M, changing job next month / 来年から700万 / 700万欲しい
        licences: fundamental IT engineer next month / studying for AP / 基本情報を勉強中 / 2つ欲しい
        research: patent pending / paper under review / 特許出願中
        japanese_degree: will graduate from Waseda / 東大を卒業予定 / 早稲田大学に在学中 / 今通っています、来年3月卒業
    """,
    "evidence of something else": """
        employer_change: i moved to a new apartment / i left japan last month / i joined a gym / i moved to Osaka
        employer_change: would change if salary is better / new company policy / my wife joined a new company
        has_children: we have one car / i have two jobs / at school there is no problem / i have one question
        has_children: i am an only child / my sister's baby was born / father of my wife lives here / we have two dogs
        pregnancy: due to work / due date of the visa / 10 weeks left on my visa / not due to that
        designated_university: i found nothing / not found yet, still looking / found a different university
        employer_sme: our client is Toyota / we are a supplier of Toyota / we have 3000 customers / we are not 12 people
        employer_local_support: gets it wrong / from the city center / we get it next year
        invested_100m_yen: i need 200 million / revenue 300 million / with my brother 120M
        hsp_kind: two of them / my wife is hsp 1b / not a
        licences: i need three / one day i will take FE / two years ago i failed FE / both FE + CCNA
        degrees: i have nothing to add / no university is better than mine
        degrees_in_different_fields: two fields of interest / two masters
        designated_training_at_japanese_university: i work at Keio now / no lectures but seminars at Keio
        thorough: go to hell / second thoughts / all good / i don't want the result yet
        contact_way: don't call me / no email / i have no phone
        in_order: all late / everything is wrong / everything except / all but i don't know which / not all
        longest_trip_days: never more than 2 weeks / two weeks ago i came back
        days_abroad_a_year: nowhere near 50 / never counted
        residence: not student anymore, not yet engineer / from India
        status_since: graduated in march 2019 / i came in april 2018
        experience_years: 3 years as a waiter / 5 years, 3 companies
        employer_rd_ratio: 5 million yen / 60% of staff
    """,
    "what is over, or was only dreamt of": """
        activity: I was an engineer before / engineer -> now manager
        activity: retired professor / エンジニアだった / 子どものころ社長になりたかった
        position: ex CEO / was a director until 2020 / 元取締役
        residence: I had a student visa / 留学でした / divorced, was on spouse visa
        salary_yen: I used to make 7M / 7M last year / 昔は700万 / 前職700万
        degrees_before: 修士課程にいました / i was in a master's program
        international_services: yes, in the past / 昔はそうでした
        pregnancy: was pregnant / 妊娠していました
    """,
    "a negation, before or behind": """
        japanese: no N1 but fluent / without N1 / I failed N1
        japanese: N1落ちました / N2未満 / N1なんて持ってない / N1ほどではない
        degrees: not even a bachelor / I dropped my PhD after masters / 修士は途中でやめた
        degrees: bachelor, not married :)
        licences: FE failed / FE and AP, both failed / 基本情報に落ちた / two but not in Japan
        experience_years: 5年ではない / not 5 years
        contact_way: 電話はやめてください / please don't call
        research: no papers / no patents
        goal: I don't want HSP / not PR / 永住はいらない
    """,
    "had already, and so no goal": """
        goal: I already have PR / 永住はもう持っています / 高度専門職は持ってます
    """,
    "an answer taken back": """
        international_services: yes and no / yes sir no sir / はいではない
        international_services: いいえとは言えない / はいと言いたい / yes but only emails
        in_japan_since: since 2016 but was in india 2020 for 8 months / 2019-10, went back in 2021
        in_japan_since: 2019年10月、途中で一時帰国
        experience_years: 5 years but 2 was internship / 3 years but different field
    """,
    "less than it sounds": """
        activity: president of the chess club / I study engineering
        activity: recruiter for engineers / エンジニアを採用する仕事 / エンジニアのアルバイト
        position: president of the student council / vice president / 副社長
        degrees: bachelor and half of a master / honorary doctorate
        degrees: 2 years of bachelor / online master from coursera
        japanese: N1 listening part only / N1 (mock test) / N1 60点
        japanese: N1 100 points / N2以上 / better than N2 / N1相当の日本語力
        japanese_degree: exchange at Waseda for a year / senmon gakko in Tokyo
        japanese_degree: yes, exchange / research student at Kyoto University
        japanese_degree: I work at Keio / 東大で働いています
        japanese_degree: 早稲田の日本語学校 / はい、専門学校です / 交換留学で早稲田
        experience_years: 5 years part-time / 5年アルバイト / almost 5 years / もうすぐ5年
    """,
    "a figure of something else": """
        experience_years: 5 yen / 5円 / 5 days / 5 years ago / in 5 years
        experience_years: 5年前 / 5年生 / 5歳 / 5 years in Japan / 5 years of marriage
        salary_yen: company capital 7M / 7M loan / 700万の借金 / 7 million dollars / 7M won / {"salary_yen": 99000000}
        birth_date: married 1990-05-05 / 1990年5月5日に来日 / 1994年くらい / around 1994
        employer_rd_ratio: 100% / 100% sure / 50% female / 100%本気 / 5% discount / 3% of employees
        degrees_in_different_fields: 2 masters
        salary_yen: i can put 30 million / capital 30 million / our sales are 30 million / rent 1.2M / loan of 7M
        salary_yen: 資本金3000万円 / 3000万出資できます / 売上3000万 / 家賃120万 / 学費100万円
    """,
    "a reason that proves nothing": """
        growth_field: yes, it is AI / our product is AI so yes / 国の補助金をもらっている / yes I guess so
        employer_sme: 上場企業です / listed company / 大企業の子会社 / 前の会社は中小企業
        research: 論文たくさん / I read papers / my professor has patents / 教授の特許
    """,
    "no serious answer": """
        japanese: N1にしといて / N100 / n / N1 haha no / I'll say N1
        japanese_degree: うんちっち / うんざり
        activity: 社長を出せ
        position: CEO of my own life
    """,
    "a second one, or one among several": """
        degrees: i have also second master in law
        activity: I own a factory / driver, own company / my own restaurant
        degrees_in_different_fields: two masters
    """,
}
TEXTS = [
    (kind, line.partition(":")[0].strip(), text.strip())
    for kind, lines in KINDS.items()
    for line in lines.strip().splitlines()
    for text in line.partition(":")[2].split(" / ")
]


@pytest.mark.parametrize(("kind", "asked", "text"), TEXTS)
def test_what_only_sounds_like_an_answer_is_not_taken(kind: str, asked: str, text: str) -> None:
    language = "en" if text.isascii() else "ja"
    fact = reader().read(text, HSP.by_id[asked], language, Today()).of(asked)
    assert fact is None or not fact.settled, f"{kind}: {fact}"


# What stands beside such texts and is plain all the same: no guard may go so far.
PLAIN = """
    japanese: N1 = n1
    japanese: passed N2, N1 failed = n2
    japanese: N1は落ちたけどN2はあります = n2
    japanese: passed N1 last july = n1
    japanese: N2合格、N1不合格 = n2
    residence: 技人国です = work
    residence: engineer visa, expires march 2027 = work
    activity: I'm a data scientist = specialist
    activity: ソフトウェアエンジニアをしています = specialist
    position: not a director = none
    salary_yen: 700万、妻は働いていません = 7000000
    salary_yen: 7M, no sorry 5M = 5000000
    goal: no HSP, PR = pr
    goal: 高度専門職ではなく永住 = pr
    growth_field: yes, HR has the certificate = yes
    invested_100m_yen: 9900万円 = no
    invested_100m_yen: 120 million yen = yes
    international_services: いいえ、ソフトウェア開発です = no
    birth_date: 1994年3月12日（32歳） = 1994-03-12
    birth_date: May 5, 1993 = 1993-05-05
"""


@pytest.mark.parametrize("line", PLAIN.strip().splitlines())
def test_what_is_plain_is_taken_all_the_same(line: str) -> None:
    asked, _, rest = line.strip().partition(": ")
    text, _, value = rest.rpartition(" = ")
    fact = reader().read(text, HSP.by_id[asked], "en" if text.isascii() else "ja", Today()).of(asked)
    assert fact is not None
    assert str(fact.candidates[0]) == value
    assert fact.settled


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("engineer, N2, my visa expires in March", "2027-03"),
        ("My visa expires on 3 March 2027. 7M", "2027-03-03"),
        ("my visa expires 2027-03-01", "2027-03-01"),
        ("visa until 2027/3/1", "2027-03-01"),
        ("在留期限は2027-03-01", "2027-03-01"),
        ("エンジニア、ビザは3月に切れます", "2027-03"),
        ("my wife's visa expires in March", None),
        ("does my visa expire in March?", None),
        ("my visa expired in March", None),
    ],
)
def test_the_end_of_a_stay_is_a_fact_as_well_as_their_own_words(text: str, day: str | None) -> None:
    said = reader().read(text, None, "en" if text.isascii() else "ja", Today()).of("stay_until")
    assert (said.candidates if said else None) == ((day,) if day else None)


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("married to a Japanese since 2020, engineer", "married_since", "2020"),
        ("日本人と2020年に結婚しました。N1", "married_since", "2020"),
        ("I start in April, 5M, N2", "work_begins", "2027-04"),
        ("4月に入社します。年収400万", "work_begins", "2027-04"),
        ("I am on HSP 1b since April 2024 and want permanent residence", "status_since", "2024-04"),
        ("my wife starts in April", "work_begins", None),
        ("I started in April 2020", "work_begins", None),
    ],
)
def test_when_something_began_or_begins_is_read_back(text: str, question: str, value: str | None) -> None:
    said = reader().read(text, None, "en" if text.isascii() else "ja", Today()).of(question)
    assert (said.candidates if said else None) == ((value,) if value else None)
    assert said is None or not said.settled


@pytest.mark.parametrize(
    ("asked", "text", "values"),
    [
        ("salary_yen", "i can put 30 million", ()),
        ("salary_yen", "資本金3000万円", ()),
        ("salary_yen", "3000万出資できます", ()),
        ("salary_yen", "年収700万円、資本金500万円の会社", (7_000_000,)),
        ("salary_yen", "salary 7M, capital of the company 5M", (7_000_000,)),
    ],
)
def test_money_that_nobody_is_paid_is_not_even_offered_as_pay(asked: str, text: str, values: tuple[int, ...]) -> None:
    fact = reader().read(text, HSP.by_id[asked], "en" if text.isascii() else "ja", Today()).of(asked)
    assert fact is not None
    assert fact.candidates == values
    # Nor does the pay's own parser offer it once more.
    problem = reader().read(text, HSP.by_id[asked], "en" if text.isascii() else "ja", Today()).problem
    assert values or problem is not None
    unasked = reader().read(text, None, "en" if text.isascii() else "ja", Today()).of(asked)
    assert (unasked.candidates if unasked else ()) == values


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("N2 now, i take N1 on dec 6", True),
        ("N2です。N1は12月6日に受けます", True),
        ("N2 now, N1 on dec 6", False),
        ("今N2、12月にN1", False),
        ("N2 in july 2023, N1 in december", False),
    ],
)
def test_a_level_with_a_day_ahead_is_a_plan_beside_the_level_of_today(text: str, settled: bool) -> None:
    understood = reader().read(text, None, "en" if text.isascii() else "ja", Today())
    level, plan = understood.of("japanese"), understood.of("plan")
    assert level is not None
    assert plan is not None
    assert (level.candidates, plan.candidates) == (("n2",), ("n1",))
    assert level.settled is settled
    assert any(remark.kind == "plan" and remark.day is not None for remark in understood.remarks)


def test_a_level_passed_stays_one_whatever_its_month() -> None:
    level = reader().read("N2, passed N1 in july", None, "en", Today()).of("japanese")
    assert level is not None
    assert level.candidates == ("n1",)


@pytest.mark.parametrize(
    ("asked", "text", "question", "values"),
    [
        (None, "came as student, now engineer", "activity", ("specialist",)),
        ("in_japan_since", "april 2018 came as student", "activity", None),
        (None, "留学で来日しました。今は技人国です", "residence", ("work",)),
        (None, "first 3 yrs care worker", "activity", None),
        (None, "first 3 yrs care worker", "experience_years", None),
        (None, "最初の3年は介護", "experience_years", None),
        ("experience_years", "3 yrs in manila 5 yrs here but first 3 yrs only as care worker", "experience_years", ()),
        ("experience_years", "3 yrs care worker, 5 yrs nurse in Manila, 3 in Tokyo", "experience_years", ()),
        ("experience_years", "介護3年、看護師5年", "experience_years", ()),
        ("experience_years", "5 years as engineer, 3 years as developer", "experience_years", (96,)),
        ("household_income_yen", "me 7.1M, wife 90 man", "household_income_yen", (8_000_000,)),
        ("household_income_yen", "私710万、妻は90万", "household_income_yen", (8_000_000,)),
        (None, "通訳もすこしあるけどメインは開発です。N2", "international_services", None),
        ("international_services", "通訳もすこしあるけどメインは開発", "international_services", ("no",)),
        ("international_services", "a little translation, mainly development", "international_services", ("no",)),
        ("international_services", "通訳もすこし", "international_services", ("yes", "no")),
        ("goal", "can my wife work?", "goal", ("family",)),
        ("goal", "妻は働けますか", "goal", ("family",)),
        (None, "bachelor, 8 years, N2", "experience_years", (96,)),
        (None, "学士、8年、N2", "experience_years", (96,)),
        (None, "bachelor, 28 years, N2", "experience_years", None),
        ("stay_until", "17 days left", "stay_until", ("2026-12-09",)),
        ("stay_until", "残り17日", "stay_until", ("2026-12-09",)),
        ("salary_yen", "4月から810万", "salary_yen", (8_100_000,)),
        (None, "i have 10 days left of paid leave", "salary_yen", None),
    ],
)
def test_what_is_not_quite_said_is_read_back_or_asked(
    asked: str | None, text: str, question: str, values: tuple[object, ...] | None
) -> None:
    language = "en" if text.isascii() else "ja"
    fact = reader().read(text, HSP.by_id[asked] if asked else None, language, Today()).of(question)
    assert (fact.candidates if fact else None) == values
    assert fact is None or not fact.settled or "now" in text or "今" in text


@pytest.mark.parametrize(("text", "planned"), [("now 8.1M from april", False), ("8.1M from april", True)])
def test_a_raise_that_has_come_is_no_plan(text: str, planned: bool) -> None:
    understood = reader().read(text, None, "en", Today())
    assert any(remark.kind == "plan" for remark in understood.remarks) is planned
    salary = understood.of("salary_yen")
    assert salary is not None
    assert salary.candidates == (8_100_000,)


@pytest.mark.parametrize(
    ("text", "kind", "day", "stay"),
    [
        ("17 days left", "deadline", "2026-12-09", None),
        ("17 days to go with my visa", "expiry", "2026-12-09", "2026-12-09"),
        ("my visa expires in 17 days", "expiry", "2026-12-09", "2026-12-09"),
        ("my extension was rejected!! i have only 17 days", "expiry", "2026-12-09", "2026-12-09"),
        ("ビザの期限まであと17日", "expiry", "2026-12-09", "2026-12-09"),
        ("在留期限まで残り17日です", "expiry", "2026-12-09", "2026-12-09"),
        ("my wife's visa has 17 days left", "expiry", None, None),
        ("i changed company, started nov 9", "job_changed", "2026-11-09", None),
        ("i changed company in march", "job_changed", "2026-03", None),
        ("i changed company, started on feb 29", "job_changed", "2026-02", None),
        ("転職しました。11月9日に入社しました", "job_changed", "2026-11-09", None),
    ],
)
def test_days_that_are_left_and_a_job_that_began_have_their_day(
    text: str, kind: str, day: str | None, stay: str | None
) -> None:
    understood = reader().read(text, None, "en" if text.isascii() else "ja", Today())
    assert [remark.day for remark in understood.remarks if remark.kind == kind] == ([day] if day else [])
    until = understood.of("stay_until")
    assert (until.candidates if until else ()) == ((stay,) if stay else ())
    assert until is None or not until.settled


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("my employer changed, i have HSP", True),
        ("I have HSP. i changed company, started nov 9", True),
        ("転職しました。高度専門職です", True),
        ("I have an engineer visa, i changed company", False),
        ("I have HSP, i will change company", False),
        ("I have HSP, my wife changed company", False),
    ],
)
def test_a_holder_who_changed_the_employer_is_read_back_as_one_and_wants_no_points(text: str, changed: bool) -> None:
    understood = reader().read(text, None, "en" if text.isascii() else "ja", Today())
    told = understood.of("employer_change")
    assert (told is not None and told.candidates == ("yes",) and not told.settled) is changed
    assert understood.of("goal") is None


def test_the_day_at_the_new_employer_is_kept_where_the_change_is_asked() -> None:
    understood = reader().read("yes, started nov 9", HSP.by_id["employer_change"], "en", Today())
    assert [(remark.kind, remark.day) for remark in understood.remarks] == [("job_changed", "2026-11-09")]
    told = understood.of("employer_change")
    assert told is not None
    assert told.candidates == ("yes",)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("salary_yen", "550万円だった"),
        ("salary_yen", "去年は800万円"),
        ("salary_yen", "900万円希望"),
        ("salary_yen", "8 million last year"),
        ("japanese", "N1はまだ"),
        ("status_since", "I applied in 2023"),
        ("status_since", "2023年に申請しました"),
        ("japanese", "majored in Japanese"),
        ("japanese", "日本語専攻"),
    ],
)
def test_what_was_or_is_hoped_for_or_lacks_a_place_is_not_taken_at_once(asked: str, text: str) -> None:
    fact = reader().read(text, HSP.by_id[asked], "en" if text.isascii() else "ja", Today()).of(asked)
    assert fact is None or not fact.settled
