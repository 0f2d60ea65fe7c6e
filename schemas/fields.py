"""How a table is declared: Arrow types and what a column means and must hold come in, a Pandera model goes out.

A table is a subclass of `Table`, a column an annotated `field`. All that is known about either is kept in Pandera's own
schema object; the functions below read it back for the Arrow schema, the CSV dialect, the data dictionary, the Table
Schema and the validation, so that nothing is declared twice.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from karabakh.schemas.codes import Codes
from karabakh.schemas.rules import Rule

String = Annotated[pd.ArrowDtype, pa.string()]
Int32 = Annotated[pd.ArrowDtype, pa.int32()]
Float64 = Annotated[pd.ArrowDtype, pa.float64()]
Bool = Annotated[pd.ArrowDtype, pa.bool_()]
Date = Annotated[pd.ArrowDtype, pa.date32()]
Strings = Annotated[pd.ArrowDtype, pa.list_(pa.string())]


_TYPE_NAMES = {pa.float64(): "float64", pa.date32(): "date32", pa.list_(pa.string()): "list<string>"}


def type_name(type_: pa.DataType) -> str:
    """Return the name of a type as people write it.

    >>> type_name(pa.list_(pa.string())), type_name(pa.float64()), type_name(pa.int32())
    ('list<string>', 'float64', 'int32')
    """
    return _TYPE_NAMES.get(type_, str(type_))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values, where none is null, must be a row's values of ``other_columns`` in the table ``other``.

    A list column refers with each of its items.
    """

    columns: tuple[str, ...]
    other: str
    other_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared: its name, Arrow type, meaning and constraints.

    ``excerpt`` marks running text of a source, which no report may show; ``unit`` is None where there is none;
    ``optional`` says that an input table may lack the column.
    """

    name: str
    type: pa.DataType
    nullable: bool
    title: str
    description: str
    unit: str | None
    codes: Codes | None
    ge: float | None
    le: float | None
    max_length: int | None
    pattern: str | None
    example: str | None
    excerpt: bool
    optional: bool


def field(
    title: str,
    description: str,
    *,
    nullable: bool = False,
    unit: str | None = None,
    codes: Codes | None = None,
    ge: float | None = None,
    le: float | None = None,
    max_length: int | None = None,
    pattern: str | None = None,
    example: str | None = None,
    excerpt: bool = False,
    optional: bool = False,
) -> Any:
    """Declare a column: for people its title, description, unit and example, for machines what its values must be.

    ``codes`` closes the list of values, ``ge`` and ``le`` bound numbers, ``pattern`` (RE2, whole value) and
    ``max_length`` (code points) bound strings. Of a list column they hold for each item.
    """
    own = {"unit": unit, "codes": codes, "ge": ge, "le": le, "max_length": max_length, "pattern": pattern}
    return pandera.Field(
        nullable=nullable,
        title=title,
        description=description,
        metadata={**own, "example": example, "excerpt": excerpt, "optional": optional},
    )


def _checks(declared: Mapping[str, Any]) -> list[pandera.Check]:
    """Return Pandera's own checks of what is declared, so that a model validates a DataFrame by itself, too."""
    makers: dict[str, Callable[[Any], pandera.Check]] = {
        "codes": lambda codes: pandera.Check.isin(list(codes)),
        "ge": pandera.Check.ge,
        "le": pandera.Check.le,
        "max_length": lambda most: pandera.Check.str_length(max_value=most),
        "pattern": lambda pattern: pandera.Check.str_matches(rf"^(?:{pattern})$"),
    }
    return [make(declared[name]) for name, make in makers.items() if declared[name] is not None]


class Table(pandera.DataFrameModel):
    """Base of every table: the columns are exactly those declared, in that order."""

    def __init_subclass__(
        cls,
        *,
        title: str,
        key: Sequence[str],
        foreign_keys: Sequence[ForeignKey] = (),
        rules: Sequence[Rule] = (),
        **kwargs: Any,
    ) -> None:
        own: Mapping[str, Any] = {"key": tuple(key), "foreign_keys": tuple(foreign_keys), "rules": tuple(rules)}
        config = {
            "name": cls.__name__,
            "title": title,
            "description": " ".join(inspect.cleandoc(cls.__doc__ or "").split()),
            "strict": True,
            "ordered": True,
            "unique": list(key),
            "metadata": dict(own),
        }
        cls.Config = type("Config", (pandera.DataFrameModel.Config,), config)
        super().__init_subclass__(**kwargs)  # type: ignore[no-untyped-call]
        for name, annotation in cls.__annotations__.items():
            if annotation != Strings:  # Pandera checks lists one by one in Python; the validation does it in Arrow
                declared = cls.__dict__[name]
                declared.checks = _checks(declared.metadata)


@cache
def columns(model: type[Table]) -> tuple[Column, ...]:
    """Return the columns of a table in published order.

    They are read where Pandera keeps what is declared: to build its schema, it loads all of Dask where that is there.
    """
    return tuple(_column(name, *declared) for name, declared in model.__fields__.items())


def _column(name: str, annotation: Any, declared: Any) -> Column:
    return Column(
        name=name,
        type=annotation.metadata[0],
        nullable=declared.nullable,
        title=declared.title,
        description=declared.description,
        **declared.metadata,
    )


def optional(model: type[Table]) -> dict[str, bool]:
    """Return the names of a table's columns, and whether it may lack each."""
    return {name: bool((declared.metadata or {})["optional"]) for name, (_, declared) in model.__fields__.items()}


def column(model: type[Table], name: str) -> Column:
    """Return one column of a table; ``KeyError`` where it has none of that name."""
    for declared in columns(model):
        if declared.name == name:
            return declared
    raise KeyError(name)


def _own(model: type[Table]) -> Mapping[str, Any]:
    return model.Config.metadata or {}


def key(model: type[Table]) -> tuple[str, ...]:
    """Return the columns that together name a row and by which rows are sorted."""
    found: tuple[str, ...] = _own(model)["key"]
    return found


def foreign_keys(model: type[Table]) -> tuple[ForeignKey, ...]:
    """Return what the table refers to."""
    found: tuple[ForeignKey, ...] = _own(model)["foreign_keys"]
    return found


def rules(model: type[Table]) -> tuple[Rule, ...]:
    """Return the rules that hold between the columns of a table."""
    found: tuple[Rule, ...] = _own(model)["rules"]
    return found


def title(model: type[Table]) -> str:
    """Return the table's title, for people."""
    return str(model.Config.title)


def description(model: type[Table]) -> str:
    """Return what a row of the table is, in complete sentences."""
    return str(model.Config.description)
