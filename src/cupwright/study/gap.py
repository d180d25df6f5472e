"""How two leagues compare: the gap, the matches that carry it, what moves it, and what would settle it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cupwright import __version__
from cupwright.errors import CupwrightError
from cupwright.study.cache import key_of, read_json, write_json
from cupwright.study.leagues import League, leagues_named
from cupwright.study.rating import as_day, inputs_until, last_result, rate
from cupwright.study.running import Progress, silent

if TYPE_CHECKING:
    import numpy as np

    from cupwright.ratings import ClubPlace, Ratings, RatingSettings, Results
    from cupwright.ratings.influence import Carriers
    from cupwright.ratings.results import IntArray

__all__ = ["DIRECT", "GUESTS", "SEASONS", "Z", "gap_between", "gap_of"]

Z = 1.6448536269514722
"""Standard deviations from the mean to either end of an interval that holds nine chances in ten."""
SEASONS = (12, 20, 40)
"""Matches between the two leagues in one season of guests: two clubs out in the groups, to four that go far."""
GUESTS = 4
DIRECT = "direct"
_NOTHING: dict[str, float | None] = {"mean": None, "sd": None, "low": None, "high": None}
# A chain that the two leagues' confederations (or countries) are part of, and one among others only.
_BRIDGE, _BEYOND = "bridge", "among others"
_TOP = 20
_CUP = "conmebol-libertadores"
# Widths of the interval that are asked about: half of the present one, and then round ones below it.
_WIDTHS = (0.4, 0.3, 0.2)


def gap_between(
    of: str,
    over: str,
    until: dt.date | str | None = None,
    settings: RatingSettings | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Say by how much the clubs of one league are stronger than those of another, and why we think so.

    All of it is of the static model, whose posterior can be taken apart match by match.

    Parameters
    ----------
    of, over
        Leagues or countries, by any of their names.
    until
        The date of the ratings; by default that of the last known result.
    settings
        Priors and choices of the model.

    Returns
    -------
    dict
        ``mean``, ``sd``, ``low`` and ``high`` in log goals a side; if no chain of matches ties the two, ``identified``
        is False, they are None, and ``words`` say how wide the prior is. ``kinds``, ``decades`` and ``matches`` say
        what carries it: ``change`` is by how much the gap moves without them, ``weight`` by which share of itself the
        variance would grow, None where nothing else ties the two. ``sensitivity`` has a row for each setting;
        ``settle`` one for each number of matches in a season and for each width of the interval.

    Raises
    ------
    CupwrightError
        If a league is unknown or has no recent results, or the fit fails.
    """
    from cupwright.data.store import facts_hash
    from cupwright.ratings import RatingSettings

    first, second = leagues_named([of, over])
    chosen = replace(RatingSettings() if settings is None else settings, model="static")
    day = last_result() if until is None else as_day(until, "the date of the ratings")
    facts = facts_hash()
    key = key_of(__version__, facts, chosen.describe(), day, first.country, second.country, "gap-5")
    kept = read_json("gap", key)
    if kept is not None:
        return dict(kept)
    results, places = inputs_until(chosen.since, day, facts)
    tried = _settings(chosen)
    progress(0, len(tried) + 2, "the gap and the matches that carry it")
    answer: dict[str, Any] = {
        "of": first.country,
        "over": second.country,
        "leagues": [_named(first), _named(second)],
        "until": str(day),
        "model": "static",
        "facts_hash": facts,
        **_carried(results, places, chosen, day, (first, second)),
    }
    rows = []
    for number, (name, other) in enumerate(tried):
        progress(number + 1, len(tried) + 2, f"sensitivity: {name}")
        rows.append({"setting": name, **_under(other, results, places, day, (first, second))})
    progress(len(tried) + 1, len(tried) + 2, "what would settle it")
    answer["sensitivity"] = rows
    answer["settle"] = _settled(rate(day, chosen), (first.country, second.country))
    progress(len(tried) + 2, len(tried) + 2, "the gap")
    write_json("gap", key, answer)
    return answer


def gap_of(leagues: tuple[str, str], ratings: Ratings, progress: Progress = silent) -> dict[str, Any]:
    """Return :func:`gap_between` on the day of the ratings, with what their own model says under ``by_model``."""
    answer = gap_between(*leagues, ratings.until.astype(dt.date), ratings.settings, progress)
    mean, sd = ratings.league_gap(answer["of"], answer["over"])
    own = _estimate(mean, sd) if answer["identified"] else _NOTHING
    return {**answer, "by_model": [{"model": ratings.model, **own}]}


def _named(league: League) -> dict[str, str]:
    return {"country": league.country, "name": league.name, "confederation": league.confederation,
            "competition": league.competition}  # fmt: skip


def _settings(settings: RatingSettings) -> list[tuple[str, RatingSettings]]:
    """Return what is tried: one thing after the other, the present settings first."""
    tried = [
        ("as it is", settings),
        ("links direct", replace(settings, links="direct")),
        ("links none", replace(settings, links="none")),
        *((f"prior {value:g}", replace(settings, confederation_sd=value)) for value in (0.5, 1.0, 2.0)),
        *((f"drift {value:g}", replace(settings, confederation_drift=value)) for value in (0.0, 0.05, 0.1)),
    ]
    return [(name, other) for number, (name, other) in enumerate(tried) if not number or other != settings]


def _estimate(mean: float, sd: float) -> dict[str, float]:
    return {"mean": mean, "sd": sd, "low": mean - Z * sd, "high": mean + Z * sd}


def _under(settings: RatingSettings, results: Results, places: dict[str, ClubPlace], day: dt.date,
           leagues: tuple[League, League]) -> dict[str, Any]:  # fmt: skip
    """Return the gap under other settings."""
    import numpy as np

    from cupwright.ratings.leagues import are_tied

    countries = (leagues[0].country, leagues[1].country)
    tied = are_tied(results, places, settings, np.datetime64(day, "D"), countries)
    try:
        mean, sd = rate(day, settings).league_gap(*countries)
        words = "" if tied else _unidentified(sd)
    except CupwrightError as error:
        if {problem.code for problem in error.problems} != {"no-results"}:
            raise
        tied, mean, sd, words = False, 0.0, 0.0, "not identified: no match of one of the two leagues is left"
    return {
        "links": settings.links,
        "confederation_sd": settings.confederation_sd,
        "drift": settings.confederation_drift,
        "identified": tied,
        **(_estimate(mean, sd) if tied else _NOTHING),
        "words": words,
    }


def _unidentified(sd: float) -> str:
    """Return in words how little is known where no match speaks: the width of the prior."""
    from math import exp

    times = exp(Z * sd)
    return (
        "not identified: no chain of matches ties the two leagues, so only what was assumed beforehand speaks, and "
        f"that allows either side to score anything up to {times:.2g} times what it would on level terms"
    )


def _carried(results: Results, places: dict[str, ClubPlace], settings: RatingSettings, day: dt.date,
             leagues: tuple[League, League]) -> dict[str, Any]:  # fmt: skip
    """Return the gap and what carries it."""
    import numpy as np

    from cupwright.ratings.influence import carriers
    from cupwright.ratings.leagues import are_tied

    at, countries = np.datetime64(day, "D"), (leagues[0].country, leagues[1].country)
    rows, kinds = _bearing(results, places, leagues)
    found = carriers(results, places, settings, at, countries, rows)
    if not are_tied(results, places, settings, at, countries):
        return {"identified": False, **_NOTHING, "words": _unidentified(found.sd), "bearing": 0, "kinds": [],
                "decades": [], "matches": []}  # fmt: skip
    kind = dict(zip(rows.tolist(), kinds, strict=True))
    of_match = np.array([kind[row] for row in found.rows.tolist()])
    years = results.date[found.rows].astype("datetime64[Y]").astype(int) + 1970
    decades = years // 10 * 10

    def together(chosen: np.ndarray[Any, Any]) -> dict[str, Any]:
        tied = are_tied(results, places, settings, at, countries, without=found.rows[chosen])
        return _sum(found, chosen, tied)

    order = np.argsort(-np.abs(found.change), kind="stable")[:_TOP]
    return {
        "identified": True,
        **_estimate(found.mean, found.sd),
        "words": "",
        "bearing": len(found.rows),
        "kinds": [
            {"kind": name, **together(of_match == name)}
            for name in (DIRECT, _BRIDGE, _BEYOND) if (of_match == name).any()
        ],
        "decades": [
            {"kind": name, "decade": int(decade), **together((of_match == name) & (decades == decade))}
            for name in (DIRECT, _BRIDGE, _BEYOND) for decade in np.unique(decades[of_match == name])
        ],
        "matches": [
            {**_match(results, int(found.rows[k])), "kind": str(of_match[k]), "change": float(found.change[k]),
             "weight": float(found.weight[k])}
            for k in order
        ],
    }  # fmt: skip


def _sum(found: Carriers, chosen: np.ndarray[Any, Any], tied: bool) -> dict[str, Any]:
    """Return what some matches do together: how far the gap moves and the variance grows without all of them.

    `tied` says whether other matches still tie the two leagues; if none does, there is no gap to tell.
    """
    if not tied:
        return {"matches": int(chosen.sum()), "change": None, "weight": None, "without": _NOTHING}
    mean, sd = found.without(chosen)
    return {
        "matches": int(chosen.sum()),
        "change": mean - found.mean,
        "weight": (sd / found.sd) ** 2 - 1,
        "without": _estimate(mean, sd),
    }


def _match(results: Results, row: int) -> dict[str, Any]:
    return {
        "date": str(results.date[row]),
        "competition": results.competitions[results.competition[row]],
        "home": results.clubs[results.home[row]],
        "away": results.clubs[results.away[row]],
        "goals_home": int(results.goals_home[row]),
        "goals_away": int(results.goals_away[row]),
        "neutral": bool(results.neutral[row]),
    }


def _bearing(
    results: Results, places: dict[str, ClubPlace], leagues: tuple[League, League]
) -> tuple[IntArray, list[str]]:
    """Return the matches that tie the two leagues, and the kind of each.

    Across confederations these are all matches between confederations: direct between the two, a bridge between one
    of them and a third. Within one confederation they are the two countries' matches abroad.
    """
    import numpy as np

    across = leagues[0].confederation != leagues[1].confederation
    of = [places[club].confederation if across else places[club].country for club in results.clubs]
    two = [league.confederation if across else league.country for league in leagues]
    side = np.array([two.index(name) + 1 if name in two else 0 for name in of])
    names = sorted(set(of))
    code = np.array([names.index(name) for name in of])
    home, away = side[results.home], side[results.away]
    how_many = (home > 0).astype(int) + (away > 0)
    rows = np.flatnonzero((code[results.home] != code[results.away]) & (across | (how_many > 0)))
    return rows, [(_BEYOND, _BRIDGE, DIRECT)[k] for k in how_many[rows]]


def _settled(ratings: Ratings, countries: tuple[str, str]) -> dict[str, Any]:
    """Return what matches between the two would tell, by their number, and how many a width of the interval takes."""
    from cupwright.ratings.settling import prospect

    average = prospect(ratings, countries, _CUP)
    guests = prospect(ratings, countries, _CUP, GUESTS)
    now = 2 * Z * average.sd
    widths = [now / 2, *(width for width in _WIDTHS if width < now)]
    return {
        "width": now,
        "season": [
            {"matches": n, "width": 2 * Z * average.sd_after(n), "width_guests": 2 * Z * guests.sd_after(n)}
            for n in SEASONS
        ],
        "widths": [
            {"width": width, "matches": average.matches_for(width / 2 / Z),
             "matches_guests": guests.matches_for(width / 2 / Z)}
            for width in sorted(widths, reverse=True)
        ],
    }  # fmt: skip
