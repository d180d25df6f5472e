"""Runs as a page follows them: progress as server-sent events, and a way to give one up."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from cupwright.app.web.jobs import Job
from cupwright.app.web.lab import Lab
from cupwright.app.web.security import client_of

__all__ = ["add", "events_of"]

_STILL_THERE = 10.0


def add(app: FastAPI) -> None:
    """Add the addresses of runs."""
    app.add_route("/runs/{key}/events", _events, include_in_schema=False)
    app.add_route("/runs/{key}/stop", _stop, methods=["POST"], include_in_schema=False)


async def events_of(lab: Lab, job: Job, request: Request) -> AsyncIterator[bytes]:
    """Yield the progress of a run as server-sent events, and at last an event named ``end``."""
    lab.jobs.watched(job, +1)
    lab.streams += 1
    try:
        while not job.ended and not lab.closing:
            yield f"event: progress\ndata: {json.dumps(job.to_dict())}\n\n".encode()
            await job.news(_STILL_THERE)
            if await request.is_disconnected():
                return
        yield f"event: end\ndata: {json.dumps(job.to_dict())}\n\n".encode()
    finally:
        lab.streams -= 1
        lab.jobs.watched(job, -1)


async def _events(request: Request) -> Response:
    lab: Lab = request.app.state.lab
    job = lab.jobs.get(request.path_params["key"])
    if job is None:
        return JSONResponse({"state": "unknown"}, 404)
    if lab.streams >= lab.settings.streams:
        return JSONResponse({"state": "busy"}, 503, {"retry-after": "30"})
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(events_of(lab, job, request), media_type="text/event-stream", headers=headers)


async def _stop(request: Request) -> Response:
    lab: Lab = request.app.state.lab
    job = lab.jobs.get(request.path_params["key"])
    if job is None:
        return JSONResponse({"state": "unknown"}, 404)
    lab.jobs.leave(job, client_of(request.scope))
    return JSONResponse(job.to_dict(), 202)
