"""A refusal to answer is no answer, whatever is asked; what should alarm the office is heard in everyday words."""

from __future__ import annotations

import pytest

from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Fact
from tests.answers.report import NOT_READ, Today, reader

REFUSALS = """
en: none of your bussiness / none of ur buisness / no i wont tell you / no i will not say that / you no need to know
en: no need to answer this / nothing of your business / not any of your business / nothing to do with u
en: no way i tell you that / never telling / no business of yours / nothing you need to know / why do you need that
ja: 関係ないでしょ / 関係ないだろ / 関係ないよね / いいたくない / いいたくないです / 教えない / 回答しません
ja: 個人情報なので言えない / ちょっと言えない / 話したくないです / 書きたくありません
ja: いいえ、言いたくないです / かきたくない
"""
HEARD = """
en expiry: my card finish 3 december / resident card is until 15 january
en expiry: visa is over in january / visa already finished
en expiry: i forgot to renew my visa / 2 weeks left on my card / stay finish this month
en job_lost: company closed last month / the company shut down / they dont need me anymore / i got sacked
en job_lost: company let me go on friday no more work / they did not renew my contract / now no job
en pregnancy: we wait a baby, doctor say may / baby comes in may / another child is coming / wife has baby in belly
en refusal: 2023 immigration said no to my application, does it matter now / my application was not accepted
en refusal: they didnt approve my visa / visa declined / fukyoka in 2024
ja expiry: ビザきれてます…もう三ヶ月 / びざがきれる / ビザの更新忘れた / 期限切れです / 在留が切れる
ja job_lost: 会社つぶれた / 会社がなくなりました / くびになりました / 契約切られた / もう来なくていいと言われた
ja pregnancy: あかちゃんができました / おなかに子どもがいる / にんしん5か月 / もうすぐパパになります
ja refusal: 永住おちた / ビザもらえなかった / 申請が通らなかった / 入管にダメって言われました / COEがおりなかった
"""
NOT_HEARD = """
en: i was never refused / we don't expect a baby / my visa is not expired / my previous company closed 5 years ago
en: coe not issued yet, waiting / company office closed on sundays / i finished my job as teacher in 2018
en: they did not give me permission to work / did not renew the office lease / what if my company closes?
ja: ビザは切れていない / 審査に落ちたことはありません / 会社がつぶれたらどうなりますか / お店がなくなったら
ja: 前の会社がつぶれて、2018年に今の会社に入りました
ja: にんしんしてません / 入社の予定日は4月1日です / 友達が不許可になった
"""
ALARMS = {"expiry", "job_lost", "pregnancy", "refusal"}


def _texts(listed: str) -> list[tuple[str, str]]:
    lines = (line.split(": ", 1) for line in listed.strip().splitlines())
    return [(head, text) for head, texts in lines for text in texts.split(" / ")]


@pytest.mark.parametrize(("language", "text"), _texts(REFUSALS))
def test_a_refusal_to_answer_answers_no_question(language: str, text: str) -> None:
    taken: dict[str, Fact] = {}
    for question in HSP.questions:
        if not isinstance(question.kind, NOT_READ):
            read = reader().read(text, question, language, Today())
            taken |= {fact.question: fact for fact in read.facts if fact.candidates}
    assert taken == {}


@pytest.mark.parametrize(("heading", "text"), _texts(HEARD))
def test_what_alarms_is_heard_in_everyday_words(heading: str, text: str) -> None:
    language, kind = heading.split()
    assert kind in {remark.kind for remark in reader().read(text, None, language, Today()).remarks}


@pytest.mark.parametrize(("language", "text"), _texts(NOT_HEARD))
def test_what_is_denied_asked_or_over_alarms_nobody(language: str, text: str) -> None:
    assert not ALARMS & {remark.kind for remark in reader().read(text, None, language, Today()).remarks}


def test_a_stay_that_ran_out_is_remarked_on_where_it_answers() -> None:
    read = reader().read("it was finished last tuesday", HSP.by_id["residence"], "en", Today())
    assert "expiry" in {remark.kind for remark in read.remarks}


@pytest.mark.parametrize(
    ("language", "asked", "text", "question"),
    [
        ("en", "", "20 yr experience, factory boss", "experience_years"),
        ("ja", "in_japan_since", "2019年10月に来て、コロナで8か月帰国してました", "in_japan_since"),
        ("ja", "pregnancy", "お腹に赤ちゃんがいます", "has_children"),
        ("en", "status_as_on_card", "Specialist in Humanities", "residence"),
    ],
)
def test_what_something_else_puts_in_doubt_is_read_back(language: str, asked: str, text: str, question: str) -> None:
    fact = reader().read(text, HSP.by_id[asked] if asked else None, language, Today()).of(question)
    assert fact is not None
    assert fact.candidates
    assert not fact.settled


@pytest.mark.parametrize(
    ("language", "asked", "text", "settled"),
    [
        ("en", "married_since", "im single lol", True),
        ("ja", "pregnancy", "いいえ、男なので笑", True),
        ("en", "degrees", "phd in sleeping haha", False),
    ],
)
def test_a_laugh_behind_a_mere_no_is_no_joke(language: str, asked: str, text: str, settled: bool) -> None:
    fact = reader().read(text, HSP.by_id[asked], language, Today()).of(asked)
    assert fact is not None
    assert fact.settled is settled
