"""Clubs that went out of the Copa Libertadores are those that came into the Copa Sudamericana of the year.

The slots of the one are held against the berths that the replay of the other gives: two documents that know nothing of
each other, and the results between them.
"""

from __future__ import annotations

import re

import pytest

import cupwright as cw
from cupwright.football.competitions import Edition
from cupwright.rulebook import load_edition

YEARS = range(2017, 2025)
THIRD = re.compile(r"^third in group (\w+) of the Copa Libertadores (\d{4})$")
LOSER = re.compile(r"^(?:one of the two best losers|loser) of the third round of the Copa Libertadores (\d{4})$")


def dropped(edition: Edition) -> dict[str, set[str]]:
    """Return the clubs out of the Copa Libertadores by the stage at which they enter."""
    found: dict[str, set[str]] = {}
    for slot in edition.slots:
        if "Copa Libertadores" in slot.via:
            found.setdefault(slot.enters, set()).add(slot.club)
    return found


@pytest.mark.parametrize("year", YEARS)
def test_the_slots_are_the_berths_of_the_libertadores(year: int) -> None:
    berths = cw.replay(f"copa-libertadores-{year}").season.berths
    given = [set(berth.clubs) for berth in berths if berth.award.startswith("sudamericana-")]
    entered = dropped(load_edition(f"copa-sudamericana-{year}"))
    assert sorted(map(sorted, given)) == sorted(map(sorted, entered.values()))


def test_sixty_four_third_placed_clubs_in_eight_years_came_as_they_say() -> None:
    right = 0
    for year in YEARS:
        season = cw.replay(f"copa-libertadores-{year}").season
        thirds = {(line.group, line.club) for line in season.placings if line.place == 3}
        edition = load_edition(f"copa-sudamericana-{year}")
        said = [(match, slot.club) for slot in edition.slots if (match := THIRD.match(slot.via))]
        assert all(int(match[2]) == year for match, _ in said)
        right += len(thirds & {(match[1], club) for match, club in said})
    assert right == 64


@pytest.mark.parametrize("year", YEARS)
def test_losers_of_the_third_round_came_as_they_say(year: int) -> None:
    season = cw.replay(f"copa-libertadores-{year}").season
    lost = {club for tie in season.ties if tie.stage == "third-round" for club in tie.clubs if club != tie.winner}
    said = [(LOSER.match(slot.via), slot.club) for slot in load_edition(f"copa-sudamericana-{year}").slots]
    came = {club for match, club in said if match is not None and int(match[1]) == year}
    assert came <= lost
    assert len(came) == (2 if year < 2021 else 4)


@pytest.mark.parametrize("year", range(2021, 2025))
def test_third_placed_clubs_are_ranked_by_their_record(year: int) -> None:
    """Their order in the document, by which they are seeded, is that of their points, goals and goals away."""
    season = cw.replay(f"copa-libertadores-{year}").season
    rows = {line.club: line.row for line in season.placings if line.place == 3}
    edition = load_edition(f"copa-sudamericana-{year}")
    order = [club for club in edition.ranking if club in rows]

    def record(club: str) -> tuple[int, int, int, int]:
        row = rows[club]
        return row.points, row.goals_for - row.goals_against, row.goals_for, row.away_goals

    assert len(order) == 8
    assert [record(club) for club in order] == sorted(map(record, order), reverse=True)
