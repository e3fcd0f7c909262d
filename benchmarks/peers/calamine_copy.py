"""The floor: python-calamine reads, COPY writes, nothing is checked, no address is kept, on every core.

python calamine_copy.py FOLDER URL
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psycopg
from python_calamine import CalamineWorkbook
from sqlalchemy.engine import make_url

COLUMNS = 80  # of the widest workload


def rows_of(path: Path) -> list[tuple]:
    book = CalamineWorkbook.from_path(path)
    return [
        (path.name, path.parent.name, name, *[str(value) for value in row[:COLUMNS]], *[None] * (COLUMNS - len(row)))
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    ]


def connection_of(url: str) -> str:
    parts = make_url(url)
    known = {
        "host": parts.query.get("host") or parts.host,
        "port": parts.port,
        "user": parts.username,
        "password": parts.password,
        "dbname": parts.database,
    }
    return psycopg.conninfo.make_conninfo(**{key: value for key, value in known.items() if value})


def main(folder: str, url: str) -> None:
    columns = ", ".join(f"c{index} text" for index in range(COLUMNS))
    with psycopg.connect(connection_of(url)) as connection:
        connection.execute("DROP TABLE IF EXISTS floor_row")
        connection.execute(f"CREATE TABLE floor_row (file text, unit text, sheet text, {columns})")
        with connection.cursor().copy("COPY floor_row FROM STDIN") as copy, ProcessPoolExecutor() as pool:
            for rows in pool.map(rows_of, sorted(Path(folder).rglob("*.xlsx")), chunksize=25):
                for row in rows:
                    copy.write_row(row)


if __name__ == "__main__":
    main(*sys.argv[1:])
