"""The laboratory as an application: every address, and what stands around it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from cupwright import __version__
from cupwright.app.web import (
    api,
    page_about,
    page_clubs,
    page_compare,
    page_edition,
    page_files,
    page_question,
    page_ratings,
    page_season,
    page_write,
    runs,
)
from cupwright.app.web.health import healthz, metrics_page
from cupwright.app.web.lab import Lab
from cupwright.app.web.reader import Reader
from cupwright.app.web.refusals import status_of, title_of, told_rows
from cupwright.app.web.security import Guard
from cupwright.app.web.settings import LabSettings
from cupwright.app.web.static_files import static
from cupwright.app.web.warming import head_start
from cupwright.errors import CupwrightError
from cupwright.report.locales import CODES, language

__all__ = ["PAGES", "create_app", "preferred_language"]

Page = Callable[[Reader], Awaitable[Response]]

PAGES: dict[str, Page] = {
    "": page_question.page,
    "question": page_question.page,
    "compare": page_compare.page,
    "editions": page_edition.listing,
    "editions/{name}": page_edition.page,
    "editions/{name}/odds": page_season.odds,
    "editions/{name}/matches": page_season.matches,
    "editions/{name}/course": page_season.course,
    "editions/{name}/journeys": page_season.journeys,
    "clubs": page_clubs.listing,
    "clubs/{club}": page_clubs.page,
    "ratings": page_ratings.page,
    "ratings/gap": page_ratings.gap,
    "write": page_write.page,
    "write/proposal.yaml": page_write.yaml,
    "scoreboard": page_about.scoreboard,
    "replays": page_about.replays,
    "method": page_about.method,
    "data": page_about.data,
    "data/{table}.parquet": page_about.facts_file,
    "api": page_about.api,
    "files/{kind}/{file}": page_files.page,
}
"""Pages by their path after the language; a name in braces is a part of the path."""

_SWEEP_SECONDS = 6.0


def create_app(settings: LabSettings | None = None) -> FastAPI:
    """Make the application.

    Parameters
    ----------
    settings
        Its settings; by default those of a laboratory on one's own machine.
    """
    lab = Lab(settings or LabSettings())

    @contextlib.asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(lab))
        if lab.settings.warmed:
            head_start(lab)
        try:
            yield
        finally:
            sweeping.cancel()
            lab.close()

    app = api.DescribedApp(
        title="Cupwright", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        lifespan=life,
    )  # fmt: skip
    app.state.lab = lab
    app.add_middleware(Guard, lab=lab)
    app.add_route("/", _home, include_in_schema=False)
    app.add_route("/static/{name}", static, include_in_schema=False)
    app.add_route("/healthz", healthz, include_in_schema=False)
    app.add_route("/metrics", metrics_page, include_in_schema=False)
    app.add_route("/robots.txt", _robots, include_in_schema=False)
    runs.add(app)
    api.add(app)
    for name, page in PAGES.items():
        for embedded in (False, True):
            path = f"/{{locale}}/embed/{name}" if embedded else f"/{{locale}}/{name}"
            methods = ["GET", "POST"] if name == "write" and not embedded else ["GET"]
            app.add_route(path, _shown(page, embedded), methods=methods, include_in_schema=False)
    app.add_route("/{rest:path}", _nothing, include_in_schema=False)
    return app


async def _sweep(lab: Lab) -> None:
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        lab.jobs.sweep()


async def _home(request: Request) -> Response:
    response = RedirectResponse(f"/{preferred_language(request)}/", 307)
    response.headers["vary"] = "Accept-Language"
    return response


async def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /*/files/\nDisallow: /api/\nDisallow: /runs/\n")


def preferred_language(request: Request) -> str:
    """Return the language of ours that a browser asks for first."""
    wanted = []
    for part in request.headers.get("accept-language", "")[:400].split(","):
        name, _, weight = part.strip().partition(";q=")
        with contextlib.suppress(ValueError):
            wanted.append((-float(weight or 1), name.lower()))
    for _, name in sorted(wanted, key=lambda pair: pair[0]):
        for code in CODES:
            if name == code.lower():
                return code
        base = name.split("-")[0]
        if base in ("en", "es", "pt"):
            return {"en": "en", "es": "es-419", "pt": "pt-BR"}[base]
    return "en"


def _shown(page: Page, embedded: bool) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a page: kept pages at once, errors in the reader's language."""

    async def endpoint(request: Request) -> Response:
        lab: Lab = request.app.state.lab
        code = request.path_params["locale"]
        if code not in CODES:
            return _in_its_case(request, code) or await _nothing(request)
        path = request.url.path.removeprefix(f"/{code}").strip("/")
        reader = None
        try:
            reader = Reader(lab, request, language(code), path, embedded)
            key = _page_key(lab, request) if request.method == "GET" else ""
            kept = lab.pages.get(key) if key else None
            if kept is not None:
                return HTMLResponse(kept)
            response = await page(reader)
            if key and reader.complete and response.status_code == 200 and isinstance(response, HTMLResponse):
                lab.pages.put(key, bytes(response.body))
            return response
        except CupwrightError as error:
            return _refused(lab, request, code, path, error)
        except Exception as error:
            logging.getLogger("cupwright.web").exception("a defect stopped a page", exc_info=error)
            found = CupwrightError.of("internal", "a defect in Cupwright stopped this page")
            return _refused(lab, request, code, path, found)

    return endpoint


def _in_its_case(request: Request, code: str) -> Response | None:
    """Return the way to the address whose language is written in another case, such as ``/pt-br/``."""
    known = next((one for one in CODES if one.lower() == code.lower()), None)
    if known is None:
        return None
    rest, query = request.url.path.removeprefix(f"/{code}"), request.url.query
    return RedirectResponse(f"/{known}{rest}?{query}" if query else f"/{known}{rest}", 308)


def _page_key(lab: Lab, request: Request) -> str:
    from cupwright.study.cache import key_of
    from cupwright.study.kept_replays import program_stamp

    return key_of(program_stamp(), lab.facts(), request.url.path, *sorted(request.query_params.multi_items()))


def _refused(lab: Lab, request: Request, code: str, path: str, error: CupwrightError) -> Response:
    status = status_of(error)
    # An address that is too long for a reader has none of its parameters on the page of its refusal.
    try:
        reader = Reader(lab, request, language(code), path)
    except CupwrightError:
        scope: dict[str, Any] = {**request.scope, "query_string": b""}
        reader = Reader(lab, Request(scope), language(code), path)
    text = reader.render("refused.html.j2", status=status, title=title_of(error, reader.language),
                         problems=told_rows(error.problems, reader.language))  # fmt: skip
    headers = {"retry-after": "30"} if status in (429, 503) else {}
    return HTMLResponse(text, status, headers)


async def _nothing(request: Request) -> Response:
    """Answer an address that leads nowhere."""
    path = request.url.path
    if path.startswith("/api/"):
        return Response('{"problems":[{"code":"unknown-address","message":"there is nothing at this address"}]}', 404,
                        media_type="application/json")  # fmt: skip
    first = path.strip("/").split("/")[0].lower()
    code = next((one for one in CODES if one.lower() == first), "") or preferred_language(request)
    error = CupwrightError.of("unknown-page", "there is nothing at this address")
    return _refused(request.app.state.lab, request, code, "", error)
