"""The rule decision_issuer, on small tables."""

from tests.rules.sheets import DOCUMENT, applies, decision, found, report

RULE = "decision_issuer"


def test_passes_on_a_committees_decision_and_a_councils_resolution():
    line = "| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"

    assert found(RULE, decision(line)) == []
    assert found(RULE, decision(line, document="(Kèm theo Nghị quyết số 12/NQ-HĐND ngày 10/12/2022)")) == []


def test_fails_on_a_councils_decision():
    slip = decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |", document=DOCUMENT.replace("QĐ-UBND", "QĐ-HĐND"))

    assert found(RULE, slip) == ["A3"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_number_is_not_judged():
    undated = decision(
        "| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |", document="(Kèm theo Quyết định số    /QĐ-UBND)"
    )

    assert found(RULE, undated) == []
