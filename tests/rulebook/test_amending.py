"""Proposals of a user: paths, formats, one on top of another, and what stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Format
from cupwright.rulebook import Proposal, amend, amend_format, diff, load, load_edition, places
from tests.rulebook.documents import write

AWAY_GOALS = """\
kind: proposal
id: away-goals
title: away goals again
amends: {amends}
changes:
  - set: {{path: stages.final.settle, value: [aggregate, extra-time, penalties]}}
  - set: {{path: stages.quarter-finals.settle, value: [aggregate, away-goals, penalties]}}
"""


def proposal(path: Path) -> Proposal:
    found = load(path)
    assert isinstance(found, Proposal)
    return found


def test_an_edition_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = load_edition(write(tmp_path))
    amended = amend(edition, proposal(tmp_path / "proposal.yaml"))
    assert amended.id == "tiny-2026+tiny-proposal"
    assert "inter-miami" in amended.clubs
    monkeypatch.chdir(tmp_path)
    here = load_edition("./edition.yaml")
    assert here == edition
    assert amend(here, proposal(tmp_path / "proposal.yaml")) == amended


def test_the_base_is_left_as_it_was(tmp_path: Path) -> None:
    edition = load_edition(write(tmp_path))
    amend(edition, proposal(tmp_path / "proposal.yaml"))
    assert edition == load_edition(tmp_path / "edition.yaml")


@pytest.mark.parametrize("amends", ["libertadores-2026", "copa-libertadores-2026"])
def test_a_format_or_an_edition_by_name(amends: str, tmp_path: Path) -> None:
    path = tmp_path / "away-goals.yaml"
    path.write_text(AWAY_GOALS.format(amends=amends), encoding="utf-8")
    base = load_edition("copa-libertadores-2026")
    lines = diff(base, amend(base, proposal(path)))
    assert lines == [
        "quarter-finals: settled by: aggregate, then away goals, then penalties (was aggregate, then penalties)"
    ]
    assert places(base, amend(base, proposal(path)), proposal(path)) == ()


def test_a_format_alone(tmp_path: Path) -> None:
    path = tmp_path / "away-goals.yaml"
    path.write_text(AWAY_GOALS.format(amends="libertadores-2026"), encoding="utf-8")
    format_ = load("libertadores-2026")
    assert isinstance(format_, Format)
    assert len(diff(format_, amend_format(format_, proposal(path)))) == 1
    path.write_text(path.read_text(encoding="utf-8") + "  - remove-slot: {slot: ARG 7, because: x}\n", encoding="utf-8")
    with pytest.raises(CupwrightError, match="a format has no slots"):
        load(path)


def test_one_on_top_of_another(tmp_path: Path) -> None:
    path = tmp_path / "away-goals.yaml"
    path.write_text(AWAY_GOALS.format(amends="copa-libertadores-2026"), encoding="utf-8")
    base, headline = load_edition("copa-libertadores-2026"), load("mas-2026")
    assert isinstance(headline, Proposal)
    both = amend(amend(base, headline), proposal(path))
    assert both.id == "copa-libertadores-2026+mas-2026+away-goals"
    assert set(diff(base, both)) == set(diff(base, amend(base, headline))) | set(
        diff(base, amend(base, proposal(path)))
    )


def test_a_proposal_cannot_be_amended(tmp_path: Path) -> None:
    path = tmp_path / "away-goals.yaml"
    path.write_text(AWAY_GOALS.format(amends="mas-2026"), encoding="utf-8")
    with pytest.raises(CupwrightError, match="only an edition or a format can be amended"):
        load(path)


def test_a_format_that_extends(tmp_path: Path) -> None:
    write(tmp_path)
    extended = """\
kind: format
id: tiny-later
title: A tiny cup, later
extends: ./format.yaml
years: [2031, 2040]
changes:
  - set: {path: stages.opening.settle, value: [aggregate, penalties]}
"""
    path = tmp_path / "later.yaml"
    path.write_text(extended, encoding="utf-8")
    base, later = load(tmp_path / "format.yaml"), load(path)
    assert isinstance(base, Format) and isinstance(later, Format)
    assert (later.id, later.years, later.competition) == ("tiny-later", (2031, 2040), "tiny-cup")
    assert diff(base, later) == [
        "opening: settled by: aggregate, then penalties (was aggregate, then away goals, then penalties)"
    ]
    path.write_text(extended.replace("[aggregate, penalties]", "[aggregate]"), encoding="utf-8")
    with pytest.raises(CupwrightError, match=r"later\.yaml:7  stages\.opening\.settle"):
        load(path)
    path.write_text(extended.replace("./format.yaml", "./later.yaml"), encoding="utf-8")
    with pytest.raises(CupwrightError, match="`tiny-later` extends itself"):
        load(path)


def test_a_new_member_is_ranked_where_the_proposal_says(tmp_path: Path) -> None:
    text = """\
kind: proposal
id: swap
title: a place goes from Brazil to Argentina, and another to a new club
amends: ./edition.yaml
changes:
  - remove-slot: {slot: BRA 3, drops-to: tiny-plate, because: Brazil gives a place}
  - add-slot: {slot: ARG 4, association: ARG, enters: opening, club: talleres-c, ranked-after: santos, because: more}
  - give-slot: {slot: ARG 1, club: racing-club, because: the champion withdrew}
"""
    edition = load_edition(write(tmp_path))
    path = tmp_path / "swap.yaml"
    path.write_text(text, encoding="utf-8")
    swap = proposal(path)
    amended = amend(edition, swap)
    assert amended.ranking == ("racing-club", "santos", "talleres-c", "boca-juniors", "flamengo", "lanus")
    assert {(line.what, line.club, line.because) for line in places(edition, amended, swap)} == {
        ("lost", "bahia", "swap: remove-slot BRA 3: Brazil gives a place"),
        ("lost", "river-plate-arg", "swap: give-slot ARG 1: the champion withdrew"),
        ("gained", "racing-club", "swap: give-slot ARG 1: the champion withdrew"),
        ("gained", "talleres-c", "swap: add-slot ARG 4: more"),
    }
    assert dict(amended.format.access.quotas)["BRA"] == (("opening", 1), ("group", 1))  # type: ignore[union-attr]
