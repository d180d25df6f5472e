"""The workspace survives whatever happens to the process that writes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from cupwright.data import api
from cupwright.data.workspace import change, imports, workspace_path
from cupwright.errors import CupwrightError

HEAD = "date,competition,edition,home,away,score\n"


def season(path: Path, year: int, count: int = 60) -> Path:
    """Write a file of made results between two clubs."""
    lines = [
        f"{year}-{1 + day // 28:02d}-{1 + day % 28:02d},trial-cup,{year},inter-miami,toronto-fc,{day % 5}-1"
        for day in range(0, count * 4, 4)
    ]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows() -> int:
    return int(api.sql("select count(*) from matches where competition = 'trial-cup'")[1][0][0])


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    script = textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


IMPORT = """
    import sys
    from cupwright.data import api
    print("ready", flush=True)
    api.import_files([sys.argv[1]])
    print("done", flush=True)
"""


def test_kill_at_any_moment(tmp_path: Path) -> None:
    """Kill -9 an import at moments spread over its run: every time, either nothing or all of it is there."""
    api.import_files([season(tmp_path / "first.csv", 2030, 20)])
    assert rows() == 20
    second = season(tmp_path / "second.csv", 2031)
    started = time.perf_counter()
    whole = run(IMPORT, str(second))
    assert whole.wait(timeout=120) == 0, whole.communicate()
    took = time.perf_counter() - started
    workspace_path().unlink()
    api.import_files([tmp_path / "first.csv"])
    seen = set()
    for part in range(8):
        process = run(IMPORT, str(second))
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(took * part / 9)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        count = rows()
        assert count in {20, 80}
        assert [check for check in api.verify() if not check.ok] == []
        seen.add(count)
        if count == 80:
            workspace_path().unlink()
            api.import_files([tmp_path / "first.csv"])
    assert 20 in seen
    report = api.import_files([second])
    assert report.added == 60
    assert rows() == 80
    assert [path.name for path in workspace_path().parent.iterdir() if ".new-" in path.name] == []


def test_kill_in_the_middle_of_the_writing(tmp_path: Path) -> None:
    """Killed after rows are written and before the copy takes its place: the workspace is as it was."""
    api.import_files([season(tmp_path / "first.csv", 2030, 20)])
    process = run(
        """
        import os, signal
        from cupwright.data.workspace import change
        with change() as connection:
            connection.execute("DELETE FROM matches")
            connection.execute("CHECKPOINT")
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    assert process.wait(timeout=60) == -signal.SIGKILL
    assert rows() == 20
    assert len(imports()) == 1
    with change():
        pass
    assert [path.name for path in workspace_path().parent.iterdir() if ".new-" in path.name] == []


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    path = season(tmp_path / "a.csv", 2030, 5)
    with change(), pytest.raises(CupwrightError, match="another process is writing"):
        api.import_files([path])
    assert rows() == 0
    assert api.import_files([path]).added == 5


def test_readers_are_not_in_the_way(tmp_path: Path) -> None:
    api.import_files([season(tmp_path / "a.csv", 2030, 5)])
    with change() as connection:
        connection.execute("DELETE FROM matches")
        assert rows() == 5
    assert rows() == 0


def test_an_error_within_changes_nothing(tmp_path: Path) -> None:
    api.import_files([season(tmp_path / "a.csv", 2030, 5)])
    with pytest.raises(RuntimeError), change() as connection:
        connection.execute("DELETE FROM matches")
        raise RuntimeError
    assert rows() == 5


def test_a_full_disk_is_said_and_changes_nothing(tmp_path: Path) -> None:
    """The limit on the size of files stands for a full disk: writes fail half-way through."""
    api.import_files([season(tmp_path / "a.csv", 2030, 5)])
    before = workspace_path().read_bytes()
    process = run(
        """
        import resource, sys
        from cupwright.data import api
        from cupwright.errors import CupwrightError
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        try:
            api.import_files([sys.argv[1]])
        except CupwrightError as error:
            print(error)
        """,
        str(season(tmp_path / "b.csv", 2031, 40)),
    )
    out, err = process.communicate(timeout=120)
    assert "cannot be written; it is as it was" in out, err
    assert "Traceback" not in err
    assert workspace_path().read_bytes() == before
    assert [path.name for path in workspace_path().parent.iterdir() if ".new-" in path.name] == []
    assert rows() == 5


@pytest.mark.skipif(os.name == "nt", reason="folders are protected otherwise there")
def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("CUPWRIGHT_HOME", str(blocked / "home"))
    with pytest.raises(CupwrightError, match="cannot be written"):
        api.import_files([season(tmp_path / "a.csv", 2030, 5)])


def test_a_damaged_workspace_is_said(tmp_path: Path) -> None:
    workspace_path().parent.mkdir(parents=True)
    workspace_path().write_bytes(b"this is not a database" * 1000)
    for question in (
        api.load_matches,
        api.info,
        api.facts_hash,
        lambda: api.import_files([season(tmp_path / "a.csv", 2030, 5)]),
    ):
        with pytest.raises(CupwrightError) as caught:
            question()
        assert "workspace" in str(caught.value)
    assert any(not check.ok for check in api.verify())


def test_without_imports_there_is_no_workspace() -> None:
    api.load_matches(since="2026-01-01")
    assert not workspace_path().exists()
    assert imports() == []
