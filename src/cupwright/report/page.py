"""The report as one HTML file: everything inline, so that it opens from a disk, offline, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from cupwright.report import brief
from cupwright.report.answer import Answer, Chance, Club, Measure, Move, chance_of
from cupwright.report.calendar_section import calendar_section, travel_section
from cupwright.report.countries import association_name
from cupwright.report.figures import (
    chosen_clubs,
    difference_figure,
    path_figures,
    sensitivity_figure,
    title_figure,
)
from cupwright.report.heat import heat_rows, heat_stages
from cupwright.report.numbers import ABSENT, count, date_words, percent, plural, points, quantity, words_list

__all__ = ["render_page"]

_WORDS = {"lost": "Out", "gained": "In"}


def render_page(comparisons: Sequence[Mapping[str, Any]]) -> str:
    """Return the page of one or more comparisons of the same base.

    Parameters
    ----------
    comparisons
        Objects as ``compare --format json`` prints them; with ``calendar`` the page says whether the year can be kept.
    """
    from jinja2 import Environment, StrictUndefined

    answers = [Answer(data) for data in comparisons]
    templates = files("cupwright.report") / "templates"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((templates / "page.html.j2").read_text(encoding="utf-8"))
    first = answers[0]
    title = (
        _upper(first.proposal_title) if len(answers) == 1 else f"{first.base_title}: {plural(len(answers), 'proposal')}"
    )
    return template.render(
        title=title,
        version=first.data["provenance"]["version"],
        css=(templates / "page.css").read_text(encoding="utf-8"),
        pages=[_page(answer, number) for number, answer in enumerate(answers, 1)],
    )


def _page(answer: Answer, number: int) -> dict[str, Any]:
    origin = answer.data["provenance"]
    until = answer.data.get("ratings_until")
    sensitivity = sensitivity_figure(answer)
    doubt = _doubt(answer)
    return {
        "id": f"p{number}",
        "base": answer.base,
        "proposal": answer.proposal,
        "base_title": answer.base_title,
        "title": _upper(answer.proposal_title),
        "headline": brief.headline(answer),
        "payers": brief.payers_sentence(answer),
        "partial": bool(answer.data.get("partial")),
        "facts": _key_figures(answer),
        "ledger": [_ledger_row(answer, *row) for row in brief.ledger_rows(answer)],
        "data_age": brief.data_age(answer),
        "title_words": _title_words(answer),
        "titles": title_figure(answer),
        "title_rows": [{"club": _club(club), "cells": _sides(answer, club)} for club in chosen_clubs(answer)],
        "change_words": _change_words(answer),
        "differences": difference_figure(answer),
        "stages": heat_stages(answer),
        "heat": heat_rows(answer),
        "berth_sentences": brief.berth_sentences(answer),
        "berths": _berths(answer),
        "paths": path_figures(answer),
        "metrics": [_metric(measure) for measure in answer.metrics()],
        "money_words": _money_words(answer),
        "by_club": _by_club(answer),
        "calendar": calendar_section(answer),
        "journeys": travel_section(answer),
        "sensitivity": sensitivity,
        "sensitivity_words": brief.sensitivity_sentence(answer),
        "sensitivity_clubs": ["Any guest", *(club.name for club in answer.guests)],
        "sensitivity_rows": _sensitivity_rows(answer) if sensitivity else [],
        "doubt": doubt,
        "gap": any(row["gap"] != ABSENT for row in doubt),
        "gap_words": brief.gap_sentence(answer),
        "notes": [few, *answer.notes] if (few := brief.few_worlds(answer)) else answer.notes,
        "last_matches": _last_matches(answer),
        "worlds": count(answer.worlds),
        "seed": answer.seed,
        "until": date_words(until) if until else "the eve of the first match",
        "command": origin["command"],
        "documents_hash": origin["documents_hash"],
        "facts_hash": origin["facts_hash"],
        "citation": f"Cupwright {origin['version']}, comparison of {answer.base} with {answer.proposal}, "
        f"{count(answer.worlds)} worlds, seed {answer.seed}, facts {origin['facts_hash'][:10]}, "
        f"documents {origin['documents_hash'][:10]}.",
    }  # fmt: skip


def _upper(title: str) -> str:
    return title[:1].upper() + title[1:]


def _club(club: Club) -> dict[str, Any]:
    country = association_name(club.association)
    return {"name": club.name, "association": club.association, "country": country, "guest": club.guest}


def _cell(chance: Chance | None) -> dict[str, str]:
    if chance is None:
        return {"value": ABSENT, "range": ""}
    return {"value": chance.text(1), "range": "" if chance.settled else chance.span(1)}


def _sides(answer: Answer, club: Club) -> list[dict[str, str]]:
    change = answer.chance(club.id, "champion", "change")
    cells = [_cell(answer.chance(club.id, "champion", "base")), _cell(answer.chance(club.id, "champion", "proposal"))]
    span = "" if change is None else brief.points_span(change)
    return [*cells, {"value": points(change.mean if change else None), "range": span}]


def _key_figures(answer: Answer) -> list[dict[str, str]]:
    figures = []
    overall = answer.any_guest()
    if overall is not None:
        note = f"interval {overall.span()}"
        figures.append({"label": "A guest wins the cup", "value": overall.text(), "note": note})
    unlinked = next((chance for row, chance in answer.sensitivity() if row["links"] == "none"), None)
    if unlinked is not None and len(answer.sensitivity()) > 1:
        label, note = "The same, ignoring matches between confederations", f"interval {unlinked.span()}"
        figures.append({"label": label, "value": unlinked.text(), "note": note})
    for label, clubs in (("guests", answer.guests), ("payers", answer.payers)):
        dates = sorted(club.last_match for club in clubs if club.last_match)
        if dates:
            note = "oldest of them" if len(dates) > 1 else ""
            figures.append({"label": f"Last match known, {label}", "value": date_words(dates[0]), "note": note})
    return figures


def _ledger_row(answer: Answer, move: Move, before: str, after: str) -> dict[str, Any]:
    word = _WORDS.get(move.what) or ("Lower" if move.club in answer.payers else "Moved")
    row = {"what": move.what, "word": word, "slot": move.slot, "club": _club(move.club)}
    because, change = brief.because_words(answer, move)
    return {**row, "before": before, "after": after, "because": because, "change": change}


def _title_words(answer: Answer) -> str:
    favourite = answer.by_title()[0]
    base, proposal = (answer.chance(favourite.id, "champion", side) for side in ("base", "proposal"))
    before, after = brief.chance_words(base), brief.chance_words(proposal)
    words = f"The favourite is {favourite.name}: {before} as it is, {after} as proposed."
    guests = [
        f"{club.name} {brief.chance_words(answer.chance(club.id, 'champion', 'proposal'))}" for club in answer.guests
    ]
    return f"{words} Guests as proposed: {words_list(guests)}." if guests else words


def _change_words(answer: Answer) -> str:
    worst = [f"{club.name} {points(change.mean)}" for club, change in answer.clear_changes()[:3] if change.mean < 0]
    if not worst:
        return "No club of the field clearly loses title chance: every interval holds zero."
    return f"One club's gain is another's loss. The largest losses, in points of title chance: {words_list(worst)}."


def _berths(answer: Answer) -> list[dict[str, Any]]:
    found = []
    for titles, berth in brief.berth_groups(answer):
        if brief.goes_with_title(answer, berth):
            continue
        takers = sorted(berth["takers"], key=lambda row: -max(_mean(row[side]) for side in ("base", "proposal")))
        rows = [
            {"club": _club(answer.club(row["club"])), "cells": [_side(row["base"]), _taken(answer, row, berth)]}
            for row in takers[: 10 if brief.has_one_place(berth) else 6]
        ]
        found.append({"title": titles, "rows": rows})
    return found


def _taken(answer: Answer, row: Mapping[str, Any], berth: Mapping[str, Any]) -> dict[str, str]:
    """Return how likely a club takes a berth as proposed, or that it has dropped in there already."""
    if row["proposal"] is None and answer.is_in_already(row["club"], berth):
        return {"value": "already in it", "range": ""}
    return _side(row["proposal"])


def _mean(side: Mapping[str, float] | None) -> float:
    return side["mean"] if side else 0.0


def _side(side: Mapping[str, float] | None) -> dict[str, str]:
    return _cell(chance_of(side))


def _metric(row: Measure) -> dict[str, str]:
    cells = brief.measure_cells(row)
    return {"title": row.title, "unit": row.unit, **cells, "range": brief.change_interval(row), "note": row.note}


def _money_words(answer: Answer) -> str:
    together = answer.sum_of("prize-money", "", answer.payers)
    travel = answer.mean_of("travel", "")
    words = []
    if together is not None and together.base is not None and together.proposal is not None and answer.payers:
        before, after = (brief.metric_cells("US$", side) for side in (together.base, together.proposal))
        who = (
            "The club that loses out expects" if len(answer.payers) == 1 else "The clubs that lose out together expect"
        )
        words.append(f"{who} {before} of prize money as it is, {after} as proposed.")
        words += filter(None, [brief.uncounted_sentence(answer)])
    if travel is not None and travel.base is not None and travel.proposal is not None:
        before, after = (quantity(side.mean) for side in (travel.base, travel.proposal))
        words.append(f"A club of the field travels {before} km on average as it is, {after} km as proposed.")
    return " ".join(words)


def _by_club(answer: Answer) -> list[dict[str, Any]]:
    money, travel = answer.by_club("prize-money"), answer.by_club("travel")

    def size(club: Club) -> float:
        row = money.get(club.id)
        return 0.0 if row is None or row.change is None else -abs(row.change.mean)

    first = {club.id for club in [*answer.guests, *answer.payers]}
    ranked = sorted(answer.by_title(), key=lambda club: (club.id not in first, size(club)))
    return [{"club": _club(club), "cells": [*_triple(money.get(club.id), 1000), *_triple(travel.get(club.id), 1)]}
            for club in ranked[:20]]  # fmt: skip


def _triple(row: Measure | None, unit: int) -> list[str]:
    sides = (row.base, row.proposal, row.change) if row is not None else (None, None, None)
    values = [None if side is None else side.mean / unit for side in sides]
    change = ABSENT if values[2] is None else brief.metric_cells("km", Chance(*(3 * (values[2],))), change=True)
    return [quantity(values[0]), quantity(values[1]), change]


def _sensitivity_rows(answer: Answer) -> list[dict[str, Any]]:
    clubs = ("any guest", *(guest.id for guest in answer.guests))
    columns = [{row["setting"]: chance for row, chance in answer.sensitivity(club)} for club in clubs]
    return [
        {
            "setting": brief.setting_words(row["setting"]),
            "detail": f"links {row['links']}, spread {row['confederation_sd']:g}, drift {row['drift']:g} a year",
            "cells": [_cell(column.get(row["setting"])) for column in columns],
        }
        for row, _ in answer.sensitivity()
    ]


def _doubt(answer: Answer) -> list[dict[str, Any]]:
    rows = []
    for club in chosen_clubs(answer, most=len(answer.guests) + 6):
        chance = answer.chance(club.id, "champion", "proposal")
        if chance is None or chance.luck is None or chance.ignorance is None:
            continue
        gap = min(chance.gap or 0.0, chance.ignorance)
        rows.append({
            "club": _club(club), "luck": percent(chance.luck, 1), "ignorance": percent(chance.ignorance, 1),
            "gap": ABSENT if chance.gap is None else percent(gap, 1),
            "widths": [round(100 * share, 2) for share in (chance.luck, chance.ignorance - gap, gap)],
        })  # fmt: skip
    return rows


def _last_matches(answer: Answer) -> list[dict[str, str]]:
    by_date: dict[str, list[str]] = {}
    for club in answer.clubs.values():
        by_date.setdefault(club.last_match, []).append(club.name)
    return [
        {"date": date_words(date) if date else "none known", "clubs": ", ".join(sorted(names))}
        for date, names in sorted(by_date.items())
    ]
