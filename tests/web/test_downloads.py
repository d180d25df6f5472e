"""Every table of a page as a file, each link with the name of what it gives."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.web.asking import whole

LINK = re.compile(r'<a href="([^"]+)" download aria-label="([^"]+)">([^<]+)</a>')
FILES = {
    "compare?proposal=mas-2026": ("money", "doubt", "groups"),
    "clubs/toluca": ("club-toluca", "record", "year"),
    "ratings/gap?of=BRA&over=MEX": ("kinds", "influential", "settings", "settling"),
    "scoreboard": ("scores",),
}


def links(client: TestClient, address: str) -> list[tuple[str, str, str]]:
    """Return the downloads of a page: address, name for those who listen, and what is seen of it."""
    return [tuple(map(html.unescape, found)) for found in LINK.findall(whole(client, address))]  # type: ignore[misc]


@pytest.mark.parametrize("page", FILES)
def test_a_page_gives_its_tables_as_files(client: TestClient, page: str) -> None:
    found = links(client, f"/en/{page}")
    names = {urlsplit(address).path.rpartition("/")[2] for address, _, _ in found}
    assert {f"{name}.csv" for name in FILES[page]} <= names
    for address, _, seen in found:
        if seen in ("CSV", "JSON"):
            got = client.get(address)
            assert got.status_code == 200, address
            said = json.loads(got.text)["citation"] if seen == "JSON" else got.text.splitlines()[0]
            assert "Cupwright" in said
            if seen == "CSV":
                assert len(got.text.splitlines()) > 2, address


@pytest.mark.parametrize("page", FILES)
def test_a_link_says_of_which_table_it_is(client: TestClient, page: str) -> None:
    called: dict[str, set[str]] = {}
    for address, words, seen in links(client, f"/pt-BR/{page}"):
        assert words.startswith(f"{seen}: ") and len(words) > len(seen) + 5
        called.setdefault(words, set()).add(urlsplit(address).path + str(parse_qs(urlsplit(address).query)))
    assert called and all(len(addresses) == 1 for addresses in called.values()), called


def test_the_tables_of_several_proposals_are_told_apart(client: TestClient) -> None:
    names = {words for _, words, _ in links(client, "/en/compare?proposal=mas-2026,mas-2026-expand&show=2")}
    assert "CSV: Money and travel (2)" in names


def test_chances_of_a_club_are_those_of_its_page(client: TestClient) -> None:
    address = next(one for one, _, _ in links(client, "/en/clubs/toluca") if "/compare/club-toluca.json" in one)
    rows = client.get(address).json()["rows"]
    assert {row["proposal"] for row in rows} >= {"mas-2026", "mas-2026-expand"}
    title = next(row for row in rows if (row["proposal"], row["what"]) == ("mas-2026", "champion"))
    assert title["base_mean"] is None and 0 < title["proposal_low"] <= title["proposal_mean"] <= title["proposal_high"]


def test_a_drawing_that_is_saved_is_cited(client: TestClient) -> None:
    found = {one for one, _, seen in links(client, "/en/clubs/toluca") if seen == "SVG"}
    assert any("club-toluca.svg" in one for one in found)
    for address in found:
        assert "Cupwright" in client.get(address).text.rpartition("</svg>")[0][-600:], address


def test_programs_are_told_the_address_they_can_ask(client: TestClient) -> None:
    for port in (8765, 8766):
        got = client.get("/en/api", headers={"host": f"localhost:{port}"})
        assert f"curl -X POST http://localhost:{port}/api/v1/jobs" in got.text
