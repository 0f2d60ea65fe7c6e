"""A download is killed at each of its file operations: what was there is whole, and the next run succeeds."""

import subprocess
import sys

import pytest

KILLED = """
import os, pathlib, shutil, signal, sys, warnings

data, kept, work, most = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), 2_000
from karabakh.flows.download import download
from karabakh.flows.download.collection import verify
from karabakh.flows.download.listing import versions

WATCHED = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "fsync"}
left = 0
fsync = os.fsync

def hook(event, arguments):
    global left
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if left and (writes or event in WATCHED):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

def audited(handle):
    sys.audit("fsync", handle)
    fsync(handle)

sys.addaudithook(hook)
os.fsync = audited
wanted = {"tables": ["documents"]} if sys.argv[4] == "part" else {}
for point in range(1, most):
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(kept, work)
    child = os.fork()
    if not child:
        left = point
        download("1.0.1", data, work, **wanted)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    listed = versions(work)
    assert listed[0].version == "1.0.0"
    for release in listed:
        if release.files is None:
            verify(work / release.folder, release)
    assert (work / "latest").read_text().strip() in {release.version for release in listed}
    if not os.WIFSIGNALED(status):
        assert status == 0
        break
    done = download("1.0.1", data, work, **wanted)
    assert [release.version for release in versions(work)] == ["1.0.0", "1.0.1"]
    assert not [path.name for path in work.iterdir() if path.name.startswith(".download-")], point
    if not wanted:
        verify(work / "1.0.1", versions(work)[-1])
        assert (work / "latest").read_text() == "1.0.1\\n"
        assert sorted(os.listdir(work)) == [".lock", "1.0.0", "1.0.1", "latest", "versions.json"], point
print(point - 1)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("what", "least"), [("whole", 50), ("part", 30)])
def test_killed_at_every_file_operation(what, least, data, tmp_path):
    script = tmp_path / "killed.py"
    script.write_text(
        "from karabakh.flows.download import download\n"
        "import sys\ndownload('1.0.0', sys.argv[1], sys.argv[2])\n" + KILLED
    )
    paths = [str(path) for path in (script, data, tmp_path / "kept", tmp_path / "work")]
    command = [sys.executable, "-W", "error", *paths, what]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= least
    print(f"{what}: {done.stdout.strip()} points")
