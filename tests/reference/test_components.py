"""How people write the parts of a programme, and what must not be taken for one."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow.reference import UNRELATED_NAME

SEEN = Path(__file__).with_name("component_names_seen.csv")


def seen() -> list[tuple[str, str, str, str]]:
    with SEEN.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["programme"], row["above"], row["code"]) for row in csv.DictReader(file)]


def test_names_of_real_workbooks(reference):
    wrong = [
        (text, code, found)
        for text, programme, above, code in seen()
        if (found := reference.component_by_name(text, programme or None, above or None)).code != code
    ]
    assert len(seen()) > 200
    assert wrong == []


def test_what_means_nothing_means_nothing_wherever_it_stands(reference):
    texts = [
        *(text for text, *_ in seen()),
        *(unit.name_vi for unit in reference.units.values()),
        "Ghi chú",
        "",
        "-",
        "II",
    ]
    places = [(None, None), ("GNBV", None), (None, "GNBV.3"), ("GNBV", "GNBV.3"), ("DTTS", "DTTS.9.1")]
    for text, (programme, parent) in product(texts[::5], places):
        remembered = reference.component_by_name(text, programme, parent)
        asked_anew = reference._match_component.__wrapped__(text, programme, parent, None)
        assert remembered == asked_anew, (text, programme, parent)
        if text in texts[::50]:
            assert remembered.suggestions == asked_anew.suggestions, (text, programme, parent)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", "GNBV.2"),
        ("DA2 - Đa dạng hóa sinh kế, phát triển MHGN", "GNBV.2"),
        ("Dự án số 3. Hỗ trợ PTSX, cải thiện dinh dưỡng", "GNBV.3"),
        ("DA 3", "GNBV.3"),
        ("Dự án 03", "GNBV.3"),
        ("Dự án IV", "GNBV.4"),
        ("Dự án hai", "GNBV.2"),
        ("DỰ ÁN BA: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", "GNBV.3"),
        ("Dự án thứ tư", "GNBV.4"),
        ("Dự án số năm: Hỗ trợ nhà ở cho hộ nghèo", "GNBV.5"),
        ("Dự án sáu", "GNBV.6"),
        ("Tiểu dự án một, Dự án bốn", "GNBV.4.1"),
        ("Tiểu dự án thứ hai - Cải thiện dinh dưỡng, Dự án 3", "GNBV.3.2"),
        ("I. Dự án 2", "GNBV.2"),
        ("1.1 DA7", "GNBV.7"),
        ("a) Dự án 6", "GNBV.6"),
        ("- Dự án 6", "GNBV.6"),
        ("DU AN 2", "GNBV.2"),
        ("Dựán 2", "GNBV.2"),
        ("Dư ản 2", "GNBV.2"),  # OCR
        ("Dự án 2Đa dạng hóa sinh kế", "GNBV.2"),
        ("Dự án 3 (Sở Y tế)", "GNBV.3"),
        ("Nội dung: Dự án thứ 3", "GNBV.3"),
        ("DATP 4", "GNBV.4"),
        ("Tiều dự án 2, Dự án 7", "GNBV.7.2"),  # OCR
        ("Dự án 4, Tiểu dự án 1: Phát triển GDNN vùng nghèo, vùng khó khăn", "GNBV.4.1"),
        ("TDA1-DA4", "GNBV.4.1"),
        ("Tiểu dự án 1 thuộc Dự án 4", "GNBV.4.1"),
        ("Tiểu dự án 2 (Dự án 4)", "GNBV.4.2"),
        ("Tiểu dự án 1: Giảm nghèo về thông tin thuộc Dự án 6", "GNBV.6.1"),
        ("Dự án 4.1", "GNBV.4.1"),
        ("Kinh phí thực hiện Dự án 7", "GNBV.7"),
        ("Tổng cộng Dự án 7", "GNBV.7"),
        ("Dự án 2 - KPSN", "GNBV.2"),
        ("Dự án 4 (vốn đầu tư) năm 2023", "GNBV.4"),
        ("GNBV.3.1", "GNBV.3.1"),
        ("gnbv.3.1 - Hỗ trợ PTSX", "GNBV.3.1"),
        ("Dự án: Truyền thông và giảm nghèo về thông tin", "GNBV.6"),
        ("Đa dạng hóa sinh kế, phát triển MHGN", "GNBV.2"),
        ("1. Đa dạng hoá sinh kế", "GNBV.2"),
        ("da dang hoa sinh ke, phat trien mo hinh giam ngheo", "GNBV.2"),
        ("Giám sát và đánh giá", "GNBV.7.2"),
        ("Kinh phí CTMTQG giảm nghèo bền vững", "GNBV"),
        ("CTMTQG GNBV", "GNBV"),
        ("Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào DTTS&MN", "DTTS"),
        ("Dự án 9 thuộc CTMTQG phát triển KT-XH vùng đồng bào DTTS&MN", "DTTS.9"),
    ],
)
def test_said_in_a_table_of_the_poverty_programme(reference, text, code):
    found = reference.component_by_name(text, programme="GNBV")
    assert (found.code, found.contradiction) == (code, None)


@pytest.mark.parametrize(
    ("text", "above", "code"),
    [
        ("TDA 1", "GNBV.3", "GNBV.3.1"),
        ("TDA 1", "GNBV.4", "GNBV.4.1"),
        ("TDA 2", "GNBV.3.1", "GNBV.3.2"),  # the line above is its sister
        ("Dự án 4", "GNBV.3.2", "GNBV.4"),
        ("b) Tiểu dự án 2", "GNBV.7", "GNBV.7.2"),
        ("TDA1. Đầu tư phát triển KT-XH các dân tộc còn gặp nhiều khó khăn", "DTTS.9", "DTTS.9.1"),
        ("TDA1: Giảm nghèo về thông tin", "GNBV", "GNBV.6.1"),  # number and name leave one
        ("TDA 1. Hổ trợ phát triền sản xuất trong lỉnh vực nông nghiêp", "GNBV.3", "GNBV.3.1"),  # OCR
    ],
)
def test_said_below_a_line(reference, text, above, code):
    found = reference.component_by_name(text, parent=above)
    assert (found.code, found.contradiction) == (code, None)


@pytest.mark.parametrize(
    ("text", "programme", "above"),
    [
        ("Dự án 2", None, None),
        ("Tiểu dự án 1", "GNBV", None),
        ("TDA 1", None, None),
        ("Dự án 2 và Dự án 3", "GNBV", None),
    ],
)
def test_a_number_that_could_mean_several_is_not_guessed(reference, text, programme, above):
    found = reference.component_by_name(text, programme, above)
    assert (found.code, found.how) == (None, "ambiguous")
    assert len(found.suggestions) > 1


@pytest.mark.parametrize("programme", [None, "GNBV"])
def test_the_exact_name_decides_between_programmes(reference, programme):
    assert reference.component_by_name("DA2. Đa dạng hóa sinh kế, phát triển MHGN", programme).code == "GNBV.2"


@pytest.mark.parametrize(
    "text",
    [
        "Dự án 8: Phát triển hạ tầng số nông thôn",
        "DA 9",
        "TDA3 - Dự án 3",
        "Dự án 12",
        "Dự án 2023",
        "Dự án năm 2023",
        "Dự án tư vấn giám sát",
        "Dự án sau",
        "Dự án hài hòa",
        "Dự án 30a",
        "Đã 2",
        "Hợp phần 1",
        "Tổng cộng",
        "UBND huyện Kỳ Anh",
        "NGƯỜI LẬP BIỂU",
        "Xây dựng cầu đường",
        "Nâng cao năng lực",
    ],
)
def test_unknown_to_the_poverty_programme(reference, text):
    found = reference.component_by_name(text, programme="GNBV")
    assert (found.code, found.how) == (None, "unknown")


def test_a_near_miss_is_shown_and_not_applied(reference):
    found = reference.component_by_name("Đa dang hóa sinh kê, phát triển mô hình giảm nghéo", programme="GNBV")
    assert found.code is None
    assert found.suggestions[0] == "Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo (GNBV.2)"


@pytest.mark.parametrize(
    ("text", "above", "contradiction"),
    [
        ("Tiểu dự án 1: Cải thiện dinh dưỡng", "GNBV.3", "GNBV.3.2"),
        ("TDA 2: Hỗ trợ việc làm bền vững cho người lao động", "GNBV.4", "GNBV.4.3"),
        ("Dự án 1: Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt", "GNBV", "DTTS.1"),
        ("Dự án 3: Đa dạng hóa sinh kế, phát triển MHGN", "GNBV", "GNBV.2"),
        ("Tiểu dự án 2: Xây dựng cầu đường", "GNBV.3", UNRELATED_NAME),
        ("Tiểu dự án 2: Hỗ trợ xây dựng cầu đường", "GNBV.4", UNRELATED_NAME),
        ("Dự án 7: Mua sắm xe ô tô", "GNBV", UNRELATED_NAME),
    ],
)
def test_number_and_name_contradict(reference, text, above, contradiction):
    found = reference.component_by_name(text, parent=above)
    assert (found.code, found.how, found.contradiction) == (None, "contradiction", contradiction)
    assert found.suggestions


@pytest.mark.parametrize(
    "text",
    [
        "Dự án 3: Hỗ trợ phát triển sản xuất",  # shortened
        "Dự án 6: Giảm nghèo về thông tin",  # the name of its own part
        "Dự án 7: Nâng cao năng lực, giám sát đánh giá CTMTQG GNBV",
        "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo trên địa bàn huyện năm 2023",
        "Dự án 4: Phát trin giáo dc nghề nghiệp, vệc làm bền vng",  # dropped letters
    ],
)
def test_a_number_with_a_name_as_people_write_it(reference, text):
    found = reference.component_by_name(text, programme="GNBV")
    assert found.code == f"GNBV.{text[6]}"


def test_a_component_of_another_programme_in_a_table_of_one(reference):
    found = reference.component_by_name(
        "Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt", "GNBV"
    )
    assert (found.code, found.how, found.contradiction) == (None, "contradiction", "DTTS.1")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Dự án 8: Phát triển hạ tầng số nông thôn", True),
        ("1. TDA 2", True),
        ("Giảm nghèo về thông tin", True),
        ("GNBV.2", True),
        ("Chương trình mục tiêu quốc gia giảm nghèo bền vững", False),
        ("CTMTQG GNBV", False),
        ("UBND huyện Kỳ Anh", False),
        ("CHI THƯỜNG XUYÊN", False),
    ],
)
def test_whether_a_component_is_meant(reference, text, meant):
    assert reference.looks_like_component(text) is meant


@pytest.mark.parametrize(
    ("title", "programme"),
    [
        ("PHÂN BỔ KPSN THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA GIẢM NGHÈO BỀN VỮNG NĂM 2023", "GNBV"),
        ("Kế hoạch giảm nghèo và an sinh xã hội bền vững năm 2021", "GNBV"),
        ("PHAN BO KINH PHI GIAM NGHEO BEN VUNG", "GNBV"),
        ("CTMTQG phát triển KT-XH vùng đồng bào DTTS&MN", "DTTS"),
        ("vùng đồng bào dân tộc miền núi", "DTTS"),
        ("Chương trình MTQG xây dựng nông thôn mới", "NTM"),
        ("BÁO CÁO GIẢI NGÂN CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2023", None),
        ("Các CTMTQG: giảm nghèo bền vững", None),
        ("CTMTQG giảm nghèo bền vững và xây dựng nông thôn mới", None),
        ("Báo cáo tài chính", None),
        ("", None),
    ],
)
def test_the_programme_of_a_title(reference, title, programme):
    assert reference.programme_in(title) == programme


def test_a_component_of_another_time(reference):
    assert reference.component_by_name("Dự án 2", "GNBV", on=date(2027, 1, 1)).how == "retired"
    assert reference.component_by_name("Dự án 2", "GNBV", on=date(2020, 12, 31)).how == "not_yet"
    assert reference.component_by_name("Dự án 2", "GNBV", on=date(2023, 9, 30)).how == "number"


@pytest.mark.parametrize("text", ["", "   ", "…", "-", "\u00a0"])
def test_nothing_said(reference, text):
    assert reference.component_by_name(text, "GNBV").how == "empty"


@pytest.mark.parametrize("text", ["00473", "0473", "473", "473.0", " 473 "])
def test_a_treasury_code_loses_its_zeros(reference, text):
    assert reference.component_by_treasury_code(text) == "GNBV.3"


def test_no_treasury_code(reference):
    assert reference.component_by_treasury_code("00000") is None


blanks = st.sampled_from([" ", "  ", "\u00a0", "\t", " \u200b "])


@given(
    row=st.sampled_from(seen()),
    form=st.sampled_from(["NFC", "NFD"]),
    blank=blanks,
    case=st.sampled_from(["upper", "lower", "title"]),
)
def test_case_spaces_and_unicode_forms_do_not_count(reference, row, form, blank, case):
    text, programme, above, code = row
    typed = unicodedata.normalize(form, getattr(text, case)()).replace(" ", blank)
    assert reference.component_by_name(typed, programme or None, above or None).code == code


@given(text=st.text(max_size=60))
def test_any_text_has_an_answer_and_no_exception(reference, text):
    found = reference.component_by_name(text, programme="GNBV", parent="GNBV.3")
    assert found.code is None or found.code in reference.components
    reference.programme_in(text), reference.looks_like_component(text)


@given(number=st.integers(0, 99), level=st.sampled_from(["Dự án", "DA", "Tiểu dự án", "TDA"]))
def test_a_number_is_known_exactly_when_the_tree_has_it(reference, number, level):
    above = "GNBV.4" if level.startswith(("T", "t")) else "GNBV"
    found = reference.component_by_name(f"{level} {number}", parent=above)
    expected = f"{above}.{number}"
    assert found.code == (expected if expected in reference.components else None)
