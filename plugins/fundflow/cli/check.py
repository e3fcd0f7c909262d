"""`fundflow check FILE…`: read and validate workbooks, without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    files: Annotated[list[Path], typer.Argument(help="Tệp cần kiểm tra. / Workbooks to check.")],
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả cho máy đọc. / For machines.")] = False,
    annotate: Annotated[
        Path | None, typer.Option(help="Thư mục để trả lại tệp có đánh dấu ô sai. / Folder for the marked workbooks.")
    ] = None,
) -> None:
    """Đọc và kiểm tra tệp, không cần cơ sở dữ liệu. / Read and validate workbooks, no database needed.

    Mọi luật trên từng tệp; đối chiếu giữa các tệp, các kỳ chỉ chạy khi nạp. / All rules on a file by itself; what
    compares files and periods runs when they are ingested.
    """
    from fundflow.cli._check_output import print_readings
    from fundflow.examine import examine_files
    from fundflow.settings import load_settings

    settings, readings = load_settings(), []
    for path, reading in examine_files(files, settings):
        readings.append(reading)
        if annotate is not None and reading.findings:
            _annotate(path, reading, annotate)
    if as_json:
        json.dump([_as_json(reading) for reading in readings], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_readings(readings, checks_across=len(list((settings.sql / "checks").glob("*.sql"))))
    if not all(reading.accepted for reading in readings):
        raise typer.Exit(1)


def _annotate(path: Path, reading, folder: Path) -> None:
    from fundflow.reports.annotate import annotate

    annotate(path, reading, folder)


def _as_json(reading) -> dict:
    """One object of the contract (design.md): rows of a rejected file are not given, they count for nothing."""
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "form": reading.form,
        "status": "accepted" if reading.accepted else "rejected",
        "budget_year": reading.budget_year,
        "as_of": reading.as_of.isoformat() if reading.as_of else None,
        "unit": reading.unit,
        "decision": reading.decision_number,
        "rows": [row.as_json() for row in reading.rows] if reading.accepted else [],
        "findings": [found.as_json() for found in reading.findings],
    }
