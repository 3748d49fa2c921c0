"""The table of the profile by which the chat is on the office's website."""

from __future__ import annotations

import pytest

from bot.office_profile.profile import office_from
from dialogs.office import WebRule
from tests.bot.test_office_profile import full, refused


def test_without_the_table_there_is_no_chat_on_the_website() -> None:
    data = full()
    assert office_from(data, "x.toml").web == WebRule(sites=("https://www.example.jp",), proxies=("10.0.0.0/8",))
    data["web"] = {}
    assert office_from(data, "x.toml").web == WebRule()
    del data["web"]
    assert office_from(data, "x.toml").web is None


@pytest.mark.parametrize(
    "site",
    [
        "http://www.example.jp",
        "https://www.example.jp/contact",
        "www.example.jp",
        "*",
        "https://*.example.jp",
        "https://a.jp; script-src *",
        "https://a.jp https://b.jp",
        "https://a.jp\nX: y",
        "https://a.jp:99999",
        "https://a@b.jp",
        "",
        7,
    ],
)
def test_a_site_is_one_place_that_is_encrypted(site: object) -> None:
    data = full()
    data["web"] = {"sites": [site]}
    assert "web.sites[0]: expected where a site is, encrypted and without a path" in refused(data)


def test_sites_are_read_alike_and_stand_there_once() -> None:
    data = full()
    data["web"] = {"sites": ["https://WWW.example.jp/", "http://localhost:8000", "http://127.0.0.1:9"]}
    office = office_from(data, "x.toml")
    assert office.web is not None
    assert office.web.sites == ("https://www.example.jp", "http://localhost:8000", "http://127.0.0.1:9")
    data["web"] = {"sites": ["https://a.jp", "https://a.jp/"]}
    assert "https://a.jp" in refused(data)


def test_a_proxy_is_an_address_or_a_network() -> None:
    data = full()
    data["web"] = {"proxies": ["10.1.2.3/8", "::1", "192.0.2.7"]}
    office = office_from(data, "x.toml")
    assert office.web is not None
    assert office.web.proxies == ("10.0.0.0/8", "::1/128", "192.0.2.7/32")
    for wrong in ("proxy.example.jp", "10.0.0.0/99", "", 7):
        data["web"] = {"proxies": [wrong]}
        assert "web.proxies[0]: expected" in refused(data)
