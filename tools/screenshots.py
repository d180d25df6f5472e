"""Take a picture of every page of the laboratory, on a desk and on a phone: ``make shots``.

They go to ``build/shots``; ``--docs`` also puts the chosen ones into ``docs/images``, and names of pages take those
alone. A page is photographed when its
answer is whole. Needs Chromium, found by its path.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "build" / "shots"
IMAGES = ROOT / "docs" / "images"
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
PAGES = {
    "question": "en/",
    "question-pt": "pt-BR/question?room=expand",
    "compare": "en/compare?proposal=mas-2026,mas-2026-expand",
    "editions": "en/editions",
    "edition": "en/editions/copa-libertadores-2015",
    "odds": "en/editions/copa-libertadores-2026/odds?result.semi-finals:fluminense:palmeiras:1=2-0",
    "matches": "es-419/editions/copa-libertadores-2026/matches?as-of=2026-05-10",
    "course": "en/editions/copa-libertadores-2025/course",
    "journeys": "en/editions/copa-libertadores-2025/journeys",
    "clubs": "en/clubs",
    "club": "en/clubs/toluca",
    "ratings": "en/ratings",
    "gap": "en/ratings/gap",
    "scoreboard": "en/scoreboard",
    "replays": "es-AR/replays",
    "method": "en/method",
    "data": "en/data",
    "write": "en/write?from=mas-2026",
    "api": "en/api",
    "refused": "pt-BR/editions/copa-libertadores-1066",
}
DOCS = {"laboratory.png": ("question", 1180), "season.png": ("odds", 900)}
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip


def chromium() -> str:
    """Return where Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("no Chromium was found; on Debian: apt install chromium")
    return found


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def started(port: int) -> subprocess.Popen[bytes]:
    """Start a laboratory and wait until it answers."""
    words = [sys.executable, "-c", "from cupwright.app.cli import main; main()", "serve", "--port", str(port)]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return process
        except OSError:
            time.sleep(0.2)
    process.terminate()
    raise SystemExit("the laboratory did not start")


def take(page: Any, address: str, file: Path, height: int | None = None) -> int:
    """Photograph a page when its answer is whole; return how wide it is."""
    page.goto(address, wait_until="load")
    page.wait_for_selector("[data-events]", state="detached", timeout=600_000)
    for _ in range(16):  # pictures further down are loaded when they come into view
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(120)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(200)
    if height is None:
        page.screenshot(path=file, full_page=True)
    else:
        page.screenshot(path=file, clip={"x": 0, "y": 0, "width": 1280, "height": height}, full_page=True)
    return int(page.evaluate("document.documentElement.scrollWidth"))


def main() -> None:
    """Take all of them."""
    from playwright.sync_api import sync_playwright

    SHOTS.mkdir(parents=True, exist_ok=True)
    named = [word for word in sys.argv[1:] if not word.startswith("--")]
    pages = {name: path for name, path in PAGES.items() if not named or name in named}
    port = free_port()
    laboratory = started(port)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            for device, (width, height) in WIDTHS.items():
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                for name, path in pages.items():
                    wide = take(page, f"http://127.0.0.1:{port}/{path}", SHOTS / f"{name}-{device}.png")
                    print(f"{name}-{device}.png" + (f"  {wide} wide!" if wide > width else ""), flush=True)
                context.close()
            if "--docs" in sys.argv[1:]:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                for file, (name, height) in DOCS.items():
                    take(page, f"http://127.0.0.1:{port}/{PAGES[name]}", IMAGES / file, height)
            browser.close()
    finally:
        laboratory.terminate()
        laboratory.wait(20)


if __name__ == "__main__":
    main()
