"""A head start: what the first reader would wait for is loaded while the laboratory opens."""

from __future__ import annotations

import threading
from collections.abc import Callable

from cupwright.app.web.asking import answer
from cupwright.app.web.compare_questions import BASE
from cupwright.app.web.jobs import StoppedJob
from cupwright.app.web.lab import Lab
from cupwright.app.web.questions import question
from cupwright.errors import CupwrightError

__all__ = ["head_start", "warm"]

_WORLDS = 200


def head_start(lab: Lab) -> threading.Thread:
    """Begin to :func:`warm` a laboratory in a thread of its own."""
    thread = threading.Thread(target=warm, args=(lab,), name="head-start", daemon=True)
    thread.start()
    return thread


def warm(lab: Lab) -> None:
    """Ask the founding question with few worlds, and draw its chart.

    That imports and compiles what all questions need, and rates all clubs unless that is kept. Who asks meanwhile
    waits for the same fit, not for a second one. Nothing of the answer is kept, and what goes wrong here is told to
    whoever asks the question. At last the library of charts that are alive is made, unless that is kept.
    """
    asked = question("compare", {"base": BASE, "proposals": "mas-2026", "worlds": _WORLDS, "quick": "yes"})
    for step in (lambda: answer(asked, lab.settings, _until_closed(lab)), _draw, lab.library.make):
        try:
            step()
        except (CupwrightError, StoppedJob):
            return
        lab.ready = True


def _until_closed(lab: Lab) -> Callable[[int, int, str], None]:
    def tell(_done: int, _of: int, _what: str) -> None:
        if lab.closing:
            raise StoppedJob

    return tell


def _draw() -> None:
    """Draw a small chart, so that the drawing of charts is loaded."""
    from cupwright.app.web.drawing import svg_file
    from cupwright.report.charts import title_chart

    rows = [{"club": "A", "side": side, "mean": 1.0, "low": 0.5, "high": 2.0} for side in ("as it is", "proposed")]
    svg_file(title_chart(rows, sides=("as it is", "proposed")), "A chart.", "")
