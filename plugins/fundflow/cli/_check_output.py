"""What `fundflow check` shows a person: one line per file, then its findings, the errors first."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from fundflow.findings import Severity

MARKS = {Severity.ERROR: "[bold red]✗ LỖI[/]", Severity.WARNING: "[yellow]! CẢNH BÁO[/]", Severity.INFO: "[dim]i[/]"}
ORDER = list(MARKS)


def print_readings(readings: list, checks_across: int) -> None:
    """`checks_across`: how many checks compare files with each other, which a file alone cannot answer."""
    console = Console(highlight=False, soft_wrap=True)
    for reading in readings:
        verdict = "[green]✓ hợp lệ / accepted[/]" if reading.accepted else "[bold red]✗ bị từ chối / rejected[/]"
        console.print(
            f"{escape(reading.file)}: {verdict} · {reading.form or '?'} · {len(reading.rows)} số liệu / figures"
        )
        for found in sorted(reading.findings, key=lambda found: ORDER.index(found.severity)):
            place = "!".join(part for part in (found.sheet, found.cell) if part)
            console.print(
                f"  {MARKS[found.severity]} [bold]{escape(place)}[/] {escape(found.message)} [dim]({found.rule})[/]"
            )
    accepted = sum(reading.accepted for reading in readings)
    console.print(
        f"{len(readings)} tệp / files: {accepted} hợp lệ / accepted, {len(readings) - accepted} bị từ chối / rejected"
    )
    console.print(
        f"[dim]{checks_across} đối chiếu giữa các tệp, các kỳ chỉ chạy khi nạp tệp (fundflow rules list --kind across). / "
        f"{checks_across} checks across files and periods run when a file is ingested, not here.[/]"
    )
