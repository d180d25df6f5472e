"""Does the record agree with itself, and do dates and irregular facts make sense."""

from __future__ import annotations

from cupwright.football.competitions import Edition, GroupStage, RecordedTie
from cupwright.rulebook.checks.findings import Findings, Key, tables

__all__ = ["check_dates", "check_irregular", "check_record"]


def check_record(edition: Edition, findings: Findings) -> None:
    """Check the official record against the stages, the draws and itself."""
    record, stages = edition.record, {stage.id: stage for stage in edition.format.stages}
    names = {name for s in stages.values() for name in tables(s)}
    for name, order in record.groups:
        path: tuple[Key, ...] = ("record", "groups", name)
        if name not in names:
            findings.unknown("group", name, sorted(names), path)
        _known(edition, order, path, findings)
        drawn = _drawn(edition, name)
        if drawn and not set(order) <= set(drawn):  # a record may give the first places of a table only
            facts = [f"drawn: {', '.join(drawn)}", f"recorded: {', '.join(order)}"]
            findings.add("record", path, f"the table of group {name} names other clubs than the draw", facts)
    out = _ties(edition, findings)
    for name, order in record.groups:
        for club in order:
            if club in out:
                facts = [f"out: {out[club]}", f"in: group {name}"]
                findings.add("record", ("record", "groups", name), f"`{club}` plays on after it went out", facts)
    awards = {award.id: award for award in edition.format.awards}
    for award, clubs in record.berths:
        if award not in awards:
            findings.unknown("award", award, awards, ("record", "berths", award))
        elif len(clubs) > awards[award].places:
            message = f"`{award}` has {awards[award].places} places, {len(clubs)} are recorded"
            findings.add("record", ("record", "berths", award), message)
        _known(edition, clubs, ("record", "berths", award), findings)
    if record.complete and not record.champion:
        findings.add("record", ("record", "champion"), "a complete record names the champion")


def _drawn(edition: Edition, name: str) -> tuple[str, ...]:
    """Return the clubs drawn into a group, or nothing while some of them were not known."""
    for draw in edition.draws:
        for stage in edition.format.stages:
            if stage.id == draw.stage and isinstance(stage, GroupStage) and name in stage.names:
                index = stage.names.index(name)
                members = draw.members[index] if index < len(draw.members) else ()
                return () if any(":" in member for member in members) else members
    return ()


def _known(edition: Edition, clubs: tuple[str, ...], path: tuple[Key, ...], findings: Findings) -> None:
    for club in clubs:
        if club not in edition.clubs:
            findings.unknown("entrant", club, filter(None, edition.clubs), path)
    if len(set(clubs)) != len(clubs):
        findings.add("record", path, "a club stands twice")


def _ties(edition: Edition, findings: Findings) -> dict[str, str]:
    """Check the recorded ties in order; return who went out before the groups, and where."""
    order = [stage.id for stage in edition.format.stages]
    groups = [i for i, stage in enumerate(edition.format.stages) if isinstance(stage, GroupStage)]
    again = {feed.stage for stage in edition.format.stages for feed in stage.feeds if feed.take == "losers"}
    out: dict[str, str] = {}
    before: dict[str, str] = {}
    known = {fact.clubs: fact for fact in edition.irregular if fact.what in ("advanced", "walkover")}
    final = ""
    for tie in sorted(edition.record.ties, key=lambda t: order.index(t.stage) if t.stage in order else -1):
        path: tuple[Key, ...] = ("record", "ties", tie.stage)
        if tie.stage not in order:
            findings.unknown("stage", tie.stage, order, path)
            continue
        _known(edition, tie.clubs, path, findings)
        label = f"{tie.clubs[0]} v {tie.clubs[1]}"
        for word, club in (("winner", tie.winner), ("first-leg-host", tie.first_leg_host)):
            if club and club not in tie.clubs:
                findings.add("record", path, f"the {word} of {label} is `{club}`, who did not play in it")
        for club in tie.clubs:
            if club in out:
                facts = [f"out: {out[club]}", f"in: `{tie.stage}`, {label}"]
                findings.add("record", path, f"`{club}` plays on after it went out", facts)
        loser = _loser(tie)
        if loser and tie.stage not in again:
            out[loser] = f"`{tie.stage}`, {label}"
            if groups and order.index(tie.stage) < groups[0]:
                before[loser] = out[loser]
        for fact in known.values():
            if fact.stage == tie.stage and set(fact.clubs) == set(tie.clubs) and tie.winner not in ("", fact.winner):
                facts = [f"irregular: `{fact.winner}` went on", f"record: `{tie.winner}` went on"]
                findings.add("record", path, f"two facts contradict each other on {label}", facts)
        if tie.stage == order[-1]:
            final = tie.winner
    champion = edition.record.champion
    if champion:
        _known(edition, (champion,), ("record", "champion"), findings)
    if champion and final and champion != final:
        facts = [f"winner of `{order[-1]}`: `{final}`", f"champion: `{champion}`"]
        findings.add("record", ("record", "champion"), "the champion did not win the final", facts)
    return before


def _loser(tie: RecordedTie) -> str:
    if tie.winner not in tie.clubs:
        return ""
    return tie.clubs[1] if tie.winner == tie.clubs[0] else tie.clubs[0]


def check_irregular(edition: Edition, findings: Findings) -> None:
    """Check that irregular facts say what they must."""
    stages = {stage.id: stage for stage in edition.format.stages}
    for index, fact in enumerate(edition.irregular):
        path: tuple[Key, ...] = ("irregular", index)
        if fact.stage not in stages:
            findings.unknown("stage", fact.stage, stages, (*path, "stage"))
            continue
        _known(edition, fact.clubs, (*path, "clubs"), findings)
        if fact.what in ("awarded", "played") and fact.score is None:
            findings.add("irregular", path, f"a match that was {fact.what} needs its `score`")
        if fact.what == "not-played" and fact.leg is None:
            findings.add("irregular", path, "a leg that was called off needs its number: `leg`")
        if fact.what == "points" and not fact.points:
            findings.add("irregular", path, "points given or taken need their number: `points: -6`")
        if fact.what in ("walkover", "advanced") and fact.winner not in fact.clubs:
            findings.add("irregular", path, "the `winner` must be one of the two clubs", [f"winner: `{fact.winner}`"])
        if fact.what == "points" and len(fact.clubs) != 1:
            findings.add("irregular", (*path, "clubs"), "points are given to or taken from one club")
        elif fact.what not in ("lots", "points") and len(fact.clubs) != 2:
            findings.add("irregular", (*path, "clubs"), f"a match has two clubs, not {len(fact.clubs)}")
        legs = getattr(stages[fact.stage], "legs", None)
        if fact.leg is not None and legs is not None and fact.leg > legs:
            findings.add("irregular", (*path, "leg"), f"`{fact.stage}` has {legs} leg, not {fact.leg}")


def check_dates(edition: Edition, findings: Findings) -> None:
    """Check windows, draws and the year."""
    first, last = edition.format.years
    if not first <= edition.year <= last:
        message = f"the format `{edition.format.id}` holds for {first}-{last}, not {edition.year}"
        findings.add("dates", ("year",), message)
    windows = {stage.id: stage.window for stage in edition.format.stages}
    for stage in edition.format.stages:
        path: tuple[Key, ...] = ("dates", stage.id)
        window = stage.window
        if window is None:
            continue
        if window[0] > window[1]:
            findings.add("dates", path, f"`{stage.id}` ends before it begins", [f"{window[0]} to {window[1]}"])
        if window[0] < edition.starts:
            findings.add("dates", path, f"`{stage.id}` begins on {window[0]}, before the edition ({edition.starts})")
        for feed in stage.feeds:
            before = windows.get(feed.stage)
            if before is not None and before[0] > window[0]:
                facts = [f"`{feed.stage}`: {before[0]} to {before[1]}", f"`{stage.id}`: {window[0]} to {window[1]}"]
                findings.add("dates", path, f"`{stage.id}` begins before `{feed.stage}`, which feeds it", facts)
        for days in getattr(stage, "leg_windows", ()):
            if days[0] > days[1] or days[0] < window[0] or days[1] > window[1]:
                facts = [f"leg: {days[0]} to {days[1]}", f"stage: {window[0]} to {window[1]}"]
                where = ("stages", stage.id, "leg-windows")
                findings.add("dates", where, f"a leg of `{stage.id}` lies outside its window", facts)
    for index, draw in enumerate(edition.draws):
        window = windows.get(draw.stage)
        if draw.date is not None and window is not None and draw.date > window[0]:
            message = f"`{draw.stage}` was drawn on {draw.date}, after it began"
            findings.add("dates", ("draws", index, "date"), message)
    for name, _ in edition.venues:
        stage_ = next((s for s in edition.format.stages if s.id == name), None)
        if stage_ is None:
            findings.unknown("stage", name, windows, ("venues", name))
        elif not getattr(stage_, "neutral", False):
            findings.add("venue", ("venues", name), f"`{name}` is not played on neutral ground")
