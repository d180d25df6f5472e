"""Documents mutated at random: an error that explains, or a document; never a traceback."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cupwright.errors import CupwrightError
from cupwright.football.calendars import Calendar
from cupwright.football.competitions import Edition
from cupwright.rulebook import Proposal, amend, check, diff, documents_hash, list_documents, load, load_edition, show
from cupwright.rulebook.read import parse, read
from tests.rulebook.documents import CALENDAR, CLUBS, EDITION, FORMAT, PROPOSAL

TEXTS = {"format.yaml": FORMAT, "edition.yaml": EDITION, "proposal.yaml": PROPOSAL, "calendar.yaml": CALENDAR}
TREES = {name: parse(text.encode(), name).tree for name, text in TEXTS.items()}
SEARCH = (Phase.explicit, Phase.reuse, Phase.generate)
QUIET = settings(max_examples=60, deadline=None, phases=SEARCH, suppress_health_check=list(HealthCheck))

WORDS = [
    *(
        "slots",
        "winners",
        "losers",
        "place-1",
        "place-9",
        "group",
        "opening",
        "final",
        "ARG",
        "lanus",
        "points",
        "lots",
    ),
    *(
        "NO",
        "21:30",
        "2026-02-31",
        "2026-03-05",
        "${club}",
        "${x}",
        "opening:1",
        "ties",
        "groups",
        "skip",
        "slot",
        "club",
    ),
    *("2027-04-07", "tuesday", "release", "matches", "needs", "associations", "CONMEBOL"),
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 40),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(WORDS),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(max_size=6), st.sampled_from(WORDS)), inner, max_size=4),
    ),
    max_leaves=8,
)


def paths(tree: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every path into a tree but the root."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found for key, child in items for found in ((*at, key), *paths(child, (*at, key)))]


def mutate(tree: Any, data: st.DataObject) -> Any:
    """Return the tree with a few things deleted, replaced, repeated or renamed."""
    tree = copy.deepcopy(tree)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(tree)))
        at, key = tree, path[-1]
        for step in path[:-1]:
            at = at[step]
        what = data.draw(st.sampled_from(["delete", "replace", "repeat", "rename", "word"]))
        if what == "delete":
            del at[key]
        elif what == "replace":
            at[key] = data.draw(VALUES)
        elif what == "word":
            at[key] = data.draw(st.sampled_from(WORDS))
        elif what == "repeat" and isinstance(at, list):
            at.insert(key, copy.deepcopy(at[key]))
        elif isinstance(at, dict):
            at[data.draw(st.sampled_from(WORDS))] = at.pop(key)
        if not paths(tree):
            break
    return tree


def survive(path: Path, base: Edition | None = None) -> None:
    """Load a file and use it; only a CupwrightError may come out, and it says something."""
    try:
        document = load(path, CLUBS if base is None else None)
        show(document)
        if isinstance(document, Proposal):
            target = base if base is not None else load_edition(path.parent / "edition.yaml")
            amended = amend(target, document)
            diff(target, amended)
            documents_hash(amended)
        elif isinstance(document, Calendar):
            check(document, CLUBS)
            documents_hash(document)
        else:
            documents_hash(document)
            diff(document, document)
    except CupwrightError as error:
        assert str(error)
        assert all(problem.message and problem.code for problem in error.problems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.parametrize("name", TEXTS)
@given(data=st.data())
@QUIET
def test_mutated_trees(name: str, folder: Path, data: st.DataObject) -> None:
    for other, text in TEXTS.items():
        (folder / other).write_text(text, encoding="utf-8")
    (folder / name).write_text(json.dumps(mutate(TREES[name], data)), encoding="utf-8")
    survive(folder / ("edition.yaml" if name == "format.yaml" else name))
    survive(folder / name)


@pytest.mark.parametrize("name", TEXTS)
@given(
    start=st.integers(0, 3000),
    length=st.integers(0, 80),
    insert=st.one_of(st.binary(max_size=30), st.text(max_size=30)),
)
@QUIET
def test_mutated_text(name: str, folder: Path, start: int, length: int, insert: bytes | str) -> None:
    for other, text in TEXTS.items():
        (folder / other).write_text(text, encoding="utf-8")
    raw, put = TEXTS[name].encode(), insert if isinstance(insert, bytes) else insert.encode("utf-8", "surrogatepass")
    start %= len(raw)
    (folder / name).write_bytes(raw[:start] + put + raw[start + length :])
    survive(folder / name)


@given(noise=st.binary(max_size=300))
@QUIET
def test_noise(folder: Path, noise: bytes) -> None:
    (folder / "noise.yaml").write_bytes(noise)
    survive(folder / "noise.yaml")


@pytest.mark.parametrize("name", ["mas-2026", "mas-2026-expand"])
@given(data=st.data())
@settings(QUIET, max_examples=25)
def test_mutated_proposals_of_the_library(name: str, folder: Path, data: st.DataObject) -> None:
    tree = read(list_documents()[name]).tree
    path = folder / "library.yaml"
    path.write_text(json.dumps({**mutate(tree, data), "kind": "proposal"}), encoding="utf-8")
    survive(path, load_edition("copa-libertadores-2026"))
