"""The verb ``serve``: the laboratory as pages in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cupwright.app.console import StoppedEarlyError, say
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    import socket

__all__ = ["register"]

_OWN = ("127.0.0.1", "localhost", "::1")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("serve", short_help="Open the laboratory in a browser.")(serve)


def serve(
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 for one that is free.")
    ] = 8520,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where it listens; only this machine can reach 127.0.0.1.")
    ] = "127.0.0.1",
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", show_default=False,
                     help="A name under which it may be asked for; may be repeated."),
    ] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A reverse proxy on this machine tells who asks.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=64, help="Runs made at once.", show_default="the processors")
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="The model that rates.", show_default="that of `rate`")
    ] = None,
) -> None:  # fmt: skip
    """
    \b
    Examples:
      cupwright serve
      cupwright serve --host 0.0.0.0 --allow-host cups.example.org --behind-proxy

    Open the laboratory: a rule is a switch and the answer moves. It runs on this machine, for this machine alone
    unless --host says otherwise, and needs no network. Ctrl-C ends it.
    """
    from cupwright.app.web.settings import LabSettings, default_workers
    from cupwright.ratings.settings import RatingSettings
    from cupwright.study.own_ratings import check_model

    check_model(model or RatingSettings().model)
    if host not in _OWN:
        say(f"warning: everybody who can reach {host} can use the laboratory; docs/hosting.md says how to shield it")
    listening = _socket(host, port)
    names = tuple(name for name in (*(allow or ()), *(() if host in ("0.0.0.0", "::") else (host,))) if name)
    settings = LabSettings(
        model=model, workers=workers or default_workers(), hosts=names, behind_proxy=behind_proxy,
        warmed=True,
    )  # fmt: skip
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    say(f"the laboratory: http://{shown}:{listening.getsockname()[1]}/  (Ctrl-C ends it)")
    _run(settings, listening)
    say("the laboratory is closed")
    raise StoppedEarlyError


def _socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens, before anything costly is loaded."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, because asyncio sends small answers without delay only where it is.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, UnicodeError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise CupwrightError.of(
            "port", f"the laboratory cannot listen at {host}, port {port}", facts=[reason.lower()],
            hint="`--port 0` takes one that is free",
        ) from None  # fmt: skip
    return listening


def _run(settings: object, listening: socket.socket) -> None:
    import contextlib
    from types import FrameType

    import uvicorn

    from cupwright.app.web.factory import create_app
    from cupwright.app.web.settings import LabSettings

    assert isinstance(settings, LabSettings)
    app = create_app(settings)

    class Server(uvicorn.Server):
        """A server that lets go of its streams when it is told to end."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            app.state.lab.close()
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, proxy_headers=settings.behind_proxy, server_header=False,
        forwarded_allow_ips="127.0.0.1,::1", timeout_graceful_shutdown=3, limit_concurrency=400,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])
    app.state.lab.jobs.join(2)
