"""Draft calendars: ``python -m tools.draft_calendar played ID TITLE EDITION...`` or ``shifted ID TITLE CALENDAR DAYS``.

``played`` reads the days of editions of the library, or of ``COMPETITION:EDITION`` of the facts, off the facts: a
window for each matchday of groups, for each leg of ties, for each numbered round of a league, and one for all of a
league whose rounds have no numbers. A match that was put off by days is left out of its window and noted. ``shifted``
moves the windows of a calendar of the library by so many days and marks them assumed. The draft is printed; who uses it
adds what the facts do not say.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cupwright.data.matches import edition_matches
from cupwright.football.calendars import Calendar
from cupwright.football.competitions import Edition, GroupStage, LeagueStage, Stage, TieStage
from cupwright.football.matches import Match
from cupwright.rulebook import load_calendar, load_edition
from cupwright.rulebook.calendars import dump_calendar
from cupwright.study.placing import placed

_WIDTH = 118
_APART = 4  # days without a match after which a match counts as put off
_MOST = 0.9  # share of the matches that must lie together, or all of them are the window
_LEGS = {1: "first leg", 2: "second leg"}


@dataclass(frozen=True)
class Drawn:
    """A window as it was read off the facts."""

    id: str
    title: str
    stage: str
    matchday: int | None
    matches: tuple[int, int]
    days: tuple[dt.date, dt.date]
    needs: str
    note: str = ""


def together(days: Iterable[dt.date]) -> tuple[tuple[dt.date, dt.date], list[dt.date]]:
    """Return first and last day of the matches that were played together, and the days of those put off."""
    order = sorted(days)
    runs = [[order[0]]]
    for before, after in pairwise(order):
        if (after - before).days > _APART:
            runs.append([])
        runs[-1].append(after)
    main = max(runs, key=len)
    if len(main) < _MOST * len(order):
        return (order[0], order[-1]), []
    return (main[0], main[-1]), [day for run in runs if run is not main for day in run]


def _put_off(days: Sequence[dt.date]) -> str:
    if not days:
        return ""
    listed = ", ".join(f"{number} on {day:%-d %B %Y}" for day, number in sorted(Counter(days).items()))
    return f"moved: {listed}"


def numbered(stage: Stage | None, matches: Sequence[Match]) -> dict[int | None, list[Match]]:
    """Return the matches by matchday, or by leg of their tie; all of them under None where there is no such thing."""
    rounds = [re.fullmatch(r"(?:matchday|round)-(\d+)", match.round) for match in matches]
    found: dict[int | None, list[Match]] = defaultdict(list)
    if isinstance(stage, GroupStage) and not all(rounds):
        played: Counter[str] = Counter()
        for match in sorted(matches, key=lambda one: (one.date, one.id)):
            played.update((match.home, match.away))
            found[max(played[match.home], played[match.away])].append(match)
        return found
    if isinstance(stage, TieStage):
        if stage.legs != 2:
            return {None: list(matches)}
        met: Counter[frozenset[str]] = Counter()
        for match in sorted(matches, key=lambda one: (one.date, one.id)):
            pair = frozenset((match.home, match.away))
            met[pair] += 1
            found[met[pair]].append(match)
        return found
    for match, round_ in zip(matches, rounds, strict=True):
        found[int(round_[1]) if round_ else None].append(match)
    once = all(max(Counter(club for m in ms for club in (m.home, m.away)).values()) == 1 for ms in found.values())
    return found if once and None not in found else {None: list(matches)}


def _title(stage: str, label: str, number: int | None, tie: bool) -> str:
    if number is None:
        return label
    return f"{label}, {_LEGS[number]}" if tie else f"{label}, matchday {number}"


def drawn(edition: Edition, prefix: str = "") -> list[Drawn]:
    """Return the windows of an edition as played, stage after stage; `prefix` tells halves of a season apart."""
    by_stage: dict[str, list[Match]] = defaultdict(list)
    for match in placed(edition, edition_matches(*edition.results)):
        by_stage[match.stage].append(match)
    found = []
    for stage in edition.format.stages:
        if not by_stage[stage.id]:
            print(f"{edition.id}: no match of {stage.id} in the facts", file=sys.stderr)
            continue
        reached = isinstance(stage, TieStage) or not all(feed.slots for feed in stage.feeds)
        needs = f"{edition.id}/{stage.id}" if reached else ""
        label = f"{prefix.title()}, {stage.title[0].lower()}{stage.title[1:]}" if prefix else stage.title
        if prefix and isinstance(stage, LeagueStage):
            label = prefix.title()
        for number, matches in sorted(numbered(stage, by_stage[stage.id]).items(), key=lambda one: one[0] or 0):
            found.append(_window(f"{prefix}-{stage.id}".strip("-"), label, stage, number, matches, needs))
    return found


def _window(
    name: str, label: str, stage: Stage | None, number: int | None, matches: Sequence[Match], needs: str
) -> Drawn:
    if number is None:
        days, late = (min(m.date for m in matches), max(m.date for m in matches)), []
        each = Counter(club for match in matches for club in (match.home, match.away))
        least, most = min(each.values()), max(each.values())
    else:
        days, late = together(match.date for match in matches)
        least = most = 1
    tie = isinstance(stage, TieStage)
    identity = name if number is None else f"{name}-{number}"
    return Drawn(identity, _title(name, label, number, tie), name, number, (least, most), days, needs, _put_off(late))


def season(competition: str, edition: str) -> list[Drawn]:
    """Return the windows of a league of which the library holds no edition: its rounds, or the span of it."""
    by_stage: dict[str, list[Match]] = defaultdict(list)
    for match in edition_matches(competition, edition):
        by_stage[match.stage or "regular"].append(match)
    found = []
    for stage, matches in by_stage.items():
        name, label = stage, stage.replace("-", " ").capitalize()
        if stage == "regular":
            name, label = "regular-season", "Regular season"
        for number, ones in sorted(numbered(None, matches).items(), key=lambda one: one[0] or 0):
            found.append(_window(name, label, None, number, ones, ""))
    return found


def flow(value: Any) -> str:
    """Write plain values in YAML's flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    plain = re.fullmatch(r"[A-Za-z0-9][^:#,\[\]{}\"'&*!|>%@`]*", text) and not isinstance(value, Quoted)
    return text if plain else json.dumps(text, ensure_ascii=False)


class Quoted(str):
    """A text that stands in quotes: the name of an edition that looks like a number."""

    __slots__ = ()


def item(tree: dict[str, Any]) -> str:
    """Write an item of a list, broken into lines between its keys."""
    lines, line = [], "  - {"
    for number, (key, value) in enumerate(tree.items()):
        part = f"{key}: {flow(value)}" + ("}" if number == len(tree) - 1 else ",")
        if number and len(line) + len(part) + 1 > _WIDTH:
            lines.append(line)
            line = "    "
        line += part if line.endswith("{") else f" {part}"
    return "\n".join([*lines, line])


def document(head: dict[str, Any], windows: Iterable[dict[str, Any]], comment: str = "") -> str:
    """Write a calendar."""
    lines = [f"# {line}" for line in comment.splitlines()] + ["kind: calendar"]
    for key, value in head.items():
        if key == "sources":
            lines += ["", "sources:", *(f"  {name}: {flow(source)}" for name, source in value.items()), ""]
        elif key == "notes":
            lines += ["notes:", *(f"  - {flow(note)}" for note in value)]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join([*lines, "", "windows:", *map(item, windows), ""])


def tree_of(window: Drawn) -> dict[str, Any]:
    """Return a window as its document has it."""
    tree: dict[str, Any] = {
        "id": window.id,
        "title": window.title,
        "days": [day.isoformat() for day in window.days],
        "stage": window.stage,
        "matchday": window.matchday,
        "matches": list(window.matches) if window.matches != (1, 1) else None,
        "needs": {window.needs: "in"} if window.needs else None,
        "note": window.note or None,
    }
    return {key: value for key, value in tree.items() if value is not None}


def played(name: str, title: str, asked: Sequence[str]) -> str:
    """Return the calendar of editions as they were played."""
    windows: list[Drawn] = []
    results: list[tuple[str, str]] = []
    sources: dict[str, dict[str, str]] = {}
    for one in asked:
        if ":" in one:
            competition, _, edition_name = one.partition(":")
            results.append((competition, edition_name))
            windows += season(competition, edition_name)
            of = Counter(match.source for match in edition_matches(competition, edition_name))
            sources[f"days-{len(sources) + 1}"] = {"title": of.most_common(1)[0][0], "confidence": "high"}
            continue
        edition = load_edition(one)
        results.append(edition.results)
        half = re.search(r"-(apertura|clausura)$", one)
        windows += drawn(edition, half[1] if half else "")
        cited = dict(edition.sources).get("dates") or dict(edition.sources).get("all")
        if cited is not None:
            title_ = "; ".join(part for part in cited.title.split("; ") if " on the " not in part)
            sources[f"days-{len(sources) + 1}"] = {"title": title_, "confidence": cited.confidence}
    if len({json.dumps(source) for source in sources.values()}) == 1:
        sources = {"days": sources["days-1"]}
    first, last = min(w.days[0] for w in windows), max(w.days[1] for w in windows)
    head: dict[str, Any] = {"id": name, "title": title, "competition": results[0][0], "year": first.year}
    if first.year != last.year:
        after = (last.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        head["season"] = [first.replace(day=1).isoformat(), (after - dt.timedelta(days=1)).isoformat()]
    head["editions"] = [Quoted(one) for one in dict.fromkeys(edition for _, edition in results)]
    head["sources"] = sources
    head["source"] = next(iter(head["sources"]))
    return document(head, map(tree_of, windows))


def shifted(name: str, title: str, base: Calendar, days: int, windows: Iterable[str] = ()) -> str:
    """Return a calendar moved by so many days, all of it assumed; `windows` names those to keep, all if none."""
    by = dt.timedelta(days=days)

    def move(pair: Sequence[str]) -> list[str]:
        return [(dt.date.fromisoformat(day) + by).isoformat() for day in pair]

    tree = dump_calendar(base)
    kept = set(windows)
    year = base.year + round(days / 365.25)
    names = {str(base.year): str(year), str(base.year + 1): str(year + 1), str(base.year - 1): str(year - 1)}

    def renamed(text: str) -> str:
        return re.sub(r"\d{4}", lambda found: names.get(found[0], found[0]), text)

    moved = []
    for window in tree["windows"]:
        if kept and window["id"] not in kept:
            continue
        plain = {key: value for key, value in window.items() if key not in ("source", "note", "assumed")}
        if "needs" in plain:
            plain["needs"] = {renamed(variable): value for variable, value in plain["needs"].items()}
        order = ("id", "title", "days")
        plain["days"] = move(window["days"])
        moved.append({key: plain[key] for key in (*order, *(k for k in plain if k not in order))} | {"assumed": True})
    head: dict[str, Any] = {"id": name, "title": title, "competition": base.competition, "year": year}
    if base.season is not None:
        head["season"] = move(tree["season"])
    if base.associations:
        head["associations"] = list(base.associations)
    source = {"title": f"the days of {base.id}, {days} days on", "confidence": "low"}
    head |= {"sources": {"shifted": source}, "source": "shifted"}
    return document(head, moved)


def main(arguments: Sequence[str]) -> None:
    """Print the draft that was asked for."""
    match list(arguments):
        case ["played", name, title, *editions] if editions:
            print(played(name, title, editions), end="")
        case ["shifted", name, title, base, days]:
            print(shifted(name, title, load_calendar(base), int(days)), end="")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
