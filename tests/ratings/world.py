"""An invented world, small enough to be fitted in a blink: two confederations, four leagues, a bridge."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from cupwright.ratings import ClubPlace, RatingSettings, Results

UNTIL = dt.date(2020, 12, 31)
SETTINGS = RatingSettings(
    since=dt.date(2014, 1, 1),
    second_tier=("two-b",),
    national_cups=("south",),
    league_paces=(("tre-a", 0.8, 800.0, 300.0),),
)


@dataclass(frozen=True)
class World:
    """Results, and where each club is at home."""

    results: Results
    clubs: dict[str, ClubPlace]


def world(seed: int = 5, size: int = 4) -> World:
    """Return leagues of `size` clubs in ONE and TWO (South), TRE (North) and FOR (East), and cups between them."""
    rng = np.random.default_rng(seed)
    clubs: dict[str, ClubPlace] = {}
    for country, confederation in (("ONE", "CONMEBOL"), ("TWO", "CONMEBOL"), ("TRE", "CONCACAF"), ("FOR", "UEFA")):
        for number in range(size):
            high = None if number == 3 else 1000.0 * number
            clubs[f"{country.lower()}-{number}"] = ClubPlace(country, confederation, high)
    clubs["one-unseen"] = ClubPlace("ONE", "CONMEBOL", 2000.0)
    strength = {name: rng.normal(0, 0.25) for name in clubs}
    rows: list[tuple[dt.date, str, str, str, bool]] = []
    for year in range(2014, 2021):
        for country in ("one", "two", "tre", "for"):
            pairs = list(permutations(range(size), 2))
            for home, away in pairs:
                second = country == "two" and min(home, away) >= size - 2
                name = "two-b" if second else f"{country}-a"
                day = dt.date(year, 1, 1) + dt.timedelta(int(rng.integers(0, 330)))
                rows.append((day, name, f"{country}-{home}", f"{country}-{away}", False))
        rows.append((dt.date(year, 6, 1), "south", "one-0", "two-0", False))
        rows.append((dt.date(year, 6, 8), "south", "two-1", "one-1", False))
        rows.append((dt.date(year, 7, 1), "guests", "one-0", "tre-0", False))
        rows.append((dt.date(year, 7, 8), "guests", "tre-1", "one-1", False))
        rows.append((dt.date(year, 12, 1), "world", "for-0", "one-0", True))
        rows.append((dt.date(year, 12, 8), "world", "for-1", "tre-0", True))
    home_rate = [np.exp(0.3 + strength[home] - strength[away]) for _, _, home, away, _ in rows]
    away_rate = [np.exp(0.0 + strength[away] - strength[home]) for _, _, home, away, _ in rows]
    date, competition, home, away, neutral = zip(*rows, strict=True)
    results = Results.of(
        date,
        competition,
        home,
        away,
        rng.poisson(home_rate),
        rng.poisson(away_rate),
        neutral,
        weight=rng.choice([1.0, 0.5], len(rows)),
    )
    return World(results, clubs)
