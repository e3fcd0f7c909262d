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
    _say(
        f"Tệp / Files: {sum(states.values())} nhận được / received, "
        f"{states.get('accepted', 0)} đưa vào kho / loaded, "
        f"{states.get('duplicate', 0)} trùng nội dung / same content, "
        f"{states.get('rejected', 0)} bị từ chối / rejected",
    )


def _money(warehouse: Warehouse) -> None:
    levels = {row.budget_level: row.allocated_vnd for row in warehouse.run_sql("console/allocated", **_which())}
    spent = {row.is_carryover: row.disbursed_vnd for row in warehouse.run_sql("console/spent", **_which())}
    parts = " + ".join(f"{million(levels[level])} {LEVELS.get(level, level)}" for level in sorted(levels, reverse=True))
    _say(f"\nGiảm nghèo, vốn sự nghiệp {YEAR}, triệu đồng / Poverty programme, recurrent money, million:")
    _say(f"  Giao {YEAR} / allocated: {million(sum(levels.values(), Decimal(0)))} ({parts})")
    _say(f"  Giải ngân vốn {YEAR} / spent of {YEAR} money: {million(spent.get(False))}")
    _say(f"  Giải ngân vốn các năm trước / spent of carried-over money: {million(spent.get(True))}")


def _left_over(warehouse: Warehouse, settings: Settings) -> None:
    table = Table("Đơn vị / Unit", "Vốn năm / Money of", "Còn lại / Left", "Thời hạn / Deadline", title="Triệu đồng")
    table.columns[2].justify = "right"
    total: dict[str, Decimal] = defaultdict(Decimal)
    for row in warehouse.run_sql("console/left_over", on=settings.today, **_which()):
        years = str(row.money_year_first) if row.money_year_first == row.money_year_last else _range(row)
        table.add_row(row.unit_name, years, million(row.remaining_vnd, 1), f"{row.deadline_date:%d/%m/%Y}")
        total[years] += row.remaining_vnd or 0
    for years, amount in sorted(total.items()):
        table.add_row("Cộng / Total", years, million(amount, 1), "")
    _say(f"\nVốn năm trước chưa tiêu, theo luật ngày / Unspent older money, law of {settings.today:%d/%m/%Y}:")
    console.print(table)


def _mails_and_workbooks(settings: Settings) -> None:
    mails, workbooks = sorted(settings.mail.glob("*.eml")), sorted(settings.exports.rglob("*.xlsx"))
    _say(f"Thư cảnh báo / Mails: {len(mails)} in {settings.mail}")
    for workbook in workbooks:
        _say(f"Bảng tính / Workbook: {workbook}")


def _commands(settings: Settings) -> None:
    prefix = f"FUNDFLOW_HOME={settings.home} .venv/bin/fundflow"
    _say("\nXem thêm / See more:")
    for verb in ("status", "alerts --on 2023-10-02", "url --plain", "stop"):
        _say(f"  {prefix} {verb}")


def _say(text: str) -> None:
    """Long lines stay whole, so that paths and commands can be copied."""
    console.print(text, soft_wrap=True)


def _which() -> dict:
    return {"programme": PROGRAMME, "capital_type": CAPITAL_TYPE, "budget_year": YEAR}


def _range(row) -> str:
    return f"{row.money_year_first}-{row.money_year_last}"
