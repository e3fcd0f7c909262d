"""`fundflow verify`: proof that nobody rewrote history and nothing got lost."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def verify(
    head: Annotated[
        str | None, typer.Option(help="Mã nhật ký in trên thư hoặc bảng đã gửi đi. / A head that left the house.")
    ] = None,
    sample: Annotated[
        int, typer.Option(min=0, help="Số tệp và dòng được tính lại từ tệp gốc. / Loads and lines made again.")
    ] = 25,
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False,
) -> None:
    """Kiểm tra nhật ký, tệp gốc và số liệu còn nguyên vẹn. / Verifies journal, originals and facts."""
    from dataclasses import asdict

    from fundflow import journal, verification
    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    with open_warehouse(load_settings()) as warehouse:
        problems = list(verification.verify(warehouse, head, sample))
        entry_id, last = journal.head(warehouse)
    if as_json:
        found = [asdict(problem) for problem in problems]
        typer.echo(json.dumps({"entries": entry_id, "head": last, "problems": found}, ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            typer.echo(f"✗ {problem}")
        verdict = "KHÔNG nguyên vẹn / NOT as it was" if problems else "nguyên vẹn / as it was"
        typer.echo(f"Nhật ký {entry_id} mục, mã {last}: {verdict}")
    if problems:
        raise typer.Exit(1)
