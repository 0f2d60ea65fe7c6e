"""The process that checks what somebody sent: a limit of seconds and the words of a call in, what it prints out.

A file may be made to break whoever reads it. So the system bounds this process and those it starts.
"""

import sys
from typing import Final

MEMORY: Final = 3 << 30
WRITTEN: Final = 2 << 30


def limit(seconds: int) -> None:
    """Bound the memory, the time and the size of the files of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # a second more: where both were one, the process would be killed and not told that it was for its time
        last = bound + 1 if kind == resource.RLIMIT_CPU and bound != hard else bound
        try:
            resource.setrlimit(kind, (bound, last))
        except (ValueError, OSError):  # macOS bounds no address space
            continue


if __name__ == "__main__":
    limit(int(sys.argv[1]))
    from karabakh.flows.cli import main

    main(sys.argv[2:], prog_name="karabakh")
