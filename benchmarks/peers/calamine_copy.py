"""The floor: python-calamine reads, COPY writes, nothing is checked, no address is kept, on every core.

python calamine_copy.py FOLDER URL
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

import psycopg
from python_calamine import CalamineWorkbook
from sqlalchemy.engine import make_url


def rows_of(path: Path) -> list[list]:
    book = CalamineWorkbook.from_path(path)
    return [
        [path.name, path.parent.name, name, *map(str, row)]
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
    with psycopg.connect(connection_of(url)) as connection, ProcessPoolExecutor() as pool:
        files = pool.map(rows_of, sorted(Path(folder).rglob("*.xlsx")), chunksize=25)
        first = next(files)
        width = max(map(len, first))  # as of all files of a workload
        columns = ", ".join(f"c{index} text" for index in range(width))
        connection.execute("DROP TABLE IF EXISTS floor_row")
        connection.execute(f"CREATE TABLE floor_row ({columns})")
        with connection.cursor().copy("COPY floor_row FROM STDIN") as copy:
            for rows in chain([first], files):
                for row in rows:
                    copy.write_row([*row, *[None] * (width - len(row))])


if __name__ == "__main__":
    main(*sys.argv[1:])
