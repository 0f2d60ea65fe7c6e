"""What the operator is to know in; a line of it, with the time, on standard error out."""

import json
from datetime import UTC, datetime

import click

from karabakh.flows.operate.logs import as_json
from karabakh.schemas.visible import visible


def say(message: str) -> None:
    """Tell the operator, with the time."""
    now = datetime.now(UTC)
    if as_json():
        said = {"time": now.isoformat(timespec="milliseconds"), "level": "INFO", "logger": "karabakh.schedule"}
        click.echo(json.dumps({**said, "message": message}, ensure_ascii=False), err=True)
    else:
        click.echo(f"{now:%Y-%m-%d %H:%M:%SZ} {visible(message)}", err=True)
