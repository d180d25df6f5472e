"""Files that are not documents, and YAML as version 1.2 reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupwright.errors import CupwrightError
from cupwright.rulebook import load
from cupwright.rulebook.read import MAX_BYTES, parse

NOT_DOCUMENTS = {
    "empty": (b"", "is empty"),
    "only a comment": (b"# nothing\n", "is empty"),
    "binary": (b"\x7fELF\x00\x01\x02", "binary"),
    "not UTF-8": (b"kind: format\ntitle: S\xe3o Paulo\n", "not UTF-8"),
    "too large": (b"x" * (MAX_BYTES + 1), "too large"),
    "a list": (b"- a\n- b\n", "holds a list"),
    "a word": (b"hello\n", "holds a single value"),
    "broken": (b"kind: [format\n", "not YAML"),
    "tabs": (b"kind:\n\t- x\n", "not YAML"),
    "brackets": (b"a: " + b"[" * 50_000, "nested too deeply"),
    "hyphens": (b"- " * 50_000, "nested too deeply"),
    "forty levels": (b"a: " + b"[" * 60 + b"]" * 60, "nested too deeply"),
    "itself": (b"a: &x [*x]\n", "nested too deeply"),
    "an explosion": (
        b"a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        + b"".join(b"%c: &%c [%s]\n" % (n, n, b", ".join([b"*%c" % (n - 1)] * 10)) for n in range(ord("b"), ord("h"))),
        "more than 100,000 values",
    ),
    "a key twice": (b"kind: format\nkind: edition\n", "the key `kind` stands twice"),
    "a list as key": (b"? [a, b]\n: c\n", "a key must be a word"),
    "an object": (b"a: !!python/object/apply:os.system [x]\n", "is not used in documents"),
    "a tag": (b"kind: !mine format\n", "the tag `!mine` is not used"),
    "two documents": (b"kind: format\n---\nkind: format\n", "not YAML"),
    "no kind": (b"title: x\n", "does not say what it is"),
    "another kind": (b"kind: formatt\n", "did you mean `format`?"),
}


@pytest.mark.parametrize("name", NOT_DOCUMENTS)
def test_files_that_are_not_documents(name: str, tmp_path: Path) -> None:
    data, expected = NOT_DOCUMENTS[name]
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(CupwrightError) as caught:
        load(path)
    assert expected in str(caught.value)
    assert "x.yaml" in str(caught.value)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "no.yaml", tmp_path, tmp_path / "no" / "no.yaml"):
        with pytest.raises(CupwrightError):
            load(path)
    with pytest.raises(CupwrightError):
        load("a\0b.yaml")


def test_yaml_1_2() -> None:
    tree = parse(b"a: NO\nb: 21:30\nc: 2026-02-31\nd: 0o17\ne: true\nf: ~\ng: 1.5\nh: 012\ni: '1'\n", "x").tree
    assert tree == {
        "a": "NO",
        "b": "21:30",
        "c": "2026-02-31",
        "d": 15,
        "e": True,
        "f": None,
        "g": 1.5,
        "h": 12,
        "i": "1",
    }


def test_anchors_are_allowed() -> None:
    assert parse(b"a: &x {b: 1}\nc: *x\n", "x").tree == {"a": {"b": 1}, "c": {"b": 1}}


def test_lines_of_paths() -> None:
    source = parse(b"stages:\n  - id: one\n    places: 2\n  - {id: two,\n     places: 3}\n", "x.yaml")
    assert source.line(("stages", "one", "places")) == 3
    assert source.line(("stages", 1, "places")) == 5
    assert source.line(("stages", "two", "nothing")) == 4
    assert str(source.place(("stages", "two", "places"))) == "x.yaml:5  stages.two.places"
    assert str(source.place(("stages", 0))) == "x.yaml:2  stages[1]"
