"""Refresh what the README and the documentation show of real runs: `make pages`.

A console block after the comment ``<!-- output -->`` begins with one command; what follows is replaced by what the
command prints today. Documents that a page shows after ``<!-- check: NAME.yaml -->`` (or ``broken:``) lie in the folder
it runs in. The picture of the brief is made again, and, where Chromium is found, that of the report that the README's
command wrote.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "mas-2026.png"
BRIEF = ROOT / "docs" / "images" / "brief-es-419.png"
REPORT = Path("build") / "mas-2026.html"
OUTPUT = re.compile(r"(?<=<!-- output -->\n)```console\n\$ (?P<command>[^\n]+)\n.*?^```$", re.M | re.DOTALL)
DOCUMENT = re.compile(r"<!-- (?:check|broken): (?P<name>\S+) -->\n```yaml\n(?P<body>.*?)^```$", re.M | re.DOTALL)
BROWSER = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1080,1480",
]


def run(command: str, folder: Path) -> str:
    """Return what a command of Cupwright prints: its answer, and the reasons if the answer is no."""
    words = shlex.split(command)
    assert words[0] == "cupwright", f"only commands of cupwright are run: {command}"
    program = [sys.executable, "-c", "from cupwright.app.cli import main; main()"]
    done = subprocess.run([*program, *words[1:]], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}\n{done.stderr}")
    reasons = [line for line in done.stderr.splitlines() if not line.startswith("repeat: ")] if done.returncode else []
    return "\n".join([done.stdout.strip("\n"), *reasons]).strip("\n")


def refresh(page: Path, folder: Path) -> None:
    """Write a page again with the output of today."""
    text = page.read_text(encoding="utf-8")
    for found in DOCUMENT.finditer(text):
        (folder / found["name"]).write_text(found["body"], encoding="utf-8")

    def again(found: re.Match[str]) -> str:
        print(f"{page.name}: {found['command']}", file=sys.stderr)
        return f"```console\n$ {found['command']}\n{run(found['command'], folder)}\n```"

    page.write_text(OUTPUT.sub(again, text), encoding="utf-8")


def picture_of_the_brief() -> None:
    """Make the picture of the brief again, small enough for a page."""
    import cupwright as cw
    from cupwright.report.briefs import render_brief

    answer = cw.compare("copa-libertadores-2026", "mas-2026")
    assert isinstance(answer, cw.Comparison)
    BRIEF.write_bytes(render_brief(answer.for_a_page(), ".png", "es-419", dots_per_inch=100))


def main() -> None:
    """Refresh every page, then the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / REPORT.parent).mkdir()
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
            refresh(page, folder)
        picture_of_the_brief()
        browser = shutil.which("chromium") or shutil.which("google-chrome")
        if browser is None:
            print("no Chromium here: the picture stays as it was", file=sys.stderr)
        else:
            profile = f"--user-data-dir={folder / 'profile'}"
            shot = [browser, *BROWSER, profile, f"--screenshot={PICTURE}", (folder / REPORT).as_uri()]
            subprocess.run(shot, check=True, capture_output=True)


if __name__ == "__main__":
    main()
