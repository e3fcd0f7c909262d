"""The benchmark of the nation works at a small size, and asks of figures that are really there."""

from __future__ import annotations

from benchmarks import nation, scale

from fundflow.migrations import migrate
from fundflow.warehouse import Warehouse

FILLED = """
SELECT (to_jsonb(version) - 'known_from' - 'known_to')::text AS line
FROM mart.line_version AS version WHERE known_from <= %(moment)s AND %(moment)s < known_to
ORDER BY 1
"""
DERIVED = """
WITH key AS (SELECT DISTINCT unit_code, component_code, capital_type FROM core.fact)
SELECT to_jsonb(line)::text AS line
FROM (SELECT array_agg(unit_code), array_agg(component_code), array_agg(capital_type) FROM key) AS keys (u, c, t)
CROSS JOIN LATERAL mart.lines(u, c, t, %(moment)s::timestamptz) AS line
ORDER BY 1
"""
TINY = nation.Size(provinces=2, units=2, components=2)


def test_every_question_is_asked_and_a_new_file_refreshes_the_tables(fresh):
    page = scale.run(fresh, TINY, rounds=1, say=lambda line: None)
    assert "| 20. Which cumulative spending fell" in page
    assert "| verdict to refreshed tables, one transaction | 0." in page
    with Warehouse(fresh) as warehouse:
        assert warehouse.value("SELECT count(DISTINCT money_year_first) FROM mart.fund_status") > 5
        assert warehouse.value("SELECT count(*) FROM core.supersession") > 10


def test_what_was_known_at_a_moment_is_what_the_facts_of_that_moment_say(fresh):
    with Warehouse(fresh) as warehouse:
        migrate(warehouse)
        nation.make(warehouse, TINY, scale.SEED, say=lambda line: None)
        nation.derive(warehouse, say=lambda line: None)
        corrected = warehouse.value("SELECT min(superseded_at) - interval '1 minute' FROM core.supersession")
        for moment in (corrected, "2022-02-11", "2023-10-15", "2024-01-15", "2026-03-01"):
            filled = warehouse.query(FILLED, moment=moment)
            assert len(filled) > 10
            assert filled == warehouse.query(DERIVED, moment=moment)
