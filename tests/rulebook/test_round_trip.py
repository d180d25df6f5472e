"""Nouns become documents and come back the same; the hash is of what they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cupwright.football.competitions import Edition, Format
from cupwright.rulebook import Proposal, amend, documents_hash, list_documents, load, load_edition
from cupwright.rulebook.build import build_edition, build_format
from cupwright.rulebook.dump import dump_edition, dump_format
from cupwright.rulebook.read import Source
from cupwright.rulebook.validate import fit
from tests.rulebook.documents import write

EDITIONS = [name for name, path in list_documents().items() if path.parent.name == "editions"]
FORMATS = [name for name, path in list_documents().items() if path.parent.name == "formats"]
PROPOSALS = [name for name, path in list_documents().items() if path.parent.name == "proposals"]


def again(edition: Edition) -> Edition:
    rules = Source("rules", "", dump_format(edition.format, windows=False))
    source = Source("edition", "", dump_edition(edition))
    fit("format", rules)
    fit("edition", source, {**source.tree, "id": "again"})
    return build_edition(source, build_format(rules))


@pytest.mark.parametrize("name", EDITIONS)
def test_editions(name: str) -> None:
    edition = load_edition(name)
    assert again(edition) == edition
    assert documents_hash(again(edition)) == documents_hash(edition)


@pytest.mark.parametrize("name", FORMATS)
def test_formats(name: str) -> None:
    format_ = load(name)
    assert isinstance(format_, Format)
    source = Source("rules", "", dump_format(format_))
    fit("format", source)
    assert build_format(source) == format_


@pytest.mark.parametrize("name", PROPOSALS)
def test_amended_editions(name: str) -> None:
    proposal = load(name)
    assert isinstance(proposal, Proposal)
    base = load_edition(proposal.amends)
    amended = amend(base, proposal)
    assert again(amended) == amended
    assert documents_hash(amended) != documents_hash(base)


def test_the_hash_does_not_see_layout_but_sees_every_rule(tmp_path: Path) -> None:
    edition = load_edition(write(tmp_path))
    same = load_edition(write(tmp_path, ("kind: format", "# a comment\nkind:   format")))
    assert documents_hash(same) == documents_hash(edition)
    for old, new in (
        ("away-goals, penalties", "penalties"),
        ("[points, lots]", "[points, wins, lots]"),
        ("confidence: high", "confidence: low"),
        ("bahia]", "bahia ] # x"),
        ("first-leg-host: bahia", "first-leg-host: boca-juniors"),
    ):
        other = load_edition(write(tmp_path, (old, new)))
        assert (documents_hash(other) == documents_hash(edition)) is (old == "bahia]")
    assert documents_hash(replace(edition, file="elsewhere")) == documents_hash(edition)
