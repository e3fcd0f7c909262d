"""What a sender reads about a file."""

from datetime import UTC, datetime

from fundflow.findings import Finding, Severity
from fundflow.reports.receipt import Receipt, receipt_text


def receipt(**changes) -> Receipt:
    fields = {
        "reference": "R-20231002-000007", "original_name": "BC  T9.xlsx", "sha256": "ab" * 32, "status": "accepted",
        "received_at": datetime(2023, 10, 2, 1, 2, 3, tzinfo=UTC), "message": "Đã nạp 4 số liệu. / 4 figures.",
        "rows_loaded": 4, "sums": {"disbursed": "1234567890", "allocated": "2000000000.5"},
    }  # fmt: skip
    return Receipt(**fields | changes)


def test_a_receipt_proves_what_came_when_and_what_it_amounts_to():
    assert receipt_text(receipt()) == (
        "BIÊN NHẬN R-20231002-000007: ĐÃ CHẤP NHẬN\n\n"
        "Tệp: BC T9.xlsx\n"
        "Nhận lúc: 08:02:03 ngày 02/10/2023\n"
        f"Mã tệp (SHA-256): {'ab' * 32}\n"
        "Số liệu đã nạp: 4\n\n"
        "Đã nạp 4 số liệu.\n\n"
        "4 figures.\n\n"
        "Tổng số liệu trong tệp (đồng):\n"
        "  Dự toán, kế hoạch giao: 2.000.000.000,5\n"
        "  Đã giải ngân (lũy kế): 1.234.567.890\n"
    )


def test_a_rejected_file_is_told_what_is_wrong_where_errors_first():
    findings = [
        Finding("b", Severity.WARNING, "Xem lại.", "Vốn", "C3"),
        Finding("a", Severity.ERROR, "Sai tổng. Hãy sửa.", "Vốn", "C2", value="5", expected="6"),
        Finding("c", Severity.ERROR, "Không ghi đơn vị tính."),
    ]
    text = receipt_text(receipt(status="rejected", rows_loaded=None, sums=None), findings)
    assert "BỊ TỪ CHỐI, CẦN SỬA" in text
    assert text.endswith(
        "Những điều phát hiện (3):\n"
        "1. LỖI [Vốn!C2] Sai tổng. Hãy sửa. (đang có: 5; cần có: 6)\n"
        "2. LỖI [cả tệp] Không ghi đơn vị tính.\n"
        "3. CẢNH BÁO [Vốn!C3] Xem lại.\n"
    )


def test_many_findings_do_not_drown_the_receipt():
    text = receipt_text(receipt(), [Finding("a", Severity.ERROR, f"Lỗi {n}.", "S", "A1") for n in range(500)])
    assert text.count("LỖI [") == 50 and "và 450 điều khác" in text
