"""Who may do what: the matrix holds for every table, and none of the known ways around it works."""

from __future__ import annotations

import csv
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from fundflow.migrations import open_warehouse

ROLES = ("owner", "loader", "desk", "auditor", "unit_reader")
PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
OBJECTS = """
SELECT relnamespace::regnamespace || '.' || relname FROM pg_class
WHERE relkind IN ('r', 'p', 'v')
    AND relnamespace::regnamespace::text IN ('ref', 'staging', 'core', 'quality', 'audit', 'mart')
"""


@pytest.fixture(scope="module")
def warehouse(settings):
    with open_warehouse(settings) as warehouse:
        warehouse.query(
            "INSERT INTO quality.file (sha256, told_by, size_bytes, unit_code) SELECT n::text, '', 1, '42.44' || n"
            " FROM generate_series(4, 5) AS n"
        )
        warehouse.query(
            "INSERT INTO core.submission SELECT file_id, 'f', 'unit_report', unit_code, 2023, '2023-09-30',"
            " 's' || file_id, '{}', NULL, NULL, now() FROM quality.file"
        )
        warehouse.query(
            "INSERT INTO core.fact (submission_id, source_kind, budget_year, as_of, known_from, component_code,"
            " unit_code, capital_type, money_year_first, money_year_last, measure, amount, sheet, cell)"
            " SELECT submission_id, source_kind, budget_year, as_of, known_from, 'GNBV.2', unit_code, 'SN', 2023, 2023,"
            " 'disbursed', 100, 'S', 'E9' FROM core.submission"
        )
        yield warehouse


@pytest.fixture(scope="module")
def login(warehouse, settings):
    """login("auditor"): a connection of a person with that role; a unit reader's is of unit 42.444."""
    made: list[str] = []
    connections: list[psycopg.Connection] = []

    def connect(role: str) -> psycopg.Connection:
        name = f"{role}_{settings.home.name}"
        if name not in made:
            warehouse.query("SELECT audit.add_login(%(n)s, %(r)s, %(u)s)", n=name, r=role, u=["42.444"])
            made.append(name)
        parts = urlsplit(settings.warehouse_url.replace("+psycopg", ""))
        connections.append(psycopg.connect(urlunsplit(parts._replace(netloc=f"{name}@")), autocommit=True))
        return connections[-1]

    yield connect
    for connection in connections:
        connection.close()
    for name in made:
        warehouse.query(f'DROP OWNED BY "{name}"')
        warehouse.query(f'DROP ROLE "{name}"')


def test_the_matrix_holds_for_every_table_role_and_privilege(warehouse, settings):
    with (settings.include / "roles" / "matrix.csv").open(encoding="utf-8") as lines:
        matrix = list(csv.DictReader(lines))
    objects = [row[0] for row in warehouse.query(OBJECTS)]
    partitions = {row[0] for row in warehouse.query("SELECT oid::regclass::text FROM pg_class WHERE relispartition")}
    assert len(objects) > 40
    for name in objects:
        for role in ROLES:
            stated = {
                privilege
                for entry in matrix
                if entry["role"] == role
                and entry["object"] in (name, name.split(".")[0] + ".*")
                and name not in partitions
                for privilege in entry["privileges"].split(",")
            }
            held = {
                privilege
                for privilege in PRIVILEGES
                if warehouse.value(
                    "SELECT has_table_privilege(%(r)s, %(n)s, %(p)s)", r=f"fundflow_{role}", n=name, p=privilege
                )
            }
            assert held == stated, (role, name)


@pytest.mark.parametrize(
    "table", ["core.fact", "core.fact_2023", "core.submission", "core.supersession", "audit.journal"]
)
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET {} = {}"])
def test_not_even_the_owner_changes_history_by_mistake(warehouse, table, deed):
    column = warehouse.value(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = %(t)s::regclass AND attnum = 2", t=table
    )
    statement = deed.format(table, column, column)
    with pytest.raises(Exception, match="append-only"):
        warehouse.query(statement)


ESCAPES = [
    "INSERT INTO core.supersession VALUES (1, 2, now())",
    "UPDATE core.fact SET amount = 0",
    "DELETE FROM core.fact",
    "TRUNCATE core.fact",
    "UPDATE mart.line_version SET known_to = now()",
    "DELETE FROM quality.receipt",
    "INSERT INTO audit.journal SELECT * FROM audit.journal",
    "UPDATE audit.chain_head SET hash = ''",
    "INSERT INTO audit.unit_login VALUES (session_user, '42.445')",
    "UPDATE audit.unit_login SET unit_code = '42.445'",
    "SET default_transaction_read_only = off; INSERT INTO ref.budget_level VALUES ('x', 'x', NULL, 'x')",
    "CREATE TEMP TABLE t (n int)",
    "CREATE TABLE public.t (n int)",
    "CREATE TABLE mart.t (n int)",
    "CREATE SCHEMA mine",
    "CREATE VIEW public.v AS SELECT * FROM core.fact",
    "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION plpgsql",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_advisory_lock(42)",
    "SELECT pg_try_advisory_lock(42)",
    "SELECT pg_advisory_xact_lock(42)",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('.')",
    "COPY core.submission TO PROGRAM 'cat'",
    "COPY core.submission TO '/tmp/stolen'",
    "SET ROLE fundflow_loader",
    "SET ROLE fundflow_owner",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "GRANT fundflow_loader TO CURRENT_USER",
    "SET temp_file_limit = -1",
    "SET session_replication_role = replica",
    "ALTER TABLE core.fact DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE core.fact DISABLE TRIGGER ALL",
    "DROP POLICY own_rows ON core.fact",
    "BEGIN; LOCK TABLE core.fact IN ACCESS EXCLUSIVE MODE",
    "SELECT audit.add_login('mine', 'loader')",
    "SELECT audit.apply_matrix('[]')",
    "SELECT audit.apply_own_rows('[]')",
    "SELECT nextval('staging.batch')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SELECT pg_reload_conf()",
    "NOTIFY everybody, 'x'; SELECT pg_notify('a', 'b')",
]


@pytest.mark.parametrize("role", ["auditor", "unit_reader", "desk"])
@pytest.mark.parametrize("escape", ESCAPES)
def test_an_escape_is_refused(login, role, escape):
    connection = login(role)
    with pytest.raises(psycopg.Error) as refusal:
        connection.execute(escape)
    assert refusal.value.sqlstate in ("42501", "0A000", "42710", "25001", "42P01", "42704"), refusal.value
    connection.close()


@pytest.mark.parametrize("role", ["loader", "desk", "auditor", "unit_reader"])
def test_the_database_of_airflow_is_closed(login, role):
    connection = login(role)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(connection.info.dsn, dbname="airflow")
    connection.close()


@pytest.mark.parametrize("table", ["core.fact", "core.submission", "quality.file"])
def test_a_unit_sees_its_own_rows_only(login, table):
    with login("unit_reader") as connection:
        assert {row[0] for row in connection.execute(_select("unit_code", table))} == {"42.444"}
    with login("auditor") as connection:
        assert {row[0] for row in connection.execute(_select("unit_code", table))} == {"42.444", "42.445"}


@pytest.mark.parametrize("partition", ["core.fact_2023", "core.fact_other"])
def test_a_partition_is_no_way_around_row_security(login, partition):
    with login("unit_reader") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(_select("submission_id", partition))


def test_a_unit_cannot_pass_for_another_by_a_setting(login):
    with login("unit_reader") as connection:
        connection.execute("SET fundflow.unit = '42.445'")
        connection.execute("SET row_security = on")
        assert connection.execute("SELECT count(*) FROM core.fact").fetchone() == (1,)
    with login("unit_reader") as connection:
        connection.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT count(*) FROM core.fact")


def test_every_view_looks_with_the_rights_of_who_asks(warehouse):
    views = warehouse.query(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'v' AND relnamespace::regnamespace::text IN"
        " ('ref', 'staging', 'core', 'quality', 'audit', 'mart') AND NOT 'security_invoker=true' = ANY (reloptions)"
    )
    assert views == []


def test_a_desk_reads_what_people_read(login):
    with login("desk") as connection:
        for name in ("fund_status", "fund_status_history", "carryover_unspent", "slow_disbursement", "coverage"):
            connection.execute(_select("*", f"mart.{name}"))


def _select(column: str, table: str) -> psycopg.sql.Composed:
    columns = psycopg.sql.SQL("*") if column == "*" else psycopg.sql.Identifier(column)
    return psycopg.sql.SQL("SELECT {} FROM {}").format(columns, psycopg.sql.Identifier(*table.split(".")))
