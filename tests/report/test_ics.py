"""The calendars: valid by RFC 5545, the same bytes every time, and they say what is not sure."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from cupwright.errors import CupwrightError
from cupwright.football.calendars import PlannedFixture
from cupwright.report import ics
from cupwright.report.fixture_table import fixture_csv, fixture_json, fixture_rows
from cupwright.report.ics import calendar_ics, write_ics
from tests.report.planned import DAY, NAMES, SAMPLE, fixtures, planned

ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "DESCRIPTION"}


def faults(data: bytes) -> list[str]:
    """What RFC 5545 would not have, read off the bytes without a library."""
    found = []
    if not data.endswith(b"\r\n") or data.count(b"\n") != data.count(b"\r\n") or data.count(b"\r") != data.count(b"\n"):
        found.append("3.1: lines end with CRLF")
    lines = data.decode("utf-8").split("\r\n")
    found += [f"3.1: {line!r} is longer than 75 octets" for line in lines if len(line.encode()) > 75]
    found += [f"3.3.11: control in {line!r}" for line in lines if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)]
    unfolded = data.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]
    stack: list[str] = []
    seen: dict[str, int] = {}
    uids: list[str] = []
    top: dict[str, int] = {}
    for line in unfolded:
        match = re.fullmatch(r"([A-Z0-9-]+)((?:;[^:;]+)*):(.*)", line)
        if match is None:
            found.append(f"3.1: {line!r} is no content line")
            continue
        name, parameters, value = match.groups()
        if name == "BEGIN":
            stack.append(value)
            seen = {}
        elif name == "END":
            if not stack or stack.pop() != value:
                found.append(f"3.4: END:{value} closes nothing")
            if value == "VEVENT":
                found += [f"3.6.1: {one} is there {seen.get(one, 0)} times" for one in ONCE if seen.get(one) != 1]
                found += [f"3.6.1: {one} comes twice" for one in ("LOCATION", "TRANSP") if seen.get(one, 0) > 1]
        else:
            (seen if stack == ["VCALENDAR", "VEVENT"] else top)[name] = (
                seen if stack == ["VCALENDAR", "VEVENT"] else top
            ).get(name, 0) + 1
            if name == "UID":
                uids.append(value)
            if name in {"DTSTART", "DTEND"} and not (parameters == ";VALUE=DATE" and re.fullmatch(r"\d{8}", value)):
                found.append(f"3.3.4: {line} is no date")
            if name == "DTSTAMP" and not re.fullmatch(r"\d{8}T\d{6}Z", value):
                found.append(f"3.8.7.2: {line} is not in UTC")
            if name == "STATUS" and value not in {"TENTATIVE", "CONFIRMED"}:
                found.append(f"3.8.1.11: {line}")
            if name in {"SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME"} and re.search(
                r"(?<!\\)(?:\\\\)*[,;]", value
            ):
                found.append(f"3.3.11: {line!r} has a sign that is not escaped")
    if stack:
        found.append("3.4: something stays open")
    if {name: top.get(name) for name in ("PRODID", "VERSION")} != {"PRODID": 1, "VERSION": 1} or "METHOD" in top:
        found.append("3.6: PRODID and VERSION once, no METHOD")
    if len(set(uids)) != len(uids):
        found.append("3.8.4.7: a UID comes twice")
    return found


@settings(max_examples=60, deadline=None)
@given(fixtures())
def test_any_fixtures_are_valid_and_read_back(planned_ones: list[PlannedFixture]) -> None:
    data = calendar_ics(planned_ones, "Any; title, here\n")
    assert faults(data) == []
    events = Calendar.from_ical(data).walk("VEVENT")
    assert len(events) == len(planned_ones)
    for event, fixture in zip(events, sorted(planned_ones, key=lambda f: (f.first, f.last, f.id)), strict=True):
        assert event.decoded("dtstart") == fixture.first
        assert event.decoded("dtend") == fixture.last + dt.timedelta(days=1)
        assert event.decoded("dtstamp") == dt.datetime.combine(fixture.first, dt.time(), dt.UTC)
    assert data == calendar_ics(reversed(planned_ones), "Any; title, here\n"), "whatever the order, the same bytes"


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (lambda data: data.replace(b"\r\n", b"\n"), "3.1: lines"),
        (lambda data: data.replace(b"\r\n ", b""), "3.1: 'DESCRIPTION"),
        (lambda data: data.replace(b"UID:", b"X-UID:", 1), "3.6.1: UID is there 0"),
        (lambda data: re.sub(rb"UID:[^\r]*", b"UID:1", data), "3.8.4.7"),
        (lambda data: data.replace(b"END:VEVENT\r\n", b"", 1), "3.4"),
        (lambda data: data.replace(b";VALUE=DATE", b"", 1), "3.3.4"),
        (lambda data: data.replace(b"VERSION:2.0\r\n", b"METHOD:PUBLISH\r\n"), "3.6: PRODID"),
        (lambda data: data.replace(b"\\,", b",", 1), "3.3.11"),
    ],
)
def test_the_rules_find_what_is_broken(broken: object, rule: str) -> None:
    found = faults(broken(calendar_ics(SAMPLE, "x", names=NAMES)))  # type: ignore[operator]
    assert any(fault.startswith(rule) for fault in found), found


def test_what_is_not_sure_is_tentative_and_says_why() -> None:
    events = {
        str(event["summary"]) + str(number): event
        for number, event in enumerate(Calendar.from_ical(calendar_ics(SAMPLE, "x", names=NAMES)).walk("VEVENT"))
    }
    status = [str(event["status"]) for event in events.values()]
    assert status == ["CONFIRMED", "TENTATIVE", "TENTATIVE", "CONFIRMED", "TENTATIVE", "TENTATIVE"]
    texts = [str(event["description"]) for event in events.values()]
    assert "Source: Match report, p. 1 (confidence high)." in texts[0]
    assert "Played only if clausura/liguilla: in.\nChance that it is played: 25%.\nNeutral ground." in texts[1]
    assert "Assumed, not announced." in texts[2]
    assert "A title, with; signs\\ and\nlines éé" in texts[3]
    assert "The day is not fixed: Tue 14 Apr 2026 to Thu 16 Apr 2026 (Tue, Wed, Thu)." in texts[4]
    assert next(iter(events.values()))["location"] == "Estadio Hernando Siles, La Paz"
    assert any(name.startswith("Inter Miami v to be known") for name in events)


def test_an_id_is_an_event_for_ever() -> None:
    uid = re.compile(rb"\r\nUID:([^\r]+)")
    first = uid.findall(calendar_ics([planned(1)], "x"))
    assert first == uid.findall(calendar_ics([planned(1, first=DAY, last=DAY, venue="Elsewhere")], "y"))
    assert first == [b"df367c6c-3abd-5eca-8022-d9232952841b@cupwright"]


def test_one_file_for_each_club_and_competition(tmp_path: Path) -> None:
    files = write_ics(tmp_path / "out", SAMPLE, names=NAMES, competitions={"cup": "The Cup"})
    assert [file.name for file in files] == [
        "club-boca-juniors.ics", "club-bolivar.ics", "club-inter-miami.ics", "competition-cup.ics",
        "competition-league.ics",
    ]  # fmt: skip
    counts = {file.stem: len(Calendar.from_ical(file.read_bytes()).walk("VEVENT")) for file in files}
    assert counts == {"club-bolivar": 5, "club-boca-juniors": 1, "club-inter-miami": 5, "competition-cup": 5,
                      "competition-league": 1}  # fmt: skip
    assert all(faults(file.read_bytes()) == [] for file in files)


def test_only_the_clubs_asked_for_have_a_file(tmp_path: Path) -> None:
    files = write_ics(tmp_path, SAMPLE, names=NAMES, clubs={"bolivar"})
    assert [file.name for file in files] == ["club-bolivar.ics", "competition-cup.ics", "competition-league.ics"]


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "club-bolivar.ics").write_text("as it was", encoding="utf-8")
    (tmp_path / "competition-league.ics").mkdir()
    with pytest.raises(CupwrightError, match="cannot be written"):
        write_ics(tmp_path, SAMPLE, names=NAMES)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["club-bolivar.ics", "competition-league.ics"]
    assert (tmp_path / "club-bolivar.ics").read_text(encoding="utf-8") == "as it was"


def test_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backwards = planned(2, first=DAY, last=DAY - dt.timedelta(days=1))
    with pytest.raises(CupwrightError) as refused:
        calendar_ics([planned(1), planned(1), backwards], "x")
    assert refused.value.problems[0].facts == ("twice: cup/1", "ends before it begins: cup/2")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CupwrightError, match="cannot be written"):
        write_ics(tmp_path / "file", SAMPLE)
    with pytest.raises(CupwrightError, match="cannot be written"):
        ics.check_folder(tmp_path / "file" / "below")
    monkeypatch.setattr(ics, "MOST_EVENTS", 2)
    with pytest.raises(CupwrightError, match="6 fixtures are too many"):
        calendar_ics(SAMPLE, "x")


def test_rows_csv_and_json_hold_the_same() -> None:
    rows = fixture_rows(SAMPLE, NAMES)
    assert [row["status"] for row in rows] == [
        "played", "tentative", "tentative", "fixed", "tentative", "tentative",
    ]  # fmt: skip
    assert json.loads(fixture_json(SAMPLE, NAMES)) == rows
    read = list(csv.DictReader(io.StringIO(fixture_csv(SAMPLE, NAMES))))
    assert [row["id"] for row in read] == [row["id"] for row in rows]
    assert read[0]["away_name"] == "Bolívar" and read[0]["confidence"] == "high"
    assert read[4]["weekdays"] == "Tue Wed Thu"
