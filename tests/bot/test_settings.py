"""Settings: what is accepted, what is refused with which sentence, and that no secret is ever shown."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IntakeError, SettingsError
from bot.settings import SETTINGS, Setting, Settings
from bot.words.words import Words

NOWHERE = Path("/nonexistent")
CLIENT = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
OFFICE = "987654321:zzYYxxWWvvUUttSSrrQQppOOnnMMllKKjjI"
# One good value for each setting, all of which go together once INTAKE_KEY_FILE is left out.
GOOD = {
    "INTAKE_CLIENT_TOKEN": CLIENT,
    "INTAKE_OFFICE_TOKEN": OFFICE,
    "INTAKE_OFFICE_CHAT": "-1001234567890",
    "INTAKE_TELEGRAM_API": "http://bot-api.internal:8081/",
    "INTAKE_DATABASE": "postgresql://intake:pass-Zq9word@db/intake",
    "INTAKE_OFFICE": "office.toml",
    "INTAKE_WEBHOOK_URL": "https://intake.example.jp/hook/",
    "INTAKE_WEBHOOK_SECRET": "webhook_Secret-7",
    "INTAKE_PUBLIC_URL": "https://intake.example.jp/office/",
    "INTAKE_LINE_SECRET": "0123456789abcdef0123456789abcdef",
    "INTAKE_LINE_TOKEN": "line/Token+of==the.office_0123456789",
    "INTAKE_HOST": "::1",
    "INTAKE_PORT": "8443",
    "INTAKE_BUSY_ICS": "https://calendar.example.jp/zq7secret/basic.ics",
    "INTAKE_CALDAV_URL": "https://dav.example.jp/office/",
    "INTAKE_CALDAV_USER": "office@example.jp",
    "INTAKE_CALDAV_PASSWORD_FILE": "/run/secrets/calendar",
    "INTAKE_TRANSLATE_URL": "http://libretranslate:5000/",
    "INTAKE_LOG": "json",
    "INTAKE_METRICS_PORT": "9464",
    "INTAKE_KEY": "kEy0" * 10 + "abc=",
    "INTAKE_KEY_FILE": "/run/secrets/intake.key",
    "INTAKE_BACKUP_KEYS": "/var/lib/intake-keys",
}
SECRETS = [GOOD[setting.name] for setting in SETTINGS if setting.secret] + ["pass-Zq9word"]


def load(**environ: str) -> Settings:
    return Settings.load(environ, NOWHERE)


def refusal(folder: Path = NOWHERE, /, **environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.load(environ, folder)
    return str(caught.value)


def env_file(folder: Path, content: str | bytes) -> Path:
    path = folder / ".env"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_line_needs_both_of_its_settings_and_an_address_of_ours() -> None:
    line = {name: GOOD[name] for name in ("INTAKE_LINE_SECRET", "INTAKE_LINE_TOKEN")}
    for there, missing in (sorted(line), sorted(line, reverse=True)):
        assert refusal(**{there: line[there]}).startswith(f"{there} is set without {missing}")
    assert refusal(**line).startswith("LINE is set up without INTAKE_PUBLIC_URL")
    assert load(**line, INTAKE_PUBLIC_URL="https://intake.example.jp").line_token == line["INTAKE_LINE_TOKEN"]
    for wrong in ("short", "two words of a secret", "0123456789abcde"):
        assert wrong not in refusal(**{**line, "INTAKE_LINE_SECRET": wrong})


def test_nothing_set_gives_the_documented_defaults() -> None:
    settings = load(PATH="/bin", OTHER_KEY="x")
    assert settings == Settings()
    assert (settings.database, settings.host, settings.port) == ("sqlite:///intake.db", "127.0.0.1", 8080)
    assert settings.sqlite_path == Path("intake.db")


def test_every_field_has_one_setting() -> None:
    assert [s.field for s in SETTINGS] == [f.name for f in dataclasses.fields(Settings)]
    assert {s.name for s in SETTINGS} == set(GOOD)
    assert all(s.name == f"INTAKE_{s.field.upper()}" for s in SETTINGS)


def test_everything_set_is_read() -> None:
    settings = load(**{name: text for name, text in GOOD.items() if name != "INTAKE_KEY_FILE"})
    assert settings == Settings(
        client_token=CLIENT,
        office_token=OFFICE,
        office_chat=-1001234567890,
        telegram_api="http://bot-api.internal:8081",
        database=GOOD["INTAKE_DATABASE"],
        office=Path("office.toml"),
        webhook_url="https://intake.example.jp/hook",
        webhook_secret="webhook_Secret-7",
        public_url="https://intake.example.jp/office",
        host="::1",
        port=8443,
        busy_ics=("https://calendar.example.jp/zq7secret/basic.ics",),
        line_secret="0123456789abcdef0123456789abcdef",
        line_token="line/Token+of==the.office_0123456789",
        caldav_url="https://dav.example.jp/office/",
        caldav_user="office@example.jp",
        caldav_password_file=Path("/run/secrets/calendar"),
        translate_url="http://libretranslate:5000",
        log="json",
        metrics_port=9464,
        key=GOOD["INTAKE_KEY"],
        backup_keys=Path("/var/lib/intake-keys"),
    )
    assert settings.sqlite_path is None


def test_calendars_are_read_from_a_list_and_webcal_is_https() -> None:
    settings = load(
        INTAKE_BUSY_ICS=" webcal://a.example/x%2Cy.ics, ,http://127.0.0.1:8/zq7 ,WEBCAL://u:p@b.example/?k=1"
    )
    assert settings.busy_ics == (
        "https://a.example/x%2Cy.ics",
        "http://127.0.0.1:8/zq7",
        "https://u:p@b.example/?k=1",
    )
    assert [secret for name, secret in settings.secrets] == list(settings.busy_ics)
    assert "zq7" not in repr(settings)
    assert load().secrets is not None
    assert [*load().secrets] == []


@pytest.mark.parametrize(
    "text",
    ["zq7", "ftp://a.example/zq7", "https://a.example/zq7, zq7", "https:///zq7", ",", "https://a b/zq7"]
    + ["https://[a/zq7", "https://a.example:99999/zq7"],
)
def test_no_calendar_is_at_such_an_address(text: str) -> None:
    said = refusal(INTAKE_BUSY_ICS=text)
    assert said.startswith("INTAKE_BUSY_ICS (in the environment) cannot be used: give addresses of calendars")
    assert "zq7" not in said


CALDAV = {name: text for name, text in GOOD.items() if "CALDAV" in name}


@pytest.mark.parametrize("missing", CALDAV)
def test_what_leads_to_the_calendar_goes_together(missing: str) -> None:
    assert load(**CALDAV).has_calendars
    said = refusal(**{name: text for name, text in CALDAV.items() if name != missing})
    assert f"is set without {missing}" in said
    assert said.count(".") == 1


@pytest.mark.parametrize("text", ["zq7", "http://dav.example.jp/zq7", "https://u:zq7@dav.example.jp/", "ftp://a/zq7"])
def test_a_password_goes_to_no_such_address(text: str) -> None:
    """In the clear it goes to this machine itself alone; and none stands in the address, which is shown."""
    said = refusal(**{**CALDAV, "INTAKE_CALDAV_URL": text})
    assert said.startswith("INTAKE_CALDAV_URL (in the environment) cannot be used: give an https:// address")
    assert "zq7" not in said
    assert load(**{**CALDAV, "INTAKE_CALDAV_URL": "http://127.0.0.1:5232/"}).caldav_url == "http://127.0.0.1:5232/"


def test_an_empty_value_is_not_set(tmp_path: Path) -> None:
    assert load(**dict.fromkeys(GOOD, " ")) == Settings()
    env_file(tmp_path, "INTAKE_PORT=9000\nINTAKE_HOST=\n")
    assert Settings.load({"INTAKE_PORT": ""}, tmp_path) == Settings(port=9000)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("INTAKE_CLIENT_TOKEN", "1:" + "a" * 20),
        ("INTAKE_OFFICE_TOKEN", OFFICE),
        ("INTAKE_TELEGRAM_API", "https://api.telegram.org"),
        ("INTAKE_TELEGRAM_API", "http://127.0.0.1:9/x"),
        ("INTAKE_TELEGRAM_API", "http://[::1]:8081"),
        ("INTAKE_DATABASE", "sqlite:////var/lib/intake/intake.db"),
        ("INTAKE_DATABASE", "sqlite:///a folder/受付.db"),
        ("INTAKE_DATABASE", "postgresql://u:p%40ss@[::1]:5432/db?sslmode=require"),
        ("INTAKE_DATABASE", "postgresql:///db"),
        ("INTAKE_HOST", "0.0.0.0"),
        ("INTAKE_HOST", "bot.local"),
        ("INTAKE_PORT", "1"),
        ("INTAKE_PORT", "65535"),
        ("INTAKE_TRANSLATE_URL", "https://translate.example.com/base"),
        ("INTAKE_TRANSLATE_URL", "http://localhost:5000"),
        ("INTAKE_TRANSLATE_URL", "http://192.168.1.9:5000"),
        ("INTAKE_TRANSLATE_URL", "http://[fd00::1]:5000"),
        ("INTAKE_TRANSLATE_URL", "http://box.office.lan"),
        ("INTAKE_WEBHOOK_SECRET", "a" * 16),
        ("INTAKE_WEBHOOK_SECRET", "a" * 256),
    ],
)
def test_accepts(name: str, text: str) -> None:
    field = next(s.field for s in SETTINGS if s.name == name)
    assert str(getattr(load(**{name: text}), field)) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("INTAKE_CLIENT_TOKEN", "secret-without-a-number"),
        ("INTAKE_CLIENT_TOKEN", "1:short"),
        ("INTAKE_CLIENT_TOKEN", "１:" + "a" * 35),
        ("INTAKE_CLIENT_TOKEN", f"bot{CLIENT}"),
        ("INTAKE_OFFICE_TOKEN", f"{OFFICE} x"),
        ("INTAKE_OFFICE_CHAT", "@office"),
        ("INTAKE_OFFICE_CHAT", "0"),
        ("INTAKE_OFFICE_CHAT", "-1_001"),
        ("INTAKE_TELEGRAM_API", "api.telegram.org"),
        ("INTAKE_TELEGRAM_API", "ftp://api.telegram.org"),
        ("INTAKE_TELEGRAM_API", "https://"),
        ("INTAKE_TELEGRAM_API", "https://host:port"),
        ("INTAKE_TELEGRAM_API", "https://host:99999"),
        ("INTAKE_TELEGRAM_API", "https://[::1"),
        ("INTAKE_TELEGRAM_API", "https://user:word@host"),
        ("INTAKE_TELEGRAM_API", f"https://api.telegram.org/bot{CLIENT}"),
        ("INTAKE_TELEGRAM_API", "https://host/?a=b"),
        ("INTAKE_DATABASE", "intake.db"),
        ("INTAKE_DATABASE", "sqlite://"),
        ("INTAKE_DATABASE", "sqlite:///"),
        ("INTAKE_DATABASE", "sqlite:///:memory:"),
        ("INTAKE_DATABASE", "sqlite:///%3Amemory%3A"),
        ("INTAKE_DATABASE", "sqlite:///file:x?mode=memory&uri=true"),
        ("INTAKE_DATABASE", "sqlite:///folder/"),
        ("INTAKE_DATABASE", "sqlite+aiosqlite:///intake.db"),
        ("INTAKE_DATABASE", "postgresql+asyncpg://u:p@h/d"),
        ("INTAKE_DATABASE", "postgres://u:p@h/d"),
        ("INTAKE_DATABASE", "postgresql://"),
        ("INTAKE_DATABASE", "postgresql://u:p@ss@h/d"),
        ("INTAKE_DATABASE", "postgresql://h:password/d"),
        ("INTAKE_DATABASE", "mysql://u:p@h/d"),
        ("INTAKE_WEBHOOK_URL", "http://intake.example.jp"),
        ("INTAKE_WEBHOOK_URL", "https:///client"),
        ("INTAKE_PUBLIC_URL", "http://intake.example.jp"),
        ("INTAKE_PUBLIC_URL", "https://intake.example.jp/?a=b"),
        ("INTAKE_TRANSLATE_URL", "http://translate.example.com"),
        ("INTAKE_TRANSLATE_URL", "http://8.8.8.8:5000"),
        ("INTAKE_TRANSLATE_URL", "https://key@translate.example.com"),
        ("INTAKE_TRANSLATE_URL", "libretranslate:5000"),
        ("INTAKE_WEBHOOK_SECRET", "a" * 257),
        ("INTAKE_WEBHOOK_SECRET", "a" * 15),
        ("INTAKE_WEBHOOK_SECRET", "not allowed"),
        ("INTAKE_HOST", "http://127.0.0.1"),
        ("INTAKE_PORT", "0"),
        ("INTAKE_PORT", "65536"),
        ("INTAKE_PORT", "80.0"),
        ("INTAKE_KEY_FILE", GOOD["INTAKE_KEY"]),
    ],
)
def test_refuses_naming_the_variable_and_not_the_value(name: str, text: str) -> None:
    sentence = refusal(**{name: text})
    assert sentence.startswith(f"{name} (in the environment) ")
    accepts = Words().plain("en", next(s.accepts for s in SETTINGS if s.name == name))
    assert accepts in sentence
    assert text not in sentence.replace(accepts, "").replace(name, "") or len(text) < 3


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080/hook"])
def test_a_webhook_on_this_very_machine_may_be_plain_http(url: str) -> None:
    assert load(INTAKE_WEBHOOK_URL=url, INTAKE_WEBHOOK_SECRET="s" * 16).webhook_url == url


def test_addresses_begin_with_the_public_url_or_that_of_webhooks() -> None:
    webhook = {"INTAKE_WEBHOOK_URL": "https://hook.example.jp", "INTAKE_WEBHOOK_SECRET": "s" * 16}
    public = {"INTAKE_PUBLIC_URL": "https://intake.example.jp/office/"}
    bases = [load(**given).links_base for given in ({}, webhook, public, webhook | public)]
    assert bases == [None, "https://hook.example.jp", *["https://intake.example.jp/office"] * 2]


def test_settings_that_go_together() -> None:
    assert load(INTAKE_OFFICE_TOKEN=OFFICE).office_chat is None  # the bot then tells the id of its group
    assert "INTAKE_OFFICE_TOKEN" in refusal(INTAKE_OFFICE_CHAT="-100")
    assert "are the same" in refusal(INTAKE_CLIENT_TOKEN=CLIENT, INTAKE_OFFICE_TOKEN=CLIENT)
    ports = {"INTAKE_PORT": "9464", "INTAKE_METRICS_PORT": "9464"}
    assert "are both 9464" in refusal(INTAKE_PUBLIC_URL="https://intake.example.jp", **ports)
    assert load(**ports).metrics_port == 9464, "nothing listens at the other one"
    assert "INTAKE_WEBHOOK_SECRET" in refusal(INTAKE_WEBHOOK_URL="https://intake.example.jp")
    assert "both set" in refusal(INTAKE_KEY=GOOD["INTAKE_KEY"], INTAKE_KEY_FILE="intake.key")


def test_the_sqlite_path_is_the_file_sqlalchemy_opens() -> None:
    assert load(INTAKE_DATABASE="sqlite:////a%20b/c.db").sqlite_path == Path("/a b/c.db")


# --- .env ------------------------------------------------------------------------------------------


def test_a_dotenv_file_is_read_with_its_quotes_and_comments(tmp_path: Path) -> None:
    env_file(
        tmp_path,
        "\ufeff# the office\r\n\r\n"
        "export INTAKE_PORT=9000\r\n"
        "  INTAKE_HOST = 'localhost'  # here\n"
        'INTAKE_OFFICE="an \\"office\\" # 1.toml"\n'
        "INTAKE_DATABASE=postgresql://u:a#b@h/d # the big one\n"
        "INTAKE_KEY_FILE= # none\n"
        "OTHER=x\nOTHER=y\n",
    )
    assert Settings.load({}, tmp_path) == Settings(
        port=9000,
        host="localhost",
        office=Path('an "office" # 1.toml'),
        database="postgresql://u:a#b@h/d",
    )


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    env_file(tmp_path, f"INTAKE_PORT=9000\nINTAKE_CLIENT_TOKEN={CLIENT}\n")
    settings = Settings.load({"INTAKE_PORT": "9001"}, tmp_path)
    assert settings == Settings(port=9001, client_token=CLIENT)


def test_a_dotenv_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    env_file(tmp_path, "INTAKE_PORT=9000\n")
    monkeypatch.setattr(Path, "read_bytes", refused)
    assert refusal(tmp_path).endswith(".env cannot be read (Permission denied): make it readable, or remove it.")


def test_a_folder_named_dotenv_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert Settings.load({}, tmp_path) == Settings()


@pytest.mark.parametrize(
    "line",
    [
        b"INTAKE_KEY top-secret",
        b"top-secret",
        b"INTAKE_KEY='top-secret",
        b'INTAKE_KEY="top-secret" more',
        b"INTAKE_KEY='top'secret'",
        b"1NTAKE=top-secret",
        b"=top-secret",
        b"export top-secret",
        b"INTAKE_KEY=top-secret\x00",
        b"INTAKE_KEY=top-secret\xff",
    ],
)
def test_a_broken_line_is_named_by_number_and_not_repeated(tmp_path: Path, line: bytes) -> None:
    sentence = refusal(env_file(tmp_path, b"# one\n\n" + line + b"\nINTAKE_PORT=1\n"))
    assert sentence.startswith(f"{tmp_path / '.env'}, line 3, ")
    assert "secret" not in sentence


def test_a_bad_value_in_the_file_is_named_with_its_line(tmp_path: Path) -> None:
    assert f"INTAKE_PORT ({tmp_path / '.env'}, line 2)" in refusal(env_file(tmp_path, "\nINTAKE_PORT=x\n"))


def test_a_variable_given_twice_is_refused(tmp_path: Path) -> None:
    assert "line 2" in refusal(env_file(tmp_path, "INTAKE_PORT=1\nINTAKE_PORT=2\n"))


def test_an_unknown_name_is_refused_with_the_nearest_known(tmp_path: Path) -> None:
    sentence = refusal(INTAKE_CLIENT_TOKN="")
    assert sentence.startswith("INTAKE_CLIENT_TOKN (in the environment) is not a setting")
    assert "did you mean INTAKE_CLIENT_TOKEN?" in sentence
    assert "did you mean INTAKE_PORT?" in refusal(env_file(tmp_path, "intake_prt=1\n"))


def test_a_key_run_together_with_its_name_is_not_repeated(tmp_path: Path) -> None:
    key = "kEy0" * 10 + "abc"
    sentence = refusal(env_file(tmp_path, f"INTAKE_KEY{key}=\n"))
    assert key not in sentence
    assert "line 1" in sentence


# --- What is shown ---------------------------------------------------------------------------------


@given(st.sampled_from(SETTINGS), st.text(min_size=0, max_size=8), st.text(min_size=0, max_size=8))
def test_no_refusal_repeats_the_value(setting: Setting, before: str, after: str) -> None:
    marker = "Zq9kX-marker_7vJ"
    try:
        Settings.load({setting.name: before + marker + after}, NOWHERE)
    except IntakeError as error:
        chain = [error, error.__cause__, error.__context__]
        assert not any(marker in repr(link) for link in chain)


@given(st.sets(st.sampled_from(sorted(GOOD))))
def test_no_secret_is_ever_shown(names: set[str]) -> None:
    try:
        settings = load(**{name: GOOD[name] for name in names})
    except SettingsError as error:
        shown = str(error)
    else:
        shown = "\n".join([repr(settings), str(settings), f"{settings}", *(str(settings.shown(s)) for s in SETTINGS)])
    assert not [secret for secret in SECRETS if secret in shown]


def test_whatever_opens_something_is_a_secret() -> None:
    """Said here once more: a list made of the marks themselves would not miss one."""
    assert [setting.name for setting in SETTINGS if setting.secret] == [
        "INTAKE_CLIENT_TOKEN",
        "INTAKE_OFFICE_TOKEN",
        "INTAKE_WEBHOOK_SECRET",
        "INTAKE_LINE_SECRET",
        "INTAKE_LINE_TOKEN",
        "INTAKE_BUSY_ICS",
        "INTAKE_KEY",
    ]


def test_each_bot_has_a_webhook_secret_of_its_own() -> None:
    settings = load(INTAKE_WEBHOOK_SECRET="a" * 16)
    secrets = [settings.webhook_secret_for("client"), settings.webhook_secret_for("office")]
    other = load(INTAKE_WEBHOOK_SECRET="b" * 16).webhook_secret_for("client")
    assert len({*secrets, other}) == 3
    assert secrets == [settings.webhook_secret_for("client"), settings.webhook_secret_for("office")]
    assert all(len(secret) == 64 and int(secret, 16) for secret in secrets)
    with pytest.raises(SettingsError, match="INTAKE_WEBHOOK_SECRET"):
        Settings().webhook_secret_for("client")


def test_a_short_webhook_secret_is_refused_by_one_sentence_without_it() -> None:
    said = refusal(INTAKE_WEBHOOK_URL="https://intake.example.jp", INTAKE_WEBHOOK_SECRET="short-secret")
    assert said.startswith("INTAKE_WEBHOOK_SECRET (in the environment) cannot be used: give 16 to 256 letters")
    assert "openssl rand -hex 32" in said
    assert "short-secret" not in said


# --- everything at once ---------------------------------------------------------------------------


def test_a_reading_says_all_that_is_wrong_and_keeps_what_can_be_used(tmp_path: Path) -> None:
    env_file(tmp_path, "no line\nINTAKE_PRT=1\nINTAKE_PORT=80\nINTAKE_PORT=81\nINTAKE_HOST=10.0.0.1\n")
    environ = {
        "INTAKE_DATABASE": "mysql://x",
        "INTAKE_OFFICE_CHAT": "-100",
        "INTAKE_OFFICE_TOKEN": "no token",
        "INTAKE_WEBHOOK_URL": "https://intake.example.jp",
        "INTAKE_WEBHOOK_SECRET": "short",
        "INTAKE_KEY": GOOD["INTAKE_KEY"],
        "INTAKE_KEY_FILE": "intake.key",
    }
    reading = Settings.examine(environ, tmp_path)
    found = [
        "line 1, is not understood",
        "line 4, sets a variable that an earlier line has set",
        "INTAKE_PRT (",
        "INTAKE_DATABASE (",
        "INTAKE_OFFICE_TOKEN (",
        "INTAKE_WEBHOOK_SECRET (",
        "INTAKE_KEY and INTAKE_KEY_FILE are both set",
    ]
    assert len(reading.wrong) == len(found), reading.wrong
    assert all(text in str(said) for text, said in zip(found, reading.wrong, strict=True)), reading.wrong
    assert reading.unusable == {"database", "office_token", "webhook_secret"}
    assert (reading.settings.port, reading.settings.host) == (80, "10.0.0.1")
    assert reading.settings.office_chat == -100
    with pytest.raises(SettingsError) as caught:
        Settings.load(environ, tmp_path)
    assert str(caught.value) == str(reading.wrong[0])
