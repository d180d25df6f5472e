"""The laboratory in a browser: switches, results, links, languages, downloads; and nothing asked of anybody else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.browser import CHROMIUM, Watched

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
MATCH = "semi-finals:fluminense:palmeiras:1"


def _ledger(page: Any) -> list[str]:
    return [text.split()[0] for text in page.locator("#answer table.stack tbody tr td:first-child").all_inner_texts()]


def test_a_switch_moves_the_answer_and_the_address(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/")
    seen.whole()
    assert _ledger(page).count("Out") == 2
    page.locator("input[value=expand]").check()
    page.wait_for_url("**room=expand**")
    page.locator("#answer .kicker", has_text="nine groups").wait_for()
    seen.whole()
    assert "Out" not in _ledger(page)
    page.go_back()
    page.locator("#answer .mark.lost").first.wait_for()


def test_a_result_moves_the_odds(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/editions/copa-libertadores-2026/odds")
    seen.whole()
    assert page.locator("#answer td small").count() == 0
    field = page.locator(f'input[name="result.{MATCH}"]')
    field.fill("4-0")
    field.press("Tab")
    page.locator("#answer td small.up").first.wait_for()
    seen.whole()
    row = page.locator("#answer tbody tr", has_text="Fluminense")
    assert re.search(r"\+\d", row.locator("td small").last.inner_text())


def test_a_shared_link_shows_the_same_page(seen: Watched, chrome: Any, place: str) -> None:
    page = seen.page
    page.goto("/en/question?entry=second-round")
    seen.whole()
    link = page.locator("#share").input_value()
    assert link.startswith(place) and "stamp=" in link
    lead = page.locator("#answer .lead").inner_text()
    rows = page.locator("#answer table").all_inner_texts()
    other = Watched(chrome, place)
    other.page.goto(link)
    assert other.page.locator("#answer .lead").inner_text() == lead
    assert other.page.locator("#answer table").all_inner_texts() == rows
    other.context.close()


def test_the_language_changes_and_the_question_stays(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/question?room=extra-round")
    page.locator('.tongues a[lang="pt-BR"]').click()
    page.wait_for_url("**/pt-BR/question?room=extra-round")
    assert page.locator("html").get_attribute("lang") == "pt-BR"
    assert page.locator('input[value="extra-round"]').is_checked()
    seen.whole()


def test_a_table_is_sorted_by_a_click_and_saved(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/")
    seen.whole()
    table = page.locator("table[data-sort]").first
    head = table.locator("th", has_text="Change").first
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert "Toluca" in table.locator("tbody tr").first.inner_text()
    with page.expect_download() as saved:
        page.locator(".downloads a", has_text="CSV").first.click()
    assert saved.value.path().read_text().startswith("# Cupwright")


def test_a_bad_document_is_answered_line_by_line(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/write?from=mas-2026")
    seen.whole()
    assert page.locator(".good").is_visible()
    page.locator("textarea").fill(page.locator("textarea").input_value().replace("slot: BRA 7", "slot: BRA 77"))
    page.locator(".problem", has_text="BRA 77").first.wait_for()
    assert "Line" in page.locator(".problem").first.inner_text()
    assert "document=" in page.url
    assert page.locator("textarea").evaluate("field => field === document.activeElement")


def _enlivened(page: Any) -> Any:
    """Bring the first chart of a page to life; return its figure."""
    figure = page.locator("figure").filter(has=page.locator("[data-explore]")).first
    figure.locator("[data-explore]").click()
    figure.locator("[aria-pressed=true]").wait_for(timeout=60_000)
    return figure


def test_a_chart_comes_alive_and_tells_the_number_of_the_table(seen: Watched) -> None:
    page = seen.page
    page.goto("/es-AR/")
    seen.whole()
    figure = _enlivened(page)
    assert not figure.locator("picture").is_visible() and figure.locator(".live svg").is_visible()
    row = page.locator("table[data-sort] tbody tr", has_text="Toluca").first
    value, span = row.locator("td").nth(1).inner_text().replace("\u2060", "").split()
    page.keyboard.press("Home")
    for _ in range(40):
        if figure.locator(".tip strong").inner_text().startswith("Toluca"):
            break
        page.keyboard.press("ArrowDown")
    told = figure.locator(".tip span").inner_text()
    assert re.fullmatch(r"Con la propuesta: \d+,\d% \(.*\)", told)
    assert told.endswith(f": {value}% ({span})")
    assert figure.locator("[role=status]").inner_text().endswith(told)
    page.keyboard.press("Escape")
    assert not figure.locator(".tip").is_visible()
    mark = figure.locator(".mark-symbol.role-mark path").nth(1)
    mark.hover()
    assert figure.locator(".tip strong").inner_text() == "Palmeiras"
    page.emulate_media(media="print")
    assert figure.locator("picture").is_visible() and not figure.locator(".live").is_visible()
    assert page.locator("table[data-sort] th", has_text="Club").first.inner_text() == "Club"
    page.emulate_media(media="screen")
    figure.locator("[data-explore]").click()
    figure.locator("[aria-pressed=false]").wait_for()
    assert figure.locator("picture").is_visible() and figure.locator(".live").count() == 0


@pytest.mark.parametrize(("scheme", "path"), [("light", "/en/embed/question"), ("dark", "/en/question")])
def test_a_live_chart_fits_a_phone(chrome: Any, place: str, scheme: str, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(chrome, place, viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True)
    page = watched.page
    page.goto(path)
    watched.whole()
    figure = _enlivened(page)
    figure.locator(".mark-symbol.role-mark path").first.tap()
    assert figure.locator(".tip strong").inner_text() == "Palmeiras"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page).response["violations"] == []
    watched.context.close()
    assert watched.others == [] and watched.errors == []


def test_without_the_library_the_picture_stays(chrome: Any, place: str) -> None:
    watched = Watched(chrome, place)
    page = watched.page
    watched.context.route("**/static/vega-*", lambda route: route.fulfill(status=503))
    page.goto("/en/")
    watched.whole()
    figure = page.locator("figure").first
    figure.locator("[data-explore]").click()
    page.get_by_text("This chart cannot be explored now.").wait_for()
    figure.locator("picture").wait_for()
    watched.context.close()


NARROW = ["", "compare", "editions/copa-libertadores-2015", "editions/copa-libertadores-2026/odds",
          "write?from=mas-2026", "ratings", "data"]  # fmt: skip


@pytest.mark.parametrize("path", NARROW)
def test_a_phone_shows_no_page_sideways(chrome: Any, place: str, path: str) -> None:
    watched = Watched(chrome, place, viewport={"width": 390, "height": 844})
    watched.page.goto(f"/es-419/{path}")
    watched.whole()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
    watched.context.close()
    assert watched.others == [] and watched.errors == []


def test_all_of_it_works_without_a_script(chrome: Any, place: str) -> None:
    watched = Watched(chrome, place, java_script_enabled=False)
    page = watched.page
    page.goto("/en/")
    for _ in range(20):
        if page.locator("[data-events]").count() == 0:
            break
        page.wait_for_timeout(500)
        page.reload()
    assert page.locator("figure picture").first.is_visible() and page.locator("[data-explore]").count()
    assert not page.locator("[data-explore]").first.is_visible()
    page.locator('input[value="expand"]').check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_load_state()
    assert "room=expand" in page.url
    assert page.locator("#answer .lead").count() == 1 and page.locator("#answer .mark.lost").count() == 0
    page.goto("/en/write?from=mas-2026")
    page.locator("textarea").fill("kind: proposal\n")
    page.get_by_role("button", name="Check and compare").click()
    page.locator(".problem").first.wait_for()
    watched.context.close()
    assert watched.others == []


def test_the_keyboard_gets_everywhere(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.locator("main:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**entry=second-round**")
    seen.whole()


@pytest.mark.parametrize("path", [
    "/en/", "/pt-BR/compare", "/en/editions/copa-libertadores-2026", "/en/editions/copa-libertadores-2026/odds",
    "/en/clubs/toluca", "/en/ratings", "/en/scoreboard", "/en/write", "/en/data",
])  # fmt: skip
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(chrome: Any, place: str, path: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(chrome, place, color_scheme=scheme)
    # The first page of a club waits for its ratings of many years.
    watched.page.goto(path, timeout=120_000)
    watched.page.wait_for_selector("[data-events]", state="detached", timeout=60_000)
    found = Axe().run(watched.page).response
    assert len(found["passes"]) > 10
    assert [
        (rule["id"], node["target"], node["failureSummary"]) for rule in found["violations"] for node in rule["nodes"]
    ] == []
    watched.context.close()
