"""What is built: the wheel works outside the repository and holds neither the texts nor the data."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is built, in which somebody sent a contribution and an accept was killed."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("flows", "schemas", "seeds", "karabakh"):
        shutil.copytree(
            ROOT / name, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", ".lock")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, folder)
    for name in ("contributions/sent.csv", ".pending-accept/0", ".staging-accept/0", ".lock"):
        path = folder / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("not ours to give\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return folder


def names(archive: Path) -> list[str]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as sdist:
        return [name.split("/", 1)[1] for name in sdist.getnames()]


@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"])
def test_an_archive_holds_package_gazetteer_and_nothing_that_is_not_ours_to_give(built: Path, pattern: str) -> None:
    (archive,) = built.glob(pattern)
    held = names(archive)
    texts = {path.name for path in (ROOT / "seeds" / "texts").iterdir()}
    assert not [name for name in held if Path(name).name in texts or "seeds/texts" in name]
    assert not [name for name in held if name.startswith(("data/", "karabakh/data"))]
    assert not [name for name in held if "seeds/contributions/" in name or "seeds/." in name]
    expected = {f"karabakh/seeds/{name}.csv" for name in ("places", "place_names", "place_links")}
    assert expected | {"karabakh/py.typed", "karabakh/flows/refresh.py", "karabakh/schemas/documents.py"} <= set(held)


def test_the_wheel_puts_one_name_into_site_packages(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    tops = {name.split("/", 1)[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"karabakh"}


def test_the_wheel_works_outside_the_repository(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = (
        "import karabakh, karabakh.schemas, sys; from karabakh.flows.places import load_gazetteer;"
        "from karabakh.flows.cli import main; print(karabakh.__file__, len(load_gazetteer().types));"
        "main(['explain', 'Shelling near Goris on 8 May 1992.'])"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
    )  # fmt: skip
    home, places = run.stdout.splitlines()[0].rsplit(" ", 1)
    assert Path(home).is_relative_to(site)
    assert int(places) >= 80
    assert "1992-05-08" in run.stdout
