"""Settings and saved texts on the staff's page: what changes is shown first, kept with its name, and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.app import renew_office
from bot.errors import IntakeError
from bot.office_profile.editing import EditedProfile, ProfileText, diff_of, office_of, undone
from bot.office_profile.settings import PARTS, SettingsForm
from bot.turns.ledger import Call
from dialogs.desk.ringing import rung_by
from dialogs.office import RingRule
from tests.desk_page.bench import LEADS, SATO, Bench, bench
from tests.e2e.booking.offices import RULE
from tests.e2e.booking.offices import STAFF as TWO

EXAMPLE = Path("bot/offices/tsubakuro.toml")
LANGUAGES = ("en", "ja")
NOTHING: Mapping[str, str] = {}


def fields_of(shape: SettingsForm) -> dict[str, str]:
    """What a browser would post of a form that nobody changed."""
    inputs = (*shape.inputs, *(one for row in shape.groups for one in row.inputs))
    return {one.name: one.value for one in inputs if one.kind != "flag" or one.value}


def changed(part: str, text: str, typed: Mapping[str, str] = NOTHING, without: Sequence[str] = ()) -> str:
    draft = EditedProfile(ProfileText(None, "test", text))
    given = fields_of(PARTS[part].shape(draft, LANGUAGES)) | dict(typed)
    PARTS[part].take(draft, {name: said for name, said in given.items() if name not in without})
    return draft.text


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_form_that_nobody_changed_changes_no_sign_of_the_file(part: str, end: str) -> None:
    text = "\ufeff" + EXAMPLE.read_text().replace("\n", end)
    assert changed(part, text) == text


CLOSURE = {"0.first_day": "2026-12-29", "0.note.ja": "年末"}
STAFF = {"0.id": "a", "0.telegram": "12", "0.role": "admin", "0.names.ja": "五十嵐", "0.ways": "online office"}


@pytest.mark.parametrize(
    ("part", "without", "typed", "lines"),
    [
        ("hours", (), {"mon": "09:00〜12:00、13:00-18:00"}, ['+mon = ["09:00-12:00", "13:00-18:00"]']),
        ("hours", ("closed_on_holidays",), {}, ["+closed_on_holidays = false # Japanese public holidays"]),
        ("closures", (), CLOSURE, ["+    {first_day = 2026-12-29, last_day = 2026-12-29, note = {ja = "]),
        ("ringing", ("j_skip",), {}, ["+j_skip = false # the J-Skip conditions are met"]),
        ("keeping", (), {"keep_days": "７００"}, ["+keep_days = 700 # days that a client's data is kept"]),
        ("ways", (), {"0.tool": "Zoom"}, ['+tool = "Zoom"']),
        ("staff", (), STAFF, ['+id = "a"', "+telegram = 12", '+ways = ["online", "office"]']),
    ],
)
def test_only_the_lines_change_that_say_something_else_and_can_be_taken_back(
    part: str, without: tuple[str, ...], typed: dict[str, str], lines: list[str]
) -> None:
    before = EXAMPLE.read_text()
    after = changed(part, before, typed, without)
    diff = diff_of(before, after).split("\n")
    assert [line for line in lines if not any(one.startswith(line) for one in diff)] == []
    assert sum(line.startswith("-") for line in diff) <= 1
    assert before.count("#") == after.count("#"), "comments stay"
    office_of(ProfileText(None, "test", after))
    assert undone(after, "\n".join(diff)) == before


def test_a_way_goes_and_comes_and_the_comments_beside_it_stay() -> None:
    before = EXAMPLE.read_text()
    after = changed(
        "ways",
        before,
        {"2.id": "", "3.id": "phone", "3.kind": "online", "3.tool": "電話", "3.label.ja": "電話"},
    )
    assert before.count("#") == after.count("#")
    assert [way.id for way in office_of(ProfileText(None, "test", after)).consultation_ways] == [
        "online",
        "office",
        "phone",
    ]
    with_staff = changed("staff", before, STAFF) + "\n# The end.\n"
    two = changed("staff", with_staff, {"1.id": "b", "1.telegram": "13", "1.role": "member", "1.names.ja": "佐藤"})
    assert [one.id for one in office_of(ProfileText(None, "test", two)).staff] == ["a", "b"]
    none = changed("staff", two, {"0.id": "", "1.id": ""})
    assert office_of(ProfileText(None, "test", none)).staff == ()
    assert "# The end." in none


def test_what_no_form_shows_of_a_member_stays() -> None:
    text = EXAMPLE.read_text() + (
        '\n[calendar]\nnames = ["own"]\n\n[[staff]]\nid = "a"\ntelegram = 5\nrole = "lead"\ncalendars = ["own"]\n'
        'names = { ja = "五十嵐" } # the first\n\n[staff.hours]\nmon = ["10:00-12:00"] # short\n'
        + "".join(f"{day} = []\n" for day in ("tue", "wed", "thu", "fri", "sat", "sun"))
    )
    assert changed("staff", text) == text
    after = changed("staff", text, {"0.hours": "mon: 10:00-13:00\nwed: 9:00-10:00"})
    diff = [line for line in diff_of(text, after).split("\n") if line[:1] in "+-"]
    assert diff == [
        '-mon = ["10:00-12:00"] # short',
        '+mon = ["10:00-13:00"] # short',
        "-wed = []",
        '+wed = ["9:00-10:00"]',
    ]


def test_a_change_is_not_taken_back_where_its_lines_are_others_by_now() -> None:
    before = EXAMPLE.read_text()
    after = changed("hours", before, {"mon": "10:00-12:00"})
    diff = diff_of(before, after)
    assert undone(after.replace('"10:00-12:00"', '"10:00-15:00"'), diff) is None
    assert undone(f"# one more\n# and one\n{after}", diff) == f"# one more\n# and one\n{before}"


# --- the pages --------------------------------------------------------------------------------------------------------


def profiled(folder: Path) -> Path:
    """A profile that can be written."""
    profile = folder / "office.toml"
    shutil.copy(EXAMPLE, profile)
    return profile


def use(it: Bench, profile: Path) -> None:
    """Wire the page as `bot.app` does."""
    renew = partial(renew_office, it.core, it.desk, None)
    it.core.dialogue.around = replace(it.core.dialogue.around, links=it.base)
    it.site.parts = replace(it.site.parts, profile=profile, renew=renew)


async def test_a_change_is_shown_saved_told_and_taken_back(tmp_path: Path) -> None:
    profile = profiled(tmp_path)
    before = profile.read_text()
    profile.chmod(0o640)
    async with bench(tmp_path) as it:
        use(it, profile)
        async with it.signed_in(SATO) as browser:
            await browser.open("/desk/settings/hours")
            assert browser.status == 403, "this is for who leads"
        async with it.signed_in(LEADS) as browser:
            page = await browser.open("/desk/settings")
            assert "営業時間" in page.text
            await browser.open("/desk/settings/hours")
            page = await browser.press("変更点を確かめる", mon="10:00-11:00", tue="いつでも")
            assert browser.status == 422
            assert "hours.tue[0]" in page.text
            assert "いつでも" in page.html, "what was typed stays"
            page = await browser.press("変更点を確かめる", mon="10:00-11:00", tue="")
            assert '-mon = ["09:00-18:30"]' in page.text
            assert '+mon = ["10:00-11:00"]' in page.text
            assert profile.read_text() == before, "nothing is written before it was seen"
            stale = browser.button("保存する")[0]
            await browser.press("保存する")
            assert browser.path == "/desk/settings?done=saved"
            assert '\nmon = ["10:00-11:00"]\n' in profile.read_text()
            assert profile.stat().st_mode & 0o777 == 0o640
            assert it.core.dialogue.around.office.hours[0][0].closes.hour == 11, "it holds at once"
            assert it.told()[-1] == "desk-settings-changed"
            recorded = it.core.ledger.do(Call(lambda batch: batch.tx.audit_of_erased(0)))
            assert (recorded[-1].act, recorded[-1].row, recorded[-1].by.name) == ("settings", "hours", "五十嵐")
            # Sent once more, it does nothing twice.
            saved = profile.read_text()
            await browser.post("/desk/settings/hours", {**stale.fields, "do": "save"})
            assert profile.read_text() == saved
            page = await browser.open("/desk/settings")
            assert "五十嵐" in page.text
            link = next(href for said, href in page.links if said == "この変更を取り消す")
            await browser.open(link)
            await browser.press("保存する")
            assert profile.read_text() == before
            assert it.core.dialogue.around.office.hours[0][0].closes.hour == 18
            assert "（取り消し）" in (await browser.open("/desk/settings")).text


async def test_a_file_that_changed_meanwhile_or_cannot_be_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = profiled(tmp_path)
    async with bench(tmp_path) as it:
        use(it, profile)
        async with it.signed_in(LEADS) as browser:
            await browser.open("/desk/settings/keeping")
            page = await browser.press("変更点を確かめる", keep_days="400")
            assert "365日間とお伝えしています" in page.text
            by_hand = profile.read_text().replace('phone = "027-395-4107"', 'phone = "027-395-0000"')
            profile.write_text(by_hand)
            form, name, value = browser.button("保存する")
            for _ in range(2):  # whoever goes back and sends the same form is not told that it was saved
                page = await browser.post("/desk/settings/keeping", {**form.fields, name: value})
                assert browser.status == 409
                assert "もう一度確かめてください" in page.text
            assert profile.read_text() == by_hand
            await browser.press("保存する")
            assert "keep_days = 400" in profile.read_text()
            assert 'phone = "027-395-0000"' in profile.read_text()
            # What was changed by hand beside it holds after the next start.
            assert it.core.dialogue.around.office.phone == "027-395-4107"
            assert it.core.dialogue.around.office.privacy.keep_days == 400
            # A file that was writable a moment ago, and is not as it is written.
            await browser.open("/desk/settings/keeping")
            await browser.press("変更点を確かめる", keep_days="500")

            def full(_profile: ProfileText) -> None:
                raise IntakeError("error-init-not-written", path="office.toml", reason="full")

            with monkeypatch.context() as patched:
                patched.setattr("bot.office.settings.write_profile", full)
                page = await browser.press("保存する")
            assert browser.status == 409
            assert "+keep_days = 500" in page.text
            assert "手作業で" in page.text
            assert it.core.dialogue.around.office.privacy.keep_days == 400
            assert len(it.core.ledger.do(Call(lambda batch: batch.tx.profile_changes(9)))) == 1
            # A hand slipped: who leads learns of it before the next start does.
            whole = profile.read_text()
            for slip, said in (
                (whole.replace("keep_days = 400", "keep_days = -4"), "privacy.keep_days"),
                ("= =", "TOML"),
            ):
                profile.write_text(slip)
                page = await browser.open("/desk/settings")
                assert "次の起動ができません" in page.text
                assert said in page.text
            profile.write_text(whole)
            assert "次の起動ができません" not in (await browser.open("/desk/settings")).text
            it.site.parts = replace(it.site.parts, profile=None)
            await browser.open("/desk/settings/ringing")
            page = await browser.press("変更点を確かめる", undecided_from_total="60")
            assert "+undecided_from_total = 60" in page.text
            assert "手作業で" in page.text
            assert [form for form in page.forms if any(button[1] == "save" for button in form.buttons)] == []


OTHER = {"0.id": "x", "0.telegram": "12345", "0.role": "lead", "0.names.ja": "他人"}
SELF = {"1.id": "me", "1.telegram": "900", "1.names.ja": "五十嵐"}


async def test_nobody_locks_themselves_out(tmp_path: Path) -> None:
    profile = profiled(tmp_path)
    before = profile.read_text()
    async with bench(tmp_path) as it, it.signed_in(LEADS) as browser:
        use(it, profile)
        await browser.open("/desk/settings/staff")
        for typed in (OTHER, {**OTHER, **SELF, "1.role": "member"}):
            fields = {**browser.page.forms[-1].fields, **typed}
            for do in ("preview", "save"):
                await browser.post("/desk/settings/staff", {**fields, "do": do, "digest": "x"})
                assert (browser.status, "あなた自身が責任者ではなくなり" in browser.page.text) == (422, True)
                assert "12345" in browser.page.html, "what was typed stays"
        fields = {**browser.page.forms[-1].fields, **OTHER, "0.role": "member", **SELF, "1.role": "member"}
        page = await browser.post("/desk/settings/staff", {**fields, "do": "preview"})
        assert "責任者がいなくなるため" in page.text
        assert profile.read_text() == before
        await browser.post("/desk/settings/staff", {**fields, "1.role": "lead", "do": "preview"})
        await browser.press("保存する")
        assert "telegram = 12345" in profile.read_text()
        # All of it can be taken back: then whoever leads the group leads.
        page = await browser.open("/desk/settings")
        await browser.open(next(href for said, href in page.links if said == "この変更を取り消す"))
        await browser.press("保存する")
        assert profile.read_text() == before


async def test_a_change_by_which_nobody_could_book_says_so(tmp_path: Path) -> None:
    async with bench(tmp_path, RULE, TWO) as it, it.signed_in(LEADS) as browser:
        profile = it.core.settings.office
        assert profile is not None
        use(it, profile)
        for last_day, is_said in (("2026-12-31", False), ("2030-12-31", True)):
            page = await browser.open("/desk/settings/closures")
            closed = {"0.first_day": "2026-01-01", "0.last_day": last_day, "0.note.ja": "休業", "0.note.en": "closed"}
            page = await browser.post("/desk/settings/closures", {**page.forms[-1].fields, **closed, "do": "preview"})
            assert (browser.status, "予約できる時間がひとつもなくなる" in page.text) == (200, is_said)


HOSTILE = ('a"b', 'a"""b', "# x", "] [[staff]]", "a\\u0000", "a\\", "\x1b", 'x"\n[ringing]\nj_skip = false')


def test_what_is_typed_stays_within_its_text() -> None:
    for evil in HOSTILE:
        made = changed("ways", EXAMPLE.read_text(), {"0.note.ja": evil, "0.note.en": evil})
        office = office_of(ProfileText(None, "test", made))
        assert office.consultation_ways[0].note == {"ja": evil, "en": evil}
        assert (office.staff, office.ringing.j_skip) == ((), True)


async def test_a_changed_rule_says_how_many_more_it_would_have_rung(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(LEADS) as browser:
        for number in range(3):
            it.client(str(2_000 + number))
        it.client("2010", salary_yen="3000000")
        stored = it.core.ledger.do(Call(lambda batch: batch.tx.newest_leads(9)[0]))
        records = [lead.record for lead in stored]
        dialogue = it.core.dialogue
        silent = RingRule(qualifies=False, j_skip=False, asks_for_human=False, undecided_from_total=None)
        now, then = rung_by(dialogue, records, (dialogue.around.office.ringing, silent))
        assert len(now.rung) == sum(one.consented.rings for one in records) > 0
        assert (now.of, then.rung) == (4, ())
        await browser.open("/desk/settings/ringing")
        fields = dict(browser.page.forms[-1].fields)
        page = await browser.post(
            "/desk/settings/ringing", {"proof": fields["proof"], "undecided_from_total": "", "do": "preview"}
        )
        assert f"{len(now.rung)}件減って" in page.text


async def test_saved_texts_are_seen_in_each_language_before_they_are_kept(tmp_path: Path) -> None:
    async with bench(tmp_path) as it:
        async with it.signed_in(SATO) as browser:
            await browser.open("/desk/saved/new")
            assert browser.status == 403
        async with it.signed_in(LEADS) as browser:
            await browser.open("/desk/saved/new")
            texts = {
                "name": "お礼",
                "text.ja": "{name}様\n<b>ありがとう</b>ございます。{email}",
                "text.en": "Dear {name}",
            }
            page = await browser.press("表示を確かめる", **{**texts, "text.en": "Dear {nobody}"})
            assert browser.status == 422
            assert "{nobody}" in page.text
            page = await browser.press("表示を確かめる", **texts)
            assert "Dear Nguyen Van An" in page.text
            assert "グエン・ヴァン・アン様" in page.text
            assert "<b>ありがとう" not in page.html
            assert "{email}（値がありません" in page.text
            await browser.press("保存する", **texts)
            assert browser.path == "/desk/saved"
            [kept] = it.core.ledger.do(Call(lambda batch: batch.tx.saved_texts()))
            assert (kept.name, kept.texts["en"]) == ("お礼", "Dear {name}")
            await browser.open(f"/desk/saved/{kept.id}")
            await browser.press("消去する")
            assert it.core.ledger.do(Call(lambda batch: batch.tx.saved_texts())) == []


async def test_what_was_changed_of_a_saved_text_is_in_the_history_and_is_taken_back(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(LEADS) as browser:
        hello = 'こんにちは {name} 様\n"二行目"'
        for text in (
            f"/saved 挨拶\nja: {hello}\nen: Hello",
            "/saved 挨拶\nja: さようなら\nen: Hello",
            "/saved delete 挨拶",
        ):
            await it.command(LEADS, text)

        def texts() -> list[Mapping[str, str]]:
            with it.core.ledger.store.reading() as tx:
                return [one.texts for one in tx.saved_texts()]

        async def undo(number: int) -> None:
            """Take a change back, counted from the newest."""
            page = await browser.open("/desk/settings")
            undoes = [href for said, href in page.links if said == "この変更を取り消す"]
            await browser.open(undoes[number])

        assert texts() == []
        await undo(1)
        assert browser.status == 409, "it was deleted since"
        await undo(0)
        assert "+ja = " in browser.page.text
        form, name, value = browser.button("保存する")
        for _ in range(2):
            await browser.post(browser.path, {**form.fields, name: value})
        assert texts() == [{"ja": "さようなら", "en": "Hello"}]
        await undo(2)
        await browser.press("保存する")
        assert texts() == [{"ja": hello, "en": "Hello"}]
        stale = browser.page
        await undo(4)
        form, name, value = browser.button("保存する")
        await it.command(LEADS, "/saved 挨拶\nja: 別\nen: Other")
        await browser.post(browser.path, {**form.fields, name: value})
        assert (browser.status, texts()) == (409, [{"ja": "別", "en": "Other"}])
        assert "五十嵐" in stale.text
        assert "（取り消し）" in stale.text
        assert [act for act, _ in it.audit(0)].count("settings") == 6
