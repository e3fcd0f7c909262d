"""The rule decision_of_new_money, on small tables."""

import pytest
from tests.rules.sheets import TITLE_OF_DECISION, applies, decision, found, report

RULE = "decision_of_new_money"
ROW = "| 1 | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"


@pytest.mark.parametrize("year", ["NĂM 2023", "GIAI ĐOẠN 2021-2025, NĂM 2023", "NĂM 2023 (THAY THẾ PHỤ LỤC NĂM 2022)"])
def test_passes_for_money_of_the_year(year):
    assert found(RULE, decision(ROW, title=TITLE_OF_DECISION.replace("NĂM 2023", year))) == []


def test_fails_for_carried_over_money():
    assert found(RULE, decision(ROW, title=TITLE_OF_DECISION.replace("NĂM 2023", "NĂM 2022 CHUYỂN SANG NĂM 2023"))) == [
        "A2"
    ]


@pytest.mark.parametrize(
    "year",
    [
        "NĂM 2022 ĐƯỢC PHÉP KÉO DÀI SANG NĂM 2023",
        "(NGUỒN NĂM 2022 CHUYỂN NGUỒN SANG NĂM 2023)",
        "CHUYỂN NGUỒN TỪ NĂM 2022 SANG NĂM 2023",
        "NĂM 2023 VÀ VỐN NĂM 2022 CHUYỂN SANG",
    ],
)
def test_other_ways_to_say_that_it_was_carried_over(year):
    assert found(RULE, decision(ROW, title=TITLE_OF_DECISION.replace("NĂM 2023", year))) == ["A2"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_year_is_not_judged():
    undated = decision(ROW, title="PHÂN BỔ KINH PHÍ SỰ NGHIỆP CTMTQG GIẢM NGHÈO BỀN VỮNG CHUYỂN SANG")

    assert found(RULE, undated) == []
