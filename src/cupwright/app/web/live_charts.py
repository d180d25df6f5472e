"""Charts that are alive: their definition as a file, and the library that draws them in a browser.

The library is what vl-convert carries anyway: Vega, Vega-Lite and Vega-Embed as one module. It is made when it is first
asked for, and kept. It draws without ``eval``, by Vega's interpreter of expressions, as the policy of contents demands.
Without it every page shows the same charts as drawings.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import threading
import time
import zlib
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool

from cupwright.app.web.drawing import LIGHT
from cupwright.report.briefs.pictures import Picture
from cupwright.report.charts import INKS, vega_lite_version
from cupwright.report.locales import Language
from cupwright.study.cache import folder, key_of, prune, write_atomically

__all__ = ["Library", "definition", "library_name"]

_SNIPPET = "export default vegaEmbed;"
_NOTICE = "/*! Vega, Vega-Lite, Vega-Embed: University of Washington Interactive Data Lab, BSD 3-Clause; D3: ISC */"
_SECONDS = 120
_AGAIN_SECONDS = 600.0
_KEPT = 2


def definition(chart: Any, picture: Picture, language: Language, citation: str, *, alone: bool = False) -> bytes:
    """Return the Vega-Lite definition of a chart, with the numbers of a language.

    Parameters
    ----------
    chart
        An Altair chart in the inks of :mod:`cupwright.report.charts`.
    picture
        What the chart is of.
    language
        Of the reader.
    citation
        How it is cited.
    alone
        Whether it is shown elsewhere, in colours on white; else in the inks of the page's style sheet.
    """
    text = json.dumps(chart.to_dict(validate=False), ensure_ascii=False)
    for code, name in INKS.items():
        text = text.replace(f'"{code}"', f'"{LIGHT[name] if alone else f"var(--{name})"}"')
    made = json.loads(text)
    made["description"] = f"{picture.title}. {picture.said}"
    made["usermeta"] = {"citation": citation}
    made["config"]["locale"] = {"number": language.number_locale()}
    if alone:
        made["config"]["background"] = "#ffffff"
    return json.dumps(made, ensure_ascii=False).encode()


@cache
def library_name() -> str:
    """Return the name of the library's file: another one for every version, so that a browser may keep it for good."""
    versions = [metadata.version(name) for name in ("vl-convert-python", "altair")]
    return f"vega-{versions[0]}-{key_of(*versions, _NOTICE, _SNIPPET)[:8]}.js"


class Library:
    """The library of one laboratory: made once; if that fails, tried again minutes later and no sooner."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._making = threading.Lock()
        self._found: bytes | None = None
        self._idle_until = 0.0

    async def squeezed(self) -> bytes | None:
        """Return the script, compressed by gzip; None if it cannot be made. Whoever asks meanwhile waits."""
        if self._found is None:
            async with self._turn:
                await run_in_threadpool(self.make)
        return self._found

    def make(self) -> None:
        """Read the library, or make it and keep it; that takes seconds, in a process of its own."""
        with self._making:
            if self._found is None and time.monotonic() >= self._idle_until:
                self._found = _kept() or _made()
                self._idle_until = time.monotonic() + _AGAIN_SECONDS


def _path() -> Path:
    return folder() / f"{library_name()}.gz"


def _kept() -> bytes | None:
    try:
        found = _path().read_bytes()
        gzip.decompress(found)
    except (OSError, EOFError, zlib.error):
        return None
    return found


def _made() -> bytes | None:
    # In this process nothing else would run for seconds: the bundler does not let go of the interpreter.
    try:
        # -P: nothing in the user's folder is mistaken for a module.
        done = subprocess.run(
            [sys.executable, "-P", "-m", "cupwright.app.web.live_charts"], stdin=subprocess.DEVNULL,
            capture_output=True, check=True, timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    found = gzip.compress(done.stdout, mtime=0)
    with suppress(OSError):
        write_atomically(_path(), lambda draft: _write(draft, found))
        prune("vega-*.js.gz", _KEPT)
    return found


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def main() -> None:
    """Write the library to standard output."""
    import vl_convert as vlc

    script: str = vlc.javascript_bundle(snippet=_SNIPPET, vl_version=vega_lite_version())
    sys.stdout.buffer.write(f"{_NOTICE}\n{script}".encode())


if __name__ == "__main__":
    main()
