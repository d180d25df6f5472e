"""Charts and tables of a season as files."""

from __future__ import annotations

from typing import Any

from cupwright.report.answer import chance_of
from cupwright.report.briefs.pictures import Picture
from cupwright.report.lines import MOST_LINES, lines_chart
from cupwright.report.locales import Language

__all__ = ["course_picture", "journeys_picture", "season_rows"]

Row = dict[str, Any]


def course_picture(data: Row, language: Language) -> Picture | None:
    """Draw the odds of the title over time, of the clubs that had the best."""
    best: dict[str, float] = {}
    for row in data["odds"]:
        best[row["club"]] = max(best.get(row["club"], 0.0), row["mean"])
    order = sorted(best, key=lambda club: -best[club])[:MOST_LINES]
    names = data["titles"]["clubs"]
    rows = [
        {"day": row["date"], "name": names.get(row["club"], row["club"]),
         "figure": language.chance(chance_of(row), 1),
         **{key: 100 * row[key] for key in ("mean", "low", "high")}}
        for club in order for row in data["odds"] if row["club"] == club
    ]  # fmt: skip
    title = language.text("Chance of the title")
    return Picture(
        lambda narrow: lines_chart(rows, percent=True, title=title, narrow=narrow, words=language), title,
        language.text("Chance of the title after each round; the band is the interval."),
        "; ".join(f"{names.get(club, club)}: {language.percent(best[club])}" for club in order),
    )  # fmt: skip


def journeys_picture(data: Row, language: Language) -> Picture | None:
    """Draw the journeys of an edition on a map; None without any."""
    from cupwright.football.calendars import Stay
    from cupwright.report.travel_map import travel_map

    made = [(Stay(**first), Stay(**second), "") for first, second in data["journeys"]]
    if not made:
        return None
    longest = max(data["rows"], key=lambda row: row["km"])
    said = f"{longest['between']} – {longest['and']}: {language.km(longest['km'])}"
    return Picture(
        lambda narrow: travel_map(made, narrow=narrow, words=language), language.text("Journeys"),
        language.text("From each visitor’s ground to that of its host; a journey made more often is thicker."), said,
    )  # fmt: skip


def season_rows(kind: str, name: str, data: Row) -> list[Row] | None:
    """Return a table of a season by its name, unrounded; None if there is no such table."""
    if kind == "course" and name == "course":
        return list(data["odds"])
    if kind == "odds" and name == "odds":
        flat = []
        for row in data["odds"]:
            sides = {side: row[side] for side in ("base", "proposal", "change") if isinstance(row.get(side), dict)}
            parts = {f"{side}_{part}": value for side, found in sides.items() for part, value in found.items()}
            flat.append({"club": row["club"], "stage": row["stage"], **(parts or row)})
        return flat
    if kind == "swings" and name == "swings":
        return _swing_rows(data)
    return None


def _swing_rows(data: Row) -> list[Row]:
    """Return what each outcome does to each chance that it moves, with the sampling errors."""
    rows = []
    for number, match in enumerate(data["matches"]):
        for k, outcome in enumerate(("home", "drawn", "away")):
            for at, club in enumerate(data["clubs"]):
                for to, stage in enumerate(data["stages"]):
                    now, then = data["base"][at][to], data["chances"][number][k][at][to]
                    if now != then:
                        errors = data["errors"][number][k][at][to], data["move_errors"][number][k][at][to]
                        rows.append({
                            "match": match["id"], "outcome": outcome, "share": data["shares"][number][k], "club": club,
                            "stage": stage, "now": now, "now_error": data["base_errors"][at][to], "then": then,
                            "then_error": errors[0], "move_error": errors[1],
                        })  # fmt: skip
    return rows
