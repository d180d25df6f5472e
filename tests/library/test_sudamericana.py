"""What the rules of the Copa Sudamericana give, held against lists that were published before the matches."""

from __future__ import annotations

from dataclasses import replace

import pytest

import cupwright as cw
from cupwright.engine import verify
from cupwright.football.competitions import Edition, Format, TieStage
from cupwright.football.outcomes import Season, TieOutcome
from cupwright.rulebook import load_edition

# Best winners of the first stage, which were put with the clubs out of the Copa Libertadores and hosted the second leg.
BEST_SIX = {
    2018: {"colon", "sport-huancayo", "deportes-temuco", "cerro", "el-nacional", "botafogo"},  # Wikipedia
    2019: {"colon", "independiente-arg", "botafogo", "macara", "deportivo-santani", "cerro"},  # FM Chalet, May 2019
    2020: {"bahia", "huachipato", "deportivo-cali", "emelec", "liverpool", "river-plate-uru"},  # RedGol, 28 Feb 2020
}
NORTH = {"BRA", "COL", "ECU", "PER", "VEN"}


def season_of(year: int) -> Season:
    return cw.replay(f"copa-sudamericana-{year}").season


def ties_of(season: Season, stage: str) -> list[TieOutcome]:
    return [tie for tie in season.ties if tie.stage == stage]


def by_seeding(season: Season, stage: str) -> list[str]:
    """Return the clubs of a stage by their seeding numbers."""
    return [
        club
        for _, club in sorted(pair for t in ties_of(season, stage) for pair in zip(t.seeding, t.clubs, strict=True))
    ]


def associations(edition: Edition) -> dict[str, str]:
    return {slot.club: slot.association for slot in edition.slots}


@pytest.mark.parametrize("year", BEST_SIX)
def test_the_six_best_of_the_first_stage_are_those_published(year: int) -> None:
    hosts = {tie.clubs[1] for tie in ties_of(season_of(year), "second-round")}
    dropped = {slot.club for slot in load_edition(f"copa-sudamericana-{year}").slots if slot.via}
    assert dropped < hosts
    assert hosts - dropped == BEST_SIX[year]


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_second_leg_was_in_the_north_in_odd_ties_only(year: int) -> None:
    """The ties stand in the order drawn, so that who is named second there follows from their numbers."""
    edition = load_edition(f"copa-sudamericana-{year}")
    code = associations(edition)
    (draw,) = [draw for draw in edition.draws if draw.stage == "first-round"]
    assert [code[second] in NORTH for _, second in draw.members] == [number % 2 == 1 for number in range(1, 23)]
    assert all((code[first] in NORTH) != (code[second] in NORTH) for first, second in draw.members)


@pytest.mark.parametrize("year", range(2012, 2017))
def test_argentines_met_argentines_and_brazilians_brazilians(year: int) -> None:
    edition = load_edition(f"copa-sudamericana-{year}")
    code = associations(edition)
    pairs = [tuple(sorted(code[club] for club in tie.clubs)) for tie in ties_of(season_of(year), "second-round")]
    assert (pairs.count(("ARG", "ARG")), pairs.count(("BRA", "BRA"))) == (3, 4)
    assert sum(bool({"ARG", "BRA"} & set(pair)) for pair in pairs) == 7


@pytest.mark.parametrize(
    ("year", "pair"), [(2013, {"sao-paulo", "ponte-preta"}), (2015, {"river-plate-arg", "huracan"})]
)
def test_clubs_of_one_association_were_made_to_meet_in_the_semi_finals(year: int, pair: set[str]) -> None:
    (tie,) = [tie for tie in ties_of(season_of(year), "semi-finals") if set(tie.clubs) == pair]
    assert tie.paired_by == "must-meet-association"


def test_the_seedings_of_2021_and_2023_are_those_published() -> None:
    # Wikipedia, 2021 Copa Sudamericana final stages.
    assert by_seeding(season_of(2021), "round-of-16")[:8] == [
        "gremio", "athletico-paranaense", "independiente-arg", "penarol", "libertad", "red-bull-bragantino",
        "rosario-central", "arsenal-de-sarandi",
    ]  # fmt: skip
    # Prensa de Colombia, Jul 2023.
    season = season_of(2023)
    assert by_seeding(season, "round-of-16")[:8] == [
        "sao-paulo", "newell-s-old-boys", "fortaleza", "defensa-y-justicia", "red-bull-bragantino", "ldu-quito",
        "goias", "guarani-par",
    ]  # fmt: skip
    assert by_seeding(season, "knockout-play-offs") == [
        "estudiantes-lp", "audax-italiano", "botafogo", "america-mineiro", "tigre", "universitario", "emelec",
        "san-lorenzo", "independiente-medellin", "sporting-cristal", "corinthians", "libertad", "colo-colo",
        "patronato", "nublense", "barcelona-sc",
    ]  # fmt: skip


def with_away_goals(rules: Format) -> Format:
    """Return the rules with away goals in every tie of two legs before the final, as they stood until 2021."""
    stages = [
        replace(stage, settle=("aggregate", "away-goals", "penalties"))
        if isinstance(stage, TieStage) and stage.legs == 2
        else stage
        for stage in rules.stages
    ]
    return replace(rules, stages=tuple(stages))


def test_away_goals_would_have_put_the_champion_of_2023_out() -> None:
    edition = load_edition("copa-sudamericana-2023")
    played = cw.replay(replace(edition, format=with_away_goals(edition.format)))
    (tie,) = [tie for tie in ties_of(played.season, "round-of-16") if set(tie.clubs) == {"ldu-quito", "nublense"}]
    assert (tie.winner, tie.decided_by) == ("nublense", "away-goals")
    assert not played.agrees


@pytest.mark.parametrize("year", [2007, 2008])
def test_a_winner_of_a_shootout_that_nobody_scored_is_not_counted(year: int) -> None:
    edition = load_edition(f"copa-sudamericana-{year}")
    stated = [fact for fact in edition.irregular if fact.what == "advanced"]
    checked = verify(cw.replay(edition).season, edition.record)
    assert len(stated) == 2
    assert (checked.winners.right, checked.winners.total) == (31, 31)
    assert sum("the shoot-out is not known" in line for line in checked.given) == 2


def test_chapecoense_are_champions_without_a_final() -> None:
    season = season_of(2016)
    (final,) = ties_of(season, "final")
    assert final.winner == season.champion == "chapecoense"
    assert final.decided_by == "advanced"
    assert not any(leg for leg in final.legs)
