"""Where settings are given in; every one, its value and where that comes from, as text, JSON or TOML, out."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import click

from karabakh.flows.console.options import PREFIX, variable
from karabakh.flows.console.settingsfile import written
from karabakh.flows.errors import CallError
from karabakh.flows.settings.model import TEXTS, Settings, about, origin, public

_OTHERS: Final = frozenset({"KARABAKH_CACHE", "KARABAKH_PARENT", "KARABAKH_SETTINGS", "KARABAKH_TRACEBACK"})


class Stated(NamedTuple):
    """A setting: its ``value`` as it was given, ``origin`` (where; empty: the default) and what it is for."""

    name: str
    value: Any
    origin: str
    command: str
    description: str


def listed() -> list[Stated]:
    """Return every setting, in the order of the model; the values of secrets are not shown."""
    return [
        Stated(public(name), _value(name), origin(name, {}), about(name).get("command", "refresh, schedule, doctor"),
               field.description or "")
        for name, field in Settings.model_fields.items()
    ]  # fmt: skip


def fault() -> str:
    """Return why a refresh or a schedule with these settings would be refused; empty: it would not.

    That there are no texts here is no fault of the settings: a call may name some.
    """
    from karabakh.flows.operate.timetable import check

    try:
        check(Settings(texts=None if TEXTS.is_dir() or origin("texts", {}) else (os.devnull,)))
    except CallError as error:
        return str(error)
    return ""


def unknown() -> list[str]:
    """Return what the environment says to nobody: variables that begin as ours do and that no command reads."""
    from karabakh.flows.cli import main

    context = click.Context(main)
    commands = [main.get_command(context, name) for name in main.list_commands(context)]
    known = {name for command in commands if command for name in _variables(command)} | _OTHERS
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def _variables(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        given = parameter.envvar
        yield from [given] if isinstance(given, str) else given or ()
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from _variables(one)


def _value(name: str) -> Any:
    key = public(name).replace("-", "_")
    given = os.environ.get(variable(key)) or written().get(key)
    if given is None:
        unset = about(name).get("unset", Settings.model_fields[name].default)
        return "(not set)" if unset is None else unset
    return "(set; not shown)" if about(name).get("secret") else given


def text() -> str:
    """Return a table, and below each setting what it means."""
    lines = [f"settings file: {written().path or 'none (karabakh.toml in the working directory)'}"]
    lines += [f"{name} is no setting, and is not read" for name in unknown()]
    for one in listed():
        came = f"  [{one.origin}]" if one.origin else ""
        lines += ["", f"{one.name} = {_shown(one.value)}{came}", f"    {one.description}"]
        lines += [f"    {variable(one.name)}; for: {one.command}"]
    return "\n".join(lines)


def as_json() -> str:
    """Return an object of each setting by its name."""
    rows = {one.name: {**one._asdict(), "variable": variable(one.name)} for one in listed()}
    return json.dumps(rows, ensure_ascii=False, indent=1, default=str)


def toml() -> str:
    """Return a settings file in which every setting stands as a comment."""
    lines = ["# Settings of karabakh-open-data; take the # away before what you set.", ""]
    for name, field in Settings.model_fields.items():
        key, unset = public(name).replace("-", "_"), about(name).get("unset")
        told = f"# {field.description}" + (f" Unset: {unset}." if unset else "")
        lines += [told, f"# {key} = {_toml(field.default)}", ""]
    return "\n".join(lines).rstrip()


def _shown(value: Any) -> str:
    return "\n      ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _toml(value: Any) -> str:
    """Return a value as TOML writes it; JSON writes these the same."""
    return json.dumps("" if value is None else str(value) if isinstance(value, Path) else value)


FORMS: Final[Mapping[str, Callable[[], str]]] = MappingProxyType({"text": text, "json": as_json, "toml": toml})
