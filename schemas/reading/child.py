"""The process that reads apart: bytes at standard input and a form in, tables or a refusal at standard output out."""

import sys
from typing import IO

from karabakh.schemas.limits import FILE_BYTES, READ_BYTES, READ_SECONDS
from karabakh.schemas.reading.apart import answer_with, refuse_with
from karabakh.schemas.reading.parquet import read_parquet
from karabakh.schemas.reading.refusal import UnreadableError
from karabakh.schemas.reading.workbook import read_workbook


def limit() -> None:
    """Bound what this process may use, where the system can; a file that needs more ends it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, READ_BYTES),
        (resource.RLIMIT_CPU, READ_SECONDS),
        (resource.RLIMIT_FSIZE, READ_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (bound, hard))
        except (ValueError, OSError):  # macOS bounds no address space
            continue


def answer(form: str, content: bytes, out: IO[bytes]) -> None:
    """Write what is in the bytes of a Parquet file or a workbook."""
    try:
        if form == "parquet":
            answer_with(out, read_parquet(content), numbers=False)
        else:
            for sheet in read_workbook(content):
                answer_with(out, sheet, numbers=True)
    except UnreadableError as refusal:
        refuse_with(out, refusal)
    except MemoryError:
        refuse_with(out, UnreadableError("too_large", f"the file takes more than {READ_BYTES >> 30} GB; split it"))


if __name__ == "__main__":
    limit()
    answer(sys.argv[1], sys.stdin.buffer.read(FILE_BYTES + 1), sys.stdout.buffer)
