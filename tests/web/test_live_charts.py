"""Charts that are alive: their definitions, in the reader's numbers; the library, which is made once or not at all."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cupwright.app.web import file_parts, live_charts
from cupwright.app.web.factory import create_app
from cupwright.app.web.live_charts import Library, library_name
from cupwright.report.answer import Chance
from cupwright.report.charts import INKS, vega_lite_version
from cupwright.report.locales import CODES, language
from tests.web.conftest import SETTINGS

COMPARED = {"base": "copa-libertadores-2026", "proposals": "mas-2026", "worlds": "2000", "seed": "7"}
CHARTS = {
    "compare/title": COMPARED,
    "compare/change": COMPARED,
    "compare/trips": COMPARED,
    "journeys/journeys": {"edition": "copa-libertadores-2015"},
    "year/year": {"club": "toluca", "of": "copa-libertadores-2026,mas-2026"},
}
SCRIPT = b"export { it as default };"


def _told(definition: Any) -> list[str]:
    """Return what the marks of a definition tell."""
    if isinstance(definition, dict):
        own = [definition["told"]] if isinstance(definition.get("told"), str) else []
        return own + [text for value in definition.values() for text in _told(value)]
    return [text for value in definition for text in _told(value)] if isinstance(definition, list) else []


@pytest.mark.parametrize("name", list(CHARTS))
@pytest.mark.parametrize("narrow", ["", "yes"])
def test_a_definition_compiles_and_its_marks_tell(client: TestClient, name: str, narrow: str) -> None:
    import vl_convert as vlc

    got = client.get(f"/pt-BR/files/{name}.vl.json", params={**CHARTS[name], "narrow": narrow})
    assert got.headers["content-type"] == "application/json" and "inline" in got.headers["content-disposition"]
    assert "var(--ink)" in got.text and not any(code in got.text for code in INKS)
    made = got.json()
    assert made["config"]["locale"]["number"]["decimal"] == ","
    assert made["usermeta"]["citation"].startswith("Cupwright ")
    told = _told(made)
    assert told and all("\n" in text or name.endswith("year") for text in told)
    compiled = vlc.vegalite_to_vega(made, vl_version=vega_lite_version())
    assert compiled["config"]["locale"] == made["config"]["locale"]
    assert '"tooltip"' in json.dumps(compiled["marks"])


def test_a_line_tells_at_its_points_and_a_day_is_a_day_everywhere() -> None:
    import vl_convert as vlc

    data = {"days": ["2025-01-01", "2026-01-01"], "clubs": {"toluca": [[0, 0.2, 0.1, 0.3], [1, -0.5, -1.25, 0.125]]}}
    say = language("es-AR")
    picture = file_parts.picture("strengths", "club-toluca", data, say)
    assert picture is not None
    made = json.loads(live_charts.definition(picture.chart(False), picture, say, "Cupwright"))
    assert "Toluca\n1 de enero de 2026: −0,50 (−1,25\u00a0a\u00a0+0,13)" in _told(made)
    compiled = vlc.vegalite_to_vega(made, vl_version=vega_lite_version())
    assert [scale["type"] for scale in compiled["scales"] if scale["name"] == "x"] == ["utc"]
    kinds = {mark["type"] for mark in _marks(compiled["marks"]) if "tooltip" in mark["encode"]["update"]}
    assert kinds == {"symbol"}


def _marks(marks: list[Any]) -> list[Any]:
    return [found for mark in marks for found in ([mark] if mark["type"] != "group" else _marks(mark["marks"]))]


@pytest.mark.parametrize("code", list(CODES))
def test_a_mark_tells_the_number_of_the_table(client: TestClient, code: str) -> None:
    rows = client.get(f"/{code}/files/compare/odds.json", params=COMPARED).json()["rows"]
    told = _told(client.get(f"/{code}/files/compare/title.vl.json", params=COMPARED).json())
    say = language(code)
    row = next(row for row in rows if (row["club"], row["stage"]) == ("toluca", "champion"))
    figure = say.chance(Chance(*(row[f"proposal_{part}"] for part in ("mean", "low", "high", "mc_error"))), 1)
    assert say.text("%(club)s (guest)", club="Toluca") + f"\n{say.text('As proposed')}: {figure}" in told
    changes = _told(client.get(f"/{code}/files/compare/change.vl.json", params=COMPARED).json())
    assert any(text.startswith("Palmeiras\n") and say.points(-0.001)[-2] in text for text in changes)


def test_a_definition_that_goes_away_has_colours_of_its_own(client: TestClient) -> None:
    got = client.get("/en/files/compare/title.vl.json", params={**COMPARED, "download": "yes"})
    assert "attachment" in got.headers["content-disposition"]
    assert "var(" not in got.text and not any(code in got.text for code in INKS)
    assert got.json()["config"]["background"] == "#ffffff"
    assert client.get("/en/files/compare/nothing.vl.json", params=COMPARED).status_code == 404
    assert client.get("/en/files/coverage/coverage.vl.json").status_code == 404


@pytest.mark.parametrize("code", list(CODES))
def test_vega_writes_numbers_as_the_language_does(code: str) -> None:
    import vl_convert as vlc

    say = language(code)
    made = {
        "data": {"values": [{"a": -1234567.5}]}, "mark": "text", "config": {"locale": {"number": say.number_locale()}},
        "encoding": {"text": {"field": "a", "type": "quantitative", "format": ",.1f"}},
    }  # fmt: skip
    assert f">{say.signed(-1234567.5, 1)}<" in vlc.vegalite_to_svg(made, vl_version=vega_lite_version())


def test_the_library_is_made_once_and_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    with TestClient(create_app(SETTINGS), base_url="http://localhost") as lab:
        got = lab.get(f"/static/{library_name()}")
        assert got.headers["content-encoding"] == "gzip" and "immutable" in got.headers["cache-control"]
        assert got.headers["content-type"].startswith("text/javascript")
        assert got.text.startswith("/*! Vega, ") and "BSD 3-Clause" in got.text[:200]
        assert len(got.text) > 500_000 and "as default}" in got.text[-200:]
        plain = lab.get(f"/static/{library_name()}", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers and plain.text == got.text
        assert f'data-library="/static/{library_name()}"' in lab.get("/en/method").text
    monkeypatch.setattr(subprocess, "run", _never)
    library = Library()
    library.make()
    assert library._found == (tmp_path / f"{library_name()}.gz").read_bytes()


def _never(*_arguments: Any, **_options: Any) -> Any:
    raise AssertionError("it is kept")


def _made(*_arguments: Any, **_options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.CompletedProcess([], 0, SCRIPT, b"")


@pytest.mark.parametrize(
    "damage",
    [b"", b"\x1f\x8b\x08\x00", gzip.compress(SCRIPT)[:-4], gzip.compress(SCRIPT)[:20]],
    ids=["empty", "head", "without its end", "half"],
)
def test_a_damaged_library_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes) -> None:
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", _made)
    kept = tmp_path / f"{library_name()}.gz"
    kept.write_bytes(damage)
    library = Library()
    library.make()
    assert library._found is not None and gzip.decompress(library._found) == SCRIPT
    assert kept.read_bytes() == library._found


def test_a_folder_that_takes_nothing_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(subprocess, "run", _made)
    library = Library()
    library.make()
    assert library._found is not None


def test_without_the_library_pages_stay_as_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried: list[float] = []
    now = [1_000.0]

    def fails(*arguments: Any, **_options: Any) -> Any:
        tried.append(now[0])
        raise subprocess.CalledProcessError(1, arguments[0])

    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", fails)
    monkeypatch.setattr(live_charts.time, "monotonic", lambda: now[0])
    library = Library()
    library.make()
    library.make()
    assert tried == [1_000.0], "a failure is not repeated at every request"
    now[0] += 3_600
    library.make()
    assert len(tried) == 2
    monkeypatch.undo()
    with TestClient(create_app(SETTINGS), base_url="http://localhost") as lab:
        lab.app.state.lab.library = library  # type: ignore[attr-defined]
        monkeypatch.setattr(live_charts.time, "monotonic", lambda: now[0])
        got = lab.get(f"/static/{library_name()}")
        monkeypatch.undo()
        assert (got.status_code, got.headers["retry-after"]) == (503, "600")
        assert got.headers["cache-control"] == "no-cache"
        assert lab.get("/static/vega-1.js").status_code == 404
        page = lab.get("/en/editions/copa-libertadores-2015/journeys").text
        assert "<picture>" in page and '<p class="explore" hidden>' in page
