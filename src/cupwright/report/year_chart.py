"""A year on a page: a row for each month, a column for each day, and what clashes.

The chart shows when; :func:`year_table` says the same in rows, with who and why.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cupwright.errors import CupwrightError
from cupwright.football.calendars import PlannedFixture, Window
from cupwright.report.charts import COLOUR, finish, inline
from cupwright.report.fixture_table import days_words, is_tentative, side_words, span_words
from cupwright.report.locales import Language, language

__all__ = ["MOST_FIXTURES", "MOST_MONTHS", "year_chart", "year_table"]

MOST_MONTHS = 36
MOST_FIXTURES = 1_000
_ENGLISH = language("en")
_INKS = ("proposal", "gain", "ink", "base")
_SHAPES = ("circle", "diamond", "square", "triangle-up", "triangle-down", "cross")
_SHADES = {"break": ("line", 1.0), "release": ("muted", 0.4), "registration": ("gain", 0.15)}
"""Ink and opacity, in the order in which they are laid over each other."""


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first day of each month from that of `first` to that of `last`."""
    months = [first.replace(day=1)]
    while months[-1] < last.replace(day=1):
        months.append((months[-1] + dt.timedelta(days=31)).replace(day=1))
    return months


def _label(day: dt.date, words: Language) -> str:
    return f"{words.month(day)} {day.year}"


def _uses(words: Language) -> dict[str, str]:
    """Return what the bands are called."""
    return {"break": words.text("break"), "release": words.text("release window"),
            "registration": words.text("registration window")}  # fmt: skip


def _parts(first: dt.date, last: dt.date, words: Language) -> Iterator[dict[str, Any]]:
    """Cut a span of days where a month ends; a day reaches half a column to either side."""
    for month in _months(first, last):
        end = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        day, until = max(first, month).day, min(last, end).day
        yield {"month": _label(month, words), "from": day - 0.5, "to": until + 0.5, "day": (day + until) / 2}


def year_chart(
    fixtures: Sequence[PlannedFixture],
    windows: Sequence[Window] = (),
    clashes: Collection[str] = (),
    *,
    competitions: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    narrow: bool = False,
    words: Language = _ENGLISH,
) -> Any:
    """Draw fixtures by month and day.

    Parameters
    ----------
    fixtures
        Those of one club, say. A full mark is a day that stands, an open one a day that may change, a bar the days of
        a window.
    windows
        Bands behind them: windows of release, breaks, registration. Windows of matches are not drawn.
    clashes
        Ids of fixtures that clash; they are ringed.
    competitions
        What competitions are called, by id.
    names
        What clubs are called, by id, so that a mark tells whose match it is; without, it tells nothing.
    narrow
        Draw for a phone.
    words
        The language of months and bands.

    Raises
    ------
    CupwrightError
        If there is nothing to draw, or more than 1,000 fixtures or 36 months.
    """
    import altair as alt

    if not 1 <= len(fixtures) <= MOST_FIXTURES:
        hint = f"1 to {MOST_FIXTURES:,} fit on a page: those of one club, say"
        raise CupwrightError.of("chart", f"there are {len(fixtures):,} fixtures to draw", hint=hint)
    months = _months(min(each.first for each in fixtures), max(each.last for each in fixtures))
    if len(months) > MOST_MONTHS:
        raise CupwrightError.of("chart", f"the fixtures span {len(months)} months", hint=f"at most {MOST_MONTHS}")
    order = [_label(month, words) for month in months]
    called, clash = _uses(words), words.text("clash")
    lanes = list(dict.fromkeys(_title(each, competitions) for each in sorted(fixtures, key=lambda each: each.first)))
    marks = [
        {"lane": _title(each, competitions), "clash": clash, "open": is_tentative(each), "id": each.id,
         "told": "" if names is None else _told(each, competitions, names, words, clash if each.id in clashes else ""),
         **part}
        for each in fixtures for part in _parts(each.first, each.last, words)
    ]  # fmt: skip
    one_day = {each.id for each in fixtures if each.first == each.last}
    bands = [
        {"use": called[each.use], "told": f"{called[each.use]}\n{_days(each, words)}", **part}
        for each in windows if each.use in called
        for part in _parts(each.first, each.last, words) if part["month"] in order
    ]  # fmt: skip
    tracks = [part for month in months for part in _parts(month, _last_of(month), words)]
    inks = [COLOUR[_INKS[number % len(_INKS)]] for number in range(len(lanes))]
    shapes = [_SHAPES[number % len(_SHAPES)] for number in range(len(lanes))]

    days = alt.Axis(values=[1, 5, 10, 15, 20, 25, 30] if narrow else list(range(1, 32)), grid=False, domain=False,
                    ticks=False, orient="top", labelPadding=2)  # fmt: skip
    y = alt.Y("month:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8),
              scale=alt.Scale(domain=order, paddingInner=0.12, paddingOuter=0.06))  # fmt: skip
    x = alt.X("from:Q", title=None, axis=days, scale=alt.Scale(domain=[0.5, 31.5], nice=False))
    lane = alt.YOffset("lane:N", sort=lanes, scale=alt.Scale(domain=lanes, paddingInner=0.25, paddingOuter=0.35))
    legend = alt.Legend(columns=1 if narrow else 4, labelLimit=0)
    colour = alt.Color("lane:N", scale=alt.Scale(domain=lanes, range=inks), legend=legend)
    shape = alt.Shape("lane:N", scale=alt.Scale(domain=lanes, range=shapes), legend=legend)

    told = alt.Undefined if names is None else alt.Tooltip("told:N")
    layers = [alt.Chart(inline(tracks)).mark_bar(color=COLOUR["line"], opacity=0.35).encode(x=x, x2="to:Q", y=y)]
    uses = [name for name in called.values() if any(row["use"] == name for row in bands)]
    fills = alt.Scale(domain=uses, range=[COLOUR[_SHADES[use][0]] for use, name in called.items() if name in uses])
    below = alt.Legend(orient="bottom", symbolType="square", symbolOpacity=0.6, labelLimit=0)
    for use, name in called.items():
        if name in uses:
            band = alt.Chart(inline([row for row in bands if row["use"] == name])).mark_bar(opacity=_SHADES[use][1])
            layers.append(
                band.encode(x=x, x2="to:Q", y=y, fill=alt.Fill("use:N", scale=fills, legend=below), tooltip=told)
            )
    spans = [row for row in marks if row["id"] not in one_day]
    points = [row for row in marks if row["id"] in one_day]
    ringed = [row for row in marks if row["id"] in clashes]
    if spans:
        bar = alt.Chart(inline(spans)).mark_bar(height=5, cornerRadius=2, opacity=0.75)
        layers.append(bar.encode(x=x, x2="to:Q", y=y, yOffset=lane, color=colour, tooltip=told))
    size = 30 if narrow else 60
    for rows, filled in (
        ([row for row in points if row["open"]], False),
        ([row for row in points if not row["open"]], True),
    ):
        if rows:
            dots = alt.Chart(inline(rows)).mark_point(filled=filled, size=size, opacity=1, strokeWidth=1.6)
            layers.append(dots.encode(x=alt.X("day:Q"), y=y, yOffset=lane, color=colour, shape=shape, tooltip=told))
    if ringed:
        stroke = alt.Stroke("clash:N", scale=alt.Scale(domain=[clash], range=[COLOUR["loss"]]),
                            legend=alt.Legend(orient="bottom", symbolType="circle", symbolStrokeWidth=2))  # fmt: skip
        ring = alt.Chart(inline(ringed)).mark_point(
            shape="circle", filled=False, size=size * 4, strokeWidth=2, opacity=1
        )
        layers.append(ring.encode(x=alt.X("day:Q"), y=y, yOffset=lane, stroke=stroke))
    return finish(alt.layer(*layers), rows=len(order), row_height=max(26, 11 * len(lanes)), narrow=narrow)


def _last_of(month: dt.date) -> dt.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _days(span: PlannedFixture | Window, words: Language) -> str:
    return words.days(span.first.isoformat(), span.last.isoformat())


def _told(
    fixture: PlannedFixture,
    competitions: Mapping[str, str] | None,
    names: Mapping[str, str],
    words: Language,
    clash: str,
) -> str:
    """Return what is told of a match: its days, the competition, the clubs if both are known, whether it clashes."""
    clubs = [names.get(club, club) for club in (fixture.home, fixture.away)]
    lines = [_days(fixture, words), _title(fixture, competitions), " – ".join(clubs) if all(clubs) else "", clash]
    return "\n".join(filter(None, lines))


def _title(fixture: PlannedFixture, competitions: Mapping[str, str] | None) -> str:
    return (competitions or {}).get(fixture.competition, fixture.competition)


def year_table(
    fixtures: Iterable[PlannedFixture],
    windows: Iterable[Window] = (),
    clashes: Collection[str] = (),
    *,
    names: Mapping[str, str] | None = None,
    competitions: Mapping[str, str] | None = None,
) -> list[dict[str, str]]:
    """Return what the chart shows as rows by day: days, what, where it belongs, how sure, whether it clashes."""
    rows = []
    for each in fixtures:
        home, away = side_words(each, names or {})
        sure = "played" if each.played else "may change" if is_tentative(each) else "stands"
        rows.append(
            (each.first, each.last, {"days": days_words(each), "what": f"{home} v {away}",
             "competition": _title(each, competitions), "stage": each.title, "day": sure,
             "clash": "yes" if each.id in clashes else ""})
        )  # fmt: skip
    called = _uses(_ENGLISH)
    for window in windows:
        if window.use in called:
            days = span_words(window.first, window.last)
            rows.append(
                (window.first, window.last, {"days": days, "what": window.title, "competition": called[window.use],
                 "stage": "", "day": "assumed" if window.assumed else "stands", "clash": ""})
            )  # fmt: skip
    return [row for _, _, row in sorted(rows, key=lambda row: (row[0], row[1], row[2]["what"]))]
