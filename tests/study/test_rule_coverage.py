"""The coverage of the rules: every edition of the library has a line, and so has every year without one."""

from __future__ import annotations

import pytest

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Format
from cupwright.rulebook import list_documents
from cupwright.study import rule_coverage as room
from cupwright.study.entries import Entry
from cupwright.study.register import Register


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = (
        Entry("cup-2001", "Cup 2001", "cup", 2001, "reproduced", checked_against="The Book of Cups"),
        Entry("cup-2003", "Cup 2003", "cup", 2003, "partial"),
        Entry("cup-2006", "Cup 2006", "cup", 2006, "differs"),
    )
    formats = [
        Format(name, name, "cup", "CONMEBOL", years, (), ())
        for name, years in (
            ("rules-2001-2004", (2001, 2004)),
            ("rules-2003", (2003, 2003)),
            ("rules-2006", (2006, 2099)),
        )
    ]
    monkeypatch.setattr(room, "register", lambda **_: Register(entries))
    monkeypatch.setattr(room, "_formats", lambda: formats)


def test_every_year_has_a_line(library: None) -> None:
    rows = room.rule_coverage()
    assert [(row.year, row.level, row.rules) for row in rows] == [
        (2001, "complete", "rules-2001-2004"),
        (2002, "format only", "rules-2001-2004"),
        (2003, "partial", "rules-2003"),
        (2004, "format only", "rules-2001-2004"),
        (2005, "missing", ""),
        (2006, "differs", "rules-2006"),
    ]
    assert rows[0].verified_against == "The Book of Cups"


def test_one_competition(library: None) -> None:
    assert len(room.rule_coverage("cup")) == 6
    with pytest.raises(CupwrightError, match="did you mean `cup`"):
        room.rule_coverage("cups")


def test_every_edition_of_the_library_is_in_the_register() -> None:
    editions = [name for name, path in list_documents().items() if path.parent.name == "editions"]
    assert sorted(row.edition for row in room.rule_coverage() if row.edition) == sorted(editions)
