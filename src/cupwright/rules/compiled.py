"""One way to compile a rule or kernel, and one place for the compiled code.

The cache lies in the user's cache folder, below a name made from the sources of `rules` and `engine`: an installed
package may be read-only, and the compiler itself does not notice that a function called by another has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba
from platformdirs import user_cache_path

__all__ = ["inlined", "jit"]

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}


@cache
def _folder() -> str:
    package = Path(__file__).parent.parent
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    for room in ("rules", "engine"):
        for source in sorted((package / room).glob("*.py")):
            digest.update(source.read_bytes())
    return str(user_cache_path("cupwright") / "compiled" / digest.hexdigest())


def _compile(function: F, **options: Any) -> F:
    config: Any = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = _folder()
    try:
        compiled: F = numba.njit(cache=True, **_OPTIONS, **options)(function)
    except (RuntimeError, OSError):
        compiled = numba.njit(**_OPTIONS, **options)(function)
    finally:
        config.CACHE_DIR = before
    return compiled


def jit(function: F) -> F:
    """Compile a function without the interpreter lock, and keep the code between runs where a cache can be written.

    The function may not make arrays: its callers own all memory, so no reference is counted and threads do not meet.
    """
    return _compile(function)


def inlined(function: F) -> F:
    """Compile a small function into each of its callers."""
    return _compile(function, forceinline=True)
