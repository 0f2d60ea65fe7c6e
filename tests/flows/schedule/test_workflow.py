"""The workflow that refreshes on GitHub: valid, pinned, with no more rights than it needs; its scripts, run here.

`gh` is a script that keeps releases in a folder; all else is the real thing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

GH = """#!/usr/bin/env bash
# releases are folders in $FORGE: TAG, or TAG.draft
set -euo pipefail
echo "$*" >> "$FORGE/asked"
case "$1 $2" in
  "api --paginate")
    [ ! -e "$FORGE/down" ] || { echo "HTTP 503" >&2; exit 1; }
    ls "$FORGE/releases" | grep -v draft || true ;;
  "release view")
    if [ -d "$FORGE/releases/$3.draft" ]; then echo true; exit; fi
    [ -d "$FORGE/releases/$3" ] && echo false ;;
  "release delete") rm -r "$FORGE/releases/$3.draft" ;;
  "release create")
    tag=$3; shift 3
    [ ! -e "$FORGE/releases/$tag" ] || exit 1
    mkdir "$FORGE/releases/$tag.draft"
    while [ "$1" != --draft ]; do cp "$1" "$FORGE/releases/$tag.draft/"; shift; done ;;
  "release edit") mv "$FORGE/releases/$3.draft" "$FORGE/releases/$3" ;;
  *) exit 2 ;;
esac
"""


@pytest.fixture(scope="module")
def workflow(root):
    return yaml.safe_load((root / ".github" / "workflows" / "refresh.yml").read_text(encoding="utf-8"))


def test_it_is_a_workflow(root):
    known = ["--builtin-schema", "vendor.github-workflows", str(root / ".github" / "workflows" / "refresh.yml")]
    done = subprocess.run([sys.executable, "-m", "check_jsonschema", *known], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_runs_on_a_timetable_and_by_hand_and_never_twice_at_once(workflow):
    when = workflow[True]  # YAML takes `on` for true
    assert when["schedule"] == [{"cron": "0 6 * * *"}]
    assert "workflow_dispatch" in when
    assert workflow["concurrency"] == {"group": "refresh", "cancel-in-progress": False}


def test_only_what_runs_none_of_our_code_may_write(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert {name: job.get("permissions") for name, job in jobs.items()} == {
        "refresh": None,
        "release": {"contents": "write"},
    }
    scripts = [step["run"] for step in jobs["release"]["steps"] if "run" in step]
    assert not any(word in script for script in scripts for word in ("karabakh", "python", "make"))


def test_every_action_is_pinned_and_no_value_from_outside_stands_in_a_script(workflow):
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", action) for action in used)
    assert not any("${{" in step["run"] for step in steps if "run" in step)


class Runner:
    """Runs the steps of a job in a checkout, as GitHub does: variables from expressions, outputs from a file."""

    def __init__(self, workflow, checkout: Path, forge: Path, page: str) -> None:
        self.jobs, self.checkout, self.forge, self.page = workflow["jobs"], checkout, forge, page
        self.outputs: dict[str, str] = {}
        self.summary = forge / "summary"
        (forge / "bin").mkdir()
        (forge / "releases").mkdir()
        gh = forge / "bin" / "gh"
        gh.write_text(GH, encoding="utf-8")
        gh.chmod(0o755)

    def job(self, name: str) -> bool:
        """Run the scripts of a job, one after another, until one fails; return whether all were done."""
        return all(self._step(step) for step in self.jobs[name]["steps"] if "run" in step and step["name"] != "Install")

    def _step(self, step) -> bool:
        output = self.forge / "output"
        output.write_text("", encoding="utf-8")
        variables = self.jobs["refresh"]["env"] | step.get("env", {})
        given = {name: self._value(str(value)) for name, value in variables.items()}
        own = {"GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": self.summary, "RUNNER_TEMP": self.forge,
               "GITHUB_REPOSITORY": "owner/repo", "GITHUB_SHA": "0" * 40, "FORGE": self.forge}  # fmt: skip
        environment = os.environ | given | {name: str(value) for name, value in own.items()}
        environment["PATH"] = f"{self.forge / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.checkout, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        self.said = done.stdout + done.stderr
        for line in output.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            self.outputs[key] = value
        return done.returncode == 0

    def _value(self, text: str) -> str:
        known = {"steps.released.outputs.after": self.outputs.get("after", ""), "github.repository": "owner/repo",
                 "needs.refresh.outputs.tag": self.outputs.get("tag", ""), "github.token": "secret"}  # fmt: skip
        if "github.server_url" in text:
            return self.page
        return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: known.get(found[1], ""), text)


@pytest.mark.slow
def test_a_version_is_released_once_and_the_next_follows_it(workflow, place, root, forge_page, server, monkeypatch):
    checkout = place.folder / "checkout"
    shutil.copytree(root / "data", checkout / "data", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(root / "seeds", checkout / "seeds")
    (checkout / ".venv" / "bin").mkdir(parents=True)
    command = checkout / ".venv" / "bin" / "karabakh"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m karabakh.flows.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PREFECT_API_URL", server)
    forge = place.folder / "forge"
    forge.mkdir()
    runner = Runner(workflow, checkout, forge, forge_page(forge))
    releases = forge / "releases"

    # the first time: no release, and the data of the repository are the first
    (checkout / "seeds" / "corrections.csv").unlink(missing_ok=True)
    assert runner.job("refresh"), runner.said
    first = runner.outputs["tag"]
    (releases / f"{first}.draft").mkdir()  # a run was stopped here
    assert runner.job("release"), runner.said
    assert [path.name for path in releases.iterdir()] == [first]

    # nothing is new: green, and no release
    runner.outputs.clear()
    shutil.rmtree(checkout / "assets")
    assert runner.job("refresh"), runner.said
    assert "tag" not in runner.outputs
    assert "nothing is new" in runner.summary.read_text(encoding="utf-8")

    # a text more: the number follows the one that was released, and the list has both
    (checkout / "seeds" / "texts" / "new.txt").write_text("Shelling went on near Goris on 8 May 1992.\n", "utf-8")
    assert runner.job("refresh"), runner.said
    assert runner.job("release"), runner.said
    second = runner.outputs["tag"]
    assert {path.name for path in releases.iterdir()} == {first, second}
    from karabakh.flows.download import download
    from karabakh.flows.download.listing import versions

    monkeypatch.setenv("KARABAKH_CACHE", str(place.folder / "downloads"))
    numbers = [release.version for release in versions(runner.page)]
    assert [first, second] == [f"data-{number}" for number in numbers]
    done = download(data=runner.page, to=place.folder / "to")
    assert (done.path / "SHA256SUMS").read_bytes() == (checkout / "data" / numbers[1] / "SHA256SUMS").read_bytes()

    # GitHub does not answer: red, and not taken for "no release yet"
    (forge / "down").touch()
    assert not runner.job("refresh")
    assert "HTTP 503" in runner.said


@pytest.fixture
def forge_page():
    """Start a server of the releases in a folder, with GitHub's redirections, and return the page's address."""
    import http.server
    import threading

    servers = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            releases = self.server.forge / "releases"
            path = self.path.partition("?")[0].removeprefix("/owner/repo/releases/")
            made = sorted(releases.iterdir(), key=lambda release: release.stat().st_ctime_ns)
            latest = [release.name for release in made if not release.name.endswith(".draft")]
            if path.startswith("latest/download/") and latest:
                return self.move(f"/owner/repo/releases/download/{latest[-1]}/{path.removeprefix('latest/download/')}")
            if path.startswith("download/"):
                return self.move(f"/files/{path.removeprefix('download/')}?signature=secret")
            file = releases / path.removeprefix("/files/")
            if not file.is_file() or ".draft" in path:
                return self.give(404, b"Not Found")
            return self.give(200, file.read_bytes())

        def move(self, where):
            self.give(302, b"", Location=where)

        def give(self, status, body, **headers):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            return

    def serve(forge):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.forge, server.daemon_threads = forge, True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/owner/repo/releases"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()
