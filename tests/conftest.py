"""The two sites that many tests look at, each built once by a worker, a browser, and the template to use."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import browser as chromium
from reader import HERE, Reader
from sites import ROOT, TOY, Site, build, served

# A machine that is busy with a browser is no reason to fail. An automatic run judges a change, so it
# tries the same examples each time; elsewhere new ones are looked for.
settings.register_profile("archive", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("archive")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the project's own archive, the one with the seed letter."""
    return build(ROOT, tmp_path_factory.mktemp("project") / "site")


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the toy archive, which shows every feature and lies under a sub-path."""
    return build(TOY, tmp_path_factory.mktemp("toy") / "site")


@pytest.fixture(params=["project", "toy"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the two sites in turn."""
    built: Site = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="session")
def project_url(project: Site) -> Iterator[str]:
    with served(project) as url:
        yield url


@pytest.fixture(scope="session")
def toy_url(toy: Site) -> Iterator[str]:
    with served(toy) as url:
        yield url


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    path = chromium.find()
    assert path, "no browser: python tests/browser.py install"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def reader(chrome: Browser) -> Iterator[Reader]:
    """A reader; no page may ask anything of another host, or say anything in the console."""
    with ExitStack() as stack:
        one = Reader(chrome, stack)
        yield one
    assert one.hosts <= {HERE}
    assert one.complaints == []


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the template, in which the commands run."""
    folder = tmp_path / "archive"
    shutil.copytree(ROOT / "template", folder)
    monkeypatch.chdir(folder)
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    for item in items:
        if "chrome" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
