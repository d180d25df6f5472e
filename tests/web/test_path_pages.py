"""The way to the title on the page Compare: the drawing of any club, its tables, and both as files."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from cupwright.report.locales import CODES, language
from tests.web.asking import page_of, whole

COMPARE = {"base": "copa-libertadores-2026", "proposals": "mas-2026", "worlds": "2000", "seed": "7"}


def section(text: str) -> str:
    found = re.search(r'<section id="way">.*?</section>', text, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("code", list(CODES))
def test_compare_shows_the_way_of_the_club_asked_for(client: TestClient, code: str) -> None:
    text = section(whole(client, f"/{code}/compare?proposal=mas-2026&path=flamengo"))
    say = language(code)
    for words in ("The way to the title", "Gets there", "Goes through, if there", "all others", "Opponent"):
        assert html.escape(say.text(words)) in text
    assert re.search(r'aria-current="true">Flamengo</a>', text) and text.count('aria-current="true"') == 1
    assert "Palmeiras" in text and text.count("<caption>") == 2
    drawing = html.unescape(re.search(r'<img src="([^"]+)"', text)[1])  # type: ignore[index]
    small = html.unescape(re.search(r'srcset="([^"]+)"', text)[1])  # type: ignore[index]
    for address in (drawing, small):
        got = client.get(address)
        assert got.status_code == 200 and got.headers["content-type"].startswith("image/svg+xml")
        tree = ElementTree.fromstring(got.text)
        assert {"Palmeiras", say.text("all others")} <= {
            one.text for one in tree.iter("{http://www.w3.org/2000/svg}text")
        }
        assert "prefers-color-scheme:dark" in got.text and "var(--proposal)" in got.text


def test_a_link_switches_the_club_without_a_script(client: TestClient) -> None:
    text = section(whole(client, "/en/compare?proposal=mas-2026"))
    links = re.findall(r'<a href="([^"]+)#way"[^>]*>([^<]+)</a>', text)
    assert {"Inter Miami", "Toluca", "Bahia", "Flamengo"} <= {name for _, name in links}
    address = next(address for address, name in links if name == "Inter Miami")
    assert html.unescape(address) == "/en/compare?path=inter-miami&proposal=mas-2026"
    page = whole(client, html.unescape(address))
    assert re.search(r'aria-current="true">Inter Miami</a>', section(page))
    assert '<input type="hidden" name="path" value="inter-miami">' in page
    ties = section(page).rpartition("<caption>")[2]
    assert "As proposed" in ties and "As it is" not in ties, "it is not in the cup as it is"


def test_a_club_that_is_none_is_refused_and_one_without_a_way_gives_the_favourite(client: TestClient) -> None:
    refused = client.get("/en/compare?proposal=mas-2026&path=flamenco")
    assert refused.status_code == 404 and "flamengo" in refused.text and "Traceback" not in refused.text
    for club in ("2-de-mayo", "la-galaxy"):
        shown = section(whole(client, f"/en/compare?proposal=mas-2026&path={club}"))
        assert club not in shown and shown.count('aria-current="true"') == 1


def test_ways_are_files(client: TestClient) -> None:
    picture = client.get("/en/files/compare/path-toluca-1.png", params=COMPARE)
    assert picture.status_code == 200 and picture.content.startswith(b"\x89PNG") and len(picture.content) > 20_000
    saved = client.get("/es-AR/files/compare/path-toluca-1.svg", params={**COMPARE, "download": "yes"})
    assert "Cupwright" in saved.text and "Con la propuesta" in saved.text
    rows = client.get("/en/files/compare/paths.json", params=COMPARE).json()["rows"]
    final = next(row for row in rows if (row["club"], row["stage"]) == ("flamengo", "final"))
    assert final["base_there_low"] <= final["base_there_mean"] <= final["base_there_high"]
    assert final["change_strength_mean"] == pytest.approx(final["proposal_strength_mean"] - final["base_strength_mean"])
    ties = client.get("/en/files/compare/path-ties.json", params=COMPARE).json()["rows"]
    met = [row for row in ties if (row["club"], row["stage"], row["side"]) == ("flamengo", "round-of-16", "base")]
    assert len(met) == 6 and met[-1]["opponent"] == "" and sum(row["meets_mean"] for row in met) == pytest.approx(1)
    assert client.get("/en/files/compare/path-ties.csv", params=COMPARE).text.startswith("# Cupwright")
    assert client.get("/en/files/compare/path-toluca-1.vl.json", params=COMPARE).status_code == 404
    missing = client.get("/en/files/compare/path-flamenco-1.svg", params=COMPARE)
    assert missing.status_code == 404


def test_leagues_with_play_offs_and_two_editions_have_ways_too(client: TestClient) -> None:
    for address in ("base=copa-libertadores-2026&other=copa-libertadores-2025", "base=mls-2025&other=mls-2024"):
        page = page_of(client, f"/en/compare?{address}")
        assert page.faults == [] and "The way to the title" in page.text()
