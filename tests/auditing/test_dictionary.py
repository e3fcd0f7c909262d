"""The data dictionary is complete, in both languages, and what the warehouse says today."""

from __future__ import annotations

import pytest

from fundflow.auditing import dictionary
from fundflow.settings import CHECKOUT
from fundflow.warehouse import Warehouse


@pytest.fixture(scope="module")
def tables(settings):
    with Warehouse(settings) as warehouse:
        yield dictionary.read_tables(warehouse)


def test_every_table_and_column_has_a_comment_in_both_languages(tables):
    assert dictionary.uncommented(tables) == []


def test_every_schema_of_ours_is_described(settings, tables):
    with Warehouse(settings) as warehouse:
        rows = warehouse.query("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public)'")
    schemas = {row.nspname for row in rows}
    assert schemas == set(dictionary.SCHEMAS) == {table.schema for table in tables}


def test_a_table_without_a_comment_is_found(fresh):
    with Warehouse(fresh) as warehouse:
        warehouse.run_script("CREATE TABLE ref.new (a int, b int); COMMENT ON COLUMN ref.new.a IS 'Chỉ tiếng Việt';")
        found = dictionary.uncommented(dictionary.read_tables(warehouse))
    assert {"ref.new", "ref.new.a", "ref.new.b"} <= set(found)


@pytest.mark.parametrize(
    "name, language", [("data-dictionary.md", dictionary.EN), ("data-dictionary.vi.md", dictionary.VI)]
)
def test_the_page_is_fresh(tables, name, language):
    """Run `make docs` where this fails."""
    assert (CHECKOUT / "docs" / name).read_text("utf-8") == dictionary.written(tables, language)


def test_partitions_are_their_table(tables):
    assert [table.name for table in tables if table.schema == "core" and table.name.startswith("fact")] == ["fact"]
