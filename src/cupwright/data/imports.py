"""Import results of the user's own into the workspace: all of the files, or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cupwright.data.prepare import Prepared
from cupwright.data.results_file import read_results
from cupwright.data.sources.headings import CUPS
from cupwright.data.sources.records import Score
from cupwright.data.store import connect
from cupwright.data.workspace import change, workspace_path
from cupwright.errors import CupwrightError, Problem

__all__ = ["FileReport", "ImportReport", "import_files"]

_MOST_PROBLEMS = 100
_SCORES = ("ft", "aet", "pen", "awarded")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    file: str
    format: str
    sha256: str
    bytes: int
    matches: int
    fixtures: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    `added` matches are new; `completed` ones were known and got a score they lacked (a shoot-out, say); `replaced`
    ones contradicted what was known and won; `kept` ones contradicted it and lost; `known` ones say nothing new.
    `fixtures` have no result and are passed over.
    """

    files: tuple[FileReport, ...]
    added: int
    completed: int
    replaced: int
    kept: int
    known: int
    fixtures: int
    workspace: Path


@dataclass(frozen=True, slots=True)
class _Held:
    """A match already known, in the facts or the workspace."""

    id: str
    date: dt.date
    edition: str
    stage: str
    scores: tuple[Score | None, ...]
    source: str
    embedded: bool


@dataclass(slots=True)
class _Plan:
    """Rows to write, each with the id it takes and the id of the row it takes the place of."""

    rows: list[tuple[Prepared, str, str | None]]
    legs: dict[str, int] = field(default_factory=dict)
    added: int = 0
    completed: int = 0
    replaced: int = 0
    kept: int = 0
    known: int = 0


def _words(score: Score | None) -> str:
    return "unknown" if score is None else f"{score[0]}-{score[1]}"


def _describe(scores: tuple[Score | None, ...]) -> str:
    names = ("", "after extra time ", "penalties ", "awarded ")
    return ", ".join(f"{name}{_words(score)}" for name, score in zip(names, scores, strict=True) if score) or "no score"


def _read(path: Path) -> tuple[list[Prepared], FileReport | None, list[tuple[Path, bytes]], list[Problem]]:
    """Read one file; return its rows, its report, its bytes, and its problems."""
    try:
        found = read_results(path)
    except CupwrightError as error:
        return [], None, [], list(error.problems)
    if not found.format:
        return [], None, [], list(found.problems)
    digest = hashlib.sha256(found.data).hexdigest()
    report = FileReport(str(path), found.format, digest, len(found.data), len(found.rows), found.fixtures)
    return list(found.rows), report, [(path, found.data)], list(found.problems)


def _known(rows: Sequence[Prepared]) -> dict[tuple[str, str, str], list[_Held]]:
    """Return what is known of the pairs of `rows`, by competition, home and away."""
    held: dict[tuple[str, str, str], list[_Held]] = defaultdict(list)
    with connect() as connection:
        found = connection.execute(
            "SELECT m.match_id, m.date, m.edition, coalesce(m.stage, ''), m.ft_home, m.ft_away, m.aet_home, "
            "m.aet_away, m.pen_home, m.pen_away, m.awarded_home, m.awarded_away, m.source, f.match_id IS NOT NULL, "
            "m.competition, m.home, m.away FROM matches m LEFT JOIN facts_matches f "
            "ON f.match_id = m.match_id AND f.source = m.source "
            "WHERE list_contains(?, m.competition) ORDER BY m.match_id",
            [sorted({row.competition for row in rows})],
        ).fetchall()
    for line in found:
        pairs = [(line[at], line[at + 1]) for at in (4, 6, 8, 10)]
        scores = tuple(None if left is None else (left, right) for left, right in pairs)
        held[line[14], line[15], line[16]].append(_Held(line[0], line[1], line[2], line[3], scores, line[12], line[13]))
    return held


def _partner(row: Prepared, held: Iterable[_Held]) -> _Held | None:
    """Return the known match that `row` is, if there is one: a day apart, or three with one score, or one cup tie."""
    best: tuple[int, _Held] | None = None
    for other in held:
        gap = abs((other.date - row.date).days)
        same_tie = row.competition in CUPS and row.stage and (row.edition, row.stage) == (other.edition, other.stage)
        if not (gap <= 1 or same_tie or (gap <= 3 and row.ft is not None and row.ft == other.scores[0])):
            continue
        if best is None or gap < best[0]:
            best = (gap, other)
    return best[1] if best else None


def _plan(rows: Sequence[Prepared], prefer: str | None) -> tuple[_Plan, list[Problem]]:
    known = _known(rows) if rows else {}
    taken = {other.id for held in known.values() for other in held}
    plan = _Plan([])
    problems: list[Problem] = []
    for row in rows:
        pair = (row.competition, row.home, row.away)
        scores: tuple[Score | None, ...] = (row.ft, row.aet, row.pen, row.awarded)
        other = _partner(row, known.get(pair, ()))
        if other is None:
            name = row.key
            while name in taken:
                name += "+"
            taken.add(name)
            known.setdefault(pair, []).append(
                _Held(name, row.date, row.edition, row.stage, scores, str(row.place), False)
            )
            plan.rows.append((row, name, None))
            plan.added += 1
            continue
        both = list(zip(scores, other.scores, strict=True))
        if any(mine is not None and theirs is not None and mine != theirs for mine, theirs in both):
            if prefer == "facts":
                plan.kept += 1
                continue
            if prefer is None:
                problems.append(
                    Problem(
                        "contradiction",
                        f"{row.home} v {row.away} of {row.date} contradicts a known result",
                        row.place,
                        (
                            f"here: {_describe(scores)}",
                            f"known: {_describe(other.scores)} on {other.date} ({other.source})",
                        ),
                        "`--prefer mine` takes the file's word, `--prefer facts` keeps what is known",
                    )
                )
                continue
            plan.replaced += 1
        elif all(mine is None or theirs is not None for mine, theirs in both):
            plan.known += 1
            continue
        else:
            plan.completed += 1
            full = [mine if mine is not None else theirs for mine, theirs in both]
            row = replace(row, ft=full[0], aet=full[1], pen=full[2], awarded=full[3])
        known[pair].remove(other)
        known[pair].append(
            _Held(
                other.id,
                row.date,
                row.edition,
                row.stage,
                (row.ft, row.aet, row.pen, row.awarded),
                str(row.place),
                False,
            )
        )
        plan.rows.append((row, other.id, other.id if other.embedded else None))
    for row, name, _ in plan.rows:
        for other in known.get((row.competition, row.away, row.home), ()):
            tie = row.competition in CUPS and row.stage not in ("", "group-stage") and not row.group
            if tie and (row.edition, row.stage) == (other.edition, other.stage):
                plan.legs[name] = 1 if row.date <= other.date else 2
    return plan, problems


_COLUMNS = (
    "match_id", "date", "date_precision", "competition", "edition", "stage", "round", "group_name", "leg", "home",
    "away", "ft_home", "ft_away", "aet_home", "aet_away", "pen_home", "pen_away", "awarded_home", "awarded_away",
    "status", "score_basis", "neutral", "source", "confidence", "note", "import_id", "replaces",
)  # fmt: skip


def _values(row: Prepared, name: str, leg: int | None, replaces: str | None, import_id: int) -> list[object]:
    scores = [goals for score in (row.ft, row.aet, row.pen, row.awarded) for goals in (score or (None, None))]
    return [
        name, row.date, "day", row.competition, row.edition, row.stage or None, row.round or None, row.group or None,
        leg, row.home, row.away, *scores, row.status, "ft", row.neutral, row.source, "medium", row.note or None,
        import_id, replaces,
    ]  # fmt: skip


def import_files(paths: Iterable[str | Path], prefer: str | None = None) -> ImportReport:
    """Import results from Football.TXT or CSV files into the workspace; all of them or, on any problem, none.

    Parameters
    ----------
    paths
        Files; the format is told from the contents.
    prefer
        Who wins where a file contradicts what is known: ``"mine"`` (the file), ``"facts"`` (what is known), or None
        for an error that lists the contradictions.

    Raises
    ------
    CupwrightError
        With every problem of every file; or if another process is writing the workspace, or it cannot be written.
    """
    if prefer not in {None, "mine", "facts"}:
        raise CupwrightError.of("prefer", f"`{prefer}` is not a side", hint="`mine` or `facts`")
    rows: list[Prepared] = []
    reports: list[FileReport] = []
    contents: list[tuple[Path, bytes]] = []
    problems: list[Problem] = []
    owners: dict[str, int] = {}
    for path in dict.fromkeys(Path(path) for path in paths):
        found, report, data, wrong = _read(path)
        rows.extend(found)
        problems.extend(wrong)
        contents.extend(data)
        if report is not None:
            owners[report.file] = len(reports)
            reports.append(report)
    if not problems:
        plan, problems = _plan(rows, prefer)
    if problems:
        raise CupwrightError(_shortened(problems))
    fixtures = sum(report.fixtures for report in reports)
    answer = ImportReport(
        files=tuple(reports),
        added=plan.added,
        completed=plan.completed,
        replaced=plan.replaced,
        kept=plan.kept,
        known=plan.known,
        fixtures=fixtures,
        workspace=workspace_path(),
    )
    if not plan.rows:
        return answer
    with change() as connection:
        last = connection.execute("SELECT coalesce(max(import_id), 0) FROM imports").fetchone()
        first = (last[0] if last else 0) + 1
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
        for number, (report, (_, content)) in enumerate(zip(reports, contents, strict=True)):
            written = sum(1 for row, _, _ in plan.rows if owners[row.place.file] == number)
            connection.execute(
                "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    first + number,
                    now,
                    report.file,
                    report.sha256,
                    report.bytes,
                    report.format,
                    written,
                    prefer,
                    content,
                ],
            )
        marks = ", ".join("?" for _ in _COLUMNS)
        for row, name, replaces in plan.rows:
            earlier = connection.execute("DELETE FROM matches WHERE match_id = ? RETURNING replaces", [name]).fetchone()
            replaced = replaces or (earlier[0] if earlier else None)
            values = _values(row, name, plan.legs.get(name), replaced, first + owners[row.place.file])
            connection.execute(f"INSERT INTO matches ({', '.join(_COLUMNS)}) VALUES ({marks})", values)
    return answer


def _shortened(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _MOST_PROBLEMS:
        return problems
    more = len(problems) - _MOST_PROBLEMS
    return [*problems[:_MOST_PROBLEMS], Problem("more", f"and {more} more problems")]
