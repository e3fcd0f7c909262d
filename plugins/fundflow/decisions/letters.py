"""Mails about decisions: a question to the head of a unit, and a reminder to whoever lets files wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from fundflow.alerts import outbox
from fundflow.alerts.compose import LONGEST_SUBJECT, write
from fundflow.decisions.matters import MATTERS, Matter
from fundflow.exceptions import SettingsError, WrongUse
from fundflow.migrations import open_warehouse
from fundflow.text import tidy

if TYPE_CHECKING:
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

MOST_FINDINGS = 30  # in a mail; the receipt lists more, the marked workbook all


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom a mail is for, and its key: never written twice."""

    key: str
    recipient_id: str
    recipient_name: str
    email: str
    about_day: date


def ask_unit(warehouse: Warehouse, matter: Matter, decision_id: int, *, by: str, question: str) -> str:
    """Writes the question into the outbox, in the open transaction: the address. Raises WrongUse if there is none."""
    day = warehouse.settings.today
    found = warehouse.run_sql("decisions/head_of_unit", unit=matter.unit_code, on_day=day)
    if not found:
        raise WrongUse(
            f"Chưa có địa chỉ của đơn vị {matter.unit_code or '?'}; hãy thêm vào include/reference/recipients.csv. / "
            "No address is known for that unit: add it to include/reference/recipients.csv."
        )
    letter = Letter(f"ask|{decision_id}", found[0].recipient_id, found[0].name_vi, found[0].email, day)
    context = {
        "letter": letter, "matter": matter, "by": by.strip(), "question": question.strip(),
        "findings": matter.findings[:MOST_FINDINGS], "more": max(0, len(matter.findings) - MOST_FINDINGS),
        "redirected": warehouse.settings.mail_redirect_to is not None,
    }  # fmt: skip
    subject = tidy(f"[Giải ngân] Hỏi về tệp {matter.original_name} ({matter.reference})")[:LONGEST_SUBJECT]
    outbox.store(warehouse, letter, write(letter, warehouse.settings, subject, "question", context))
    return letter.email


def remind(settings: Settings, on: date | None = None) -> dict[str, int]:
    """Writes a reminder to everybody who has let files wait for too long.

    Answers {"reminded": mails, "waiting": files in them}. Asked twice about a day it is written once. The next
    delivery of the outbox sends it.
    Raises SettingsError if the decider named by the policy has no address.
    """
    day = on or settings.today
    counts = {"reminded": 0, "waiting": 0}
    with open_warehouse(settings, role="loader") as warehouse, warehouse.transaction():
        due = warehouse.run_sql("decisions/reminders_due", on_day=day)
        for person, rows in groupby(due, key=lambda row: (row.recipient_id, row.recipient_name, row.email)):
            files = _remind_one(warehouse, person, list(rows), day)
            counts = {"reminded": counts["reminded"] + bool(files), "waiting": counts["waiting"] + files}
    return counts


def _remind_one(warehouse: Warehouse, person: tuple[str, str, str], rows: list, day: date) -> int:
    if person[0] is None:
        raise SettingsError(
            f"Người quyết định {rows[0].decider_id} không có trong include/reference/recipients.csv; hãy bổ sung. / "
            f"The decider {rows[0].decider_id} is not in include/reference/recipients.csv: add the row."
        )
    letter = Letter(f"remind|{person[0]}|{day}", *person, day)
    context = {"letter": letter, "rows": rows, "matters": MATTERS,
               "redirected": warehouse.settings.mail_redirect_to is not None}  # fmt: skip
    subject = f"[Giải ngân] {len(rows)} tệp chờ quyết định, lâu nhất {max(row.days for row in rows)} ngày"
    mail_id = outbox.store(warehouse, letter, write(letter, warehouse.settings, subject, "reminder", context))
    if mail_id is None:
        return 0
    warehouse.copy_rows(
        "quality.reminder", ("file_id", "about_day", "mail_id"), [(row.file_id, day, mail_id) for row in rows]
    )
    return len(rows)
