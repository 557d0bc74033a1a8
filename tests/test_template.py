"""The template repository works as it is: its letters, and the commands of its workflows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from sites import ROOT, contents, environment, said
from undersigned.cli import main

TEMPLATE = ROOT / "template"
WORKFLOWS = TEMPLATE / ".github" / "workflows"
LETTER = "letters/2026/2026-01-15-keep-the-night-bus-to-exampleton.md"
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def document(path: Path) -> Any:  # noqa: ANN401 - what YAML holds
    # BaseLoader: to YAML 1.1, the key `on` is true.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes text only


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder, and the URL at which a web server on this machine delivers it."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

    folder = tmp_path_factory.mktemp("www")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}/archive/"
        server.shutdown()
        thread.join()


class Workflow:
    """A copy of the template, in which the commands of its workflow are run as a runner runs them."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        shutil.copytree(TEMPLATE, folder)
        settings = folder / "mkdocs.yml"
        text, replaced = re.subn(r"(?m)^site_url: .*$", f"site_url: {address}", settings.read_text("utf-8"))
        assert replaced == 1
        settings.write_text(text, encoding="utf-8")
        self.steps = {
            step["name"]: step
            for step in document(WORKFLOWS / "publish.yml")["jobs"]["build"]["steps"]
            if "name" in step
        }

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the command of a step."""
        variables = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_WORKSPACE": str(self.folder),
            "PUBLISHED": str(self.folder.parent / "published.json"),
        }
        return subprocess.run(
            ["bash", "-e", "-c", self.steps[name]["run"]],
            cwd=self.folder,
            env=environment(**variables),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


def test_letters_pass_the_check() -> None:
    step = next(
        step
        for step in document(WORKFLOWS / "publish.yml")["jobs"]["build"]["steps"]
        if step.get("name") == "Check the letters"
    )
    program, *arguments = step["run"].split()
    done = CliRunner().invoke(main, [*arguments, "--config", str(TEMPLATE / "mkdocs.yml")])
    assert (program, done.exit_code, done.output) == ("undersigned", 0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux")
def test_workflow_checks_compares_and_builds(hosts: tuple[Path, str], tmp_path: Path) -> None:
    www, address = hosts
    workflow = Workflow(tmp_path / "repository", address)
    first = workflow.run("Compare with what is published")
    assert (first.returncode, first.stderr) == (0, "")
    assert f"::notice file=mkdocs.yml::Nothing is published at {address} yet" in first.stdout
    built = workflow.run("Build the site")
    assert built.returncode == 0, said(built)
    shutil.move(workflow.folder / workflow.steps["Hand the site over"]["with"]["path"], www / "archive")
    letter = workflow.folder / LETTER
    letter.write_text(letter.read_text("utf-8").replace("in March", "in May"), encoding="utf-8")
    changed = workflow.run("Compare with what is published")
    assert changed.returncode == 1
    (problem,) = changed.stdout.splitlines()
    assert problem.startswith(f"::error file={LETTER},line=1::the words of paragraph 2 differ")


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux")
def test_address_that_does_not_answer_is_said_and_not_passed_over(tmp_path: Path) -> None:
    workflow = Workflow(tmp_path / "repository", "http://127.0.0.1:1/letters/")
    workflow.steps["Compare"] = {
        "run": re.sub(r"--retry 3 ", "", workflow.steps["Compare with what is published"]["run"])
    }
    done = workflow.run("Compare")
    assert done.returncode == 1
    assert "::error file=mkdocs.yml::http://127.0.0.1:1/letters/ does not answer (status 000)" in done.stdout


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.name)
def test_workflow_may_read_and_only_publishing_may_write(path: Path) -> None:
    workflow = document(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        writes = {scope for scope, right in job.get("permissions", {}).items() if right != "read"}
        assert writes <= ({"pages", "id-token"} if name == "publish" else set())
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses: ./" in line:
            assert (TEMPLATE / line.split("uses: ./")[1]).is_file()
        elif "uses:" in line:
            assert PINNED.search(line), line
    assert path.read_text(encoding="utf-8").count("actions/checkout@") == path.read_text("utf-8").count(
        "persist-credentials: false"
    )


def test_proposals_are_checked_and_not_published() -> None:
    workflow = document(WORKFLOWS / "publish.yml")
    assert {"pull_request", "push", "workflow_call", "workflow_dispatch"} == workflow["on"].keys()
    jobs = workflow["jobs"]
    assert jobs["publish"]["if"] == "github.event_name != 'pull_request'"
    assert "if" not in jobs["build"]
    assert "schedule" in document(WORKFLOWS / "embargoes.yml")["on"]


def test_embargoes_are_looked_for_where_letters_are(tmp_path: Path) -> None:
    (look,) = (
        step for step in document(WORKFLOWS / "embargoes.yml")["jobs"]["due"]["steps"] if "run" in step
    )
    found: dict[str, str] = {}
    for text in ("---\nembargo: 2026-03-23 10:00 UTC\n---\n", "---\n---\nThe embargo: it hurts.\n"):
        folder = tmp_path / str(len(found))
        (folder / "letters" / "2026").mkdir(parents=True)
        (folder / "letters" / "2026" / "2026-01-15-x.md").write_text(text, encoding="utf-8")
        output = folder / "output"
        output.touch()
        done = subprocess.run(
            ["bash", "-e", "-c", look["run"]],
            cwd=folder,
            env=environment(GITHUB_OUTPUT=str(output)),
            check=False,
        )
        assert done.returncode == 0
        found[text] = output.read_text("utf-8")
    assert list(found.values()) == ["found=yes\n", ""]


def test_every_file_that_is_named_is_there() -> None:
    readme = (TEMPLATE / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \|", readme, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    named |= set(re.findall(r"\]\(([^):]+)\)", readme))
    setup = (ROOT / "docs" / "setup.md").read_text(encoding="utf-8").split("## With the template")[1]
    named |= set(re.findall(r"^\| `([^`]+)`", setup.split("\n## ")[0], re.MULTILINE))
    assert len(named) > 10
    assert [name for name in named if not (TEMPLATE / name).exists()] == []


def test_libraries_are_those_that_the_program_is_tested_with() -> None:
    """`make lock` copies them."""
    assert (TEMPLATE / "requirements.txt").read_bytes() == (ROOT / "requirements.lock").read_bytes()


def test_hooks_run_commands_that_exist() -> None:
    hooks = [
        hook for repo in document(TEMPLATE / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]
    ]
    commands = [hook["entry"].split() for hook in hooks]
    assert commands
    for program, command, *_ in commands:
        assert program == "undersigned"
        assert command in main.commands


def test_lines_end_as_on_linux() -> None:
    assert [path for path, content in contents(TEMPLATE).items() if b"\r" in content] == []
