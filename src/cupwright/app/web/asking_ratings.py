"""Questions about strength: of clubs and leagues, over time, in a match, across a gap."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.asking_shared import club_of, day_of, origin_of, rate_command, ratings_of, served_at
from cupwright.app.web.jobs import Tell
from cupwright.app.web.questions import Question
from cupwright.app.web.settings import LabSettings

__all__ = ["forecast", "gap", "ratings", "scores", "strengths"]


def ratings(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the strength of every club of the confederations asked for, and of leagues and confederations."""
    from cupwright.data.places import clubs
    from cupwright.study.rating import rate
    from cupwright.study.rating_over import level_rows

    tell(0, 0, "rating all clubs (kept for the next time)")
    found = rate(day_of(asked.get("until")), ratings_of(settings))
    known = clubs()
    wanted = [club for club in found if club in known and known[club].confederation in ("CONMEBOL", "CONCACAF")]
    rows: list[dict[str, Any]] = []
    for rating in found.of(wanted):
        low, high = rating.interval(0.9)
        club = known[rating.club]
        rows.append({
            "club": rating.club, "name": club.name, "country": club.country, "confederation": club.confederation,
            "mean": rating.mean, "low": low, "high": high, "rated": rating.rated,
            "last_match": None if rating.last_match is None else str(rating.last_match),
        })  # fmt: skip
    rows.sort(key=lambda row: (-row["mean"], row["club"]))
    command = rate_command(["--until", str(found.until), "--top", str(len(rows))], settings)
    return {"until": str(found.until), "model": found.model, "ratings": rows, **level_rows(found),
            "provenance": origin_of(command)}  # fmt: skip


def strengths(_asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the strength of every club of the two confederations, once a year, each by what was known."""
    from cupwright.data.places import clubs
    from cupwright.study.rating_over import days_of, rated_on

    span = f"{settings.strengths_since}:"
    days = days_of(span, "1y")
    wanted = [name for name, club in clubs().items() if club.confederation in ("CONMEBOL", "CONCACAF")]
    found: dict[str, list[Any]] = {}
    for number, (_, ratings) in enumerate(rated_on(days, ratings_of(settings))):
        tell(number, len(days), "rating all clubs on a row of days")
        held = set(ratings)
        for rating in ratings.of([club for club in wanted if club in held]):
            if rating.rated:
                low, high = rating.interval(0.9)
                found.setdefault(rating.club, []).append([number, *(round(x, 4) for x in (rating.mean, low, high))])
    return {"days": [str(day) for day in days], "clubs": found,
            "repeats": rate_command(["CLUB", "--over", span, "--every", "1y", "--format", "csv"], settings),
            "provenance": {**origin_of(""), **served_at("clubs", settings)}}  # fmt: skip


def scores(_asked: Question, _settings: LabSettings, _tell: Tell) -> dict[str, Any]:
    """Return how good past forecasts were, as it is stored."""
    from cupwright.app.web.scores_stored import stored_scores

    return stored_scores()


def forecast(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Forecast a match."""
    from cupwright.study.forecasting import forecast as ask

    found = ask(club_of(asked.get("home")), club_of(asked.get("away")), asked.get("date") or None,
                venue=asked.get("venue", "home"), settings=ratings_of(settings), progress=tell)  # fmt: skip
    return found.to_dict()


def gap(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return how two leagues compare, and what carries it."""
    from cupwright.study.gap import gap_of
    from cupwright.study.rating import rate

    tell(0, 0, "rating all clubs (kept for the next time)")
    pair = asked.get("of", "BRA"), asked.get("over", "MEX")
    found = gap_of(pair, rate(day_of(asked.get("until")), ratings_of(settings)), tell)
    until = ["--until", asked.get("until")] if asked.get("until") else []
    return {**found, "provenance": origin_of(rate_command(["--gap", *pair, *until], settings))}
