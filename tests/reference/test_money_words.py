"""Capital types and levels of budget in headers and titles."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KINH PHÍ SỰ NGHIỆP", "SN"),
        ("KPSN", "SN"),
        ("vốn SN", "SN"),
        ("(SN)", "SN"),
        ("CHI THƯỜNG XUYÊN", "SN"),
        ("chi thuong xuyen", "SN"),
        ("PL_01_KPSN", "SN"),
        ("VỐN ĐẦU TƯ PHÁT TRIỂN", "DTPT"),
        ("CHI ĐẦU TƯ PHÁT TRIỂN – Dự án A", "DTPT"),
        ("ĐTPT", "DTPT"),
        ("Đầu tư", "DTPT"),
        ("Du an 9 - von dau tu", "DTPT"),
        ("BÁO CÁO TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ PHÁT TRIỂN CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2023", "DTPT"),
        ("KPSN và vốn ĐTPT", None),
        ("Sở Kế hoạch và Đầu tư", None),
        ("Dự án 9: Đầu tư phát triển nhóm dân tộc thiểu số rất ít người và nhóm dân tộc còn nhiều khó khăn", None),
        ("KPSN Dự án 9: Đầu tư phát triển nhóm DTTS rất ít người và nhóm dân tộc còn nhiều khó khăn", "SN"),
        ("KPSN Dự án 9: Đầu tư phát triển nhóm DTTS rất ít người", "SN"),  # cut short
        ("Tổng số", None),
        ("", None),
    ],
)
def test_capital_type(reference, text, code):
    assert reference.capital_type_in(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NSTW", "TW"),
        ("Ngân sách trung ương", "TW"),
        ("NS tỉnh", "TINH"),
        ("Ngân sách tỉnh", "TINH"),
        ("NSĐP (tỉnh)", "TINH"),
        ("ngan sach tinh", "TINH"),
        ("NS huyện", "HUYEN"),
        ("Ngân sách cấp xã", "XA"),
        ("NSĐP", "KHAC"),  # local money of a level that is not said: never taken for central money
        ("Vốn lồng ghép", "KHAC"),
        ("NSTW, NS tỉnh", None),
        ("UBND tỉnh", None),
        ("Tổng số", None),
    ],
)
def test_budget_level(reference, text, code):
    assert reference.budget_level_in(text) == code
