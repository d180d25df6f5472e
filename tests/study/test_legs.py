"""Legs of ties and how the tie stands before the second: known from earlier days only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from cupwright.data.tables import MatchTable, load_matches
from cupwright.ratings import RatingSettings
from cupwright.ratings.models import model_named
from cupwright.study.legs import legs_of
from cupwright.study.rating import places_of_clubs, results_of

CUPS = ["conmebol-libertadores", "conmebol-sudamericana", "concacaf-champions"]


def standing(table: MatchTable, home: str, away: str) -> tuple[int, int]:
    """Return leg and lead of the last match of two clubs."""
    leg, lead = legs_of(table)
    rows = (table.home == table.clubs.index(home)) & (table.away == table.clubs.index(away))
    row = int(np.flatnonzero(rows)[-1])
    return int(leg[row]), int(lead[row])


def test_the_final_and_a_semi_final_of_2015() -> None:
    """Tigres 0-0 River Plate, then 3-0."""
    libertadores = load_matches("2015-07-01", "2015-08-31", CUPS[:1])
    assert standing(libertadores, "tigres-uanl", "river-plate-arg") == (1, 0)
    assert standing(libertadores, "river-plate-arg", "tigres-uanl") == (2, 0)
    # The semi-final: Internacional 2-1 Tigres; the host of the second leg is one goal behind.
    assert standing(libertadores, "tigres-uanl", "internacional") == (2, -1)


def test_a_lead_is_what_the_first_leg_left() -> None:
    """Again, slowly: for every second leg the last meeting of the two with the sides turned round."""
    table = load_matches("2005-01-01", "2024-12-31", CUPS)
    leg, lead = legs_of(table)
    second = np.flatnonzero(leg == 2)
    found = 0
    for row in second.tolist():
        turned = (table.home == table.away[row]) & (table.away == table.home[row]) & (leg == 1)
        turned &= (table.competition == table.competition[row]) & (table.date < table.date[row])
        turned &= table.date >= table.date[row] - np.timedelta64(250, "D")
        if turned.any():
            first = int(np.flatnonzero(turned)[-1])
            known = table.ft_home[first] >= 0
            assert lead[row] == (int(table.ft_away[first]) - int(table.ft_home[first]) if known else 0)
            found += 1
        else:
            assert lead[row] == 0
    assert found > 0.95 * len(second) > 900
    assert not lead[leg != 2].any()


def test_a_second_leg_changes_no_lead() -> None:
    """What is known before a match does not hang on its own score, nor on later ones."""
    table = load_matches("2015-01-01", "2016-12-31", CUPS)
    leg, lead = legs_of(table)
    other = replace(table, ft_home=np.where(leg == 1, table.ft_home, 9), ft_away=np.where(leg == 1, table.ft_away, 0))
    assert (legs_of(other)[1] == lead).all()
    assert lead.any()


def test_a_planted_score_changes_no_forecast_of_a_leg() -> None:
    """From the facts to the forecast: every score of the day itself and of all later days is another, first legs and
    second ones; the forecasts of the legs of that day stay. An earlier first leg with another score changes them."""
    table = load_matches("2014-01-01", "2015-08-31", CUPS)
    leg, lead = legs_of(table)
    day = table.date[np.flatnonzero((leg == 2) & (lead < 0) & (table.ft_home >= 0))[-1]]
    at = np.flatnonzero((table.date == day) & (leg > 0) & (table.ft_home >= 0))
    later = (table.date >= day) & (table.ft_home >= 0)
    won, lost = (
        replace(table, ft_home=np.where(later, one, table.ft_home), ft_away=np.where(later, other, table.ft_away))
        for one, other in ((7, 0), (0, 7))
    )
    first = np.isin(table.home, table.away[at]) & np.isin(table.away, table.home[at]) & (leg == 1)
    earlier = replace(table, ft_home=np.where(first, 0, table.ft_home), ft_away=np.where(first, 6, table.ft_away))
    found = [chances(one, at) for one in (table, won, lost, earlier)]
    assert (found[0] == found[1]).all() and (found[0] == found[2]).all()
    assert np.abs(found[0] - found[3]).max() > 0.01


def chances(table: MatchTable, at: np.ndarray) -> np.ndarray:
    """Return what the daily filter says of some matches, with a wide prior of the effects of legs."""
    results = results_of(table)
    rows = np.cumsum(table.has_field_score)[at] - 1
    chosen = RatingSettings(model="dynamic", leg_sd=1.0)
    places = places_of_clubs(dt.date(2015, 8, 31))
    return model_named("dynamic").forecast(results, places, chosen, rows).probabilities
