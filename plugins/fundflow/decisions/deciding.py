"""What a decision does. It is written down with its author and reason, in quality.decision and in the journal, in one
transaction with its effect:

    approve  a waiver per rule that stops the file, for this file, until a day; the file is judged again
    reject   the verdict stands, and the sender's receipt says who decided and why
    correct  a draft of the declaration for include/corrections lies in quarantine
    ask      a mail to the head of the unit waits in the outbox
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from fundflow import journal, waivers
from fundflow.decisions import letters
from fundflow.decisions.drafts import write_draft
from fundflow.decisions.matters import Matter, waiting
from fundflow.exceptions import WrongUse
from fundflow.loading.receipts import kept_rejected, restatement_refused
from fundflow.migrations import open_warehouse

if TYPE_CHECKING:
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse


class Choice(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    CORRECT = "correct"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, and what follows from it, in a sentence for the person who decided."""

    decision_id: int
    choice: Choice
    follows: str


def decide(
    settings: Settings,
    reference: str,
    choice: Choice,
    *,
    by: str,
    reason: str,
    until: date | None = None,
    through: str = "command line",
    judged_at: datetime | None = None,
) -> Decided:
    """Carries out a person's decision about the file of a receipt.

    `judged_at`: the verdict that the person saw; None: the one that stands. Raises WrongUse if nothing waits under that
    receipt, the file was judged again meanwhile, or the decision says too little.
    """
    _require_reason(by, reason)
    with open_warehouse(settings, role="loader") as warehouse, warehouse.transaction():
        journal.lock(warehouse)  # decisions are made one after the other
        matter = _matter(warehouse, reference, judged_at)
        end = _end(matter, choice, until, settings.today)
        decision_id = _record(warehouse, matter, choice, by=by, reason=reason, until=end, through=through)
        follows = EFFECTS[choice](warehouse, matter, decision_id, by=by, reason=reason, until=end)
        warehouse.run_sql("decisions/close_question", reference=matter.reference)
    return Decided(decision_id, choice, follows)


def _require_reason(by: str, reason: str) -> None:
    if not by.strip():
        raise WrongUse("Hãy ghi người quyết định (--by). / Say who decides (--by).")
    if len(reason.strip()) < waivers.LEAST_REASON:
        raise WrongUse(
            f"Hãy nêu lý do, ít nhất {waivers.LEAST_REASON} chữ (--reason). / "
            f"Say why, in {waivers.LEAST_REASON} letters or more (--reason)."
        )


def _matter(warehouse: Warehouse, reference: str, judged_at: datetime | None) -> Matter:
    found = waiting(warehouse, reference)
    if not found:
        raise WrongUse(_why_nothing_waits(warehouse, reference))
    if judged_at not in (None, found[0].judged_at):
        raise WrongUse(
            f"Tệp {reference} đã được xét lại sau khi hỏi; hãy xem kết luận mới rồi quyết định. / "
            "The file was judged again since: look at the new verdict first."
        )
    return found[0]


def _why_nothing_waits(warehouse: Warehouse, reference: str) -> str:
    if decided := warehouse.run_sql("decisions/last_decision", reference=reference):
        last = decided[0]
        return (
            f"{last.decided_by} đã quyết định về {reference} ({last.choice}, {last.decided_at:%d/%m/%Y}); không cần "
            f"làm gì thêm. / Decided before by {last.decided_by}. There is nothing to do."
        )
    return (
        f"Không có việc nào chờ quyết định dưới biên nhận {reference}; xem `fundflow decide --list`. / "
        "Nothing waits under that receipt; see `fundflow decide --list`."
    )


def _end(matter: Matter, choice: Choice, until: date | None, today: date) -> date | None:
    """The last day of an approval."""
    if choice is not Choice.APPROVE:
        return None
    if until is not None and until < today:
        raise WrongUse(f"Ngày {until:%d/%m/%Y} đã qua (--until). / {until} has passed (--until).")
    return until or today + timedelta(days=matter.waiver_days)


def _record(warehouse: Warehouse, matter: Matter, choice: Choice, *, by, reason, until, through) -> int:
    said = {
        "reference": matter.reference, "matter": matter.matter, "choice": str(choice), "decided_by": by.strip(),
        "reason": reason.strip(), "through": through,
    }  # fmt: skip
    [[decision_id]] = warehouse.run_sql(
        "decisions/add_decision", **said, file_id=matter.file_id, valid_until=until, judged_at=matter.judged_at
    )
    payload = said | {
        "decision_id": decision_id,
        "valid_until": until.isoformat() if until else None,
        "judged_at": matter.judged_at.isoformat(),
        "rules": list(matter.rules),
    }
    journal.append(warehouse, [journal.Event("person", matter.sha256, payload)])
    return decision_id


def _approve(warehouse: Warehouse, matter: Matter, decision_id: int, *, by: str, reason: str, until: date) -> str:
    if matter.status == "rejected" and not matter.rows_read:
        raise WrongUse(
            "Không đọc được số liệu nào trong tệp nên không có gì để duyệt; hãy trả lại hoặc hỏi đơn vị. / "
            "No figure could be read, so there is nothing to approve: reject it or ask the unit."
        )
    for rule in matter.rules:
        waiver_id, _ = waivers.grant(
            warehouse, rule, reason=reason, granted_by=by, valid_until=until, sha256=matter.sha256
        )
        if matter.status == "accepted":
            warehouse.run_sql("decisions/mark_waived", file_id=matter.file_id, rule=rule, waiver_id=waiver_id)
    if matter.status == "accepted":
        return "Số liệu đính chính được giữ. / The restated figures stand."
    warehouse.run_sql("decisions/reopen_held", file_id=matter.file_id)
    return f"Miễn đến {until:%d/%m/%Y}; tệp được xét lại. / Waived until then; the file is judged again."


def _reject(warehouse: Warehouse, matter: Matter, decision_id: int, *, by: str, reason: str, until: None) -> str:
    message = restatement_refused if matter.status == "accepted" else kept_rejected
    warehouse.run_sql("decisions/tell_sender", file_id=matter.file_id, message=message(by, reason))
    return "Biên nhận của người gửi nêu lý do. / The sender's receipt says why."


def _correct(warehouse: Warehouse, matter: Matter, decision_id: int, *, by: str, reason: str, until: None) -> str:
    draft = write_draft(warehouse.settings, matter, reason)
    return (
        f"Bản khai nháp: {draft}. Hãy điền giá trị đúng, chép vào include/corrections, rồi gửi lại tệp. / "
        "A draft: fill in what is right, put it into include/corrections and send the file again."
    )


def _ask(warehouse: Warehouse, matter: Matter, decision_id: int, *, by: str, reason: str, until: None) -> str:
    email = letters.ask_unit(warehouse, matter, decision_id, by=by, question=reason)
    return f"Thư hỏi đơn vị chờ gửi tới {email}. / A mail to the unit waits to be sent."


EFFECTS: dict[Choice, Callable[..., str]] = {
    Choice.APPROVE: _approve,
    Choice.REJECT: _reject,
    Choice.CORRECT: _correct,
    Choice.ASK: _ask,
}
