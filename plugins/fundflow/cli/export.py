"""`fundflow export`: the tables as a workbook for people, or the data as files for programs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from fundflow.cli._times import day, moment

WORKBOOK = "xlsx"


def export(
    name: Annotated[
        str,
        typer.Argument(
            help="status | carryover | slow | coverage; với --format / with --format: facts | status | history; "
            "fiscal-data-package"
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Tệp .xlsx, hoặc thư mục / The .xlsx, or a folder")],
    form: Annotated[str | None, typer.Option("--format", help="xlsx | parquet | csv")] = None,
    on: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Như ở ngày này / As the tables stood on this day")
    ] = None,
    known_at: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="MOMENT", help="Như kho biết lúc đó (UTC) / As known then (UTC)"),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Kết quả cho máy đọc / For machines")] = False,
) -> None:
    """Xuất bảng ra Excel, hoặc dữ liệu ra Parquet, CSV, gói dữ liệu tài chính. / Writes a workbook, or data files."""
    written = _write(name, out, form, on, known_at)
    if json:
        from json import dumps

        typer.echo(dumps(written, ensure_ascii=False, default=str))
    else:
        typer.echo(f"Đã ghi {written['file']} ({written['rows']} dòng). / Written.")


def _write(name: str, out: Path, form: str | None, on: date | None, known_at: datetime | None) -> dict:
    from fundflow.auditing import datasets, fiscal_package
    from fundflow.exceptions import WrongUse
    from fundflow.reports import workbook
    from fundflow.settings import load_settings

    settings = load_settings()
    if name == fiscal_package.NAME:
        descriptor = fiscal_package.export(settings, out, on, known_at)
        return {"file": str(out / "datapackage.json"), "rows": descriptor["resources"][0]["rows"]}
    workbooks = workbook.names(settings)
    if name not in {*workbooks, *datasets.NAMES}:
        known = ", ".join(dict.fromkeys([*workbooks, *datasets.NAMES, fiscal_package.NAME]))
        raise WrongUse(f"Không có “{name}” để xuất. Hãy chọn: {known}. / There is no “{name}”: choose one of these.")
    form = form or (WORKBOOK if name in workbooks else datasets.FORMATS[0])
    if form == WORKBOOK:
        return {"file": str(out), "rows": _write_workbook(settings, name, out, on, known_at)}
    about = datasets.export(settings, name, form, out, on, known_at)
    return {"file": str(out / about["file"]), "rows": about["rows"], "sha256": about["sha256"]}


def _write_workbook(settings, name: str, out: Path, on: date | None, known_at: datetime | None) -> int:
    from fundflow.exceptions import WrongUse
    from fundflow.reports import workbook

    if known_at:
        raise WrongUse(
            "--known-at chỉ dùng với --format parquet, csv hoặc fiscal-data-package. / "
            "--known-at goes with --format parquet, csv or fiscal-data-package."
        )
    return workbook.export(settings, name, out, on)
