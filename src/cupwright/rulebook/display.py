"""A document for a person to read: lines with their depth and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cupwright.football.calendars import WEEKDAYS, Calendar, Window
from cupwright.football.competitions import Edition, Format, GroupStage, LeagueStage, Source, Stage
from cupwright.rulebook import words
from cupwright.rulebook.histories import History
from cupwright.rulebook.proposals import Proposal

__all__ = ["Line", "show"]

_USES = {
    "matches": "Matches",
    "release": "Players released to national teams",
    "break": "Breaks",
    "registration": "Registration of players",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how deep it stands (0 a heading), what it says, where that comes from."""

    depth: int
    text: str
    source: str = ""

    def __str__(self) -> str:
        return "  " * self.depth + self.text + (f"  [{self.source}]" if self.source else "")


def show(document: Edition | Format | Proposal | History | Calendar) -> list[Line]:
    """Return a document in words."""
    if isinstance(document, Calendar):
        return list(_calendar(document))
    if isinstance(document, History):
        return list(_history(document))
    if isinstance(document, Proposal):
        return list(_proposal(document))
    if isinstance(document, Format):
        return list(_format(document))
    return list(_edition(document))


def _notes(notes: tuple[str, ...]) -> Iterator[Line]:
    if notes:
        yield Line(0, "Notes")
        yield from (Line(1, note) for note in notes)


def _format(format_: Format) -> Iterator[Line]:
    first, last = format_.years
    years = str(first) if first == last else f"{first}-{last}"
    yield Line(0, f"{format_.title} ({format_.id}): {format_.competition}, {format_.confederation}, {years}")
    if format_.access is not None:
        yield Line(0, "Access list", words.source_words(format_.access_source))
        for association, row in format_.access.quotas:
            places = words.join(f"{number} at {stage}" for stage, number in row if number)
            yield Line(1, f"{association}: {places}")
        for stage, number in format_.access.holders:
            yield Line(1, f"holders of titles add {words.count(number, 'place')} at {stage}")
    for item in format_.stages:
        yield from _stage(item)
    yield Line(0, "Awards")
    for award in format_.awards:
        yield Line(1, f"{award.title}: {words.award_words(award)}", words.source_words(award.source))
    if format_.prizes:
        yield Line(0, "Prize money")
        for prize in format_.prizes:
            yield Line(1, f"{prize.stage}: {words.prize_words(prize)}", words.source_words(prize.source))
    yield from _notes(format_.notes)


def _stage(stage: Stage) -> Iterator[Line]:
    sources: dict[str, Source] = dict(stage.sources)

    def cite(clause: str, own: Source | None = None) -> str:
        return words.source_words(own or sources.get(clause) or sources.get("all"))

    when = f", {words.window_words(stage.window)}" if stage.window else ""
    yield Line(0, f"{stage.title} ({stage.id}): {stage.places} clubs{when}")
    yield Line(1, f"entrants: {words.feeds_words(stage.feeds)}", cite("from"))
    if isinstance(stage, GroupStage):
        yield Line(1, f"{stage.groups} groups of {stage.size}, drawn from {words.draw_words(stage.draw)}",
                   cite("draw", stage.draw.source))  # fmt: skip
        yield Line(1, f"matchdays (host-visitor, by pot): {words.matchdays_words(stage)}", cite("matchdays"))
        yield Line(1, f"level clubs: {words.tiebreak_words(stage)}", cite("tiebreak"))
        return
    if isinstance(stage, LeagueStage):
        yield Line(1, f"tables: {', '.join(stage.tables)}", cite("tables"))
        yield Line(1, f"matches: {words.meetings_words(stage)}", cite("meetings"))
        yield Line(1, f"level clubs: {words.tiebreak_words(stage)}", cite("tiebreak"))
        return
    draw, must_meet = stage.pairing.draw, stage.pairing.must_meet
    own = stage.pairing.source or (draw.source if draw else None)
    how = f"drawn from {words.draw_words(draw)}" if draw else words.pairing_words(stage.pairing)
    must = f"; {words.must_meet_words(stage.pairing)}" if must_meet else ""
    yield Line(1, f"ties: {how}{must}", cite("pairing", own))
    days = f" ({', '.join(map(words.window_words, stage.leg_windows))})" if stage.leg_windows else ""
    clause = "guest-hosts-first" if stage.guest_hosts_first else "second-leg-host"
    yield Line(1, f"{words.legs_words(stage)}{days}: {words.host_words(stage)}", cite(clause))
    yield Line(1, f"settled by {words.settle_words(stage)}", cite("settle"))


def _edition(edition: Edition) -> Iterator[Line]:
    sources = dict(edition.sources)
    yield Line(0, f"{edition.title} ({edition.id}): {len(edition.slots)} clubs, begins {edition.starts:%-d %B %Y}")
    for stage in edition.format.stages:
        entering = [slot for slot in edition.slots if slot.enters == stage.id]
        if entering:
            cited = words.source_words(sources.get("slots"))
            yield Line(0, f"Enter at {stage.id}: {words.count(len(entering), 'club')}", cited)
            for slot in entering:
                guest = ", guest" + (f" in pot {slot.pot}" if slot.pot else "") if slot.guest else ""
                via = f" ({slot.via})" if slot.via else ""
                club = slot.club or f"the taker of {slot.earned_in}"
                yield Line(1, f"{slot.name}: {club}{guest}{via}")
    if edition.ranking:
        yield Line(0, f"Ranking used: {', '.join(edition.ranking)}", words.source_words(sources.get("ranking")))
    for draw in edition.draws:
        day = f" on {draw.date:%-d %B %Y}" if draw.date else ""
        yield Line(0, f"Drawn for {draw.stage}{day}", words.source_words(draw.source))
        yield from (Line(1, ", ".join(members)) for members in draw.members)
    for fact in edition.irregular:
        score = f" {fact.score[0]}-{fact.score[1]}" if fact.score else f" to {fact.winner}" if fact.winner else ""
        score += f" {fact.points:+d}" if fact.points else ""
        note = f": {fact.note}" if fact.note else ""
        text = f"Irregular, {fact.stage}: {' v '.join(fact.clubs)} {fact.what}{score}{note}"
        yield Line(0, text, words.source_words(fact.source))
    if edition.record.champion:
        yield Line(0, f"Champion on record: {edition.record.champion}", words.source_words(sources.get("record")))
    yield from _notes(edition.notes)
    yield Line(0, f"Rules: {edition.format.id}")
    yield from (Line(line.depth + 1, line.text, line.source) for line in _format(edition.format))


def _proposal(proposal: Proposal) -> Iterator[Line]:
    yield Line(0, f"{proposal.title} ({proposal.id}), amends {proposal.amends}")
    if proposal.summary:
        yield Line(1, proposal.summary.strip())
    if proposal.parameters:
        yield Line(0, "Choices")
        for parameter in proposal.parameters:
            chosen = [f"{c} (default)" if c == parameter.default else str(c) for c, _ in parameter.choices]
            title = f": {parameter.title}" if parameter.title else ""
            yield Line(1, f"{parameter.name}{title}: {', '.join(chosen)}")
    yield Line(0, "Changes")
    for name, body in proposal.changes:
        yield Line(1, f"{name}: {_body(body)}")
    yield from _notes(proposal.notes)


def _history(history: History) -> Iterator[Line]:
    tree, (first, last) = history.tree, history.years
    yield Line(0, f"{history.title} ({history.id}): the names of {history.reads}, read in {first}-{last}")
    yield Line(1, f"editions: {tree['editions']}")
    yield Line(1, f"draws: {history.draws.replace('-', ' ')}")
    for name, role in tree.get("roles", {}).items():
        yield Line(0, f"{role['title']} ({name})")
        for year, one in role["clubs"].items():
            clubs = one["club"] if isinstance(one["club"], str) else ", else ".join(one["club"])
            source = tree["sources"].get(one.get("source") or role.get("source", ""), {}).get("title", "")
            yield Line(1, f"{year}: {clubs} ({one['association']}), {one.get('via', '')}", source)
    for key, title in (("guests", "Guests' slots"), ("slots", "Slots"), ("awards", "Awards"), ("stages", "Stages")):
        if tree.get(key):
            yield Line(0, title)
            yield from (Line(1, f"{name}: {_body(body)}") for name, body in tree[key].items())
    yield from _notes(history.notes)


def _calendar(calendar: Calendar) -> Iterator[Line]:
    whose = f", {', '.join(calendar.associations)}" if calendar.associations else ""
    yield Line(
        0, f"{calendar.title} ({calendar.id}): {calendar.competition}, {words.window_words(calendar.span)}{whose}"
    )
    if calendar.editions:
        yield Line(1, f"real days from the facts: {', '.join(calendar.editions)}")
    for one in calendar.entrants:
        yield Line(1, f"of {one.association} only {', '.join(one.clubs)}", words.source_words(one.source))
    for use, heading in _USES.items():
        windows = sorted((w for w in calendar.windows if w.use == use), key=lambda w: (w.first, w.last, w.id))
        if windows:
            yield Line(0, heading)
        yield from (Line(1, _window(window), words.source_words(window.source)) for window in windows)
    yield from _notes(calendar.notes)


def _window(window: Window) -> str:
    """Say when, what, how many matches, on which days, for whom and in which branches."""
    least, most = window.matches
    number = str(most) if least == most else f"{least} to {most}"
    said = [
        f"{words.window_words((window.first, window.last))}: {window.title} ({window.id})",
        f"{number} matches of a club" if window.use == "matches" and (least, most) != (1, 1) else "",
        " or ".join(WEEKDAYS[day] for day in window.weekdays),
        ", ".join((*window.confederations, *window.associations, *window.clubs)),
        ", ".join(f"if {variable} is {value}" for variable, value in window.needs),
        "assumed" if window.assumed else "",
        window.note,
    ]
    return "; ".join(filter(None, said))


def _body(body: dict[str, Any]) -> str:
    because = body.get("because", "")
    said = ", ".join(f"{key} {_value(value)}" for key, value in body.items() if key != "because")
    return said + (f": {because}" if because else "")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"({', '.join(f'{key} {_value(item)}' for key, item in value.items())})"
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, list) else str(value)
