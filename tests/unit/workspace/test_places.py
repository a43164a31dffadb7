"""S20: a project in a folder that a service keeps in step is told of once; its conflicted copies are recognised."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exoannotate.workspace import places, sample


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        ("Dropbox/thesis", "Dropbox"), ("Dropbox (Uni Lab)", "Dropbox"), ("OneDrive - Charité/a/b", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"), ("Google Drive/My Drive", "Google Drive"),
        ("Nextcloud2", "Nextcloud"), ("Box", "Box"), ("boxes", ""), ("my dropbox notes", ""), ("papers", ""),
    ],
)  # fmt: skip
def test_s20_services_are_known_by_their_folders(folder: str, by: str, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / folder)
    assert places.kept_in_step(path) == by
    assert places.warning(path) == by
    assert places.warning(path) == ""


def test_s20_a_service_is_known_by_what_it_leaves(tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "lab" / "glioma")
    (tmp_path / "lab" / ".stfolder").mkdir()
    assert places.kept_in_step(path) == "Syncthing"


def test_s20_a_disk_of_another_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample.copy(tmp_path / "share" / "glioma")
    mounts = f"/dev/sda1 / ext4 rw 0 0\n//server/lab {tmp_path}/share cifs rw 0 0\n"
    real = Path.read_text
    told = lambda self, *a, **k: mounts if str(self) == "/proc/self/mounts" else real(self, *a, **k)  # noqa: E731
    monkeypatch.setattr(Path, "read_text", told)
    assert places.kept_in_step(path) == "a network disk"


@pytest.mark.parametrize(
    "name",
    [
        "sample (Ann's conflicted copy 2026-11-30).exo", "sample (In Konflikt stehende Kopie von Ann).exo",
        "sample.sync-conflict-20261130-101500-ABCDEFG.exo", "sample-DESKTOP-1AB2C3.exo", "sample (1).exo",
        "sample_conflict-20261130.exo",
    ],
)  # fmt: skip
def test_versions_left_by_a_conflict_are_found(name: str, tmp_path: Path) -> None:
    path = sample.copy(tmp_path)
    shutil.copy(path, tmp_path / name)
    (tmp_path / "sample (2).exo").write_text("no project")
    shutil.copy(path, tmp_path / "sample to share.exo")
    shutil.copy(path, tmp_path / "other (1).exo")
    assert places.conflicted(path) == (tmp_path / name,)
