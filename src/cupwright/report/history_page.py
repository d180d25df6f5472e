"""A history as one HTML file: one table, one chart, the ledger of every year; everything inline."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from cupwright.report.answer import chance_of
from cupwright.report.history_words import ANY_GUEST, Story, chance_cells
from cupwright.report.numbers import ABSENT, count, date_words, money

__all__ = ["render_history"]

Row = Mapping[str, Any]


def render_history(data: Row) -> str:
    """Return the page of a history.

    Parameters
    ----------
    data
        The object that ``history --format json`` prints.
    """
    from jinja2 import Environment, StrictUndefined

    story = Story(data)
    templates = files("cupwright.report") / "templates"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((templates / "history.html.j2").read_text(encoding="utf-8"))
    origin = data["provenance"]
    return template.render(
        title=story.title(),
        kicker=data["history_title"],
        version=origin["version"],
        css=(templates / "page.css").read_text(encoding="utf-8"),
        headline=story.headline(),
        costs=story.costs(),
        partial=data["partial"],
        come=story.guests_come,
        figure=_figure(story),
        years=[_year(story, row) for row in story.played],
        refused=[{"year": row["year"], "reasons": row["reasons"]} for row in story.refused],
        widths=_widths(story),
        notes=data["notes"],
        worlds=count(data["worlds"]),
        seed=data["seed"],
        command=origin["command"],
        facts_hash=origin["facts_hash"],
        documents_hash=origin["documents_hash"],
        proposal=data["proposal"],
        history=data["history"],
    )


def _year(story: Story, row: Row) -> dict[str, Any]:
    side = "proposal" if story.guests_come else "base"
    guests = [_guest(story, guest, side) for guest in row["guests"] if guest["side"] == side]
    money_of = {one["club"]: one for one in row["money"]}
    return {
        "year": row["year"],
        "title": row["title"],
        "until": date_words(row["ratings_until"]),
        "guests": guests,
        "any_guest": _cell(row["any_guest"][side]),
        "gap_words": story.gap_words([row]),
        "ledger": [
            {
                "what": place["what"],
                "words": story.place_words(place),
                "change": _points(place["chances"].get("champion", {}).get("change")),
                "money": money(money_of[place["club"]]["mean"]) if place["club"] in money_of else "",
            }
            for place in row["places"]
            if place["what"] != "gained"
        ],
        "entered": [
            {"name": story.name(one["club"]), "chance": _cell(one["chances"]["proposal"])}
            for one in story.entrants(row)
        ],
        "berths": story.berth_words(row),
        "champion": story.champion_words(row),
        "titles": [
            {"name": story.name(one["club"]), "cells": [_cell(one[key]) for key in ("base", "proposal")]}
            for one in row["titles"][:6]
        ],
        "notes": row["notes"],
    }


def _guest(story: Story, guest: Row, side: str) -> dict[str, Any]:
    stages = ("round-of-16", "final", "champion")
    return {
        "name": story.name(guest["club"]),
        "association": guest["association"],
        "via": guest["via"] or guest["slot"],
        "source": guest["source"],
        "cells": [_cell(guest["chances"].get(stage, {}).get(side)) for stage in stages],
    }


def _cell(side: Row | None) -> dict[str, str]:
    value, span = chance_cells(chance_of(side), 1)
    return {"value": value, "range": span}


def _points(change: Row | None) -> str:
    from cupwright.report.numbers import points

    return ABSENT if change is None else points(change["mean"])


def _figure(story: Story) -> dict[str, str] | None:
    """Return the chart: guests and any guest by year, or the real champion with and without guests."""
    from cupwright.report.charts import render_svg, sensitivity_chart

    rows = _guest_marks(story) if story.guests_come else _champion_marks(story)
    if not rows:
        return None
    words = "the guests' chances of the title, by year" if story.guests_come else "the real champion's chance, by year"
    described = f"{words}: " + "; ".join(f"{row['setting']} {row['club']} {row['mean']:.1f} %" for row in rows)
    return {
        "wide": render_svg(sensitivity_chart(rows), described),
        "narrow": render_svg(sensitivity_chart(rows, narrow=True), described),
        "caption": f"{words[:1].upper()}{words[1:]}, in percent, each on the eve of its edition; a line holds nine in "
        "ten readings of the ratings.",
    }


def _guest_marks(story: Story) -> list[dict[str, Any]]:
    rows = []
    for row in story.played:
        marks = [(guest["slot"].rsplit(" ", 1)[0] if len(_leagues(story)) > 1 else guest["slot"],
                  guest["chances"]["champion"]["proposal"]) for guest in row["guests"]]  # fmt: skip
        marks.append((ANY_GUEST, row["any_guest"]["proposal"]))
        rows += [_mark(str(row["year"]), name, side) for name, side in marks if side is not None]
    return rows


def _leagues(story: Story) -> set[str]:
    return {guest["slot"].rsplit(" ", 1)[0] for row in story.played for guest in row["guests"]}


def _champion_marks(story: Story) -> list[dict[str, Any]]:
    rows = []
    for row in story.played:
        real = row["champion"]
        if real and real["base"] and real["proposal"]:
            label = f"{row['year']} {story.name(real['club'])}"
            rows += [_mark(label, "as it was", real["base"]), _mark(label, "without guests", real["proposal"])]
    return rows


def _mark(setting: str, name: str, side: Row) -> dict[str, Any]:
    return {"setting": setting, "club": name, **{key: 100 * side[key] for key in ("mean", "low", "high")}}


def _widths(story: Story) -> list[dict[str, Any]]:
    rows = []
    for row in story.played:
        bare = [one for one in row["widths"] if not one["league_matches"]]
        known = [one["width"] for one in row["widths"] if one["league_matches"]]
        if bare and known:
            rows.append({
                "year": row["year"],
                "codes": ", ".join(f"{one['association']} {one['width']:.2f}" for one in bare),
                "usual": f"{sum(known) / len(known):.2f}",
            })  # fmt: skip
    return rows
