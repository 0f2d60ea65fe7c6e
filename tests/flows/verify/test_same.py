"""The same inputs give the same bytes, wherever, whenever and however they are made; and `verify` says so."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = pytest.mark.slow

# What two computers may differ in, each against the first, which has none of it.
PLAIN = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
VARIANTS = {
    "another time zone": {"TZ": "Pacific/Apia"},
    "a clock that stands elsewhere": {"TZ": "America/St_Johns", "SOURCE_DATE_EPOCH": "86400"},
    "no UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Turkish letters": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "Azerbaijani letters": {"LC_ALL": "az_AZ.UTF-8", "LANG": "az_AZ.UTF-8"},
    "other hashes": {"PYTHONHASHSEED": "4294967295"},
    "one thread": {"OMP_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"},
}


def inputs(folder, root, order):
    """Make the inputs below a folder, their files written in some order, and return the texts and the sources."""
    texts = folder / "texts"
    texts.mkdir(parents=True)
    for path in sorted((root / "seeds" / "texts").iterdir(), reverse=order < 0):
        shutil.copyfile(path, texts / path.name)
    names = [f"note-{number:02}.txt" for number in range(20)]
    for name in names[::order]:
        number = int(name[5:7])
        words = f"Shelling near Agdam and Şuşa on {number + 1} May 1992; {number}0 people fled to Goris in 1993.\n"
        (texts / name).write_bytes(words.encode("utf-16" if name == names[3] else "utf-8"))
    (texts / "broken.txt").write_bytes(bytes(range(256)) * 64)
    cells = [{"document_id": f"cell-{n}", "text": f"Talks in Shusha, {1988 + n}.", "publisher": "P"} for n in range(9)]
    corpus = folder / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(cell) + "\n" for cell in cells), encoding="utf-8", newline="\n")
    shutil.copyfile(root / "seeds" / "sources.csv", folder / "sources.csv")
    return [str(texts), str(corpus)], str(folder / "sources.csv")


def tree(folder):
    """Return every byte below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_same(one, other):
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def environment(**variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "KARABAKH_"))}
    return {**kept, **PLAIN, **variables}


def made(folder, root, order=1, workers=1, umask=0o022, **variables):
    """Run the steps in a folder of their own twice, for a first and a second version, and return the data folder."""
    texts, sources = inputs(folder, root, order)
    steps = [sys.executable, HERE / "steps.py"]
    options = {"env": environment(**variables), "cwd": folder, "umask": umask, "check": True, "timeout": 200}
    subprocess.run([*steps, "\n".join(texts), sources, "data", str(workers)], **options)
    Path(texts[0], "note-05.txt").unlink()
    Path(texts[0], "note-06.txt").write_text("Nothing near Lachin.", encoding="utf-8")
    subprocess.run([*steps, "\n".join(texts), sources, "data", str(workers)], **options)
    return folder / "data"


def versions(data):
    listed = json.loads((data / "versions.json").read_text(encoding="utf-8"))["versions"]
    return [entry | {"released": None} for entry in listed]


@pytest.fixture(scope="module")
def plain(tmp_path_factory, root):
    return made(tmp_path_factory.mktemp("plain"), root)


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """A folder of locales that this computer may not have, or None where it cannot make them."""
    if not shutil.which("localedef"):
        return None
    folder = tmp_path_factory.mktemp("locales")
    for name in ("tr_TR", "az_AZ"):
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"], capture_output=True)
    return folder


def assert_same_versions(data, plain):
    assert versions(data) == versions(plain)
    assert [entry["version"] for entry in versions(data)] == ["1.0.0", "1.1.0"]
    for number in ("1.0.0", "1.1.0"):
        assert_same(tree(data / number), tree(plain / number))


@pytest.mark.parametrize("name", VARIANTS)
def test_what_a_computer_is_set_to_changes_no_byte(name, plain, tmp_path, root, locales):
    variables = VARIANTS[name]
    if "_" in variables.get("LC_ALL", ""):
        if not locales or not (locales / variables["LC_ALL"]).is_dir():
            pytest.skip(f"no locale {variables['LC_ALL']} here, and none can be made")
        variables = {**variables, "LOCPATH": str(locales)}
    assert_same_versions(made(tmp_path, root, **variables), plain)


def test_another_place_order_mask_and_number_of_processes_change_no_byte(plain, tmp_path, root):
    place = tmp_path / "a much longer path" / "Şuşa və Stepanakert" / "x"
    assert_same_versions(made(place, root, order=-1, workers=2, umask=0o077), plain)


def test_nothing_in_a_version_tells_where_it_was_made(plain):
    host = os.uname().nodename.encode()
    told = [b"plain0", str(Path.home()).encode() + b"/", b"steps.py", *([host] if len(host) > 5 else [])]
    for name, content in tree(plain).items():
        assert not [word for word in told if word in content], name


def karabakh(*arguments, **options):
    call = [sys.executable, "-m", "karabakh.flows.cli", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, timeout=280, encoding="utf-8", **options)


def test_the_command_gives_what_its_steps_give_and_verify_says_the_same(plain, tmp_path, root):
    folder = tmp_path / "elsewhere"
    texts, sources = inputs(folder, root, -1)
    named = [part for text in texts for part in ("--texts", text)]
    variables = environment(TZ="Asia/Kathmandu", PYTHONHASHSEED="7", LC_ALL="C")
    variables["PREFECT_HOME"] = str(tmp_path / "prefect")
    run = karabakh("refresh", *named, "--sources", sources, "--workers", 2, env=variables, cwd=folder, umask=0o027)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == f"published 1.0.0 {Path('data', '1.0.0')}"
    assert_same(tree(folder / "data" / "1.0.0"), tree(plain / "1.0.0"))
    before = tree(folder / "data")
    again = karabakh("verify", *named, "--sources", sources, "--workers", 1, env=environment(), cwd=folder)
    assert (again.returncode, again.stdout) == (0, "same 1.0.0\n"), again.stderr
    assert tree(folder / "data") == before
    Path(texts[0], "note-07.txt").write_text("Nothing.", encoding="utf-8")
    other = karabakh("verify", "1.0.0", *named, "--sources", sources, env=environment(), cwd=folder)
    assert other.returncode == 1
    assert "inputs: 1 document with another file or text now: note-07" in other.stdout.splitlines()
    assert other.stdout.splitlines()[-1] == "differs 1.0.0"
    assert tree(folder / "data") == before


def test_a_later_version_is_made_again_upon_the_one_before_it(plain, root):
    folder = plain.parent
    named = ["--texts", str(folder / "texts"), "--texts", str(folder / "corpus.jsonl")]
    before = tree(plain)
    run = karabakh("verify", *named, "--sources", folder / "sources.csv", env=environment(), cwd=folder)
    assert (run.returncode, run.stdout) == (0, "same 1.1.0\n"), run.stderr
    older = karabakh("verify", "1.0.0", *named, "--sources", folder / "sources.csv", env=environment(), cwd=folder)
    assert older.returncode == 1
    assert older.stdout.splitlines()[:2] == [
        "inputs: 1 document not among the inputs now: note-05",
        "inputs: 1 document with another file or text now: note-06",
    ]
    assert tree(plain) == before
