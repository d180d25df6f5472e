"""MLS 2011-2025: who won the Supporters' Shield and MLS Cup, every best of three, and what each rule is good for."""

from __future__ import annotations

from dataclasses import replace

import pytest

import cupwright as cw
from cupwright.engine import verify
from cupwright.football.competitions import Edition, LeagueStage, TieStage
from cupwright.football.outcomes import KnownScore, TieOutcome
from cupwright.rulebook import load_edition
from cupwright.study import known as known_module

# Year -> Supporters' Shield, MLS Cup: GIVEMESPORT, 27 Nov 2024, and NBC Sports, 2 Dec 2024; the last finals and the
# Shield of 2025: mlssoccer.com, 8 Dec 2025.
TROPHIES = {
    2011: ("la-galaxy", "la-galaxy"),
    2012: ("san-jose-earthquakes", "la-galaxy"),
    2013: ("new-york-red-bulls", "sporting-kansas-city"),
    2014: ("seattle-sounders", "la-galaxy"),
    2015: ("new-york-red-bulls", "portland-timbers"),
    2016: ("fc-dallas", "seattle-sounders"),
    2017: ("toronto-fc", "toronto-fc"),
    2018: ("new-york-red-bulls", "atlanta-united"),
    2019: ("los-angeles-fc", "seattle-sounders"),
    2020: ("philadelphia-union", "columbus-crew"),
    2021: ("new-england-revolution", "new-york-city-fc"),
    2022: ("los-angeles-fc", "los-angeles-fc"),
    2023: ("fc-cincinnati", "columbus-crew"),
    2024: ("inter-miami", "la-galaxy"),
    2025: ("philadelphia-union", "inter-miami"),
}

# Best of three: host of matches 1 and 3, the other club, matches played, winner (Wikipedia, 2023 and 2024 MLS Cup
# playoffs; mlssoccer.com, Oct and Nov 2025).
SERIES = {
    2023: [
        ("fc-cincinnati", "new-york-red-bulls", 2, "fc-cincinnati"),
        ("orlando-city", "nashville-sc", 2, "orlando-city"),
        ("columbus-crew", "atlanta-united", 3, "columbus-crew"),
        ("philadelphia-union", "new-england-revolution", 2, "philadelphia-union"),
        ("st-louis-city-sc", "sporting-kansas-city", 2, "sporting-kansas-city"),
        ("seattle-sounders", "fc-dallas", 3, "seattle-sounders"),
        ("los-angeles-fc", "vancouver-whitecaps", 2, "los-angeles-fc"),
        ("houston-dynamo", "real-salt-lake", 3, "houston-dynamo"),
    ],
    2024: [
        ("inter-miami", "atlanta-united", 3, "atlanta-united"),
        ("columbus-crew", "new-york-red-bulls", 2, "new-york-red-bulls"),
        ("fc-cincinnati", "new-york-city-fc", 3, "new-york-city-fc"),
        ("orlando-city", "charlotte-fc", 3, "orlando-city"),
        ("los-angeles-fc", "vancouver-whitecaps", 3, "los-angeles-fc"),
        ("la-galaxy", "colorado-rapids", 2, "la-galaxy"),
        ("real-salt-lake", "minnesota-united", 2, "minnesota-united"),
        ("seattle-sounders", "houston-dynamo", 2, "seattle-sounders"),
    ],
    2025: [
        ("philadelphia-union", "chicago-fire", 2, "philadelphia-union"),
        ("fc-cincinnati", "columbus-crew", 3, "fc-cincinnati"),
        ("inter-miami", "nashville-sc", 3, "inter-miami"),
        ("charlotte-fc", "new-york-city-fc", 3, "new-york-city-fc"),
        ("san-diego-fc", "portland-timbers", 3, "san-diego-fc"),
        ("vancouver-whitecaps", "fc-dallas", 2, "vancouver-whitecaps"),
        ("los-angeles-fc", "austin-fc", 2, "los-angeles-fc"),
        ("minnesota-united", "seattle-sounders", 3, "minnesota-united"),
    ],
}


def edition_of(year: int) -> Edition:
    return load_edition(f"mls-{year}")


def order_of(year_or_edition: int | Edition, table: str) -> list[str]:
    edition = edition_of(year_or_edition) if isinstance(year_or_edition, int) else year_or_edition
    season = cw.replay(edition).season
    return [line.club for line in sorted(season.placings, key=lambda line: line.place) if line.group == table]


def tie_of(edition: Edition, stage: str, *clubs: str) -> TieOutcome:
    (tie,) = [tie for tie in cw.replay(edition).season.ties if tie.stage == stage and set(tie.clubs) == set(clubs)]
    return tie


def ranked_by(edition: Edition, *tiebreak: str) -> Edition:
    """Return the edition with other criteria for the tables."""
    stages = tuple(
        replace(stage, tiebreak=tiebreak) if isinstance(stage, LeagueStage) else stage
        for stage in edition.format.stages
    )
    return replace(edition, format=replace(edition.format, stages=stages))


@pytest.mark.parametrize("year", TROPHIES)
def test_the_trophies_of_every_year(year: int) -> None:
    shield, cup = TROPHIES[year]
    played = cw.replay(edition_of(year))
    awards = {berth.award: berth.clubs for berth in played.season.berths}
    assert (awards["supporters-shield"], awards["title"], played.champion) == ((shield,), (cup,), cup)


@pytest.mark.parametrize("year", SERIES)
def test_every_best_of_three(year: int) -> None:
    """All 16 series of 2023 and 2024, and the eight of 2025 with their sourced shoot-outs."""
    edition = edition_of(year)
    season = cw.replay(edition).season
    made = {
        frozenset(tie.clubs): (sum(leg is not None for leg in tie.legs), tie.winner)
        for tie in season.ties
        if tie.stage == "round-one"
    }
    assert made == {frozenset((host, other)): (matches, winner) for host, other, matches, winner in SERIES[year]}
    hosts = {frozenset(tie.clubs): tie.first_leg_host for tie in edition.record.ties if tie.stage == "round-one"}
    assert hosts == {frozenset((host, other)): host for host, other, _, _ in SERIES[year]}
    checked = verify(season, edition.record)
    assert (checked.hosts.right, checked.hosts.total) == (checked.hosts.total, 2 + 8 + 4 + 2 + 1)


def test_another_shoot_out_sends_the_other_club_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third match of Houston against Salt Lake in 2023 was 1-1, 4-3 on penalties."""
    edition = edition_of(2023)
    known = known_module.known_of(edition)

    def alter(score: KnownScore) -> KnownScore:
        theirs = score.stage == "round-one" and set(score.clubs) == {"houston-dynamo", "real-salt-lake"}
        if not theirs or score.leg != 3 or score.penalties is None:
            return score
        return replace(score, penalties=score.penalties[::-1])

    altered = replace(known, scores=tuple(map(alter, known.scores)))
    monkeypatch.setattr(known_module, "known_of", lambda _edition, _day=None: altered)
    played = cw.replay(edition)
    (tie,) = [tie for tie in played.season.ties if tie.stage == "round-one" and "houston-dynamo" in tie.clubs]
    assert tie.winner == "real-salt-lake"
    assert any("real-salt-lake" in found for found in played.differences)


def test_a_swapped_host_on_record_is_reported() -> None:
    edition = edition_of(2024)
    ties = tuple(
        replace(tie, first_leg_host=tie.clubs[1] if tie.first_leg_host == tie.clubs[0] else tie.clubs[0])
        if tie.stage == "mls-cup"
        else tie
        for tie in edition.record.ties
    )
    record = replace(edition.record, ties=ties)
    checked = verify(cw.replay(edition).season, record)
    assert [found for found in checked.differences if "host" in found]
    assert checked.hosts.total - checked.hosts.right == 1


def test_wins_come_before_goals() -> None:
    """LAFC and Philadelphia had 67 points each in 2022, 21 and 19 wins, goals +28 and +46."""
    edition = edition_of(2022)
    otherwise = cw.replay(ranked_by(edition, "points", "goal-difference", "wins", "lots"))
    awards = {berth.award: berth.clubs for berth in otherwise.season.berths}
    assert awards["supporters-shield"] == ("philadelphia-union",)
    assert not otherwise.agrees


def test_goals_scored_separated_level_clubs_in_2012() -> None:
    """With the wins of 2013 first, Chicago and New York would have changed places (WVHooligan, 13 Mar 2013)."""
    east = "Eastern Conference"
    assert order_of(2012, east)[2:4] == ["new-york-red-bulls", "chicago-fire"]
    stage = edition_of(2013).format.stage("regular-season")
    assert isinstance(stage, LeagueStage)
    assert order_of(ranked_by(edition_of(2012), *stage.tiebreak), east)[2:4] == ["chicago-fire", "new-york-red-bulls"]


def test_points_per_match_decided_2020() -> None:
    """Colorado played 18 matches: fifth of the West by points per match, eighth by points alone."""
    west = "Western Conference"
    assert order_of(2020, west)[4] == "colorado-rapids"
    by_points = order_of(ranked_by(edition_of(2020), "points", "wins", "goal-difference", "goals-for", "lots"), west)
    assert by_points[7] == "colorado-rapids"


def test_away_goals_counted_from_2014_to_2018() -> None:
    """Seattle against Dallas in 2014 was 1-1 away and 0-0 at home; without away goals nothing settles it."""
    edition = edition_of(2014)
    clubs = ("seattle-sounders", "fc-dallas")
    assert tie_of(edition, "conference-semifinals", *clubs).decided_by == "away-goals"
    stages = tuple(
        replace(stage, settle=tuple(step for step in stage.settle if step != "away-goals"))
        if isinstance(stage, TieStage)
        else stage
        for stage in edition.format.stages
    )
    without = replace(edition, format=replace(edition.format, stages=stages))
    assert tie_of(without, "conference-semifinals", *clubs).winner == ""


def test_away_goals_did_not_count_in_extra_time() -> None:
    """Portland scored away in the extra time of 2018 in Seattle, and had to win the shoot-out."""
    tie = tie_of(edition_of(2018), "conference-semifinals", "portland-timbers", "seattle-sounders")
    assert (tie.winner, tie.decided_by) == ("portland-timbers", "penalties")


def test_the_worse_placed_winner_meets_the_first() -> None:
    """2017: Toronto met the sixth, New York, not the fifth, Columbus; 2011: the last wild card met the Shield."""
    assert tie_of(edition_of(2017), "conference-semifinals", "toronto-fc", "new-york-red-bulls").winner == "toronto-fc"
    assert tie_of(edition_of(2011), "conference-semifinals", "la-galaxy", "new-york-red-bulls").winner == "la-galaxy"


def test_the_legs_of_washington_and_new_york_were_exchanged() -> None:
    """The one place where the league left its rule: Hurricane Sandy, Oct 2012 (Newsday, 31 Oct 2012)."""
    for year in TROPHIES:
        played = cw.replay(edition_of(year))
        assert played.differences == ()
        assert len(played.exceptions) == (year == 2012)


def test_canadian_clubs_leave_their_place_to_the_next() -> None:
    """Montreal were third of all in 2022; Austin went to the Champions League (mlssoccer.com, Oct 2022)."""
    awards = {berth.award: berth.clubs for berth in cw.replay(edition_of(2022)).season.berths}
    assert awards["concacaf-champions"] == ("los-angeles-fc", "philadelphia-union", "austin-fc")
