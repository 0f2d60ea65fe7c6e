"""Bytes that could break their reader in; what is in them out, read by another process within limits.

Arrow and calamine decode what a file says in compiled code: a few bytes may stand for gigabytes, and what cannot be
had ends the process or fills the machine. So these files are read by a process of their own, whose memory and time
the system bounds; it answers in Arrow's stream format, a stream a table. It costs some 0.4 s a file.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from karabakh.schemas.limits import READ_BYTES, READ_SECONDS
from karabakh.schemas.reading.contribution import Contribution, by_name
from karabakh.schemas.reading.refusal import UnreadableError

_WORD: Final = b"karabakh"  # the key of what Arrow's schema does not say
_MODULE: Final = "karabakh.schemas.reading.child"
_PACKAGE: Final = Path(__file__).absolute().parents[2]
_WAIT: Final = 3 * READ_SECONDS  # for a machine with other things to do


def read_apart(path: Path, form: str, content: bytes) -> tuple[Contribution, ...]:
    """Return the tables in the bytes of a file of a form; UnreadableError where there are none or they are too much."""
    with tempfile.TemporaryFile() as answer:
        status = _run(form, content, answer)
        answer.seek(0)
        if status:
            raise UnreadableError("too_large" if status < 0 else "not_readable", _why(form, status))
        return tuple(_contribution(path, table, told) for table, told in _tables(answer))


def _run(form: str, content: bytes, answer: IO[bytes]) -> int:
    # -P: a module that lies in the folder of the call must not be taken for one of ours
    command = [sys.executable, "-P", "-m", _MODULE, form]
    paths = [os.fspath(_PACKAGE), *(path for path in sys.path if path)]
    own = {"PYTHONPATH": os.pathsep.join(paths), "ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"}
    try:
        return subprocess.run(  # noqa: S603 - ourselves
            command, input=content, stdout=answer, stderr=subprocess.DEVNULL, env={**os.environ, **own},
            timeout=_WAIT, check=False,
        ).returncode  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1
    except OSError as error:
        message = f"no process can be started to read the {form}: {error.strerror or error}"
        raise UnreadableError("not_readable", message) from error


def _why(form: str, status: int) -> str:
    if status > 0:
        return f"the {form} broke its reader; write it again"
    far = "; a sheet must have its table at its upper left and nothing far from it" if form == "workbook" else ""
    return f"the {form} takes more than {READ_SECONDS} s or {READ_BYTES >> 30} GB of memory to read; split it{far}"


def _tables(answer: IO[bytes]) -> Iterator[tuple[pa.Table, dict[str, Any]]]:
    end = os.fstat(answer.fileno()).st_size
    while answer.tell() < end:
        with pa.ipc.open_stream(answer) as stream:
            table = stream.read_all()
        told = json.loads(table.schema.metadata[_WORD])
        if "refused" in told:
            raise _remark(told["refused"])
        yield table, told


def _contribution(path: Path, table: pa.Table, told: dict[str, Any]) -> Contribution:
    numbers = table.column(-1).combine_chunks().to_pylist() if told["counted"] else range(1, table.num_rows + 1)
    columns = by_name(told["names"], table.columns)
    remarks = [_remark(remark) for remark in told["remarks"]]
    return Contribution(path, columns, told["names"], numbers, remarks, part=told["part"], header=told["header"])


def _remark(told: dict[str, Any]) -> UnreadableError:
    rule, message, row = told.pop("rule"), told.pop("message"), told.pop("row")
    return UnreadableError(rule, message, row, **told)


def answer_with(out: IO[bytes], contribution: Contribution, numbers: bool) -> None:
    """Write a table as the other process expects it; ``numbers`` says that the rows' have to be told, too."""
    told = {
        "names": contribution.names,
        "part": contribution.part,
        "header": contribution.header,
        "counted": numbers,
        "remarks": [_plain(remark) for remark in contribution.remarks],
    }
    columns = [contribution.columns[name] for name in contribution.names]
    if numbers:
        columns.append(pa.chunked_array([pa.array(contribution.numbers, pa.int64())]))
    _write(out, pa.table(columns, names=[str(place) for place in range(len(columns))]), told)


def refuse_with(out: IO[bytes], refusal: UnreadableError) -> None:
    """Write a refusal as the other process expects it."""
    _write(out, pa.table({}), {"refused": _plain(refusal)})


def _write(out: IO[bytes], table: pa.Table, told: dict[str, Any]) -> None:
    table = table.replace_schema_metadata({_WORD: json.dumps(told)})
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)


def _plain(remark: UnreadableError) -> dict[str, Any]:
    names = ("rule", "message", "row", "line", "column", "severity", "count")
    return {name: getattr(remark, name) for name in names}
