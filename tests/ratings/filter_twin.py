"""The daily filter again, slow and obvious: every club in one dense matrix, every day turned over twice."""

from __future__ import annotations

from math import exp

import numpy as np

from cupwright.ratings import ClubPlace, RatingSettings, Results


def filtered(
    results: Results, clubs: dict[str, ClubPlace], settings: RatingSettings, until: np.datetime64
) -> tuple[dict[tuple[str, str], int], np.ndarray, np.ndarray]:
    """Return where each parameter stands (by kind and name), and mean and covariance at the end of a day."""
    order = [row for row in np.argsort(results.date, kind="stable") if results.date[row] <= until]
    names = sorted(clubs)
    countries = sorted({place.country for place in clubs.values()})
    confederations = sorted({place.confederation for place in clubs.values()})
    keys = [("level", name) for name in results.competitions] + [("home", name) for name in results.competitions]
    keys += [("country", name) for name in countries] + [("confederation", name) for name in confederations]
    keys += [("altitude", "")] + [(side, case) for case in ("1", "2", "2 behind") for side in ("host", "visitor")]
    keys += [(kind, name) for name in names for kind in ("attack", "defence", "own home")]
    at = {key: position for position, key in enumerate(keys)}
    mean, cov = np.zeros(len(keys)), np.zeros((len(keys), len(keys)))
    walk = np.zeros(len(keys))
    for one, i in at.items():
        for other, j in at.items():
            if one[0] == other[0] == "level":
                cov[i, j] = 1.0 + (settings.competition_sd**2 if i == j else 0.0)
            if one[0] == other[0] == "home":
                cov[i, j] = 0.25 + (settings.competition_home_sd**2 if i == j else 0.0)
        mean[i] = {"level": 0.2, "home": 0.3}.get(one[0], 0.0)
        sd = {
            "country": settings.country_sd, "confederation": settings.confederation_sd,
            "altitude": settings.altitude_sd, "host": settings.leg_sd, "visitor": settings.leg_sd,
        }.get(one[0])  # fmt: skip
        if sd:
            cov[i, i] = sd**2
        walk[i] = {
            "level": settings.level_drift, "home": settings.home_drift,
            "country": settings.country_drift, "confederation": settings.confederation_drift,
        }.get(one[0], 0.0)  # fmt: skip
    a, d = settings.attack_sd, settings.defence_sd
    cross = settings.attack_defence_correlation * a * d
    spread = np.array([[a * a, cross, 0], [cross, d * d, 0], [0, 0, settings.home_sd**2]])

    played = dict.fromkeys(names, 0)
    inside: dict[tuple[str, str], int] = {}
    pace = dict.fromkeys(names, (1.0, settings.club_half_life_days))
    last: dict[str, np.datetime64] = {}
    first_day: dict[str, np.datetime64] = {}
    seen_countries: dict[str, set[str]] = {}

    def pass_time(days: float) -> None:
        nonlocal mean, cov
        stay, noise = np.ones(len(keys)), np.diag(walk**2 * days / 365.25)
        for name in names:
            if name not in last:
                continue
            factor, half_life = pace[name]
            here = [at[kind, name] for kind in ("attack", "defence", "own home")]
            stay[here] = 2 ** (-days / half_life)
            noise[np.ix_(here, here)] = (1 - stay[here[0]] ** 2) * factor**2 * spread
        mean = stay * mean
        cov = stay[:, None] * cov * stay + noise

    day = results.date[order[0]]
    while order:
        today = results.date[order[0]]
        rows = [row for row in order if results.date[row] == today]
        order = order[len(rows) :]
        pass_time(float((today - day).astype(int)))
        day = today
        who = {}
        for row in rows:
            contest = results.competitions[results.competition[row]]
            first_day.setdefault(contest, today)
            for side in (results.home, results.away):
                name = results.clubs[side[row]]
                who.setdefault(name, contest)
                played[name] += 1
                inside[name, contest] = inside.get((name, contest), 0) + 1
                if len(seen_countries.setdefault(contest, set())) <= 2:
                    seen_countries[contest].add(clubs[name].country)
        for name, contest in who.items():
            pace[name] = (1.0, settings.club_half_life_days)
            for league, factor, half_life, _ in settings.league_paces:
                if inside.get((name, league), 0) > played[name] / 2:
                    pace[name] = (factor, half_life)
            if name not in last or (today - last[name]).astype(int) > int(settings.idle_years * 365.25):
                start = 0.0
                if contest in settings.second_tier or contest in settings.national_cups:
                    start = settings.second_tier_start
                elif (today - first_day[contest]).astype(int) > 300 and len(seen_countries[contest]) <= 2:
                    start = settings.promoted_start
                here = [at[kind, name] for kind in ("attack", "defence", "own home")]
                mean[here] = start, start, 0.0
                cov[here, :] = cov[:, here] = 0.0
                cov[np.ix_(here, here)] = spread * pace[name][0] ** 2
            last[name] = today
        mean, cov = _learn(results, clubs, at, mean, cov, rows)
    pass_time(float((until - day).astype(int)))
    return at, mean, cov


def _learn(
    results: Results,
    clubs: dict[str, ClubPlace],
    at: dict[tuple[str, str], int],
    mean: np.ndarray,
    cov: np.ndarray,
    rows: list[int],
) -> tuple[np.ndarray, np.ndarray]:
    """Find the mode with Newton's method in the state itself, and the curvature there."""
    live = np.flatnonzero(np.diag(cov) > 0)
    precision = np.linalg.inv(cov[np.ix_(live, live)])
    design, goals, weight = [], [], []
    for row in rows:
        home, away = results.clubs[results.home[row]], results.clubs[results.away[row]]
        contest = results.competitions[results.competition[row]]
        ground = 0.0 if results.neutral[row] else 0.5
        here, there = clubs[home].altitude, clubs[away].altitude
        climb = 0.0 if here is None or there is None else max(0.0, here - there) / 1000 * 2 * ground
        for one, other, sign, scored in (
            (home, away, 1, results.goals_home[row]), (away, home, -1, results.goals_away[row])
        ):  # fmt: skip
            line = np.zeros(len(mean))
            line[at["level", contest]] += 1
            line[at["home", contest]] += sign * ground
            line[at["own home", home]] += sign * ground
            line[at["altitude", ""]] += sign * climb
            if results.leg[row]:
                behind = " behind" if results.leg[row] == 2 and results.lead[row] < 0 else ""
                line[at["host" if sign > 0 else "visitor", f"{results.leg[row]}{behind}"]] += 1
            line[at["attack", one]] += 1
            line[at["defence", other]] -= 1
            for kind in ("country", "confederation"):
                line[at[kind, getattr(clubs[one], kind)]] += 1
                line[at[kind, getattr(clubs[other], kind)]] -= 1
            design.append(line)
            goals.append(float(scored))
            weight.append(results.weight[row])
    H, y, w = np.array(design)[:, live], np.array(goals), np.array(weight)
    x = mean[live].copy()
    for _ in range(30):
        rate = np.array([exp(value) for value in H @ x])
        slope = H.T @ (w * (y - rate)) - precision @ (x - mean[live])
        curve = precision + H.T @ ((w * rate)[:, None] * H)
        x = x + np.linalg.solve(curve, slope)
    rate = np.exp(H @ x)
    mean, cov = mean.copy(), cov.copy()
    mean[live] = x
    cov[np.ix_(live, live)] = np.linalg.inv(precision + H.T @ ((w * rate)[:, None] * H))
    return mean, cov
