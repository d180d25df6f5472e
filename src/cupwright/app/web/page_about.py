"""What the laboratory rests on: scores of past forecasts, replays, the method, the data, and its addresses."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from starlette.responses import FileResponse, Response

from cupwright.app.web.downloads import files_of
from cupwright.app.web.lab import Found
from cupwright.app.web.questions import question
from cupwright.app.web.reader import Reader
from cupwright.app.web.scores_stored import SCORES, stored_scores
from cupwright.errors import CupwrightError
from cupwright.report.register import SHARES, champion_words, item_words, share_words, totals

__all__ = ["api", "data", "facts_file", "method", "replays", "scoreboard"]


async def scoreboard(reader: Reader) -> Response:
    """Show how good past forecasts were, by model and competition."""
    stored = stored_scores()
    say = reader.language
    parts = []
    for name, rows in groupby(sorted(stored["results"], key=lambda row: row["competition"]),
                              key=lambda row: row["competition"]):  # fmt: skip
        lines = [
            {"model": row["model"], "matches": say.number(row["matches"]),
             "cells": [_score(row.get(score), say) for score in SCORES]}
            for row in rows
        ]  # fmt: skip
        parts.append({"name": name, "rows": lines})
    parts.sort(key=lambda part: (part["name"] != "all", part["name"]))
    files = files_of(reader, Found(stored, question("scores", {})))
    return await reader.show("scoreboard.html.j2", s=stored, parts=parts, files=files, models={
        "dynamic": say.text("Strengths day by day"), "static": say.text("Strengths of one fit"), "elo": "Elo",
        "base-rates": say.text("How often results fall"),
    })  # fmt: skip


def _score(figure: Any, say: Any) -> dict[str, str]:
    if not isinstance(figure, dict):
        return {"value": "–", "range": "", "sort": ""}
    low, high = say.number(figure["low"], 4), say.number(figure["high"], 4)
    # A dash beside a minus is hard to read.
    between = f"{low}–{high}" if figure["low"] >= 0 else say.text("%(low)s to %(high)s", low=low, high=high)
    return {"value": say.number(figure["mean"], 4), "range": between, "sort": f"{figure['mean']:.6f}"}


async def replays(reader: Reader) -> Response:
    """Show what of every edition came out of the rules and the results alone."""
    found = await reader.ask(question("register", {}))
    parts: list[dict[str, Any]] = []
    figures: list[dict[str, str]] = []
    lists: list[tuple[str, list[dict[str, str]]]] = []
    if found.data is not None:
        from cupwright.data.places import clubs

        rows = found.data["editions"]
        names = {name: club.name for name, club in clubs().items()}
        say = reader.language
        sums = totals(rows)
        labels = {
            "groups": say.text("Tables in order"), "ties": say.text("Ties as on record"),
            "hosts": say.text("Hosts of the first leg"), "access": say.text("Slots as the access lists have them"),
        }  # fmt: skip
        verdicts = {
            "reproduced": say.text("reproduced"), "partial": say.text("partial"), "differs": say.text("differs"),
            "error": say.text("error"),
        }  # fmt: skip
        figures = [
            {"label": labels[name], "note": "", "value": say.text(
                "%(right)s of %(total)s",
                right=say.number(sums[name]["right"]), total=say.number(sums[name]["total"]),
            )}
            for name in SHARES
        ]  # fmt: skip
        for name, mine in groupby(rows, key=lambda row: row["competition"]):
            held = list(mine)
            parts.append({
                "id": name, "title": say.competition(name), "counts": ", ".join(
                    f"{say.number(count)} {words}" for status, words in verdicts.items()
                    if (count := sum(row["status"] == status for row in held))),
                "rows": [{"name": row["edition"], "title": say.competition(row["edition"]), "status": row["status"],
                          "verdict": verdicts.get(row["status"], row["status"]),
                          "shares": [share_words(row[key]) for key in SHARES],
                          "champion": champion_words(row, names) if row["champion"]["computed"]
                          else say.text("not yet known")}
                         for row in held],
            })  # fmt: skip
        lists = [
            (title, [{"edition": row["edition"], "text": item_words(item, names)} for row in rows for item in row[key]])
            for title, key in ((say.text("Differences and errors"), "differences"),
                               (say.text("Accepted exceptions"), "exceptions"),
                               (say.text("Missing, or given"), "missing"))
        ]  # fmt: skip
    return await reader.show(
        "replays.html.j2", found=found, d=found.data, job=reader.progress(found.job), files=files_of(reader, found),
        parts=parts, figures=figures, lists=lists,
    )  # fmt: skip


async def method(reader: Reader) -> Response:
    """Say how it is done."""
    return await reader.show("method.html.j2")


async def data(reader: Reader) -> Response:
    """Show what the facts hold and where it comes from."""
    found = await reader.ask(question("coverage", {}))
    return await reader.show("data.html.j2", found=found, d=found.data, job=reader.progress(found.job),
                             files=files_of(reader, found), tables=_tables())  # fmt: skip


def _tables() -> tuple[str, ...]:
    from cupwright.data.store import TABLES

    return TABLES


async def facts_file(reader: Reader) -> Response:
    """Send one of the embedded tables."""
    from cupwright.data.store import facts_folder

    table = reader.request.path_params["table"]
    if table not in _tables():
        raise CupwrightError.of("unknown-file", f"there is no table `{table[:60]}`")
    return FileResponse(facts_folder() / f"{table}.parquet", media_type="application/vnd.apache.parquet",
                        filename=f"cupwright-{table}.parquet")  # fmt: skip


async def api(reader: Reader) -> Response:
    """List what programs can ask."""
    schema = reader.request.app.openapi()
    rows = [
        {"method": method.upper(), "path": path, "summary": operation.get("description", "").partition("\n")[0]}
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]
    # The address is that of this request: the page is not kept for those who come by another.
    reader.complete = False
    return await reader.show("api.html.j2", rows=rows, place=str(reader.request.base_url).rstrip("/"))
