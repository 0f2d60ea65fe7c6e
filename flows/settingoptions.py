"""The name of a setting in; the option of a command that gives it, derived from the setting's field, out."""

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, get_args, get_origin

import click
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from karabakh.flows.options import option
from karabakh.flows.settings import Settings, about

REFRESH: Final = tuple(name for name in Settings.model_fields if "command" not in about(name))
"""The settings of a refresh; the others belong to one command or another."""

Decorator = Callable[[Any], Any]


def settings_options(names: Iterable[str] = REFRESH) -> Decorator:
    """Return the decorator that gives a command the options of these settings, in their order.

    The command gets a value for each, None (for several: nothing) where neither the call nor the environment nor the
    settings file gives one, which `Settings` takes for not given.
    """

    def decorate(command: Any) -> Any:
        for name in reversed(list(names)):
            command = _option(name)(command)
        return command

    return decorate


def _option(name: str) -> Decorator:
    field = Settings.model_fields[name]
    flag = f"--{name.replace('_', '-')}"
    told = f"{field.description}{_default(field, name)}"
    if field.annotation is bool:
        return option(f"{flag}/--no-{flag[2:]}", default=None, help=told)
    many = get_origin(field.annotation) is tuple
    metavar = about(name).get("metavar") or ("PATH" if many else None)
    return option(flag, type=_type(field), multiple=many, default=None, metavar=metavar, help=told)


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
    if field.annotation is int:
        return click.IntRange(least, most)
    return click.FloatRange(least, most) if field.annotation is float else str


def _bound(field: FieldInfo, kind: type, name: str) -> Any:
    return next((getattr(one, name) for one in field.metadata if isinstance(one, kind)), None)
