"""The commands ``refresh``, ``settings`` and ``doctor``: options in, what was done, is set or is wrong out."""

from typing import Any

import click

from karabakh.flows.console.options import Configured


@click.command(cls=Configured)
def refresh(**options: Any) -> None:
    """Read texts, find places, dates and figures, validate, and publish a version.

    Nothing new publishes nothing. The last line on standard output is `published VERSION PATH` or
    `unchanged VERSION PATH`; above it stands the run's report. Logs go to standard error.

    Into a folder one run publishes at a time, and another is told so. At an address (--data s3://...) nothing keeps two
    runs apart: see to it that only one publishes there. Keys and passwords are those of the store's own tools
    (AWS_ACCESS_KEY_ID, ~/.aws, ...), never part of the address.

    What is not given here is taken from the environment, then from the settings file karabakh.toml (`karabakh settings`
    lists all of them and where each comes from), and else has the default.
    """
    from karabakh.flows.api import refresh as run
    from karabakh.flows.process.freed import keep_freed
    from karabakh.flows.process.stop import end_on_signal

    end_on_signal()
    keep_freed()
    refreshed = run(**{name: value for name, value in options.items() if value not in (None, ())})
    click.echo(refreshed.report.markdown())
    click.echo(f"\n{refreshed.report.outcome}")


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "toml"]), default="text", show_default=True,
              help="A table, a JSON object, or a settings file to begin with.")  # fmt: skip
@click.pass_context
def settings(context: click.Context, /, form: str) -> None:
    """List every setting: its value, where the value comes from, and what it means.

    What a call gives (--max-drop 0.1) beats the environment (KARABAKH_MAX_DROP=0.1), which beats the settings file
    (max_drop = 0.1), which beats the default. The settings file is karabakh.toml in the working directory, or the one
    that KARABAKH_SETTINGS names; paths in it count from the working directory.

    \b
    karabakh settings --format toml > karabakh.toml     a file to begin with, every line a comment

    Exit codes: 0 fine, 2 a setting cannot be what it is.
    """
    from karabakh.flows.operate.listing import FORMS, fault

    click.echo(FORMS[form]())
    wrong = fault()
    if wrong:
        click.echo(f"karabakh: {wrong}", err=True)
        context.exit(2)


@click.command(cls=Configured)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="A table for people, or a JSON object for programs.")  # fmt: skip
@click.pass_context
def doctor(context: click.Context, /, form: str, **options: Any) -> None:
    """Examine what a refresh with these options needs: versions of libraries, settings, folders, disk, servers.

    Nothing is changed and nothing is published; the webhook is not called. Each line says what was looked at, what was
    seen, and what to do where it is wrong.

    Exit codes: 0 all is well (warnings may be shown), 1 something is wrong.
    """
    from karabakh.flows.operate.doctor import examine, shown

    seen = examine({name: value for name, value in options.items() if value not in (None, ())})
    click.echo(shown(seen, form))
    context.exit(int(any(one.verdict == "wrong" for one in seen)))
