"""What CONTRIBUTING says is so: its five minutes run as they stand there, and what checks a pull request checks it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import yaml

from karabakh.flows.cli import main
from karabakh.flows.contribute.accept.policy import SOURCE

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A. Reader",
    "GIT_AUTHOR_EMAIL": "reader@example.org",
    "GIT_COMMITTER_NAME": "A. Reader",
    "GIT_COMMITTER_EMAIL": "reader@example.org",
}
BLOCK = re.compile(
    r"<!-- append to (?P<to>\S+) -->\n```csv\n(?P<rows>.*?)```"
    r"|(?:<!-- replace in (?P<in>\S+): (?P<old>\S+) by (?P<new>\S+) -->\n)?```console\n(?P<console>.*?)```",
    re.DOTALL,
)
# What differs from day to day and whenever a comment of the template does.
PASSING = re.compile(r"\d{4}-\d\d-\d\d-(\w+)-[0-9a-f]{8}|row \d+")


class Command(NamedTuple):
    """A command of a console block, and what stands below it."""

    line: str
    output: str


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def scratch(root: Path, tmp_path: Path) -> Path:
    """A copy of the repository's seeds and data under git, with this environment as its .venv."""
    home = tmp_path / "repository"
    home.mkdir()
    shutil.copytree(root / "seeds", home / "seeds", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    shutil.copytree(root / "data", home / "data", ignore=shutil.ignore_patterns(".*"))
    (home / ".venv").symlink_to(sys.prefix)
    (home / ".gitignore").write_text(".venv\nseeds/.*\n", encoding="utf-8")
    git(home, "init", "--quiet", "--initial-branch", "main")
    git(home, "add", "--all")
    git(home, "commit", "--quiet", "--message", "start")
    return home


def environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **GIT, "PATH": path, "NO_COLOR": "1"}


def git(home: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=home, env=environment(), check=True, capture_output=True, text=True
    ).stdout  # fmt: skip


def commands(console: str) -> Iterator[Command]:
    for block in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        line, _, output = block.partition("\n")
        yield Command(line, output.rstrip("\n"))


def walked(text: str, home: Path) -> Iterator[tuple[Command, str]]:
    """Do what the page says, in its order; yield each command with what it prints."""
    for block in BLOCK.finditer(text):
        if block["to"]:
            with (home / block["to"]).open("a", encoding="utf-8") as file:
                file.write(block["rows"])
        if block["in"]:
            path = home / block["in"]
            before = path.read_text(encoding="utf-8")
            head, found, tail = before.rpartition(block["old"])
            assert found, block["old"]
            path.write_text(head + block["new"] + tail, encoding="utf-8")
        for command in commands(block["console"] or ""):
            done = subprocess.run(
                ["bash", "-c", command.line], cwd=home, env=environment(), capture_output=True, text=True, check=False
            )
            yield command, (done.stdout + done.stderr).strip("\n")


def lasting(output: str) -> str:
    return PASSING.sub(lambda match: f"ID-{match[1]}" if match[1] else "row N", output)


@pytest.mark.slow
def test_the_five_minutes_go_as_they_stand_there(text: str, scratch: Path) -> None:
    done = list(walked(text, scratch))
    assert len(done) >= 9
    for command, output in done:
        assert lasting(output) == lasting(command.output), command.line
    rows = (scratch / "seeds" / "place_names.csv").read_text(encoding="utf-8")
    assert "K0178,Gümrü,tr,turkish," in rows
    assert not (scratch / "seeds" / "contributions" / "my_names.csv").exists()
    assert git(scratch, "status", "--short").splitlines() == [
        " M seeds/contributions.csv",
        " D seeds/contributions/my_names.csv",
        " M seeds/place_names.csv",
        "?? my_names.csv",
    ]


def test_the_commands_and_options_that_are_named_exist(text: str, root: Path) -> None:
    context = click.Context(main)
    named = [line.split() for line in re.findall(r"karabakh ([a-z]+[^`\n|]*)", text)]
    for name, *rest in named:
        command = main.get_command(context, name)
        assert command, name
        options = {"--help"} | {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= options
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z-]+)", text, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_links_lead_to_files_and_headings_that_are_there(text: str, root: Path) -> None:
    for link in re.findall(r"\]\((?!https?://)([^)]+)\)", text):
        file, _, heading = link.partition("#")
        content = (root / file).read_text(encoding="utf-8")
        headings = {
            line.lstrip("# ").lower().replace(" ", "-") for line in content.splitlines() if line.startswith("#")
        }
        assert not heading or heading in headings


def test_the_forms_of_sources_are_those_that_are_accepted(text: str) -> None:
    paragraph = next(one for one in text.split("\n\n") if one.startswith("Each fact names its source"))
    forms = [form.replace("\n", " ") for form in re.findall(r"`([^`]+)`", paragraph)]
    assert len(forms) >= 7
    assert not [form for form in forms if not SOURCE.fullmatch(form + "Example, 1991" if form.endswith(" ") else form)]


def test_every_table_that_is_named_is_one(text: str) -> None:
    from karabakh.flows.contribute.template.lines import WRITTEN
    from karabakh.schemas import INPUTS, TABLES

    section = text.partition("## What can be contributed")[2].partition("##")[0]
    named = {name for name in re.findall(r"`([a-z_]+)`", section) if not name.startswith(("seeds", "redistrib"))}
    assert set(WRITTEN) <= named
    assert named - {"replaced_by"} <= TABLES.keys() | INPUTS.keys()


class TestWorkflow:
    """The check of pull requests, .github/workflows/validate.yml."""

    HOSTILE = (
        "a b.csv",
        "$(touch x).csv",
        "`touch x`.csv",
        "'; touch x; '.csv",
        '"; touch x; ".csv',
        "new\nline.csv",
        "-rf.csv",
        "::error::x.csv",
        "Şuşa Շուշի.csv",
        "*.csv",
        "${HOME}.csv",
    )

    @pytest.fixture
    def workflow(self, root: Path) -> dict[str, object]:
        return yaml.safe_load((root / ".github" / "workflows" / "validate.yml").read_text(encoding="utf-8"))

    @pytest.fixture
    def script(self, workflow) -> str:
        (step,) = [one for one in workflow["jobs"]["validate"]["steps"] if one.get("id") == "validate"]
        return step["run"]

    @pytest.fixture
    def pull_request(self, tmp_path: Path):
        """A repository with a base to which the test adds files; its `karabakh` only notes what it is told."""
        home = tmp_path / "repository"
        (home / "seeds" / "contributions").mkdir(parents=True)
        (home / "seeds" / "places.csv").write_text("place_id\n", encoding="utf-8")
        (home / "seeds" / "gone.csv").write_text("x\n", encoding="utf-8")
        (home / "seeds" / "__init__.py").write_text("", encoding="utf-8")
        git(home, "init", "--quiet")
        git(home, "add", "--all")
        git(home, "commit", "--quiet", "--message", "base")
        stub = home / ".venv" / "bin" / "karabakh"
        stub.parent.mkdir(parents=True)
        stub.write_text('#!/bin/bash\nprintf "%s\\0" "$@" > told\nexit "${STATUS:-0}"\n', encoding="utf-8")
        stub.chmod(0o755)
        return home

    @staticmethod
    def committed(home: Path) -> None:
        git(home, "add", "--all", "--", "seeds")
        git(home, "commit", "--quiet", "--allow-empty", "--message", "contribution")

    @staticmethod
    def run(script: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        # as the runner starts a step with `shell: bash`
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=home, env={**environment(), **variables}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def test_it_is_valid(self, root: Path) -> None:
        checked = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows",
             str(root / ".github" / "workflows" / "validate.yml")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stdout

    def test_it_has_no_more_rights_than_it_needs(self, workflow) -> None:
        triggers = workflow[True]  # YAML 1.1 reads the key `on` so
        assert set(triggers) == {"pull_request"}
        assert workflow["permissions"] == {"contents": "read"}
        steps = workflow["jobs"]["validate"]["steps"]
        assert all("permissions" not in job for job in workflow["jobs"].values())
        assert all(re.fullmatch(r"[\w-]+/[\w-]+@v\d+\.\d+\.\d+", step["uses"]) for step in steps if "uses" in step)
        (checkout,) = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
        assert checkout["with"]["persist-credentials"] is False

    def test_no_text_of_a_pull_request_is_written_into_a_script(self, workflow) -> None:
        steps = workflow["jobs"]["validate"]["steps"]
        assert [step["run"] for step in steps if "run" in step and "${{" in step["run"]] == []

    def test_names_are_data(self, script: str, pull_request: Path) -> None:
        for name in self.HOSTILE:
            (pull_request / "seeds" / "contributions" / name).write_text("x\n", encoding="utf-8")
        (pull_request / "seeds" / "places.csv").write_text("place_id\nK0001\n", encoding="utf-8")
        (pull_request / "seeds" / "gone.csv").unlink()
        (pull_request / "seeds" / "__init__.py").write_text("# changed\n", encoding="utf-8")
        self.committed(pull_request)
        done = self.run(script, pull_request)
        assert done.returncode == 0, done.stderr
        told = (pull_request / "told").read_bytes().decode().split("\0")[:-1]
        options, files = told[: told.index("--")], told[told.index("--") + 1 :]
        assert [*options[:2], *options[3:]] == ["validate", "--gazetteer", "--format", "github"]
        assert options[2].endswith("/seeds")
        assert options[2] != "seeds"
        expected = {f"seeds/contributions/{name}" for name in self.HOSTILE} | {"seeds/places.csv"}
        assert sorted(files) == sorted(expected)
        assert sorted(path.name for path in pull_request.iterdir()) == [".git", ".venv", "seeds", "told"]

    def test_what_is_not_valid_fails_the_check(self, script: str, pull_request: Path) -> None:
        (pull_request / "seeds" / "contributions" / "x.csv").write_text("x\n", encoding="utf-8")
        self.committed(pull_request)
        assert self.run(script, pull_request, STATUS="1").returncode == 1
        assert self.run(script, pull_request, STATUS="0").returncode == 0

    def test_nothing_changed_is_nothing_to_check(self, script: str, pull_request: Path) -> None:
        (pull_request / "seeds" / "gone.csv").unlink()
        self.committed(pull_request)
        done = self.run(script, pull_request)
        assert done.returncode == 0
        assert not (pull_request / "told").exists()

    def test_the_tables_are_compared_with_those_of_the_base(self, script: str, pull_request: Path) -> None:
        places = pull_request / "seeds" / "places.csv"
        before = places.read_text(encoding="utf-8")
        places.write_text("place_id\nK0001\n", encoding="utf-8")
        self.committed(pull_request)
        stub = pull_request / ".venv" / "bin" / "karabakh"
        stub.write_text('#!/bin/bash\ncp "$3/places.csv" compared\n', encoding="utf-8")
        done = self.run(script, pull_request)
        assert done.returncode == 0, done.stderr
        assert (pull_request / "compared").read_text(encoding="utf-8") == before

    @pytest.mark.parametrize(
        "name", [".pending-accept/files.json", ".lock", "contributions/.x.csv", "texts/.git/config2", "a/b/.c/d"]
    )
    def test_a_name_that_begins_with_a_dot_is_refused(self, script: str, pull_request: Path, name: str) -> None:
        path = pull_request / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n", encoding="utf-8")
        tree = name.replace(".git/", ".gitx/")
        if tree != name:  # git itself takes no .git
            (pull_request / "seeds" / tree).parent.mkdir(parents=True)
            path.rename(pull_request / "seeds" / tree)
            path.parent.rmdir()
        git(pull_request, "add", "--force", "--", f"seeds/{tree}")
        git(pull_request, "commit", "--quiet", "--message", "planted")
        done = self.run(script, pull_request)
        assert done.returncode == 1
        assert done.stdout.startswith("::error::nothing below seeds/ may have a name that begins with a dot")
        assert not (pull_request / "told").exists()

    @pytest.mark.parametrize("head", ["place_id\nK0002\n", "place_id\n", None, '"place_id"\n"K0002"\n'])
    def test_a_place_that_is_gone_is_refused(self, script: str, pull_request: Path, head: str | None) -> None:
        places = pull_request / "seeds" / "places.csv"
        places.write_text("place_id\nK0001\nK0002\n", encoding="utf-8")
        self.committed(pull_request)
        if head is None:
            places.unlink()
        else:
            places.write_text(head, encoding="utf-8")
        self.committed(pull_request)
        done = self.run(script, pull_request)
        assert done.returncode == 1
        assert done.stdout.startswith("::error file=seeds/places.csv::a place_id is for ever: keep the rows of K0001 ")
        places.write_text("place_id\nK0001\nK0002\nK0003\n", encoding="utf-8")
        git(pull_request, "reset", "--quiet", "--soft", "HEAD^")
        self.committed(pull_request)
        assert self.run(script, pull_request).returncode == 0

    def test_a_link_is_refused(self, script: str, pull_request: Path) -> None:
        (pull_request / "seeds" / "contributions" / "x.csv").symlink_to("/etc/hostname")
        self.committed(pull_request)
        done = self.run(script, pull_request)
        assert done.returncode == 1
        assert done.stdout.startswith("::error::")
        assert not (pull_request / "told").exists()

    @pytest.mark.slow
    def test_the_command_itself_annotates_and_reports(self, script: str, scratch: Path) -> None:
        good = "place_id,name,language,tradition,kind,valid_from,valid_to,source,ambiguous\n"
        inbox = scratch / "seeds" / "contributions"
        inbox.mkdir()
        (inbox / "-good $(touch x).csv").write_text(
            f"{good}K0178,Gümrü,tr,turkish,press,,,usage: T,false\n", encoding="utf-8"
        )
        self.committed(scratch)
        done = self.run(script, scratch)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (scratch / "report.html").read_text(encoding="utf-8").startswith("<!")
        (inbox / "bad\n::error::x.csv").write_text(f"{good}K9999,Gümrü,tr,turkish,press,,,x,false\n", encoding="utf-8")
        self.committed(scratch)
        done = self.run(script, scratch)
        assert done.returncode == 1
        lines = done.stdout.splitlines()
        assert [line for line in lines if line.startswith("::error file=seeds/contributions/bad")]
        assert not [
            line for line in lines if line.startswith("::") and not re.match("::(error|warning|notice) file=", line)
        ]
        assert not (scratch / "x").exists()


class TestHook:
    def test_the_hooks_are_valid(self, root: Path) -> None:
        for what, file in (
            ("validate-config", ".pre-commit-config.yaml"),
            ("validate-manifest", ".pre-commit-hooks.yaml"),
        ):
            subprocess.run([sys.executable, "-m", "pre_commit", what, str(root / file)], check=True)

    def test_the_files_they_look_at(self, root: Path) -> None:
        config = yaml.safe_load((root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
        ((hook,),) = [repository["hooks"] for repository in config["repos"]]
        looked_at = "seeds/places.csv seeds/contributions.csv seeds/contributions/x.xlsx seeds/texts/a.txt".split()
        passed_over = "seeds/__init__.py data/1.0.0/csv/places.csv seeds/x/places.csv README.md".split()
        assert [name for name in looked_at + passed_over if re.search(hook["files"], name)] == looked_at

    @pytest.mark.slow
    def test_a_commit_of_a_wrong_table_is_refused_and_of_a_right_one_is_not(self, root: Path, scratch: Path) -> None:
        """With the real pre-commit, offline."""
        shutil.copy(root / ".pre-commit-config.yaml", scratch)
        git(scratch, "add", ".pre-commit-config.yaml")
        git(scratch, "commit", "--quiet", "--message", "hooks")
        home = {"PRE_COMMIT_HOME": str(scratch.parent / "hooks"), "PIP_NO_INDEX": "1"}

        def run() -> subprocess.CompletedProcess[str]:
            git(scratch, "add", "--all")
            return subprocess.run(
                [sys.executable, "-m", "pre_commit", "run"],
                cwd=scratch, env={**environment(), **home}, capture_output=True, text=True, check=False,
            )  # fmt: skip

        places = scratch / "seeds" / "places.csv"
        right = places.read_text(encoding="utf-8")
        places.write_text(right.replace("K0041,Ağdam,town", "K0041,Ağdam,river"), encoding="utf-8")
        assert places.read_text(encoding="utf-8") != right
        direct = run()
        assert direct.returncode == 1
        assert "cannot become a river" in direct.stdout
        places.write_text(right, encoding="utf-8")

        table = scratch / "seeds" / "contributions" / "my names.csv"
        table.parent.mkdir()
        header = "place_id,name,language,tradition,kind,valid_from,valid_to,source,ambiguous\n"
        table.write_text(f"{header}K0178,Gümrü,tr,turkey,press,,,usage: T,false\n", encoding="utf-8")
        refused = run()
        assert refused.returncode == 1
        assert "tradition must be one of" in refused.stdout
        table.write_text(f"{header}K0178,Gümrü,tr,turkish,press,,,usage: T,false\n", encoding="utf-8")
        passed = run()
        assert passed.returncode == 0, passed.stdout
        assert "Passed" in passed.stdout
        git(scratch, "commit", "--quiet", "--message", "names")
        (scratch / "README").write_text("nothing to check\n", encoding="utf-8")
        assert "Skipped" in run().stdout
