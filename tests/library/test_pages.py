"""Every edition of the library can be shown: within a hundred columns, with names for ids, and on a whole page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from rich.console import Console

from cupwright.data.matches import fetched_together
from cupwright.data.places import clubs
from cupwright.report.season import season_page
from cupwright.report.season_html import season_html
from cupwright.rulebook import list_documents, load_edition
from cupwright.study.entries import entry_of
from cupwright.study.replaying import replay
from tests.report.pages import Page

EDITIONS = [name for name, path in list_documents().items() if path.parent.name == "editions"]
ORIGIN = {"version": "0", "facts_hash": "f", "documents_hash": "d", "command": "cupwright replay"}
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@pytest.fixture(scope="module", autouse=True)
def facts_at_once() -> Iterator[None]:
    with fetched_together(load_edition(name).results for name in EDITIONS):
        yield


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return {name: found.name for name, found in clubs().items()}


@pytest.mark.parametrize("name", [name for name in EDITIONS if load_edition(name).record.ties])
def test_an_edition_can_be_shown(name: str, names: dict[str, str]) -> None:
    played = replay(name)
    edition = played.edition
    console = Console(width=100, highlight=False, color_system=None)
    with console.capture() as caught:
        for part in season_page(played.season, edition.format, names):
            console.print(part)
    lines = caught.get().splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 100
    assert set(ID.findall(caught.get())) & set(edition.clubs) == set(), "a club stands by its id"
    page = Page(season_html(played, entry_of(played).to_dict(), names, ORIGIN))
    assert page.faults == []
    assert set(ID.findall(page.text())) & set(edition.clubs) == set(), "a club stands by its id"
    assert {reference[1:] for reference in page.references} <= set(page.ids)
