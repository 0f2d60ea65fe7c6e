"""A file and the folder of published versions in; what `karabakh validate` says of the file out.

It is the command itself, in a process of its own: whatever a file does to that, the server stands.
"""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Final

from karabakh.flows.serve.answer import Answer, answer

_MODULE: Final = "karabakh.flows.serve.child"
_PACKAGE: Final = Path(__file__).absolute().parents[2]
_PRINTED: Final = 32 << 20  # bytes of a report: some hundred findings of each rule
_TOLD: Final = 2_000
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_OWN: Final = ("KARABAKH_VALIDATE_", "KARABAKH_TRACEBACK")
"""What in the environment would have another report, or have it written elsewhere."""


async def check(path: Path, table: str | None, data: Path, room: Path, seconds: float) -> Answer:
    """Check a file, as the table of that name or the one its columns are like, against the newest version in ``data``.

    What the check writes lies in ``room``. It is ended after so many seconds, or when this is cancelled.
    """
    call = ["validate", os.fspath(path), "--format", "json", "--from", os.fspath(data.absolute())]
    call += ["--table", table] if table else []
    printed, told = room / "printed", room / "told"
    status = await _run(call, printed, told, room, seconds)
    with printed.open("rb") as out, told.open("rb") as errors:
        said = errors.read(_TOLD).decode(errors="replace")
        return answer(status, out.read(_PRINTED), said, f"{path.parent}{os.sep}", seconds)


async def _run(call: list[str], printed: Path, told: Path, room: Path, seconds: float) -> int | None:
    """Run the command and return its exit code, or None where it took too long."""
    # -P: a module that lies in the working directory must not be taken for one of ours
    command = [sys.executable, "-P", "-m", _MODULE, str(int(seconds) + 1), *call]
    with printed.open("xb") as out, told.open("xb") as errors:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, stdout=out, stderr=errors, env=_environment(room), start_new_session=True
        )
    try:
        async with asyncio.timeout(seconds):
            return await process.wait()
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            _end(process.pid)
            await process.wait()


def _environment(room: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OWN)}
    paths = [os.fspath(_PACKAGE), *(path for path in sys.path if path)]
    kept |= dict.fromkeys(_THREADS, "1") | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), os.fspath(room))
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "ARROW_DEFAULT_MEMORY_POOL": "system", "NO_COLOR": "1"}


def _end(process: int) -> None:
    """End a process and those that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process, signal.SIGKILL)
        else:
            os.kill(process, signal.SIGTERM)  # which Windows obeys at once
