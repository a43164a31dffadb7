"""The index of names is built once, and again whenever it is cut off, damaged or made of other tables."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from exoannotate import resources
from exoannotate.suggest import building, fingerprint, ready, tables
from exoannotate.suggest.index import BrokenIndexError, Index


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of a few rows each, so that an index is built in no time."""
    folder = tmp_path_factory.mktemp("tables")
    for table in tables.TABLES:
        (folder / table.file).write_bytes(b"")
    head = b"id\tkind\tname\tsynonyms\textra\n"
    for table in tables.TABLES:
        path = folder / table.file
        if path.suffix == ".tsv":
            path.write_bytes(head)
        else:
            import gzip

            rows = b"HGNC:1\tprotein_coding_gene\tAAA1\tfirst thing|Alpha\t\n" if "genes" in table.file else b""
            path.write_bytes(gzip.compress(head + rows, mtime=0))
    (folder / tables.COMMON_NAMES).write_bytes(head + b"\tgene\tAAA1\tthe first\t\n")
    (folder / tables.ENGLISH_WORDS).write_bytes(head + b'\tenglish_word\tALPHA\t\t{"key":"alpha"}\n')
    return folder


def names(index: Index) -> set[str]:
    return {named.name for _, _, named in index.all_names()}


def test_it_is_built_once_and_then_taken(small: Path, tmp_path: Path) -> None:
    first = ready.ready(small, tmp_path / "cache")
    assert names(first) == {"AAA1", "the first", "first thing", "Alpha"}
    (kept,) = (tmp_path / "cache").iterdir()
    before = kept.stat().st_mtime_ns
    assert names(ready.ready(small, tmp_path / "cache")) == names(first)
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize("harm", ["cut", "empty", "flipped head", "flipped body", "longer", "folder", "other text"])
def test_what_is_not_whole_is_never_trusted(small: Path, tmp_path: Path, harm: str) -> None:
    ready.ready(small, tmp_path)
    (kept,) = tmp_path.iterdir()
    data = bytearray(kept.read_bytes())
    if harm == "cut":
        kept.write_bytes(data[: len(data) // 2])
    elif harm == "empty":
        kept.write_bytes(b"")
    elif harm.startswith("flipped"):
        data[30 if "head" in harm else -9] ^= 0xFF
        kept.write_bytes(data)
    elif harm == "longer":
        kept.write_bytes(data + b"12345678")
    elif harm == "other text":
        kept.write_bytes(b"EXOVOC01\xff\xff\xff\x7f{}")
    else:
        kept.unlink()
        kept.mkdir()
    with pytest.raises((BrokenIndexError, OSError)):
        Index(kept, fingerprint.fingerprint(small))
    assert "AAA1" in names(ready.ready(small, tmp_path))


def test_every_byte_counts(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "index.bin"
    building.build(path, small)
    data = path.read_bytes()
    made_of = fingerprint.fingerprint(small)
    for at in range(0, len(data), 7):
        broken = bytearray(data)
        broken[at] ^= 0x55
        path.write_bytes(broken)
        with pytest.raises(BrokenIndexError):
            Index(path, made_of)


def test_other_tables_make_another_index_and_old_ones_go(small: Path, tmp_path: Path) -> None:
    import os

    other = tmp_path / "tables"
    shutil.copytree(small, other)
    cache = tmp_path / "cache"
    ready.ready(small, cache)
    (old,) = cache.iterdir()
    os.utime(old, (0, 0))
    (other / "families_complexes.tsv").write_bytes(
        b"id\tkind\tname\tsynonyms\textra\nFPLX:X\tprotein_family_or_complex\tXfam\t\t\n"
    )
    assert "Xfam" in names(ready.ready(other, cache))
    assert len(list(cache.iterdir())) == 1


def test_a_cache_that_cannot_be_written_is_no_obstacle(small: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    assert "AAA1" in names(ready.ready(small, blocked / "cache"))


def test_tables_that_are_missing_or_none_are_an_error(small: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        ready.ready(tmp_path / "nowhere", tmp_path)
    broken = tmp_path / "broken"
    shutil.copytree(small, broken)
    (broken / "genes.tsv.gz").write_bytes(b"not packed")
    with pytest.raises(OSError, match="could not be built"):
        ready.ready(broken, tmp_path / "cache")


def test_a_build_ends_with_the_program_and_leaves_nothing(tmp_path: Path) -> None:
    whole = tmp_path / "tables"
    shutil.copytree(resources.path("vocabularies"), whole, ignore=shutil.ignore_patterns(ready.SHIPPED))
    ends = threading.Event()
    threading.Timer(0.3, ends.set).start()  # all tables take seconds
    with pytest.raises(OSError, match="the program ends"):
        ready.ready(whole, tmp_path / "cache", ends)
    assert not [path for path in (tmp_path / "cache").iterdir() if path.suffix == ".bin"]


def test_who_asks_when_another_gave_up_gets_it(small: Path, tmp_path: Path) -> None:
    ends = threading.Event()
    ends.set()
    with pytest.raises(OSError, match="the program ends"):
        ready.ready(small, tmp_path, ends)
    assert "AAA1" in names(ready.ready(small, tmp_path))


def test_two_at_a_time_both_get_it(small: Path, tmp_path: Path) -> None:
    found: list[Index] = []
    threads = [threading.Thread(target=lambda: found.append(ready.ready(small, tmp_path))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [names(index) for index in found] == [{"AAA1", "the first", "first thing", "Alpha"}] * 2
