"""The rule parts_within_whole, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "parts_within_whole"


def test_passes_up_to_the_whole():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |\n| | Trong đó: tập huấn | 100 | | | 20 | |")) == []


def test_fails_at_the_part():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |\n| | Trong đó: tập huấn | 101 | | | 20 | |")) == [
        "C7"
    ]


def test_not_applicable_without_parts():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_whole_limits_nothing():
    assert found(RULE, report("| | Dự án 2 | 100 | | | 20 | |\n| | Trong đó: tập huấn | | 30 | | | |")) == []
