"""Whoever rewrites history, even with all rights and the triggers off, is found."""

from __future__ import annotations

import pytest
from crash import World
from small_readings import examine_in_process, read_small_texts

from fundflow import journal, pipeline, verification
from fundflow.loading.archive import path_of
from fundflow.migrations import migrate
from fundflow.warehouse import Warehouse


class Undo(Exception):
    """Ends a test's transaction without a trace."""


@pytest.fixture(scope="module")
def house(settings, drawn_seed):
    """A house after some rounds of reports, corrections and bad files."""
    with pytest.MonkeyPatch.context() as patch:
        read_small_texts(patch)
        with Warehouse(settings) as warehouse:
            migrate(warehouse)
        world = World(settings, drawn_seed)
        for _ in range(12):
            world.drop_some()
            pipeline.ingest(settings)
            pipeline.build(settings)
        for amount in (1, 2):  # whatever was drawn, something is corrected
            world.put("42.444", f"corrected-{amount}.xlsx", ["42.444 2023-11-30", f"GNBV.2 {amount} E9"])
            pipeline.ingest(settings)
            pipeline.build(settings)
    return settings


@pytest.fixture
def warehouse(house):
    with Warehouse(house) as warehouse:
        yield warehouse


def problems_after(warehouse, statement: str) -> list[str]:
    """What is found after the statement of somebody with all rights; the statement is undone."""
    found: list[str] = []
    try:
        with warehouse.transaction():
            warehouse.query("SET LOCAL session_replication_role = replica")
            warehouse.query(statement)
            found = [str(problem) for problem in verification.verify(warehouse)]
            raise Undo
    except Undo:
        return found


# How hashes of facts were made before parallel workers shared the work: journals hold them for ever.
DIGESTS_BEFORE = """
SELECT submission_id, count(*) AS row_count, encode(sha256(convert_to(string_agg(
        json_build_array(component_code, unit_code, capital_type, budget_level, money_year_first, money_year_last,
            measure, amount, currency, sheet, cell, raw_text, source_nature, note, source_kind, budget_year, as_of,
            extract(epoch FROM known_from))::text,
        E'\\n' ORDER BY fact_id), 'UTF8')), 'hex') AS sha256
FROM core.fact
GROUP BY submission_id
"""


@pytest.mark.parametrize("workers", [0, 2])
def test_facts_have_the_hash_that_they_always_had(warehouse, workers):
    before = warehouse.query(DIGESTS_BEFORE)
    with warehouse.transaction():
        for setting in ("min_parallel_table_scan_size = 0", "min_parallel_index_scan_size = 0", "parallel_setup_cost = 0",
                        f"max_parallel_workers_per_gather = {workers}"):  # fmt: skip
            warehouse.query(f"SET LOCAL {setting}")
        now = warehouse.run_sql("facts/digests", submissions=[row.submission_id for row in before])
    assert before
    assert sorted(now) == sorted(before)


EDITS_OF_ONE_ROW = [
    ("core.fact", "SET amount = amount + 1"),
    ("core.fact", "SET as_of = as_of + 1"),
    ("core.fact", "SET unit_code = '42.999'"),
    ("core.fact", "SET cell = 'E99'"),
    ("core.fact", "DELETE"),
    ("core.submission", "SET known_from = known_from + interval '1 microsecond'"),
    ("core.submission", "SET unit_code = '42.999'"),
    ("core.submission", "SET subject = subject || 'x'"),
    ("core.submission", "DELETE"),
    ("core.supersession", "SET superseded_at = superseded_at - interval '1 day'"),
    ("core.supersession", "DELETE"),
    ("audit.journal", "SET at = at + interval '1 second'"),
    ("audit.journal", "SET payload = payload || '{\"x\": 1}'"),
    ("audit.journal", "SET kind = 'other'"),
    ("audit.journal", "DELETE"),
    ("quality.receipt", "SET original_name = original_name || 'x'"),
    ("quality.receipt", "SET received_at = received_at - interval '1 day'"),
    ("quality.receipt", "DELETE"),
    ("quality.file", "SET size_bytes = size_bytes + 1"),
    ("quality.file", "SET status = CASE status WHEN 'accepted' THEN 'rejected' ELSE 'accepted' END"),
    ("quality.finding", "SET severity = 'info'"),
    ("quality.finding", "DELETE"),
]
EDITS_OF_SEVERAL_ROWS = [
    "DELETE FROM audit.journal WHERE entry_id > (SELECT max(entry_id) FROM audit.journal) - 3",
    "UPDATE audit.journal AS one SET payload = other.payload FROM audit.journal AS other"
    " WHERE one.entry_id = 5 AND other.entry_id = 6",
    "INSERT INTO core.fact OVERRIDING SYSTEM VALUE"
    " SELECT (jsonb_populate_record(NULL::core.fact, to_jsonb(fact) || '{\"fact_id\": 999999}')).*"
    " FROM core.fact LIMIT 1",
]


def test_an_untouched_history_is_found_whole(warehouse):
    assert [str(problem) for problem in verification.verify(warehouse)] == []


@pytest.mark.parametrize(("table", "edit"), EDITS_OF_ONE_ROW)
def test_an_edit_of_any_row_is_found(warehouse, rounds, table, edit):
    verb = f"DELETE FROM {table}" if edit == "DELETE" else f"UPDATE {table} {edit}"  # noqa: S608
    row = f"WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM {table} ORDER BY random() LIMIT 1)"  # noqa: S608
    for _ in range(rounds(3, 1000 // len(EDITS_OF_ONE_ROW) + 1)):
        assert problems_after(warehouse, f"{verb} {row}")


@pytest.mark.parametrize("edit", EDITS_OF_SEVERAL_ROWS)
def test_an_edit_of_several_rows_is_found(warehouse, edit):
    assert problems_after(warehouse, edit)


def test_the_first_broken_entry_is_named(warehouse):
    found = problems_after(warehouse, "UPDATE audit.journal SET subject = 'x' WHERE entry_id IN (7, 9)")
    assert found[0].startswith("journal 7:")


def test_a_journal_rewritten_from_end_to_end_does_not_hold_the_head_that_was_given_out(warehouse):
    given_out = journal.head(warehouse)[1]
    assert journal.verify(warehouse, known_head=given_out) is None
    try:
        with warehouse.transaction():
            _rewrite(warehouse)
            assert journal.verify(warehouse) is None  # a chain without a fault, but another one
            assert journal.verify(warehouse, known_head=given_out) is not None
            raise Undo
    except Undo:
        pass


def test_a_byte_changed_in_an_original_is_found(house, warehouse):
    sha256 = warehouse.value("SELECT sha256 FROM quality.file ORDER BY random() LIMIT 1")
    original = path_of(house.archive, sha256)
    content = original.read_bytes()
    original.chmod(0o640)
    for damaged in (b"x" + content[1:], content[:-1]):
        original.write_bytes(damaged)
        assert [str(problem) for problem in verification.originals(warehouse)] == [
            f"archive {sha256}: tệp gốc đã bị sửa / the original was changed"
        ]
    original.unlink()
    assert [problem.en for problem in verification.originals(warehouse)] == ["the original is missing"]
    original.write_bytes(content)
    assert list(verification.originals(warehouse)) == []


def _rewrite(warehouse) -> None:
    """What a superuser could do: the whole chain again, with one payload changed."""
    warehouse.query("SET LOCAL session_replication_role = replica")
    events = warehouse.query("SELECT kind, subject, payload FROM audit.journal ORDER BY entry_id")
    warehouse.query("DELETE FROM audit.journal")
    warehouse.query("UPDATE audit.chain_head SET entry_id = 0, hash = repeat('0', 64)")
    forged = [journal.Event(event.kind, event.subject, event.payload | {"forged": True}) for event in events]
    journal.append(warehouse, forged)


def test_the_facts_of_a_sample_are_read_again_from_their_originals(warehouse):
    def reread(statement: str) -> list[str]:
        try:
            with warehouse.transaction():
                warehouse.query("SET LOCAL session_replication_role = replica")
                warehouse.query(statement)
                found = [problem.check for problem in verification.reread(warehouse, 1000, examine_in_process)]
                raise Undo
        except Undo:
            return found

    assert reread("SELECT 1") == []
    assert reread("UPDATE core.fact SET amount = amount + 1") != []


def test_the_tables_of_a_sample_are_derived_again_from_the_facts(warehouse):
    assert list(verification.rederive(warehouse, 1000)) == []
    try:
        with warehouse.transaction():
            warehouse.query("UPDATE mart.line_version SET disbursed_vnd = disbursed_vnd + 1")
            assert list(verification.rederive(warehouse, 1000)) != []
            raise Undo
    except Undo:
        pass


def test_what_is_written_meanwhile_breaks_no_chain(house, warehouse, monkeypatch):
    def while_others_write(ask):
        times = iter(range(5))

        def asked(*arguments, **binds):
            if next(times, None) is not None:
                journal.append(others, [journal.Event("note", "x", {})])
            return ask(*arguments, **binds)

        return asked

    monkeypatch.setattr(journal, "PAGE", 7)
    monkeypatch.setattr(journal, "head", while_others_write(journal.head))
    monkeypatch.setattr(warehouse, "run_sql", while_others_write(warehouse.run_sql))
    with Warehouse(house) as others:
        assert journal.verify(warehouse) is None


def test_no_load_comes_in_while_the_tables_are_derived_again(house, warehouse, monkeypatch):
    def refresh(*arguments, **options) -> None:
        with Warehouse(house) as loader:
            assert loader.query("SELECT FROM audit.chain_head FOR UPDATE SKIP LOCKED") == []

    monkeypatch.setattr(verification.mart, "refresh", refresh)
    assert list(verification.rederive(warehouse, 3)) == []
