"""``calendar round-robin``: three formats of one answer, and mistakes in words."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.app.calendar_group import calendar

CLUBS = ("boca-juniors", "lanus", "penarol", "nacional", "bolivar")


def test_the_formats_hold_the_same_matches() -> None:
    table = calendar("round-robin", *CLUBS)
    data = json.loads(calendar("round-robin", *CLUBS, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(calendar("round-robin", *CLUBS, "--format", "csv").out)))
    matches = [
        (str(each["round"]), match["home"], match["away"]) for each in data["rounds"] for match in each["matches"]
    ]
    assert [(row["round"], row["home"], row["away"]) for row in rows] == matches
    assert len(matches) == 20
    assert data["breaks"] == data["fewest_breaks"] == 5
    assert table.out.count(" v ") == 20 and table.out.count("rests") == 10
    assert "5 clubs, 10 rounds, 5 breaks: no schedule of this form has fewer" in table.err


def test_a_file_of_clubs(tmp_path: Path) -> None:
    file = tmp_path / "clubs.txt"
    file.write_text("# the group\nboca-juniors\n\nlanus\n", encoding="utf-8")
    done = calendar("round-robin", "--clubs", file, "--rounds", "1", "--format", "csv")
    assert done.out == "round,home,away\n1,boca-juniors,lanus\n"


def test_the_seed_is_kept() -> None:
    first, again, other = (calendar("round-robin", *CLUBS, "--seed", seed).out for seed in (1, 1, 2))
    assert first == again != other


def test_mistakes(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe")
    large = tmp_path / "large.txt"
    large.write_text("club\n" * 30_000, encoding="utf-8")
    for words, said in (
        ((), "0 clubs given"),
        (("a",), "1 club given"),
        (("a", "a"), "given twice: a"),
        (("a", "b", "--clubs", broken), "both"),
        (("--clubs", broken), "not in UTF-8"),
        (("--clubs", tmp_path / "none.txt"), "no such file"),
        (("--clubs", large), "larger than"),
    ):
        done = calendar("round-robin", *words)
        assert said in done.problems[0], words
        assert done.out == ""
