"""When the package is built: the installed vl-convert and itables in, the page's JavaScript and CSS out.

The page needs Vega and DataTables, not the packages that carry them: to run the first, which holds a whole JavaScript
engine, would cost seconds and 150 MB at every publication. So the build takes the code out of them once, and pins them.
"""

import json
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER: Final = "static/vendor"  # beside this module; not in the repository
NAMES: Final = ("datatables.js", "vega.js", "versions.json")


class Vendor(BuildHookInterface[Any]):
    """Write the libraries before hatchling looks which files there are; the same for an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write what is not there as the installed packages would make it."""
        write(Path(__file__).parent / FOLDER)


def write(folder: Path) -> None:
    """Write the code and ``versions.json``, which says what it was taken from; nothing where that is current."""
    told = folder / NAMES[-1]
    versions = json.dumps(_versions(), indent=1) + "\n"
    if all((folder / name).is_file() for name in NAMES) and told.read_text(encoding="utf-8") == versions:
        return
    folder.mkdir(parents=True, exist_ok=True)
    bundle = Path(import_module("itables").__path__[0], "html", "dt_bundle.js")
    (folder / "datatables.js").write_bytes(bundle.read_bytes())
    (folder / "vega.js").write_text(import_module("vl_convert").javascript_bundle(), encoding="utf-8")
    told.write_text(versions, encoding="utf-8")  # last: what was written by half is written again


def _versions() -> dict[str, str]:
    convert = import_module("vl_convert")
    return {
        "vl-convert-python": version("vl-convert-python"),
        "vega": convert.get_vega_version(),
        "vega-lite": convert.get_vegalite_versions()[-1],
        "vega-embed": convert.get_vega_embed_version(),
        "itables": version("itables"),
    }
