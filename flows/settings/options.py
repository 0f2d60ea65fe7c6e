"""The names of settings in; the options of a command that give them, derived from the fields of the model, out."""

from collections.abc import Iterable
from typing import Any, Final, Literal, get_args, get_origin

import click
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from karabakh.flows.console.options import Setting, variable
from karabakh.flows.settings.model import Settings, about, public

REFRESH: Final = tuple(name for name in Settings.model_fields if "command" not in about(name))
"""The settings of a refresh; the others belong to one command or another."""


def settings_options(names: Iterable[str]) -> list[click.Option]:
    """Return the options that give these settings, in their order.

    The command gets a value for each, None (for several: nothing) where neither the call nor the environment nor the
    settings file gives one, which `Settings` takes for not given.
    """
    return [_option(name) for name in names]


def _option(name: str) -> click.Option:
    field = Settings.model_fields[name]
    flag = f"--{public(name)}"
    given: dict[str, Any] = {"envvar": variable(public(name)), "show_envvar": True, "default": None}
    told = f"{field.description}{_default(field, name)}"
    if field.annotation is bool:
        return Setting([f"{flag}/--no-{flag[2:]}"], help=told, **given)
    many = get_origin(field.annotation) is tuple
    metavar = about(name).get("metavar") or ("PATH" if many else None)
    return Setting([flag], type=_type(field), multiple=many, metavar=metavar, help=told, **given)


def _default(field: FieldInfo, name: str) -> str:
    unset = about(name).get("unset", field.default)
    return "" if unset is None or unset is False else f"  [default: {unset}]"


def _type(field: FieldInfo) -> Any:
    kinds = [one for one in field.metadata if isinstance(one, click.ParamType)]
    if kinds:
        return kinds[0]
    if get_origin(field.annotation) is Literal:
        return click.Choice(get_args(field.annotation))
    least, most = _bound(field, Ge, "ge"), _bound(field, Le, "le")
    kind = next(one for one in (*get_args(field.annotation), field.annotation) if one is not type(None))
    if kind is int:
        return click.IntRange(least, most)
    return click.FloatRange(least, most) if kind is float else str


def _bound(field: FieldInfo, kind: type, name: str) -> Any:
    return next((getattr(one, name) for one in field.metadata if isinstance(one, kind)), None)
