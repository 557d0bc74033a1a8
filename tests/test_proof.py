"""What shows that nothing was changed: checksums that can be signed, and a bag that libraries take in."""

import shutil
import subprocess
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner

from sites import SMALL, TOY, Site, build, contents, write
from undersigned.cli import main

NAMESPACE = "file"
ME = "press@letters.example.org"


def export(archive: Path, target: Path, now: str = "2026-04-01T00:00Z") -> tuple[int, str]:
    config = str(archive / "mkdocs.yml")
    done = CliRunner().invoke(main, ["export", "--bagit", str(target), "--config", config, "--now", now])
    return done.exit_code, done.output


class TestBag:
    def test_library_of_congress_finds_it_valid(self, tmp_path: Path) -> None:
        code, said = export(TOY, tmp_path / "bag")
        assert code == 0, said
        assert bagit.Bag(str(tmp_path / "bag")).validate()
        assert said.endswith("bag holds 15 letters in 113 files.\n")
        info = (tmp_path / "bag/bag-info.txt").read_text()
        assert "External-Identifier: https://letters.example.org/archive/\n" in info

    def test_damage_is_found(self, tmp_path: Path) -> None:
        export(TOY, tmp_path / "bag")
        (tmp_path / "bag/data/data/letters.csv").write_text("changed")
        with pytest.raises(bagit.BagValidationError):
            bagit.Bag(str(tmp_path / "bag")).validate()

    def test_nothing_in_it_is_under_embargo(self, tmp_path: Path) -> None:
        export(TOY, tmp_path / "bag")
        assert not any(b"canary" in content.lower() for content in contents(tmp_path / "bag").values())

    def test_what_is_in_it_is_what_the_site_has(self, toy: Site, tmp_path: Path) -> None:
        export(TOY, tmp_path / "bag")
        payload = contents(tmp_path / "bag" / "data")
        published = contents(toy.folder)
        assert payload
        assert {path: content for path, content in payload.items() if published.get(path) != content} == {}

    def test_two_exports_are_the_same(self, tmp_path: Path) -> None:
        export(TOY, tmp_path / "one")
        export(TOY, tmp_path / "other")
        assert contents(tmp_path / "one") == contents(tmp_path / "other")

    def test_folder_that_is_there_stays(self, tmp_path: Path) -> None:
        (tmp_path / "bag").mkdir()
        code, said = export(TOY, tmp_path / "bag")
        assert code == 2
        assert "is there already: name a new folder" in said
        assert not list((tmp_path / "bag").iterdir())

    def test_problems_leave_nothing_behind(self, tmp_path: Path) -> None:
        write(tmp_path / "archive", {**SMALL, "letters/2025/x.md": "nothing"})
        code, said = export(tmp_path / "archive", tmp_path / "bag")
        assert code == 1
        assert "letters/2025/x.md:1: has no front matter" in said
        assert {path.name for path in tmp_path.iterdir()} == {"archive"}


def ssh_keygen(*arguments: str, stdin: Path | None = None) -> subprocess.CompletedProcess[str]:
    program = shutil.which("ssh-keygen")
    if program is None:
        pytest.skip("ssh-keygen is not installed (Debian: openssh-client)")
    given = stdin.read_text() if stdin else None
    command = [program, *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


def test_checksums_are_signed_and_verified_as_the_guide_says(tmp_path: Path) -> None:
    site = build(write(tmp_path / "archive", SMALL), tmp_path / "site")
    sums, key = site.folder / "data/SHA256SUMS", tmp_path / "archive_key"
    assert ssh_keygen("-q", "-t", "ed25519", "-N", "", "-C", ME, "-f", str(key)).returncode == 0
    assert ssh_keygen("-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(sums)).returncode == 0
    signers = tmp_path / "allowed_signers"
    signers.write_text(f"{ME} {key.with_suffix('.pub').read_text()}")
    verify = ["-Y", "verify", "-f", str(signers), "-I", ME, "-n", NAMESPACE, "-s", f"{sums}.sig"]
    done = ssh_keygen(*verify, stdin=sums)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f'Good "{NAMESPACE}" signature for {ME}')
    sums.write_text(sums.read_text().replace("0", "1"))
    assert ssh_keygen(*verify, stdin=sums).returncode != 0
