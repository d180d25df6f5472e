"""The calendar in the laboratory: the guests' year on Compare, a club's year on its page, and as files."""

from __future__ import annotations

import html
import re

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from cupwright.report.locales import CODES, language
from tests.report.pages import Page
from tests.web.asking import page_of, whole

COMPARE = {"base": "copa-libertadores-2026", "proposals": "mas-2026", "worlds": "2000", "seed": "7"}


@pytest.mark.parametrize("code", list(CODES))
def test_compare_names_the_matches_that_cannot_be_kept(client: TestClient, code: str) -> None:
    text = whole(client, f"/{code}/compare?proposal=mas-2026")
    say = language(code)
    assert html.escape(say.text("The year of the guests")) in text
    words = " ".join(Page(text).text().split())
    for name, stage in (("concacaf-champions", "Quarter-finals"), ("conmebol-libertadores", "Group stage")):
        assert f"{say.competition(name)}: {say.pgettext('stage', stage)}, " in words
    assert say.text("first leg") in words and say.text("matchday %(number)s", number="1") in words
    assert say.text("%(hours)s hours apart at best; %(rest)s are demanded", hours="48", rest="72") in words
    assert say.days("2026-04-07", "2026-04-09") in words
    assert say.text("Least rest between matches that can be kept, h") in words
    assert say.text("Whether the calendar has room for it was not looked at here.") not in words
    said = say.plural("Not in every season: the calendar breaks for %(clubs)s if it gets that far.",
                      "Not in every season: the calendar breaks for %(clubs)s if they get that far.", 2,
                      clubs=say.list(["Inter Miami", "Toluca"]))  # fmt: skip
    assert f"<p>{said}" in text


def test_money_journeys_metrics_and_changes_have_their_intervals(client: TestClient) -> None:
    text = whole(client, "/en/compare?proposal=mas-2026")
    for caption in ("The competition as a whole", "and the clubs whose prize money changes most",
                    "Guests, and the clubs whose journeys change most"):  # fmt: skip
        table = text[text.index(caption) : text.index("</table>", text.index(caption))]
        assert len(re.findall(r'class="range">[^<]*\d to [^<]*\d', table)) > 5, caption


def test_a_comparison_without_guests_has_no_year(client: TestClient) -> None:
    page = page_of(client, "/en/compare?base=copa-libertadores-2025&other=copa-libertadores-2024")
    assert "The year of the guests" not in page.text() and "Whom they meet" in page.text()


def test_what_was_found_is_a_file(client: TestClient) -> None:
    rows = client.get("/en/files/compare/calendar.json", params=COMPARE).json()["rows"]
    assert {row["club"] for row in rows if row["hard"] and row["of_cup"]} == {"inter-miami", "toluca"}
    assert all(row["matches"] for row in rows if row["kind"] == "clash")
    journeys = client.get("/en/files/compare/journeys.csv", params=COMPARE).text
    assert "travel," in journeys and "altitude," in journeys
    groups = client.get("/en/files/compare/groups.json", params=COMPARE).json()["rows"]
    toluca = [row for row in groups if row["club"] == "toluca"]
    assert [row["place"] for row in toluca] == [1, 2, 3, 4] and all(row["base_mean"] is None for row in toluca)
    assert sum(row["proposal_mean"] for row in toluca) == pytest.approx(1)
    trips = client.get("/en/files/compare/trips.json", params=COMPARE).json()["rows"]
    assert all({"inter-miami", "toluca"} & {row["host"], row["visitor"]} for row in trips) and len(trips) > 40
    drawn = client.get("/pt-BR/files/compare/trips.svg", params=COMPARE)
    assert drawn.status_code == 200 and ">Toluca<" in drawn.text and ">Flamengo<" in drawn.text
    met = client.get("/en/files/compare/opponents.json", params=COMPARE).json()["rows"]
    guest = next(row for row in met if row["club"] == "toluca")
    assert guest["base_mean"] is None and guest["proposal_low"] < guest["proposal_mean"] < guest["proposal_high"]
    assert guest["proposal_matches_flamengo"] > 0 and guest["base_matches_flamengo"] is None


def test_the_brief_says_what_the_calendar_says(client: TestClient) -> None:
    text = client.get("/pt-BR/files/compare/brief.html", params=COMPARE).text
    assert "não há espaço no calendário de 2026" in text and "Copa dos Campeões da Concacaf" in text


def test_a_club_has_its_year_as_page_chart_table_and_calendar_file(client: TestClient) -> None:
    text = whole(client, "/es-419/clubs/inter-miami")
    words = " ".join(Page(text).text().split())
    assert "Su año 2026" in words and "no se puede jugar" in words and "Fase de grupos" in words
    found = dict.fromkeys(re.findall(r'(?:href|src)="(/es-419/files/year/year\.[^"]+)"', text))
    files = {re.search(r"year\.(\w+)", one)[1]: client.get(html.unescape(one)) for one in found}  # type: ignore[index]
    assert {"svg", "png", "ics", "csv", "json"} <= set(files)
    assert all(got.status_code == 200 for got in files.values())
    assert "choque" in files["svg"].text and "fecha FIFA" in files["svg"].text
    assert files["ics"].headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(files["ics"].content).walk("VEVENT")
    rows = files["json"].json()["rows"]
    assert len(events) == len(rows) > 40
    assert len({event["UID"] for event in events}) == len(rows)
    assert {row["competition"] for row in rows} >= {"usa-mls", "conmebol-libertadores", "concacaf-champions"}


def test_the_year_of_a_guest_says_how_likely_its_clashes_are(client: TestClient) -> None:
    """As the comparison on the same page does; and its journeys are those whose place is known."""
    asked = {"club": "toluca", "of": "copa-libertadores-2026,mas-2026"}
    text = whole(client, "/en/clubs/toluca")
    page = Page(text).text()
    year = page[page.index("Its year, 2026") :]
    assert "at most" in year
    assert re.search(r"7,\d{3}\s*km, without \d+ matches whose place is not known", year)
    assert "--worlds" in year
    real = page_of(client, "/en/clubs/flamengo").text()
    assert not re.search(r"calendar check [^\n]*--worlds", real[real.index("Its year, 2026") :])
    assert client.get("/en/files/year/year.json", params=asked).status_code == 200


def test_a_member_plays_as_it_was_and_a_club_of_no_field_has_no_year(client: TestClient) -> None:
    page = page_of(client, "/en/clubs/flamengo")
    assert "Its year, 2026" in page.text() and "Flamengo – " in page.text()
    other = page_of(client, "/en/clubs/san-jose-earthquakes")
    assert "Its year" not in other.text()
    got = client.get("/en/files/year/year.ics", params={"club": "san-jose-earthquakes", "of": COMPARE["base"]})
    assert got.status_code == 404
    wrong = client.get("/en/files/year/year.ics", params={"club": "flamengo", "of": "../../etc"})
    assert wrong.status_code in (400, 404)
