"""What the operator is to know in; a line of it, with the time, on standard error out."""

from datetime import UTC, datetime

import click

from karabakh.schemas.visible import visible


def say(message: str) -> None:
    """Tell the operator, with the time."""
    click.echo(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ} {visible(message)}", err=True)
