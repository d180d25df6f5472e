"""The laboratory for programs: version 1 of its API, described by OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from cupwright.app.web.api_bodies import DocumentBody, JobBody, asked_of_body
from cupwright.app.web.jobs import Job
from cupwright.app.web.lab import Lab
from cupwright.app.web.library import edition_groups, proposals
from cupwright.app.web.questions import Question, question
from cupwright.app.web.refusals import problem_rows, status_of
from cupwright.app.web.runs import events_of
from cupwright.app.web.security import client_of
from cupwright.errors import CupwrightError
from cupwright.report.locales import language

__all__ = ["DescribedApp", "add"]

_WAIT = 30.0
_REFUSED: dict[int | str, dict[str, Any]] = {
    code: {"description": words, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problems"}}}}
    for code, words in (
        (400, "The question cannot be answered; every problem is listed."), (404, "There is no such thing."),
        (422, "The question is not written as it should be."), (429, "Too many requests."),
        (503, "The laboratory is busy, or the answer takes longer: ask again."),
    )
}  # fmt: skip
_PROBLEMS = {
    "type": "object",
    "required": ["problems"],
    "properties": {"problems": {"type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["code", "message"],
        "properties": {"code": {"type": "string"}, "message": {"type": "string"},
                       "line": {"type": ["integer", "null"]}, "facts": {"type": "array", "items": {"type": "string"}},
                       "hint": {"type": "string"}},
    }}},
}  # fmt: skip

Name = Annotated[str, Path(max_length=120, description="A name of the library.")]
Day = Annotated[str | None, Query(max_length=10, description="A date, year-month-day.")]
Code = Annotated[str, Query(min_length=3, max_length=12, pattern="^[A-Za-z]+$", description="The code of a country.")]

router = APIRouter(prefix="/api/v1", responses=_REFUSED)


class DescribedApp(FastAPI):
    """An application whose description has the errors of the API too."""

    def openapi(self) -> dict[str, Any]:
        """Return the description, with the schema of what is refused."""
        schema = super().openapi()
        schema.setdefault("components", {}).setdefault("schemas", {})["Problems"] = _PROBLEMS
        return schema


def add(app: FastAPI) -> None:
    """Add the API to the application, and how it tells errors."""
    app.include_router(router)
    app.add_exception_handler(CupwrightError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _other)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, CupwrightError)
    return JSONResponse({"problems": problem_rows(error.problems)}, status_of(error))


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems: list[dict[str, Any]] = [
        {"code": "question", "message": str(one["msg"]), "path": ".".join(map(str, one["loc"])), "line": None,
         "facts": [], "hint": "", "place": None}
        for one in error.errors()[:20]
    ]  # fmt: skip
    return JSONResponse({"problems": problems}, 422)


async def _other(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: a body that is no JSON, a method that an address does not take."""
    assert isinstance(error, HTTPException)
    if not request.url.path.startswith("/api/"):
        return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
    problem = {"code": "request", "message": str(error.detail)}
    return JSONResponse({"problems": [problem]}, error.status_code, error.headers)


def _lab(request: Request) -> Lab:
    lab: Lab = request.app.state.lab
    return lab


async def _whole(request: Request, asked: Question) -> dict[str, Any]:
    lab = _lab(request)
    data = await lab.whole(asked, client_of(request.scope), _WAIT)
    if data is None:
        raise CupwrightError.of("busy", "the answer takes longer; it is kept when it is there", hint="ask again")
    return data


@router.get("/editions")
async def editions() -> list[dict[str, Any]]:
    """List the editions of the library by competition."""
    say = language("en")
    return [
        {"competition": competition, "title": title,
         "editions": [{"name": name, "title": called} for name, called in rows]}
        for competition, title, rows in edition_groups(say)
    ]  # fmt: skip


@router.get("/proposals")
async def list_proposals() -> list[dict[str, str]]:
    """List the proposals of the library."""
    found = await run_in_threadpool(proposals)
    return [{"name": one.name, "title": one.title, "summary": one.summary, "amends": one.amends} for one in found]


@router.get("/proposals/{name}")
async def proposal(name: Name) -> dict[str, Any]:
    """Give a proposal of the library: its choices and its text."""
    from cupwright.app.web.compare_questions import choices_of
    from cupwright.rulebook import list_documents

    choices = await run_in_threadpool(choices_of, name)
    return {
        "name": name,
        "choices": [{"name": one, "title": title, "choices": list(values), "default": default}
                    for one, title, values, default in choices],
        "text": list_documents()[name].read_text(encoding="utf-8"),
    }  # fmt: skip


@router.post("/check")
async def check(body: DocumentBody) -> dict[str, Any]:
    """Check the text of a proposal: every problem with its line, or none."""
    from cupwright.rulebook import proposal_of_text
    from cupwright.study.documents import known_clubs

    try:
        found = await run_in_threadpool(lambda: proposal_of_text(body.text, known_clubs()))
    except CupwrightError as error:
        return {"sound": False, "problems": problem_rows(error.problems)}
    return {"sound": True, "problems": [], "id": found.id, "title": found.title, "amends": found.amends}


@router.get("/replay/{edition}")
async def replay(request: Request, edition: Name, as_of: Day = None) -> dict[str, Any]:
    """Replay an edition: tables, ties and berths with their reasons, and the verdict."""
    data = await _whole(request, question("replay", {"edition": edition, "as-of": as_of}))
    return {key: data[key] for key in ("edition", "title", "season", "verdict", "until", "provenance")}


@router.get("/ratings")
async def ratings(request: Request, until: Day = None) -> dict[str, Any]:
    """Rate clubs, leagues and confederations."""
    return await _whole(request, question("ratings", {"until": until}))


@router.get("/ratings/gap")
async def gap(request: Request, of: Code = "BRA", over: Code = "MEX") -> dict[str, Any]:
    """Compare two leagues, with what carries the gap between them."""
    return await _whole(request, question("gap", {"of": of.upper(), "over": over.upper()}))


@router.get("/forecast")
async def forecast(
    request: Request,
    home: Annotated[str, Query(min_length=1, max_length=80)],
    away: Annotated[str, Query(min_length=1, max_length=80)],
    date: Day = None,
    neutral: bool = False,
) -> dict[str, Any]:
    """Forecast a match: win, drawn, loss, scores and expected goals, each with its interval."""
    return await _whole(request, question("forecast", {
        "home": home, "away": away, "date": date, "venue": "neutral" if neutral else "home",
    }))  # fmt: skip


@router.get("/open/{edition}")
async def open_matches(request: Request, edition: Name, as_of: Day = None) -> dict[str, Any]:
    """List the matches of an edition that are to be played, by the names that results are put in under."""
    return await _whole(request, question("open", {"edition": edition, "as-of": as_of}))


@router.post("/jobs", status_code=202)
async def start(request: Request, body: JobBody) -> dict[str, Any]:
    """Ask a long question: `compare`, or `simulate` (with results put in if there are any)."""
    lab = _lab(request)
    asked = asked_of_body(body, lab.settings)
    job = lab.submit(asked, client_of(request.scope))
    job.keep = True
    return _job(job)


@router.get("/jobs/{job}")
async def job_state(request: Request, job: Name) -> dict[str, Any]:
    """Say how far a job is."""
    return _job(_known(request, job))


@router.get("/jobs/{job}/answer")
async def job_answer(request: Request, job: Name) -> dict[str, Any]:
    """Give the answer of a job; 503 while it is not there."""
    kept = _lab(request).answers.get(job) if job.isalnum() else None
    if kept is not None:
        return kept
    found = _known(request, job)
    if found.state == "failed" and found.problems:
        raise CupwrightError(found.problems)
    raise CupwrightError.of("busy", f"the job is {found.state}", hint="follow its events, or ask again")


@router.get("/jobs/{job}/events", response_class=StreamingResponse,
            responses={200: {"content": {"text/event-stream": {}}}})  # fmt: skip
async def job_events(request: Request, job: Name) -> Response:
    """Follow a job: server-sent events named `progress`, and at last one named `end`."""
    found, lab = _known(request, job), _lab(request)
    if lab.streams >= lab.settings.streams:
        raise CupwrightError.of("busy", "too many streams are open")
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(events_of(lab, found, request), media_type="text/event-stream", headers=headers)


@router.delete("/jobs/{job}", status_code=202)
async def stop(request: Request, job: Name) -> dict[str, Any]:
    """Give a job up; it goes on if somebody else waits for it too."""
    found = _known(request, job)
    _lab(request).jobs.leave(found, client_of(request.scope))
    return _job(found)


def _known(request: Request, key: str) -> Job:
    found = _lab(request).jobs.get(key)
    if found is None:
        raise CupwrightError.of("unknown-job", f"there is no job `{key[:60]}`", hint="a job is forgotten after a while")
    return found


def _job(job: Job) -> dict[str, Any]:
    at = f"/api/v1/jobs/{job.key}"
    return {**job.to_dict(), "problems": problem_rows(job.problems), "answer": f"{at}/answer", "events": f"{at}/events"}
