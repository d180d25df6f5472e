"""What is known, written down for the kernels: by stage, pair of clubs and leg."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.tables import Book
from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.competitions import Irregular, RecordedDraw
from cupwright.football.outcomes import Advance, KnownScore
from cupwright.rules.codes import ADVANCED, WALKOVER

__all__ = ["open_book"]

MOST_GOALS = 99


def open_book(plan: Plan, known: Known | None) -> Book:
    """Write down what is known.

    Raises
    ------
    CupwrightError
        With every fact that names an unknown stage or club or a leg there is not, or contradicts another.
    """
    writer = _Writer(plan, known or Known())
    if writer.problems:
        raise CupwrightError(writer.problems)
    return writer.book


def _is_series(row: npt.NDArray[np.int32]) -> bool:
    return bool(row[at.KIND] == at.TIES and row[at.LEGS] == at.SERIES)


class _Writer:
    def __init__(self, plan: Plan, known: Known) -> None:
        self.plan = plan
        self.problems: list[Problem] = []
        self.stage = {name: s for s, name in enumerate(plan.stages)}
        self.club = {name: i for i, name in enumerate(plan.clubs)}
        stages, clubs = len(plan.stages), len(plan.clubs)
        legs = int(plan.stage[:, at.LEGS].max(initial=1))
        series = [_is_series(row) for row in plan.stage]
        layers = legs + at.BOOK_LAYERS + at.SERIES_LAYERS * any(series)
        deep = stages if known.scores or known.advances else 0
        self.book = Book(
            knows=np.zeros((stages, at.KNOWS_COLUMNS), dtype=np.int32),
            score=np.full((deep, layers, clubs, clubs, 2), -1, dtype=np.int16),
            drawn=np.full(len(plan.entrant), -1, dtype=np.int32),
            lots=np.full((stages, clubs), -1, dtype=np.int32),
            adjust=np.zeros((stages, clubs), dtype=np.int32),
        )
        for score in sorted(known.scores, key=lambda score: score.leg):
            self._score(score)
        for advance in known.advances:
            self._advance(advance)
        for draw in known.draws:
            self._draw(draw)
        for fact in known.points:
            self._points(fact)
        for lots in known.lots:
            clubs_drawn = self._clubs(lots.clubs, f"lots of `{lots.stage}`")
            if clubs_drawn is not None and self._stage(lots.stage, "lots") is not None:
                self.book.knows[self.stage[lots.stage], at.KNOWS_LOTS] = 1
                for place, club in enumerate(clubs_drawn):
                    self.book.lots[self.stage[lots.stage], club] = place

    def _stage(self, name: str, what: str) -> int | None:
        if name not in self.stage:
            hint = did_you_mean(name, self.stage)
            self.problems.append(Problem("unknown-stage", f"{what} at `{name}`, which is no stage", hint=hint))
            return None
        return self.stage[name]

    def _clubs(self, names: tuple[str, ...], what: str) -> list[int] | None:
        unknown = [name for name in names if name not in self.club]
        for name in unknown:
            hint = did_you_mean(name, self.club)
            self.problems.append(
                Problem("unknown-club", f"{what} names `{name}`, which is not in the field", hint=hint)
            )
        return None if unknown else [self.club[name] for name in names]

    def _score(self, score: KnownScore) -> None:
        what = f"the score of `{score.clubs[0]}` v `{score.clubs[1]}`"
        s, clubs = self._stage(score.stage, what), self._clubs(score.clubs, what)
        if s is None or clubs is None:
            return
        stage, book = self.plan.stage[s], self.book
        goals = [*score.goals, *(score.extra or ()), *(score.penalties or ())]
        if any(not 0 <= x <= MOST_GOALS for x in goals):
            self.problems.append(Problem("score", f"{what} in `{score.stage}` is no score", facts=(str(goals),)))
            return
        a, b = clubs
        groups = stage[at.KIND] != at.TIES
        leg = self._group_leg(s, a, b) if groups else score.leg - 1
        if not 0 <= leg < stage[at.LEGS]:
            message = f"{what} in `{score.stage}` is of leg {score.leg}, of {stage[at.LEGS]}"
            self.problems.append(Problem("leg", message))
            return
        entry = (*score.goals,) if score.played else (at.NOT_PLAYED, at.NOT_PLAYED)
        old = tuple(int(x) for x in book.score[s, leg, a, b])
        if old[0] != at.UNKNOWN and old != entry:
            facts = (f"{old[0]}-{old[1]} and {entry[0]}-{entry[1]}, leg {score.leg}",)
            self.problems.append(Problem("contradiction", f"{what} in `{score.stage}` is recorded twice", facts=facts))
        book.score[s, leg, a, b] = entry
        if not groups:
            book.score[s, leg, b, a] = entry[::-1]
        book.knows[s, at.KNOWS_SCORES] = 1
        if groups:
            return
        shoot_out = at.LATE_SERIES + leg if _is_series(stage) else at.LATE_PENALTIES
        if _is_series(stage) and score.extra is not None:
            self.problems.append(Problem("leg", f"{what} in `{score.stage}` has extra time, in a best of three"))
        for layer, late in ((at.LATE_EXTRA, score.extra), (shoot_out, score.penalties)):
            if late is not None:
                book.score[s, layer, a, b] = late
                book.score[s, layer, b, a] = late[::-1]

    def _group_leg(self, s: int, host: int, visitor: int) -> int:
        """Return which of their meetings at this ground the next score is of: the first without one."""
        legs = int(self.plan.stage[s, at.LEGS])
        taken = int((self.book.score[s, :legs, host, visitor, 0] != at.UNKNOWN).sum())
        return 0 if legs == 1 else taken

    def _points(self, fact: Irregular) -> None:
        what = f"the points of `{', '.join(fact.clubs)}`"
        s, clubs = self._stage(fact.stage, what), self._clubs(fact.clubs, what)
        if s is None or clubs is None:
            return
        if fact.points is None or self.plan.stage[s, at.KIND] == at.TIES:
            self.problems.append(Problem("points", f"{what} in `{fact.stage}` have no number, or no table to count in"))
            return
        self.book.adjust[s, clubs] += fact.points
        self.book.knows[s, at.KNOWS_POINTS] = 1

    def _advance(self, advance: Advance) -> None:
        what = f"the tie of `{advance.clubs[0]}` and `{advance.clubs[1]}`"
        s, clubs = self._stage(advance.stage, what), self._clubs((*advance.clubs, advance.winner), what)
        if s is None or clubs is None:
            return
        if advance.winner not in advance.clubs or self.plan.stage[s, at.KIND] != at.TIES:
            message = f"{what} in `{advance.stage}` cannot have been won by `{advance.winner}`"
            self.problems.append(Problem("contradiction", message))
            return
        a, b, winner = clubs
        old = int(self.book.score[s, at.LATE_ADVANCE, a, b, 0])
        if old >= 0 and old != winner:
            self.problems.append(Problem("contradiction", f"{what} in `{advance.stage}` has two winners"))
        code = WALKOVER if advance.how == "walkover" else ADVANCED
        self.book.score[s, at.LATE_ADVANCE, a, b] = winner, code
        self.book.score[s, at.LATE_ADVANCE, b, a] = winner, code
        self.book.knows[s, at.KNOWS_ADVANCES] = 1

    def _draw(self, draw: RecordedDraw) -> None:
        s = self._stage(draw.stage, "the recorded draw")
        if s is None:
            return
        stage = self.plan.stage[s]
        sizes = [len(members) for members in draw.members]
        if stage[at.METHOD] != at.BY_DRAW or sizes != [stage[at.SIZE]] * stage[at.UNITS]:
            message = f"the recorded draw does not fit `{draw.stage}`"
            facts = (f"{stage[at.UNITS]} of {stage[at.SIZE]}; recorded {sizes}",)
            self.problems.append(Problem("draw", message, facts=facts))
            return
        flat = [self._member(name, draw.stage) for members in draw.members for name in members]
        if len(set(flat)) != len(flat):
            self.problems.append(Problem("draw", f"the recorded draw of `{draw.stage}` names a member twice"))
        start = int(stage[at.ENTRANTS])
        self.book.drawn[start : start + len(flat)] = flat
        self.book.knows[s, at.KNOWS_DRAW] = 1

    def _member(self, name: str, stage: str) -> int:
        """Return the code of a member of a draw: a club, the winner of a tie, or an entrant of the stage itself."""
        source, colon, number = name.rpartition(":")
        if not colon:
            clubs = self._clubs((name,), f"the recorded draw of `{stage}`")
            return -1 if clubs is None else clubs[0]
        s = self._stage(source, f"the recorded draw of `{stage}` takes a winner")
        if s is None:
            return -1
        row = self.plan.stage[s]
        if source == stage and number.isdigit() and 1 <= int(number) <= row[at.PLACES]:
            return at.DRAWN_ENTRANT - (int(number) - 1)
        if row[at.KIND] != at.TIES or not number.isdigit() or not 1 <= int(number) <= row[at.UNITS]:
            self.problems.append(Problem("draw", f"the recorded draw of `{stage}` names `{name}`, which is no tie"))
            return -1
        return -2 - (int(row[at.TIE]) + int(number) - 1)
