"""Whether the laboratory is well, and what it does: for whoever runs it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from cupwright import __version__
from cupwright.app.web.lab import Lab

__all__ = ["healthz", "metrics_page"]


async def healthz(request: Request) -> Response:
    """Say that it is well: the facts can be read and runs are taken."""
    lab: Lab = request.app.state.lab
    well = not lab.closing
    body = {"status": "ok" if well else "closing", "version": __version__, "facts": lab.facts()[:10]}
    return JSONResponse(body, 200 if well else 503)


async def metrics_page(request: Request) -> Response:
    """Give the counts in Prometheus' text format."""
    lab: Lab = request.app.state.lab
    jobs, answers, pages = lab.jobs, lab.answers.shelf, lab.pages
    gauges = {
        "cupwright_runs_waiting": ("Runs in the queue.", jobs.waiting),
        "cupwright_runs_running": ("Runs being worked on.", jobs.running),
        **{f"cupwright_runs_{state}": (f"Runs that were {state} since the start.", number)
           for state, number in jobs.counts.items()},
        "cupwright_answers_bytes": ("Memory that kept answers take.", answers.bytes),
        "cupwright_answers_hits": ("Answers that were kept.", answers.hits),
        "cupwright_answers_misses": ("Answers that were not.", answers.misses),
        "cupwright_pages_bytes": ("Memory that kept pages take.", pages.bytes),
        "cupwright_pages_hits": ("Pages that were kept.", pages.hits),
        "cupwright_pages_misses": ("Pages that were not.", pages.misses),
        "cupwright_memory_bytes": ("Memory of the process.", _memory()),
    }  # fmt: skip
    return PlainTextResponse(lab.metrics.text(gauges), media_type="text/plain; version=0.0.4; charset=utf-8")


def _memory() -> int:
    try:
        import resource
    except ImportError:  # not on Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
