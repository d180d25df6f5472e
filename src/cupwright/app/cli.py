"""The command line: ``cupwright VERB``.

A verb exists when it works. Every import that costs time happens inside the verb that needs it.
Exit codes: 0 yes, 1 the answer is no, 2 could not run, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import shlex
import sys
from collections.abc import Sequence

import typer

from cupwright.app import (
    backtesting,
    briefing,
    calendar,
    comparing,
    documents,
    drawing,
    flow,
    forecasting,
    history,
    rating,
    replays,
    results,
    seasons,
    serving,
)
from cupwright.app.console import StoppedEarlyError, print_error, say, use_safe_streams
from cupwright.errors import CupwrightError, Problem

__all__ = ["app", "main"]

_YES, _COULD_NOT, _STOPPED = 0, 2, 130
_MODEL = "CUPWRIGHT_MODEL"
_RATE_UNASKED = {("flow",), ("history",), ("calendar", "check")}
"""Verbs that rate clubs with the model of the environment and have no option for it."""

app = typer.Typer(
    name="cupwright",
    help="A laboratory for changing football competitions: replay a season, change a rule, see who gains, "
    "who loses a place, and how sure anybody can be.",
    epilog="Exit codes: 0 yes, 1 the answer is no, 2 could not run. Data goes to stdout, all else to stderr.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from cupwright import __version__

        sys.stdout.write(f"cupwright {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version and stop.", is_eager=True, callback=_version
    ),
) -> None:
    pass


documents.register(app)
replays.register(app)
seasons.register(app)
rating.register(app)
forecasting.register(app)
backtesting.register(app)
comparing.register(app)
briefing.register(app)
history.register(app)
flow.register(app)
drawing.register(app)
calendar.register(app)
results.register(app)
serving.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code; no traceback reaches a user.

    Parameters
    ----------
    arguments
        The words after ``cupwright``; those of the process by default.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    use_safe_streams()
    code = _run(words)
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _stream_failed(error)
    sys.exit(code)


def _stopped() -> int:
    say("stopped: nothing was written or changed")
    return _STOPPED


def _interrupted(error: BaseException | None) -> bool:
    """Return whether Ctrl-C came while a query ran: DuckDB reports that as an error of its own."""
    while error is not None:
        if type(error).__name__ in ("RuntimeError", "InterruptException") and "interrupted" in str(error).lower():
            return True
        error = error.__cause__ or error.__context__
    return False


def _run(words: list[str]) -> int:
    try:
        code = app(words, prog_name="cupwright", standalone_mode=False)
        code = code if isinstance(code, int) else _YES
        if code == _STOPPED:
            return _stopped()
        if words and not {"-h", "--help", "--version"} & set(words):
            _say_repeat(words)
        return code
    except StoppedEarlyError:
        _say_repeat(words)
        return _STOPPED
    except CupwrightError as error:
        if _interrupted(error):
            return _stopped()
        print_error(error)
    except SystemExit:
        # Typer leaves on its own in one case only: the reader of the output went away.
        return _stream_failed(BrokenPipeError(errno.EPIPE, ""))
    except OSError as error:
        if error.filename is None and error.errno in (errno.ENOSPC, errno.EPIPE, errno.EIO):
            return _stream_failed(error)
        print_error(CupwrightError(_os_problem(error)))
    except MemoryError:
        print_error(CupwrightError.of("memory", "the machine has too little free memory for this run",
                                      hint="fewer worlds need less: `--worlds 10000`"))  # fmt: skip
    except Exception as error:
        if _interrupted(error):
            return _stopped()
        if hasattr(error, "format_message"):
            print_error(CupwrightError(_usage_problem(error, words)))
        else:
            _internal_error(error)
    return _COULD_NOT


def _say_repeat(words: list[str]) -> None:
    say(f"repeat: {_repeated(words)}")


def _repeated(words: list[str]) -> str:
    """Return the command that repeats a run, wherever it is given: with the model, if the environment named it."""
    model = os.environ.get(_MODEL)
    if model:
        path, options = _verb(words)
        if _MODEL in options:
            if not any(word.partition("=")[0] == "--model" for word in words):
                end = words.index("--") if "--" in words else len(words)
                words = [*words[:end], "--model", model, *words[end:]]
        elif path in _RATE_UNASKED:
            return f"{_MODEL}={shlex.quote(model)} {shlex.join(['cupwright', *words])}"
    return shlex.join(["cupwright", *words])


def _verb(words: list[str]) -> tuple[tuple[str, ...], set[object]]:
    """Return the verb that words begin with, all parts of it, and the variables of the environment that it reads."""
    command, path = typer.main.get_command(app), []
    for word in words:
        if word not in (parts := getattr(command, "commands", {})):
            break
        command = parts[word]
        path.append(word)
    return tuple(path), {option.envvar for option in command.params}


def _usage_problem(error: Exception, words: list[str]) -> Problem:
    message = str(error.format_message()).rstrip(".")  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else " ".join(["cupwright", *_verb(words)[0]])
    return Problem("usage", message[:1].lower() + message[1:], hint=f"`{path} --help` shows what it takes")


def _os_problem(error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    hints = {errno.ENOSPC: "free some space; nothing was left half-written", errno.EACCES: "choose another place"}
    where = f": `{error.filename}`" if error.filename else ""
    return Problem("file", f"{reason}{where}", hint=hints.get(error.errno or 0, ""))


def _stream_failed(error: OSError) -> int:
    # The interpreter flushes stdout once more on its way out; give it somewhere to flush to.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        say("cupwright: the reader of the output went away; the rest was not written")
    else:
        say(str(Problem("output", f"the output could not be written: {(error.strerror or '').lower()}")))
    return _COULD_NOT


def _internal_error(error: Exception) -> None:
    if os.environ.get("CUPWRIGHT_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    kind, text = type(error).__name__, str(error).split("\n")[0][:200]
    say(str(Problem(
        "internal", "a defect in Cupwright stopped this run; your files are as they were",
        facts=(f"{kind}: {text}" if text else kind,),
        hint="please report the command and this message; CUPWRIGHT_DEBUG=1 shows where it happened",
    )))  # fmt: skip
