"""What a message says: it names what is wrong, and its hint leads on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cupwright.app import console
from tests.app.conftest import Ran

Run = Callable[..., Ran]


@pytest.mark.parametrize(
    ("words", "said", "never"),
    [
        (("show", "no-such-cup"), "`cupwright show` lists them", "..."),
        (("simulate", "libertadores-2026"), "did you mean `copa-libertadores-2026`", "the base"),
        (("replay", "mas-2026"), "it changes `copa-libertadores-2026`", "the base"),
        (("rate", "--gap", "CONMEBOL", "CONCACAF"), "`CONMEBOL` is a confederation, not a league", "recopa"),
        (("rate", "--gap", "BRA", "recop"), "no league or country is called `recop`", "conmebol-recopa"),
        (("rate", "inter-miami", "--every", "1y"), "--every is the step of --over", "?"),
        (("history", "no-guests-2016", "--years", "2016-2010"), "hint: `--years 2010-2016`", "covers"),
        (
            ("calendar", "check", "mas-2026", "--beside"),
            "`cupwright calendar check --help` shows",
            "`cupwright --help`",
        ),
        (("serve", "--model", "elo"), "the model `elo` gives chances without strengths", "the laboratory"),
        (("serve", "--model", "csv:no-such-file.csv"), "the file cannot be read", "the laboratory"),
        (("compare", "copa-libertadores-2026", "mls-2026"), "an edition of another competition", "places"),
        (("draw", "mas-2027"), "`cupwright simulate mas-2027`", "name a club"),
    ],
)
def test_a_refusal_and_its_hint(run: Run, words: tuple[str, ...], said: str, never: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert never not in ran.err
    assert max(map(len, ran.err.splitlines())) < 200


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("tie:final:nosuch", "no tie of `final` in `copa-libertadores-2015` is or has `nosuch`"),
        ("tie:final:tigre", "did you mean `tigres-uanl`"),
        ("table:1", "group:NAME"),
    ],
)
def test_what_cannot_be_explained(run: Run, what: str, said: str) -> None:
    ran = run("replay", "copa-libertadores-2015", "--explain", what)
    assert ran.code == 2 and said in ran.err
    assert "did you mean `final`" not in ran.err


def test_what_was_no_document_is_told_from_a_document_with_problems(run: Run, tmp_path: Path) -> None:
    empty, broken = tmp_path / "empty.yaml", tmp_path / "broken.yaml"
    empty.write_text("")
    broken.write_text("format: [")
    assert [run("check", path).code for path in (empty, tmp_path, broken, "no-such-cup")] == [2, 2, 1, 2]
    assert "2 if there was no document to check" in " ".join(run("check", "--help").out.split())


def test_a_draw_with_a_single_outcome_is_told_in_the_singular(run: Run) -> None:
    out = run("draw", "copa-libertadores-1998").out
    assert "into 1 group:" in out
    assert "there is one valid outcome" in out


def test_few_breaks_are_not_called_the_fewest_where_that_is_not_proved(run: Run) -> None:
    assert "is not proved" in run("calendar", "round-robin", *"abcde", "--rounds", "3").err
    assert "no schedule of this form has fewer" in run("calendar", "round-robin", *"abcde").err


def test_chances_are_told_with_stages_in_words(run: Run) -> None:
    out = run("simulate", "copa-libertadores-1998", "--worlds", "1", "--threads", "1").out
    assert "1 world, seed 7" in out
    assert "-round" not in out.split("percent")[1]


@pytest.mark.parametrize("terminal", [False, True])
def test_a_step_that_takes_long_is_told_although_it_began_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: bool
) -> None:
    monkeypatch.setattr(console, "_QUIET_SECONDS", 0.1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with console.progress() as tell:
        tell(0, 0, "preparing the engine")
        assert "preparing" not in capsys.readouterr().err
        time.sleep(0.5)
        assert "preparing the engine" in capsys.readouterr().err
    with console.progress() as tell:
        tell(0, 0, "a quick answer")
    time.sleep(0.3)
    assert "quick" not in capsys.readouterr().err
