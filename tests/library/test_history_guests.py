"""The guests of the histories against the facts: champions of MLS and Liga MX, tables of the Apertura."""

from __future__ import annotations

import pytest

from cupwright.data.matches import edition_matches
from cupwright.data.places import clubs
from cupwright.data.standings import standings
from cupwright.football.matches import Match
from cupwright.rulebook import list_documents, load_edition, load_history

HISTORY = load_history("guests-2017-2026").tree
ROLES = HISTORY["roles"]
YEARS = range(2017, 2027)


def guest(role: str, year: int) -> str:
    club: str = ROLES[role]["clubs"][str(year)]["club"]
    return club


def winner(match: Match) -> str:
    home, away = match.penalties or match.extra_time or match.official or (0, 0)
    assert home != away
    return match.home if home > away else match.away


@pytest.mark.parametrize("year", YEARS)
def test_the_winner_of_mls_cup_is_that_of_the_last_match_of_the_season(year: int) -> None:
    assert guest("mls-cup", year) == winner(edition_matches("usa-mls", str(year - 1))[-1])


@pytest.mark.parametrize("year", YEARS)
def test_the_winner_of_the_campeon_de_campeones_is_on_record(year: int) -> None:
    name = f"campeon-de-campeones-{year - 1}"
    if year == 2021:
        assert name not in list_documents(), "it was not played in 2020"
        assert guest("campeon-de-campeones", year) == guest("apertura", year)
    else:
        assert guest("campeon-de-campeones", year) == load_edition(name).record.champion


@pytest.mark.parametrize("year", range(2017, 2026))
def test_champions_of_both_halves_won_the_finals(year: int) -> None:
    for role, season, stage in (
        ("apertura", f"{year - 1}-{year % 100}", "apertura-play-offs"),
        ("clausura", f"{year - 2}-{(year - 1) % 100}", "clausura-play-offs"),
    ):
        final = [m for m in edition_matches("mex-liga-mx", season) if m.stage == stage and m.round == "final"]
        if str(year) not in ROLES[role]["clubs"]:
            assert not final, "the Clausura 2020 was broken off"
            continue
        goals = dict.fromkeys((final[0].home, final[0].away), 0)
        for match in final:
            score = match.extra_time or match.official or (0, 0)
            goals[match.home] += score[0]
            goals[match.away] += score[1]
        first, second = sorted(goals, key=lambda club: -goals[club])
        won = first if goals[first] > goals[second] else winner(final[-1])
        assert guest(role, year) == won


@pytest.mark.parametrize("year", range(2017, 2026))
def test_the_best_of_the_apertura_outside_the_champions_cup(year: int) -> None:
    """The table is made from the facts; the entrants of the Champions Cup are those that played in it."""
    season = f"{year - 1}-{year % 100}"
    regular = [m for m in edition_matches("mex-liga-mx", season) if m.stage == "apertura"]
    per_club = max(sum(club in (m.home, m.away) for m in regular) for club in {m.home for m in regular})
    table = standings(
        [{"competition": "mex-liga-mx", "edition": season, "matches": per_club}],
        ("points", "goal-difference", "goals-for"),
    )
    champions = "2016-17" if year == 2017 else str(year)
    abroad = {club for m in edition_matches("concacaf-champions", champions) for club in (m.home, m.away)}
    best = [club for club in table if club not in abroad][:3]
    assert [guest(f"apertura-table-{k}", year) for k in (1, 2, 3)] == best


def test_every_guest_is_a_club_of_its_association() -> None:
    known = clubs()
    seen = 0
    for role in ROLES.values():
        for one in role["clubs"].values():
            assert known[one["club"]].country == one["association"]
            seen += 1
    assert seen >= 60


def test_the_winners_of_the_copa_do_brasil_did_not_come_by_the_table() -> None:
    """Where the cup's winner holds a direct place, it is named among the titles (or is the holder)."""
    seen = 0
    for year in range(2017, 2025):
        matches = edition_matches("bra-copa-do-brasil", str(year - 1))
        final = [match for match in matches if match.round == "final"][-2:]
        assert len(final) == 2
        goals = {final[0].home: 0, final[0].away: 0}
        for match in final:
            goals[match.home] += (match.official or (0, 0))[0]
            goals[match.away] += (match.official or (0, 0))[1]
        first, second = sorted(goals, key=lambda club: -goals[club])
        won = first if goals[first] > goals[second] else winner(final[-1])
        titles = HISTORY["orders"]["BRA"]["years"][str(year)].get("titles", [])
        assert won in (*titles, load_edition(f"copa-libertadores-{year}").title_holder)
        seen += 1
    assert seen == 8
