"""The page of sources tells the truth: every table, its rows, every authority of an identifier."""

from __future__ import annotations

import pytest

from exoannotate import resources
from exoannotate.suggest import tables
from exoannotate.workspace import sources


def test_every_shipped_file_stands_on_the_page_with_its_rows() -> None:
    told = {table.file: table.rows for table in sources.tables()}
    shipped = {path.name for path in resources.path("vocabularies").iterdir()} - {"SOURCES.md", "names.bin"}
    assert set(told) == shipped
    for file, rows in told.items():
        assert sum(1 for _ in tables.read(resources.path("vocabularies", file))) == rows, file
    assert not any("OPTIONAL" in file for file in shipped)


def test_every_authority_of_an_identifier_has_version_and_licence() -> None:
    known = {source.name: source for source in sources.sources()}
    assert all(s.version and s.licence and s.taken for s in known.values())
    for table in tables.TABLES:
        for row in tables.read(resources.path("vocabularies", table.file)):
            if row.id:
                assert tables.source_of(row.id) in known


def test_columns_are_those_the_page_names() -> None:
    for table in sources.tables():
        for row in tables.read(resources.path("vocabularies", table.file)):
            assert row.name and "\t" not in row.name
            break


def test_every_common_name_is_one_of_a_term() -> None:
    wanted = set(tables.common_names(resources.path("vocabularies")))
    there = set()
    for table in tables.TABLES:
        for row in tables.read(resources.path("vocabularies", table.file)):
            term = table.term(row)
            there.add((term.kind, term.name))
    assert wanted <= there


def test_an_identifier_of_nobody_is_no_guess() -> None:
    with pytest.raises(KeyError):
        tables.source_of("Q42")
