"""What a sender reads about each drop: every sentence of the receipts, Vietnamese first, ending in what to do."""

from __future__ import annotations

from collections.abc import Sequence

from fundflow.findings import Finding
from fundflow.text import tidy

REFUSALS = {
    "not_a_file": (
        "Đây không phải là tệp thường (liên kết, thư mục hoặc thiết bị). Hãy chép chính tệp số liệu vào thư mục.",
        "This is not a regular file (a link, a pipe, a device). Copy the workbook itself.",
    ),
    "too_large": (
        "Tệp lớn hơn mức cho phép nên không được đọc. Hãy bỏ hình ảnh, bảng thừa hoặc chia nhỏ rồi gửi lại.",
        "The file is larger than allowed and was not read. Remove pictures or split it, then send it again.",
    ),
}
STATES = {
    "received": ("đang chờ đọc", "waiting to be read"),
    "staged": ("đang chờ nạp", "waiting to be loaded"),
    "accepted": ("đã được chấp nhận", "was accepted"),
    "unchanged": ("không có thay đổi so với bản đang dùng", "brought no change"),
    "rejected": ("đã bị từ chối", "was rejected"),
    "held": ("đang chờ người phụ trách xem", "waits for a person"),
}


def both(vi: str, en: str) -> str:
    return f"{vi} / {en}"


def refused(reason: str) -> str:
    return both(*REFUSALS[reason])


def duplicate(reference: str, received_on: str, status: str, replaced_by: str | None) -> str:
    """For bytes that were received before: when, under which receipt, and what became of them."""
    state_vi, state_en = STATES[status]
    vi = f"Tệp này đã nhận lúc {received_on} (biên nhận {reference}), {state_vi}; không nạp lại."
    en = f"These bytes came before ({reference}) and the file {state_en}; nothing was loaded again."
    if replaced_by:
        vi += f" Bản {replaced_by} gửi sau đang được dùng. Nếu muốn dùng lại bản này, hãy mở, lưu lại rồi gửi."
        en += f" {replaced_by}, sent later, is in force. To go back to this version, save it again and send it."
    elif status in ("rejected", "held"):
        vi += " Hãy sửa tệp theo các lỗi đã báo rồi gửi lại."
        en += " Mend what the receipt says and send it again."
    else:
        vi += " Không cần làm gì thêm."
        en += " There is nothing to do."
    return both(vi, en)


def rejected(findings: Sequence[Finding]) -> str:
    errors = [finding for finding in findings if finding.stops]
    first = errors[0]
    place = f" ({first.sheet}!{first.cell})" if first.sheet and first.cell else ""
    said_vi, _, said_en = first.message.partition(" / ")
    vi = f"Tệp bị từ chối: {len(errors)} lỗi. Lỗi đầu tiên{place}: {said_vi} Hãy sửa các ô đã nêu rồi gửi lại."
    en = f"Rejected: {len(errors)} error(s). The first{place}: {said_en} Mend the cells named and send it again."
    return both(vi, en)


def staged(rows: int) -> str:
    return both(f"Đã kiểm tra {rows} số liệu, đang chờ nạp.", f"{rows} figures were checked and wait to be loaded.")


def accepted(rows: int, replaced: Sequence[str]) -> str:
    vi, en = f"Đã nạp {rows} số liệu.", f"{rows} figures were loaded."
    if replaced:
        vi += f" Thay cho bản {', '.join(replaced)} (bản cũ vẫn được lưu)."
        en += f" They replace {', '.join(replaced)}, which is kept."
    return both(vi, en)


def unchanged() -> str:
    return both(
        "Số liệu giống hệt bản đang dùng; không có gì thay đổi.", "The same figures as the version in force: no change."
    )


def unloadable() -> str:
    return both(
        "Không nạp được tệp này vì lỗi của hệ thống; người quản trị đã được báo. Không cần gửi lại.",
        "The system failed to load this file; the administrator is told. There is no need to send it again.",
    )


def unreadable() -> str:
    return both(
        "Chương trình đọc đã dừng nhiều lần với tệp này. Hãy lưu lại dưới dạng .xlsx rồi gửi lại.",
        "The reader died on this file several times. Save it as .xlsx and send it again.",
    )


def kept_rejected(by: str, reason: str) -> str:
    return both(
        f"{_quoted(by)} đã xem và giữ nguyên kết luận, vì: {_quoted(reason)}. Hãy sửa các ô đã nêu rồi gửi lại.",
        "A person has looked at the file and it stays rejected. Mend the cells named and send it again.",
    )


def restatement_refused(by: str, reason: str) -> str:
    return both(
        f"{_quoted(by)} không đồng ý với số liệu đính chính, vì: {_quoted(reason)}. Hãy gửi lại báo cáo đúng; cho đến "
        "khi đó bản này vẫn được dùng, có đánh dấu.",
        "The restated figures are not agreed to. Send the right report; until then this one stays in use, marked.",
    )


def _quoted(text: str) -> str:
    """A person's words inside a sentence: " / " would start the English half."""
    return f"“{tidy(text).replace(' / ', ', ').rstrip('.')}”"
