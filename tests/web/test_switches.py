"""What a click does: choices that go idle, tables that are sorted, lines that are put in, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browser import CHROMIUM, Watched

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


def numbers(table: Any, column: int) -> list[float]:
    """Return what a column of a table is sorted by, top to bottom, without what is not known."""
    rows = table.locator("tbody tr").all()
    found = [row.locator("th, td").nth(column).get_attribute("data-sort") for row in rows]
    return [float(value) for value in found if value]


def test_room_goes_idle_where_it_is_no_choice(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/")
    seen.whole()
    assert page.locator("input[value=expand]").is_enabled()
    page.locator("input[value=second-round]").check()
    page.get_by_text("In the second round room is made another way").wait_for()
    assert page.locator("input[value=expand]").is_disabled()
    page.locator("input[value=group-stage]").check()
    page.get_by_text("In the second round room is made another way").wait_for(state="detached")
    page.locator("input[value=displace]").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**room=extra-round**")
    seen.whole()
    page.wait_for_function("document.activeElement.value === 'extra-round'")


def test_the_last_proposal_can_be_unticked(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/compare")
    seen.whole()
    assert page.locator("input[value=mas-2026]").is_checked()
    page.locator("input[value=mas-2026]").uncheck()
    page.locator("#answer", has_text="Choose a proposal").wait_for()
    assert page.locator("#answer .lead").count() == page.locator("#offered input:checked").count() == 0
    page.locator("input[value=mas-2026-expand]").check()
    page.locator("#answer .lead").wait_for()
    assert "proposal=mas-2026-expand" in page.url and "none" not in page.url
    seen.whole()


def test_a_table_with_two_rows_of_heads_is_sorted_by_the_column_below(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/compare")
    seen.whole()
    table = page.locator("table[data-sort]", has=page.locator("caption", has_text="each place of a group"))
    table.locator("thead tr").nth(1).locator("button").nth(1).click()
    found = numbers(table, 2)
    assert found == sorted(found, reverse=True) and found != sorted(numbers(table, 1), reverse=True)
    table.get_by_role("button", name="Club").click()
    table.get_by_role("button", name="Club").click()
    names = table.locator("tbody th a").all_inner_texts()
    assert names == sorted(names) and table.locator("[aria-sort]").count() == 1


def test_a_change_is_put_into_the_list_of_changes(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/write")
    field = page.locator("textarea")
    before = field.input_value()
    for name in ("remove-slot", "add-guest"):
        page.locator(f"button[data-insert*='{name}:']").click()
    kept, _, added = field.input_value().partition("changes:\n")
    assert kept == before.partition("changes:\n")[0]
    assert [line.split(":")[0] for line in added.splitlines()] == ["  - remove-slot", "  - add-guest"]
    page.locator(".problem").first.wait_for()
    assert "this is not YAML" not in page.locator("#said").inner_text()
    field.fill("kind: proposal\nchanges:\n- set: {path: a, value: 1}\n\n# the end\nnotes: [one]\n")
    page.locator("button[data-insert*='remove-slot:']").click()
    assert "value: 1}\n- remove-slot: {" in field.input_value() and field.input_value().endswith("notes: [one]\n")
    page.wait_for_url("**document=**")


def test_a_copied_link_says_so(seen: Watched) -> None:
    page = seen.page
    seen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/en/")
    seen.whole()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.locator("#status").inner_text() == "Copied"
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#share").input_value()
    page.get_by_role("button", name="Copy", exact=True).wait_for()


def test_one_line_is_said_of_a_new_answer(seen: Watched) -> None:
    page = seen.page
    page.goto("/en/")
    seen.whole()
    assert page.locator("#answer[aria-live], #answer [aria-live], #answer [role=status]").count() == 0
    before = page.locator("#answer .lead").inner_text()
    page.locator("input[value=expand]").check()
    page.locator("#answer .kicker", has_text="nine groups").wait_for()
    seen.whole()
    said = page.locator("#status").inner_text()
    assert said == page.locator("#answer .lead").inner_text() != before
