"""The door to PostgreSQL: the only room that imports SQLAlchemy and psycopg.

SQL lives in include/sql/<name>.sql, values are binds (`%(name)s`, a literal percent sign is `%%`). What is called
inside `with warehouse.transaction():` belongs to that transaction; what is called outside commits by itself.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy
from psycopg.types.json import JsonbBinaryDumper, JsonbDumper
from sqlalchemy.pool import NullPool

from fundflow.exceptions import WarehouseBusy, WarehouseUnreachable
from fundflow.settings import Settings

# A dict is jsonb wherever it is bound or copied.
psycopg.adapters.register_dumper(dict, JsonbBinaryDumper)
psycopg.adapters.register_dumper(dict, JsonbDumper)

# What the server refuses, through either way of talking to it.
DATABASE_ERRORS = (psycopg.Error, sqlalchemy.exc.DBAPIError)
# A value that cannot be read as what its column or bind is.
DATA_ERRORS = (psycopg.DataError, sqlalchemy.exc.DataError)
# Rows that the tables refuse: for a value, or for what must hold of them.
CONTENT_ERRORS = (*DATA_ERRORS, psycopg.IntegrityError, sqlalchemy.exc.IntegrityError)
# A lock that was not given within the transaction's lock_timeout, or never could be: others wait for what we hold.
LOCK_ERRORS = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)

COLUMN_TYPES = """
SELECT attribute.attname AS name, format_type(attribute.atttypid, NULL) AS type
FROM pg_attribute AS attribute
WHERE attribute.attrelid = CAST(%(table)s AS regclass) AND attribute.attnum > 0 AND NOT attribute.attisdropped
"""
# No wait for a lock is for ever: a transaction may wait here for another connection of ours, and the server, which ends the
# circles that it sees, would not see one that goes through both.
PATIENCE = "SET lock_timeout = '10min'"
MAY_TAKE_ROLE = "SELECT pg_has_role(current_user, oid, 'SET') FROM pg_roles WHERE rolname = %(role)s"
TERMINATE_OWN_BACKENDS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %(name)s AND pid <> pg_backend_pid()
"""


class Warehouse:
    """The warehouse of these settings. Threads may share one; each has its own transaction.

    `role`: what the session may do, as include/roles/matrix.csv states it (None: what the login may do).
    """

    def __init__(self, settings: Settings, role: str | None = None) -> None:
        self.settings = settings
        self.role = role
        self._local = threading.local()
        self._column_types: dict[str, dict[str, str]] = {}

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    def close(self) -> None:
        if "engine" in self.__dict__:
            self.engine.dispose()

    @cached_property
    def url(self) -> str:
        """The address, as SQLAlchemy reads it; starts the embedded server where no other is set."""
        if self.settings.warehouse_url:
            return self.settings.warehouse_url
        from fundflow import embedded

        return embedded.start(self.settings)

    @cached_property
    def engine(self) -> sqlalchemy.Engine:
        arguments = {
            "application_name": self._application_name,
            "connect_timeout": 10,
            "prepare_threshold": None,  # each statement is planned for its values: a district is not the nation
        }
        engine = sqlalchemy.create_engine(self.url, pool_pre_ping=True, connect_args=arguments)
        sqlalchemy.event.listen(engine, "connect", self._get_ready)
        return engine

    @property
    def _application_name(self) -> str:
        return f"fundflow-{os.getpid()}"

    def _get_ready(self, connection: psycopg.Connection, record) -> None:
        connection.execute(PATIENCE)
        if self.role:
            self._take_role(connection, f"fundflow_{self.role}")
        connection.commit()

    def _take_role(self, connection: psycopg.Connection, role: str) -> None:
        """Works with the rights of its role only, where the administrator has made the roles and the login a member."""
        may = connection.execute(MAY_TAKE_ROLE, {"role": role}).fetchone()
        if may and may[0]:
            connection.execute(psycopg.sql.SQL("SET ROLE {}").format(psycopg.sql.Identifier(role)))

    @contextmanager
    def transaction(self, separate: bool = False, rollback: bool = False) -> Iterator[None]:
        """All or nothing. Inside another transaction it is part of that one, unless `separate`: then it has a
        connection of its own and commits by itself. `rollback`: what it does is tried only, and undone.
        """
        if rollback:
            with self._undone():
                yield
            return
        if self._connections and not separate:
            yield
            return
        try:
            with self._connect() as connection, connection.begin():
                self._connections.append(connection)
                try:
                    yield
                finally:
                    self._connections.pop()
        except DATABASE_ERRORS as error:
            cause = getattr(error, "orig", error)
            if isinstance(cause, LOCK_ERRORS):
                raise _busy(cause) from error
            if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
                raise _lost(cause) from error
            raise

    @contextmanager
    def _undone(self) -> Iterator[None]:
        with self.transaction():
            savepoint = self._connections[-1].begin_nested()
            try:
                yield
            finally:
                savepoint.rollback()

    def run_sql(self, name: str, /, **binds) -> Sequence[sqlalchemy.Row]:
        """Runs include/sql/<name>.sql: its rows, or () for a statement that returns none."""
        return self.query(self.read_sql(name), **binds)

    def read_sql(self, name: str) -> str:
        return _read(self.settings.sql / f"{name}.sql")

    def query(self, statement: str, /, **binds) -> Sequence[sqlalchemy.Row]:
        """Runs one statement of ours. Never build it from text that came from outside: bind that."""
        with self.transaction():
            result = self._connections[-1].exec_driver_sql(statement, binds)
            return result.fetchall() if result.returns_rows else ()

    def value(self, statement: str, /, **binds) -> Any:
        """The first column of the first row; None without a row."""
        rows = self.query(statement, **binds)
        return rows[0][0] if rows else None

    @contextmanager
    def stream(self, name: str, /, size: int = 20_000, **binds) -> Iterator[tuple[dict[str, str], Iterator[Sequence]]]:
        """Runs include/sql/<name>.sql: its columns with their types, and its rows, `size` at a time, however many."""
        with self.transaction():
            options = {"stream_results": True, "max_row_buffer": size}
            result = self._connections[-1].exec_driver_sql(self.read_sql(name), binds, execution_options=options)
            types: Any = psycopg.adapters.types
            yield {column[0]: types[column[1]].name for column in result.cursor.description}, result.partitions(size)

    def run_script(self, script: str) -> None:
        """Runs several statements without binds: a migration."""
        with self.transaction():
            self._cursor().execute(script)

    def copy_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
        """COPY (binary) of Python values into `schema.table`; each must be of its column's kind."""
        with self.transaction():
            types = self._types_of(table)
            with self._cursor().copy(_copy_statement(table, columns, "BINARY")) as copy:
                copy.set_types([types[column] for column in columns])
                for row in rows:
                    copy.write_row(row)

    def copy_text_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
        """COPY of texts into `schema.table`: the server reads each as its column's kind."""
        with self.transaction(), self._cursor().copy(_copy_statement(table, columns, "TEXT")) as copy:
            for row in rows:
                copy.write_row(row)

    def copy_encoded(self, table: str, columns: Sequence[str], chunks: Iterable[bytes]) -> None:
        """COPY of chunks that are already in PostgreSQL's text format (loading/staging.py makes them in children)."""
        with self.transaction(), self._cursor().copy(_copy_statement(table, columns, "TEXT")) as copy:
            for chunk in chunks:
                copy.write(chunk)

    def terminate_own_backends(self) -> None:
        """Cuts every connection of this process at the server, as a failing server would (for fault points only)."""
        with sqlalchemy.create_engine(self.url, poolclass=NullPool).connect() as connection:
            connection.exec_driver_sql(TERMINATE_OWN_BACKENDS, {"name": self._application_name})

    @property
    def _connections(self) -> list[sqlalchemy.Connection]:
        if not hasattr(self._local, "connections"):
            self._local.connections = []
        return self._local.connections

    def _connect(self) -> sqlalchemy.Connection:
        try:
            return self.engine.connect()
        except sqlalchemy.exc.OperationalError as error:
            raise WarehouseUnreachable(
                f"Không kết nối được kho dữ liệu: {error.orig}. Hãy kiểm tra máy chủ và FUNDFLOW_WAREHOUSE_URL. / "
                "The warehouse does not answer. Check the server and FUNDFLOW_WAREHOUSE_URL."
            ) from None

    def _cursor(self) -> psycopg.Cursor:
        driver: Any = self._connections[-1].connection.driver_connection
        return driver.cursor()

    def _types_of(self, table: str) -> dict[str, str]:
        if table not in self._column_types:
            rows = self.query(COLUMN_TYPES, table=table)
            self._column_types[table] = {row.name: row.type for row in rows}
        return self._column_types[table]


def _lost(error: Exception) -> WarehouseUnreachable:
    """The server, not the data, is at fault: the same work may succeed later."""
    return WarehouseUnreachable(
        f"Kho dữ liệu ngừng trả lời giữa chừng; việc dở dang đã được hoàn tác: {error}. "
        "Hãy kiểm tra máy chủ rồi chạy lại. / The warehouse failed midway; unfinished work was undone. Run again."
    )


def _busy(error: Exception) -> WarehouseBusy:
    """Others hold what this transaction needs; it was undone."""
    return WarehouseBusy(
        f"Kho dữ liệu đang bận, việc dở dang đã được hoàn tác: {error}. Hãy chạy lại sau. / "
        "Others hold what this work needs; it was undone. Run it again later."
    )


def _copy_statement(table: str, columns: Sequence[str], form: str) -> psycopg.sql.Composed:
    return psycopg.sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
        psycopg.sql.Identifier(*table.split(".")),
        psycopg.sql.SQL(", ").join(map(psycopg.sql.Identifier, columns)),
        psycopg.sql.SQL(form),
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
