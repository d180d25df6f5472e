"""One request for a page: who reads it, in which language, at which address, and how the page is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from cupwright import __version__
from cupwright.app.web.lab import Found, Lab
from cupwright.app.web.questions import Question, number_of
from cupwright.app.web.security import client_of
from cupwright.app.web.templates_of import environment
from cupwright.errors import CupwrightError
from cupwright.report.locales import CODES, Language

if TYPE_CHECKING:
    from cupwright.app.web.jobs import Job

__all__ = ["STAMP", "Reader", "address"]

STAMP = "stamp"
_LONGEST_VALUE = 14_000
_MOST_PARAMETERS = 120


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """Return a path with its parameters, in alphabetical order and without the empty ones."""
    said = sorted((name, str(value)) for name, value in parameters.items() if value not in (None, "", False))
    return f"{quote(path)}?{urlencode(said)}" if said else quote(path)


class Reader:
    """A request for a page.

    Parameters
    ----------
    lab
        The laboratory.
    request
        The request.
    language
        The language of the address.
    page
        The path after the language, such as ``"question"``.
    embedded
        Whether the page is shown inside another site.

    Raises
    ------
    CupwrightError
        If the address is longer than any that the laboratory makes.
    """

    def __init__(self, lab: Lab, request: Request, language: Language, page: str, embedded: bool = False) -> None:
        self.lab, self.request, self.language, self.page, self.embedded = lab, request, language, page, embedded
        self.client = client_of(request.scope)
        given = request.query_params.multi_items()
        if len(given) > _MOST_PARAMETERS or any(len(name) + len(value) > _LONGEST_VALUE for name, value in given):
            raise CupwrightError.of("size", "the address is too long")
        # Boxes that are ticked come with the same name; together they are one list.
        self.given: dict[str, str] = {}
        for name, value in given:
            said = value.strip()
            self.given[name] = f"{self.given[name]},{said}" if self.given.get(name) else said
        self.stale = False
        self.complete = True

    def get(self, name: str, default: str = "") -> str:
        """Return a parameter of the address."""
        return self.given.get(name) or default

    def chosen(self, name: str, choices: Mapping[str, Any] | tuple[str, ...], default: str) -> str:
        """Return a parameter that is one of some words.

        Raises
        ------
        CupwrightError
            If it is none of them.
        """
        value = self.get(name, default)
        if value not in choices:
            facts = [f"one of {', '.join(choices)}"]
            raise CupwrightError.of("choice", f"`{value[:60]}` is no choice of `{name}`", facts=facts)
        return value

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """Return a parameter that is a whole number."""
        return number_of(self.get(name, str(default)), name, least, most)

    # Addresses

    def url(self, page: str, **parameters: Any) -> str:
        """Return the address of a page in this language; a name such as ``as_of`` is written ``as-of``."""
        return self.to(page, {name.replace("_", "-"): value for name, value in parameters.items()})

    def to(self, page: str, parameters: Mapping[str, Any]) -> str:
        """Return the address of a page in this language, given its parameters as they stand in it."""
        return address(f"/{self.language.code}/{page}", parameters)

    def here(self, **changes: Any) -> str:
        """Return this address with some parameters changed."""
        return self.to(self.page, {**self.given, **{name.replace("_", "-"): v for name, v in changes.items()}})

    def languages(self) -> list[dict[str, str]]:
        """Return the languages: code, what it calls itself, and this page in it."""
        return [
            {"code": code, "name": name, "url": address(f"/{code}/{self.page}", self.given)}
            for code, name in CODES.items()
        ]

    # Answers

    async def ask(self, asked: Question) -> Found:
        """Return what there is of an answer; of an address with a stamp, the answer that it was made with.

        Raises
        ------
        CupwrightError
            If it cannot be answered, or is not what the address was made with.
        """
        stamp = self.get(STAMP)
        if stamp:
            version, _, rest = stamp.partition("~")
            facts, _, documents = rest.partition("~")
            kept = self.lab.kept(asked, facts) if facts.isalnum() and len(facts) == 10 else None
            if kept is not None and self.stamp(kept) == stamp:
                self.stale = facts != self.lab.facts()[:10]
                return Found(kept, asked)
            if version != __version__ or facts != self.lab.facts()[:10]:
                raise _gone(version, facts, self.lab.facts()[:10])
            found = await self.lab.ask(asked, self.client)
            if found.data is not None and self.stamp(found.data) != stamp:
                raise _gone(version, documents, self.stamp(found.data).rpartition("~")[2])
        else:
            found = await self.lab.ask(asked, self.client)
        if found.job is not None:
            self.complete = False
        return found

    @staticmethod
    def stamp(answer: Mapping[str, Any]) -> str:
        """Return what the address of an answer carries: version, facts and documents."""
        origin = answer["provenance"]
        return "~".join((origin["version"], origin["facts_hash"][:10], origin["documents_hash"][:10] or "none"))

    # The page

    async def show(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page made from a template."""
        text = await run_in_threadpool(self.render, template, **values)
        return HTMLResponse(text, status)

    def render(self, template: str, **values: Any) -> str:
        """Return the text of a page."""
        return environment(self.language.code).get_template(template).render(
            at=self, version=__version__, embedded=self.embedded, **values
        )  # fmt: skip

    def progress(self, job: Job | None) -> dict[str, Any] | None:
        """Return what the page says of the run that is on its way."""
        if job is None:
            return None
        return {"id": job.key, "state": job.state, "done": job.done, "of": job.of, "what": job.what}


def _gone(version: str, made: str, now: str) -> CupwrightError:
    return CupwrightError.of(
        "gone", "the answer of this address is no longer kept, and today's would be another one",
        facts=[f"made with version {version[:20]} and {made[:20]}", f"now: version {__version__} and {now}"],
        hint="the address without its stamp asks the same question of today",
    )  # fmt: skip
