"""One target under atheris, which follows what of our code runs; for long runs. It needs `pip install atheris`.

    python tests/fuzz/fuzz_atheris.py TARGET [CORPUS-FOLDER] [-max_total_time=600] [-artifact_prefix=FOLDER/]

The options behind the target are libFuzzer's. The seeds are put into the corpus folder, or a new one.
"""

import hashlib
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["karabakh"]):
    import fuzz_targets


def main(arguments: list[str]) -> None:
    """Fuzz the target that the first argument names."""
    name, *rest = arguments
    target = fuzz_targets.TARGETS[name]
    fuzz_targets.here()
    folders = [argument for argument in rest if not argument.startswith("-")]
    folder = Path(folders[0] if folders else tempfile.mkdtemp(prefix="corpus-"))
    folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)

    def one(data: bytes) -> None:
        with suppress(*target.allowed):
            target.run(data)

    options = [argument for argument in rest if argument.startswith("-")]
    atheris.Setup([sys.argv[0], str(folder), "-timeout=20", "-rss_limit_mb=4096", *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
