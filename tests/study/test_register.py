"""The register of replays: places of entry, families of stages, and what a verdict rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cupwright.errors import CupwrightError, Problem
from cupwright.football.access import Access, Slot
from cupwright.football.competitions import Edition, Irregular, Record
from cupwright.rulebook import load_edition
from cupwright.study.entries import Entry, entry_of, failed_entry
from cupwright.study.entry_places import access_share
from cupwright.study.register import chosen_editions
from cupwright.study.replaying import replay
from cupwright.study.stages import stages_meant


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition("copa-libertadores-2015")


def with_access(edition: Edition, slots: str, quotas: dict[str, int], holders: int = 0) -> Edition:
    """Return an edition with slots of associations such as ``"ARG ARG BRA"``, all at one stage."""
    held = tuple(Slot(f"S{number}", code, "final", f"club-{number}") for number, code in enumerate(slots.split()))
    access = Access(tuple((code, (("final", places),)) for code, places in quotas.items()), (("final", holders),))
    return replace(edition, slots=held, format=replace(edition.format, access=access))


def test_slots_against_the_access_list(edition: Edition) -> None:
    assert access_share(with_access(edition, "ARG ARG BRA", {"ARG": 2, "BRA": 1})) == (3, 3)
    assert access_share(with_access(edition, "ARG ARG ARG", {"ARG": 2}, holders=1)) == (3, 3)
    assert access_share(with_access(edition, "ARG ARG ARG", {"ARG": 2})) == (2, 3), "a slot too many"
    assert access_share(with_access(edition, "ARG BRA", {"ARG": 2, "BRA": 1})) == (2, 3), "a slot too few"
    assert access_share(with_access(edition, "ARG BRA", {"ARG": 2})) == (1, 2), "of another association"
    assert access_share(replace(edition, format=replace(edition.format, access=None))) == (0, 0)


def test_words_for_stages(edition: Edition) -> None:
    rules = edition.format
    assert stages_meant(rules, "final") == ("final",)
    assert stages_meant(rules, "round") == ("round-of-16",)
    knockout = ("round-of-16", "quarter-finals", "semi-finals", "final")
    assert stages_meant(rules, "play-offs") == stages_meant(rules, "knockout") == knockout
    assert stages_meant(rules, "qualifying") == ("first-stage",)
    with pytest.raises(CupwrightError, match="it begins: first-stage, final"):
        stages_meant(rules, "fi")
    with pytest.raises(CupwrightError, match="families of stages"):
        stages_meant(rules, "")


def test_an_entry_survives_the_disk(edition: Edition) -> None:
    entry = entry_of(replay(edition))
    assert entry.status == "reproduced"
    assert Entry.from_dict(entry.to_dict()) == entry
    assert entry.checked_against.startswith("openfootball")


def test_a_record_that_is_not_complete_is_no_reproduction(edition: Edition) -> None:
    less = replace(edition, record=replace(edition.record, complete=False))
    entry = entry_of(replay(less))
    assert (entry.status, entry.missing) == ("partial", ("the official record does not hold everything",))
    bare = entry_of(replay(replace(edition, record=Record())))
    assert bare.status == "partial" and bare.missing[-1] == "no official record to check against"


def test_a_winner_that_was_given_is_listed_and_not_counted(edition: Edition) -> None:
    clubs = ("tigres-uanl", "river-plate-arg")
    walked = Irregular("walkover", "final", clubs, winner="river-plate-arg")
    entry = entry_of(replay(replace(edition, irregular=(*edition.irregular, walked))))
    assert entry.ties == (20, 20) and entry.status == "reproduced"
    assert "a walkover" in entry.missing[0]


def test_an_edition_that_cannot_be_replayed(edition: Edition) -> None:
    error = CupwrightError([Problem("places", "too many", facts=("3 for 2",)), Problem("stage", "unknown")])
    entry = failed_entry("cup-2004", error)
    assert (entry.status, entry.competition, entry.year) == ("error", "cup", 2004)
    assert entry.differences == ("too many (3 for 2)", "unknown")
    nothing = failed_entry("x", CupwrightError.of("unknown-edition", "the facts have no match"), edition)
    assert (nothing.status, nothing.missing) == ("partial", ("the facts have no match",))
    assert failed_entry("x", ZeroDivisionError("0")).differences == ("a defect: ZeroDivisionError: 0",)


def test_a_document_that_cannot_be_read_has_an_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    from cupwright import rulebook

    whole = rulebook.load_edition

    def load(name: str, clubs: Any = None) -> Edition:
        if name == "copa-libertadores-2016":
            raise CupwrightError.of("yaml", "this is not YAML")
        return whole(name, clubs)

    monkeypatch.setattr(rulebook, "load_edition", load)
    editions, failed = chosen_editions(["copa-libertadores"], 2015, 2017)
    assert [found.id for found in editions] == ["copa-libertadores-2015", "copa-libertadores-2017"]
    assert [(found.edition, found.status) for found in failed] == [("copa-libertadores-2016", "error")]
