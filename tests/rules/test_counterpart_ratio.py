"""The rule counterpart_ratio, on small tables."""

import pytest
from tests.rules.sheets import DOCUMENT, TITLE_OF_DECISION, applies, decision, findings, found, report

RULE = "counterpart_ratio"


def test_passes_within_the_ratio():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 107 | 100 | 7 |")) == []


def test_fails_at_the_header_of_the_local_share():
    [low] = findings(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 102 | 100 | 2 |"))

    assert (low.cell, low.value, low.expected) == ("F5", "2,0%", "5-15 %")


def test_silent_where_the_ratio_is_not_known():
    later = decision(
        "| | Dự án 2 | UBND huyện Hương Khê | 102 | 100 | 2 |",
        title=TITLE_OF_DECISION.replace("2023", "2026"), document=DOCUMENT.replace("2022", "2025"),
    )  # fmt: skip

    assert found(RULE, later) == []


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_and_zero_shares_are_not_compared():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 100 | 100 | 0 |")) == []


@pytest.mark.parametrize(("local", "told"), [("4", ["F5"]), ("5", []), ("15", []), ("16", ["F5"])])
def test_the_limits_themselves_are_within(local, told):
    whole = 100 + int(local)

    assert found(RULE, decision(f"| | Dự án 2 | UBND huyện Hương Khê | {whole} | 100 | {local} |")) == told


def test_a_programme_without_a_ratio_hides_no_other():
    rows = """
        | | Dự án 9, Tiểu dự án 1 | UBND huyện Hương Khê | 102 | 100 | 2 |
        | | Chương trình MTQG giảm nghèo bền vững | | | | |
        | | Dự án 2 | UBND huyện Hương Khê | 102 | 100 | 2 |
    """
    both = decision(rows, title=TITLE_OF_DECISION.replace("GIẢM NGHÈO BỀN VỮNG", "PHÁT TRIỂN KINH TẾ - XÃ HỘI VÙNG "
                    "ĐỒNG BÀO DÂN TỘC THIỂU SỐ VÀ MIỀN NÚI"))  # fmt: skip

    assert found(RULE, both) == ["F5"]
