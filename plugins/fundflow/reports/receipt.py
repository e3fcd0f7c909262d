"""The text that a sender gets for every file: proof that it came, what it amounts to, and what is to be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fundflow import money
from fundflow.findings import Finding, Severity
from fundflow.periods import PROVINCE_TIME
from fundflow.text import tidy

MOST_FINDINGS = 50  # the marked workbook has all of them
LEVELS = {Severity.ERROR: "LỖI", Severity.WARNING: "CẢNH BÁO", Severity.INFO: "Lưu ý"}
STATES = {
    "received": "ĐÃ NHẬN, ĐANG CHỜ KIỂM TRA",
    "staged": "ĐÃ KIỂM TRA, ĐANG CHỜ NẠP",
    "accepted": "ĐÃ CHẤP NHẬN",
    "unchanged": "ĐÃ NHẬN, KHÔNG CÓ THAY ĐỔI",
    "duplicate": "ĐÃ NHẬN TRƯỚC ĐÂY",
    "rejected": "BỊ TỪ CHỐI, CẦN SỬA",
    "refused": "KHÔNG ĐỌC ĐƯỢC",
    "held": "CHỜ NGƯỜI PHỤ TRÁCH XEM",
}
MEASURES = {
    "allocated": "Dự toán, kế hoạch giao",
    "adjusted": "Điều chỉnh",
    "carried_in": "Năm trước chuyển sang",
    "disbursed": "Đã giải ngân (lũy kế)",
    "advance": "Tạm ứng chưa thu hồi",
    "cancelled": "Bị hủy",
    "returned": "Nộp trả",
    "carried_out": "Chuyển sang năm sau",
    "estimate": "Ước thực hiện",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was received. `sums`: amount per measure in đồng (text or Decimal); `message`: Vietnamese / English."""

    reference: str
    original_name: str
    received_at: datetime
    sha256: str | None
    status: str
    message: str | None
    rows_loaded: int | None
    sums: Mapping[str, str] | None


def receipt_text(receipt: Receipt, findings: Sequence[Finding] = ()) -> str:
    """The receipt as plain text; `receipt` may be any object with the fields of Receipt."""
    vietnamese, _, english = (receipt.message or "").partition(" / ")
    parts = [
        f"BIÊN NHẬN {receipt.reference}: {STATES.get(receipt.status, receipt.status)}",
        "\n".join(_facts(receipt)),
        "\n\n".join(filter(None, [vietnamese, english])),
        _sums(receipt.sums or {}),
        findings_text(sorted(findings, key=lambda finding: list(Severity).index(finding.severity))),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _facts(receipt: Receipt) -> list[str]:
    facts = [
        f"Tệp: {tidy(receipt.original_name)}",
        f"Nhận lúc: {receipt.received_at.astimezone(PROVINCE_TIME):%H:%M:%S ngày %d/%m/%Y}",
    ]
    if receipt.sha256:
        facts.append(f"Mã tệp (SHA-256): {receipt.sha256}")
    if receipt.rows_loaded is not None:
        facts.append(f"Số liệu đã nạp: {receipt.rows_loaded}")
    return facts


def _sums(sums: Mapping[str, str]) -> str:
    if not sums:
        return ""
    lines = [f"  {MEASURES.get(measure, measure)}: {money.vnd(amount)}" for measure, amount in sorted(sums.items())]
    return "\n".join(["Tổng số liệu trong tệp (đồng):", *lines])


def findings_text(findings: Sequence[Finding]) -> str:
    """The first findings, one a line, with place, what is there and what should be."""
    if not findings:
        return ""
    lines = [f"Những điều phát hiện ({len(findings)}):"]
    lines += [_one(number, finding) for number, finding in enumerate(findings[:MOST_FINDINGS], 1)]
    if len(findings) > MOST_FINDINGS:
        lines.append(f"… và {len(findings) - MOST_FINDINGS} điều khác, xem trang “Cần sửa” của tệp trả lại.")
    return "\n".join(lines)


def _one(number: int, finding: Finding) -> str:
    place = "!".join(filter(None, [finding.sheet, finding.cell])) or "cả tệp"
    more = [f"đang có: {tidy(finding.value)}"] if finding.value else []
    more += [f"cần có: {finding.expected}"] if finding.expected else []
    detail = f" ({'; '.join(more)})" if more else ""
    return f"{number}. {LEVELS[finding.severity]} [{tidy(place)}] {tidy(finding.message)}{detail}"
