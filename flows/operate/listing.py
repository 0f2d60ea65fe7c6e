"""Where settings are given in; every one, its value and where that comes from, as text, JSON or TOML, out."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from karabakh.flows.errors import CallError
from karabakh.flows.options import variable
from karabakh.flows.settings import Settings, about, origin, public
from karabakh.flows.settingsfile import written


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
        Stated(public(name), _value(name), origin(name, {}), about(name).get("command", "refresh, schedule"),
               field.description or "")
        for name, field in Settings.model_fields.items()
    ]  # fmt: skip


def fault() -> str:
    """Return why a refresh with these settings would be refused; empty: it would not."""
    try:
        Settings()
    except CallError as error:
        return str(error)
    return ""


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
    for one in listed():
        key = one.name.replace("-", "_")
        default = Settings.model_fields["source" if key == "from" else key].default
        unset = about("source" if key == "from" else key).get("unset")
        lines += [f"# {one.description}" + (f" Unset: {unset}." if unset else ""), f"# {key} = {_toml(default)}", ""]
    return "\n".join(lines).rstrip()


def _shown(value: Any) -> str:
    return "\n      ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _toml(value: Any) -> str:
    """Return a value as TOML writes it; JSON writes these the same."""
    return json.dumps("" if value is None else str(value) if isinstance(value, Path) else value)


FORMS: Final[Mapping[str, Callable[[], str]]] = MappingProxyType({"text": text, "json": as_json, "toml": toml})
