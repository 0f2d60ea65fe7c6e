"""The command ``karabakh serve``: a data folder in, a server that shows it out, until it is ended."""

from pathlib import Path

import click

from karabakh.flows.console.options import Place, option
from karabakh.flows.serve.size import Size
from karabakh.schemas.limits import FILE_BYTES

OWN = "KARABAKH_SERVE_{}"
"""The variables of the options that no other command has."""


@click.command()
@option("--data", type=Place(), default=Path("data"), show_default=True, help="Folder of the published versions. It is "
        "only read.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, envvar=OWN.format("HOST"), show_envvar=True,
              help="Address of this computer to serve at; the default is reached from this computer only.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, envvar=OWN.format("PORT"),
              show_envvar=True, help="Port to serve at; 0 for any that is free.")  # fmt: skip
@click.option("--open/--no-open", "opening", default=True, show_default=True, envvar=OWN.format("OPEN"),
              show_envvar=True, help="Show the newest version in the browser, where there is a display.")  # fmt: skip
@click.option("--allow-host", "more", multiple=True, metavar="NAME", envvar=OWN.format("ALLOW_HOST"), show_envvar=True,
              help="Another name by which browsers reach this server; may be repeated.")  # fmt: skip
@click.option("--max-upload", "limit", type=Size(FILE_BYTES), default="64MB", show_default=True,
              envvar=OWN.format("MAX_UPLOAD"), show_envvar=True, help="The largest file that is checked.")  # fmt: skip
@click.option("--time-limit", "seconds", type=click.IntRange(1, 3600), default=120, show_default=True,
              envvar=OWN.format("TIME_LIMIT"), show_envvar=True, metavar="SECONDS",
              help="How long the check of a file may take.")  # fmt: skip
def serve(
    data: Path | str, host: str, port: int, opening: bool, more: tuple[str, ...], limit: int, seconds: int
) -> None:
    """Show the published versions in the browser, and check files before they are contributed.

    \b
    karabakh serve                          data/ at http://127.0.0.1:8000/
    karabakh serve --data elsewhere --port 0 --no-open

    There is the page of each version with its files, the list of versions, and a page on which a table or a text is
    dropped and checked as `karabakh validate` does it. What is sent is deleted when its report is given; nothing is
    stored, and nothing can be changed from the page. Other tools may read from here: karabakh download --from
    http://127.0.0.1:8000.

    The first line on standard output is `serving VERSION ADDRESS`. It serves until Ctrl-C or SIGTERM. Whoever reaches
    --host can read all versions and have files checked: there is no password, and no encryption.

    Exit codes: 0 ended by SIGTERM, 130 by Ctrl-C, 2 the call is wrong (no folder of versions, no such host), 3 it
    failed (the port is taken).
    """
    from karabakh.flows.process.scratch import scratch
    from karabakh.flows.serve.browser import has_display, show
    from karabakh.flows.serve.hosts import Hosts, is_loopback
    from karabakh.flows.serve.listening import listen
    from karabakh.flows.serve.server import serve as run
    from karabakh.flows.serve.shelf import Shelf, folder
    from karabakh.flows.serve.site import site
    from karabakh.flows.serve.validation import Validation

    shelf = Shelf(folder(data))
    newest = shelf.newest().version
    with scratch() as home:
        listening = listen(host, port)
        application = site(shelf, Validation(shelf.data, home, limit, seconds), Hosts.of(host, more))
        if not is_loopback(host):
            click.echo(f"karabakh: whoever reaches {host} can read all versions and have files checked", err=True)

        def begun() -> None:
            click.echo(f"serving {newest} {listening.url}")
            if opening and has_display():
                show(listening.url)

        run(application, listening, begun)
