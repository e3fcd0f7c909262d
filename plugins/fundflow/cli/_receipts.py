"""Receipts, as a person reads them."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

MARKS = {
    "accepted": "[green]✓ đã nhận / accepted[/]",
    "unchanged": "[green]= không đổi / unchanged[/]",
    "duplicate": "[dim]= đã có / seen before[/]",
    "rejected": "[bold red]✗ bị từ chối / rejected[/]",
    "refused": "[bold red]✗ không đọc / refused[/]",
    "held": "[yellow]… chờ người xem / held[/]",
}


def print_receipts(receipts: list[dict]) -> None:
    """One line per file, and under it what its sender is told; then the counts."""
    console = Console(highlight=False, soft_wrap=True)
    for receipt in receipts:
        status = receipt["status"]
        place = f"{receipt['folder_unit_code'] or '?'}/{receipt['original_name']}"
        console.print(f"{receipt['reference']}  {MARKS.get(status, status)}  {escape(place)}")
        if status != "accepted" and receipt["message"]:
            console.print(f"    {escape(receipt['message'])}")
    counts = {mark: sum(receipt["status"] == status for receipt in receipts) for status, mark in MARKS.items()}
    summary = ", ".join(f"{count} {mark}" for mark, count in counts.items() if count)
    console.print(f"{len(receipts)} biên nhận / receipts{': ' + summary if summary else ''}")
