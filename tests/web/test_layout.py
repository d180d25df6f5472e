"""How pages are laid out on a desk and on a phone: nothing is cut, broken or out of sight without a sign."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.asking import whole
from tests.web.browser import CHROMIUM, Watched

in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
FITS = "table => table.closest('.scroll').scrollWidth <= table.closest('.scroll').clientWidth"


def opened(chrome: Any, place: str, path: str, width: int, height: int = 900) -> Watched:
    watched = Watched(chrome, place, viewport={"width": width, "height": height})
    watched.page.goto(path)
    watched.whole()
    return watched


@in_a_browser
@pytest.mark.parametrize("path", ["/pt-BR/", "/es-AR/compare"])
def test_what_a_desk_shows(chrome: Any, place: str, path: str) -> None:
    page = opened(chrome, place, path, 1280).page
    button = page.locator(".switches button[type=submit]")
    box = button.bounding_box()
    assert box["y"] + box["height"] <= 900
    # The button is over the form, not under it: it takes the click where it stands.
    assert button.evaluate("button => document.elementFromPoint(...%s) === button" % [
        box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])  # fmt: skip
    # No word of a figure is broken: each of them would fit into the tile in one line.
    for tile in page.locator(".facts dd").all():
        assert tile.evaluate("dd => getComputedStyle(dd).overflowWrap") == "normal"
        assert tile.evaluate("dd => dd.scrollWidth <= dd.clientWidth + 1"), tile.inner_text()
    for table in page.locator("table.dense").all():
        assert table.evaluate(FITS), table.locator("caption").inner_text()
    page.context.close()


@in_a_browser
@pytest.mark.parametrize("path", ["/es-AR/", "/pt-BR/compare", "/es-AR/ratings/gap"])
def test_what_a_phone_shows(chrome: Any, place: str, path: str) -> None:
    page = opened(chrome, place, path, 390).page
    for table in page.locator(".scroll > table").all():
        caption = table.locator("caption").bounding_box()
        assert caption is None or caption["x"] + caption["width"] <= 390, table.locator("caption").inner_text()
    for place_of in page.locator(".scroll").all():
        assert "gradient" in place_of.evaluate("place => getComputedStyle(place).backgroundImage")
    for table in page.locator(
        "table", has=page.locator("caption", has_text=re.compile("Cha?nce de|Probabilidad del"))
    ).all():
        assert table.evaluate(FITS)
    for head in page.locator(".scroll tbody th:first-child").all()[:60]:
        assert head.bounding_box() is None or head.bounding_box()["width"] >= 90
    page.context.close()


def test_no_line_ends_within_an_interval(client: TestClient) -> None:
    text = whole(client, "/pt-BR/compare?proposal=mas-2026,mas-2026-expand")
    assert re.search(r"\d–\u2060\d[\d,]*%", text)
    assert not re.search(r"\d–[<>]?\d[\d.,]*%", re.sub(r"<[^>]*>", "", text).replace("–\u2060", "-"))


def test_a_document_to_edit_stays_as_it_is(client: TestClient) -> None:
    text = "kind: proposal\n# a chance of 4–20%\n"
    page = client.get(client.post("/en/write", data={"text": text}).headers["location"]).text
    assert "a chance of 4–20%" in page.partition("<textarea")[2].partition("</textarea>")[0]


@pytest.mark.parametrize("name", ["sensitivity", "title", "change"])
def test_names_of_a_chart_are_whole_on_a_phone(name: str) -> None:
    from cupwright.report import charts

    span = {"mean": 5.0, "low": 1.0, "high": 9.0}
    long = ["sem confrontos entre confederações", "Independiente del Valle (convidado)"]
    clubs = ["Algum convidado", "Inter Miami", "Toluca"]
    drawn = {
        "sensitivity": lambda: charts.sensitivity_chart(
            [{"setting": one, "club": club, **span} for one in long for club in clubs], narrow=True),
        "title": lambda: charts.title_chart([{"club": one, "side": "As it is", **span} for one in long], narrow=True),
        "change": lambda: charts.difference_chart([{"club": one, **span} for one in long], narrow=True),
    }[name]()  # fmt: skip
    svg = charts.render_svg(drawn, "")
    assert "…" not in svg
    assert all(word in svg for one in long for word in one.split())
    if name == "sensitivity":
        assert all(club in svg for club in clubs)
