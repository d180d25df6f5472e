"""What programs send: the bodies of requests, and the questions they stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from cupwright.app.web.asking import MOST_PROPOSALS
from cupwright.app.web.questions import Question, question
from cupwright.app.web.settings import LabSettings
from cupwright.app.web.uploads import packed
from cupwright.errors import CupwrightError, Problem

__all__ = ["DocumentBody", "JobBody", "asked_of_body"]


@dataclass
class DocumentBody:
    """The text of a proposal."""

    text: str


@dataclass
class JobBody:
    """A long question.

    Parameters
    ----------
    kind
        ``compare`` or ``simulate``.
    base, proposals, document, choices
        Of a comparison: the edition, proposals of the library, the text of one more, and choices in the one proposal.
    edition, results
        Of a simulation: the edition (or proposal), and results to put in by the name of their match.
    as_of, worlds, seed
        The day whose results are held, how many worlds, and the random seed.
    """

    kind: Literal["compare", "simulate"]
    base: str = ""
    proposals: list[str] = field(default_factory=list)
    document: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    edition: str = ""
    results: dict[str, str] = field(default_factory=dict)
    as_of: str = ""
    worlds: int = 20_000
    seed: int = 7


def asked_of_body(body: JobBody, settings: LabSettings) -> Question:
    """Return the question that a body stands for.

    Raises
    ------
    CupwrightError
        If a number is out of range, a name is none, or something is missing; all problems at once.
    """
    problems = []
    if not 100 <= body.worlds <= settings.most_worlds:
        facts = (f"from 100 to {settings.most_worlds:,}",)
        problems.append(Problem("worlds", f"{body.worlds} worlds cannot be played here", facts=facts))
    if not 0 <= body.seed < 2**62:
        problems.append(Problem("seed", f"the seed cannot be {body.seed}"))
    names = [body.base, body.edition, body.as_of, *body.proposals, *body.choices, *body.results]
    if any(len(name) > 200 or "," in name or "\0" in name for name in names):
        problems.append(Problem("name", "a name is none of a document, a match or a day"))
    if len(body.proposals) > MOST_PROPOSALS or len(body.choices) > 40 or len(body.results) > 100:
        problems.append(Problem("size", f"at most {MOST_PROPOSALS} proposals, 40 choices and 100 results"))
    if body.kind == "compare" and not (body.base and (body.proposals or body.document)):
        problems.append(Problem("question", "a comparison needs `base`, and `proposals` or a `document`"))
    if body.kind == "simulate" and not body.edition:
        problems.append(Problem("question", "a simulation needs `edition`"))
    if problems:
        raise CupwrightError(problems)
    parts: dict[str, Any] = {"as-of": body.as_of, "worlds": body.worlds, "seed": body.seed}
    if body.kind == "compare":
        parts |= {"base": body.base, "proposals": ",".join(body.proposals),
                  "document": packed(body.document) if body.document else ""}  # fmt: skip
        parts |= {f"set.{name}": value for name, value in body.choices.items()}
        return question("compare", parts)
    parts |= {"edition": body.edition, **{f"result.{name}": value for name, value in body.results.items()}}
    return question("odds", parts)
