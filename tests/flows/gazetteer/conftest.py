"""Lines of a dump of our own making: no place of it is a real one."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from karabakh.flows.gazetteer.dump import COLUMNS

LINE = {
    "geonameid": "9000001",
    "name": "Ağbulaqlı",
    "latitude": "39.91234",
    "longitude": "47.10001",
    "feature class": "P",
    "feature code": "PPL",
    "country code": "AZ",
    "population": "0",
    "timezone": "Asia/Baku",
    "modification date": "2024-01-01",
}


@pytest.fixture
def line() -> Callable[..., str]:
    """A line of a dump: a village, but for what is given."""

    def made(cells: Mapping[str, str] = {}, /, **more: str) -> str:
        given = {name.replace("_", " "): value for name, value in more.items()}
        return "\t".join({**dict.fromkeys(COLUMNS, ""), **LINE, **cells, **given}.values())

    return made


@pytest.fixture
def dump(tmp_path: Path) -> Callable[..., Path]:
    """A file of lines."""

    def made(*lines: str, name: str = "AZ.txt") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8", newline="\n")
        return path

    return made
