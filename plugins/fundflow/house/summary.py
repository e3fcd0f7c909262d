"""What the demonstration prints in the end: how much money, what is left of it until when, and where to look."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from rich.table import Table

from fundflow.house.running import console
from fundflow.money import million
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse

PROGRAMME, CAPITAL_TYPE, YEAR = "GNBV", "SN", 2023
LEVELS = {"TW": "trung ương / central", "TINH": "tỉnh / province"}


def print_summary(settings: Settings) -> None:
    """The published figures of the poverty programme's recurrent money in 2023, and the commands to see more."""
    with Warehouse(settings) as warehouse:
        _files(warehouse)
        _money(warehouse)
        _left_over(warehouse, settings)
    _mails_and_workbooks(settings)
    _commands(settings)


def _files(warehouse: Warehouse) -> None:
    states = {row.status: row.receipts for row in warehouse.run_sql("console/receipts_by_state")}
    console.rule("Kết quả / Result")
    console.print(
        f"Tệp / Files: {sum(states.values())} nhận được / received, {states.get('accepted', 0)} đưa vào kho / loaded, "
        f"{states.get('duplicate', 0)} trùng nội dung / same content, {states.get('rejected', 0)} bị từ chối / rejected",
        soft_wrap=True,
    )


def _money(warehouse: Warehouse) -> None:
    levels = {row.budget_level: row.allocated_vnd for row in warehouse.run_sql("console/allocated", **_which())}
    spent = {row.is_carryover: row.disbursed_vnd for row in warehouse.run_sql("console/spent", **_which())}
    parts = " + ".join(f"{million(levels[level])} {LEVELS.get(level, level)}" for level in sorted(levels, reverse=True))
    console.print(f"\nGiảm nghèo, vốn sự nghiệp {YEAR}, triệu đồng / Poverty programme, recurrent money, million:")
    console.print(f"  Giao {YEAR} / allocated: {million(sum(levels.values(), Decimal(0)))} ({parts})")
    console.print(f"  Giải ngân vốn {YEAR} / spent of {YEAR} money: {million(spent.get(False))}")
    console.print(f"  Giải ngân vốn các năm trước / spent of carried-over money: {million(spent.get(True))}")


def _left_over(warehouse: Warehouse, settings: Settings) -> None:
    table = Table("Đơn vị / Unit", "Vốn năm / Money of", "Còn lại / Left", "Thời hạn / Deadline", title="Triệu đồng")
    table.columns[2].justify = "right"
    total: dict[str, Decimal] = defaultdict(Decimal)
    for row in warehouse.run_sql("console/left_over", on=settings.today, **_which()):
        years = str(row.money_year_first) if row.money_year_first == row.money_year_last else _range(row)
        table.add_row(row.unit_name, years, million(row.remaining_vnd), f"{row.deadline_date:%d/%m/%Y}")
        total[years] += row.remaining_vnd or 0
    for years, amount in sorted(total.items()):
        table.add_row("Cộng / Total", years, million(amount), "")
    console.print(f"\nVốn năm trước chưa tiêu, theo luật ngày / Unspent older money, law of {settings.today:%d/%m/%Y}:")
    console.print(table)


def _mails_and_workbooks(settings: Settings) -> None:
    mails, workbooks = sorted(settings.mail.glob("*.eml")), sorted(settings.exports.rglob("*.xlsx"))
    console.print(f"Thư cảnh báo / Mails: {len(mails)} in {settings.mail}", soft_wrap=True)
    for workbook in workbooks:
        console.print(f"Bảng tính / Workbook: {workbook}", soft_wrap=True)


def _commands(settings: Settings) -> None:
    prefix = f"FUNDFLOW_HOME={settings.home} .venv/bin/fundflow"
    console.print("\nXem thêm / See more:")
    for verb in ("status", "alerts --on 2023-10-02", "url --plain", "stop"):
        console.print(f"  {prefix} {verb}", soft_wrap=True)


def _which() -> dict:
    return {"programme": PROGRAMME, "capital_type": CAPITAL_TYPE, "budget_year": YEAR}


def _range(row) -> str:
    return f"{row.money_year_first}-{row.money_year_last}"
