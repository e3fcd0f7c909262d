"""The rule central_allocation_kept, on small tables."""

from copy import copy

from tests.rules.sheets import DOCUMENT, HEARD, TITLE_OF_DECISION, TODAY, applies, decision, knowledge, report

from fundflow.rules import central_allocation_kept
from fundflow.rules.file_view import FileView

RULE = "central_allocation_kept"


def judged_by(reading, *rows):
    """What the rule finds if the centre gave these (component, year, amount, status)."""
    columns = ("component", "budget_year", "amount_vnd", "status")
    given = [dict(zip(columns, row, strict=True)) | {"capital_type": "SN", "document": "QĐ 1"} for row in rows]
    reference = copy(knowledge()[0])
    reference.rows = lambda name, *filled: given
    answer = central_allocation_kept.RULE.judge(FileView(reading, TODAY), reference)
    HEARD.extend(answer)
    return [finding.cell for finding in answer]


HANDED_OUT = (
    "| | Dự án 2 | UBND huyện Hương Khê | 11 | 10 | 1 |\n| | Dự án 6, Tiểu dự án 2 | UBND huyện Hương Khê | 6 | 5 | 1 |"
)


def test_passes_up_to_what_the_centre_gave():
    assert judged_by(decision(HANDED_OUT), ("GNBV", "2023", "15000000", "sourced")) == []


def test_fails_at_the_largest_central_figure():
    assert judged_by(decision(HANDED_OUT), ("GNBV", "2023", "14999999", "sourced")) == ["E6"]
    assert judged_by(decision(HANDED_OUT), ("GNBV.6", "2023", "4999999", "sourced")) == ["E7"]


def test_projects_bind_no_longer_from_2024_on():
    later = decision(
        HANDED_OUT, title=TITLE_OF_DECISION.replace("2023", "2024"), document=DOCUMENT.replace("2022", "2023")
    )

    assert judged_by(later, ("GNBV.2", "2024", "1", "sourced")) == []
    assert judged_by(later, ("GNBV", "2024", "1", "sourced")) == ["E6"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_and_unconfirmed_amounts_of_the_centre_limit_nothing():
    assert judged_by(decision(HANDED_OUT)) == []
    assert judged_by(decision(HANDED_OUT), ("GNBV", "2023", "1", "OK")) == []
