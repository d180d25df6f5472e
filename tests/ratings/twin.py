"""The log posterior again, slow and obvious: every match twice in a loop, every prior a line."""

from __future__ import annotations

from math import exp, log

import numpy as np

from cupwright.ratings import ClubPlace, RatingSettings, Results
from cupwright.ratings.newton import State, System


def log_posterior(
    results: Results,
    clubs: dict[str, ClubPlace],
    settings: RatingSettings,
    until: np.datetime64,
    system: System,
    state: State,
) -> float:
    """Return the log posterior at `state`, without the constants; only the names of parameters come from `system`."""
    total = 0.0
    altitude, rho = state.shared[0], state.shared[1]
    years = []
    closed = {}
    for name in results.clubs:
        played = [
            k for k in range(len(results)) if name in (results.clubs[results.home[k]], results.clubs[results.away[k]])
        ]
        for contest, factor, _, _ in settings.league_paces:
            if sum(results.competitions[results.competition[k]] == contest for k in played) > len(played) / 2:
                closed[name] = factor
    for number, (likelihood, own) in enumerate(zip(system.likelihoods, state.own, strict=True)):
        block, layout = likelihood.block, likelihood.layout
        names = [results.clubs[club] for club in block.clubs]
        contests = [results.competitions[c] for c in block.competitions]
        attack = dict(zip(names, layout.part(own, "attack"), strict=True))
        defence = dict(zip(names, layout.part(own, "defence"), strict=True))
        own_home = dict(zip([names[k] for k in block.hosts], layout.part(own, "own_home"), strict=True))
        level = dict(zip(contests, layout.part(own, "level"), strict=True))
        edge = dict(zip(contests, layout.part(own, "home"), strict=True))
        age_sum = weight_sum = 0.0
        league: dict[str, float] = {}
        second: dict[str, float] = {}
        for row in range(len(results)):
            age = int((until - results.date[row]).astype(int))
            half_life = settings.half_life_days
            for name, _, _, days in settings.league_paces:
                if results.competitions[results.competition[row]] == name:
                    half_life = days
            today = 2 ** (-age / half_life)
            era = int(age / 365.25 // settings.era_years)
            weight = results.weight[row] * (today if number == 0 else (1 - today) * (era == number - 1))
            if weight < 2**-7:
                continue
            home, away = results.clubs[results.home[row]], results.clubs[results.away[row]]
            contest = results.competitions[results.competition[row]]
            ground = climb = 0.0
            if not results.neutral[row]:
                ground = (edge[contest] + own_home.get(home, 0.0)) / 2
                here, there = clubs[home].altitude, clubs[away].altitude
                climb = 0.0 if here is None or there is None else max(0.0, here - there) / 1000
            eta_home = level[contest] + attack[home] - defence[away] + ground + altitude * climb
            eta_away = level[contest] + attack[away] - defence[home] - ground - altitude * climb
            goals = (int(results.goals_home[row]), int(results.goals_away[row]))
            rates = exp(eta_home), exp(eta_away)
            tau = {
                (0, 0): 1 - rates[0] * rates[1] * rho,
                (0, 1): 1 + rates[0] * rho,
                (1, 0): 1 + rates[1] * rho,
                (1, 1): 1 - rho,
            }.get(goals, 1.0)
            total += weight * (goals[0] * eta_home - rates[0] + goals[1] * eta_away - rates[1] + log(tau))
            age_sum, weight_sum = age_sum + weight * age, weight_sum + weight
            for name in (home, away):
                if contest not in settings.national_cups:
                    league[name] = league.get(name, 0.0) + weight
                second[name] = second.get(name, 0.0) + weight * (contest in settings.second_tier)
        years.append(0.0 if number == 0 else age_sum / weight_sum / 365.25)

        for name in names:
            place = clubs[name]
            country = system.border.nations.countries.index(place.country)
            confederation = system.border.nations.confederations.index(place.confederation)
            centre = state.shared[system.border.country(country, number)]
            centre += state.shared[system.border.confederation(confederation, number)]
            centre += settings.second_tier_start * second[name] / league[name]
            spread = closed.get(name, 1.0)
            x = (attack[name] - centre) / (settings.attack_sd * spread)
            y = (defence[name] - centre) / (settings.defence_sd * spread)
            r = settings.attack_defence_correlation
            total -= (x * x - 2 * r * x * y + y * y) / (1 - r * r) / 2
        for value in own_home.values():
            total -= (value / settings.home_sd) ** 2 / 2
        mean_level, mean_home = own[layout.mean_level], own[layout.mean_home]
        for contest in contests:
            total -= ((level[contest] - mean_level) / settings.competition_sd) ** 2 / 2
            total -= ((edge[contest] - mean_home) / settings.competition_home_sd) ** 2 / 2
        total -= (mean_level - 0.2) ** 2 / 2 + ((mean_home - 0.3) / 0.5) ** 2 / 2

    total -= (altitude / settings.altitude_sd) ** 2 / 2 + ((rho - settings.rho_mean) / settings.rho_sd) ** 2 / 2
    order = np.argsort(years)[::-1]
    for position, count, sd, drift in (
        (system.border.country, len(system.border.nations.countries), settings.country_sd, settings.country_drift),
        (
            system.border.confederation,
            len(system.border.nations.confederations),
            settings.confederation_sd,
            settings.confederation_drift,
        ),
    ):
        for number in range(count):
            effects = [state.shared[position(number, block)] for block in order]
            total -= (effects[0] / sd) ** 2 / 2
            for older, newer, ago, later in zip(
                effects, effects[1:], np.array(years)[order], np.array(years)[order][1:], strict=False
            ):
                total -= (newer - older) ** 2 / (drift**2 * (ago - later)) / 2
    return float(total)
