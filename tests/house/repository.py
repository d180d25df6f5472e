"""What the tests over the repository look at: its files, and its Python modules as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "cupwright"
TEXT = {
    "",
    ".cff",
    ".css",
    ".html",
    ".j2",
    ".js",
    ".json",
    ".lock",
    ".md",
    ".po",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".typ",
    ".yaml",
}
UNTRACKED = {".git", ".venv", "build", "dist", "_build", "__pycache__", ".hypothesis"}


@cache
def files() -> tuple[Path, ...]:
    """Return every file that belongs to the repository: what git knows, or, outside a clone, what lies there."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        names = [p for p in ROOT.rglob("*") if not UNTRACKED & set(p.relative_to(ROOT).parts) and not _hidden_cache(p)]
    return tuple(sorted(path for path in names if path.is_file()))


def texts() -> list[Path]:
    """Return the files a person may read and write."""
    return [path for path in files() if path.suffix in TEXT]


@cache
def modules() -> dict[Path, ast.Module]:
    """Return the syntax tree of each module of the package."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix == ".py" and path.is_relative_to(SOURCE)
    }


def name(path: Path) -> str:
    """Return a path as the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def _hidden_cache(path: Path) -> bool:
    return any(part.startswith(".") and part.endswith("cache") for part in path.relative_to(ROOT).parts)
