"""`fundflow ingest PATH…`: the way of the DAGs, as far as the refreshed tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

REJECTING = {"rejected", "refused"}


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Tệp hoặc thư mục; bỏ trống: thư mục nhận. / Files or folders; none: the inbox."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In biên nhận cho máy đọc. / For machines.")] = False,
) -> None:
    """Nhận tệp, kiểm tra, đưa vào kho; in biên nhận từng tệp. / Takes workbooks in and prints one receipt per file."""
    from fundflow import pipeline
    from fundflow.cli._progress import steps_shown
    from fundflow.cli._receipts import print_receipts
    from fundflow.settings import load_settings
    from fundflow.warehouse import Warehouse

    settings = load_settings()
    settings.make_folders()
    with steps_shown(quiet=as_json) as progress:
        ingested = pipeline.ingest(settings, paths or None, progress)
        progress("build", 0, 1)
        pipeline.build(settings)
        progress("build", 1, 1)
    with Warehouse(settings) as warehouse:
        receipts = [row._asdict() for row in warehouse.run_sql("console/receipts", receipts=ingested.receipts)]
    if as_json:
        typer.echo(json.dumps(receipts, ensure_ascii=False, indent=1, default=str))
    else:
        print_receipts(receipts)
    if any(REJECTING & {receipt["status"], receipt["file_status"]} for receipt in receipts):
        raise typer.Exit(1)
