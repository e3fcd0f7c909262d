"""A blank spending cell is zero only where the sheet's own totals prove it."""

from decimal import Decimal

import pytest

from fundflow.normalise.blanks import fill_proven_zeros
from fundflow.records import Amount, Column, Line, SheetColumn, Table

SPENT = Column(key="spent", index=4, role="measure", header="Giải ngân", header_cell="D1", measure="disbursed")


def table(*rows: tuple[str, str, int | None, str]) -> Table:
    """rows: (name, kind, parent, what the spending cell says; "" = blank)."""
    lines = []
    for number, (name, kind, parent, said) in enumerate(rows, start=2):
        amounts = {"plan@3": Amount(Decimal(1000), "1000", number, SheetColumn("SN", 3))}
        if said:
            amounts["spent@4"] = Amount(Decimal(said), said, number, SheetColumn("SN", 4))
        lines.append(Line("SN", number, kind, 0, name=name, name_column=2, parent=parent, amounts=amounts))
    return Table("SN", [SPENT], lines, Decimal(1), None, Decimal(1), "SN", "", None)


def zeros(read: Table) -> list[str]:
    return [
        line.amounts["spent@4"].cell
        for line in read.lines
        if line.amounts.get("spent@4") and line.amounts["spent@4"].raw == ""
    ]


@pytest.mark.parametrize(
    ("rows", "proven"),
    [
        pytest.param(
            [("Tổng cộng", "total", None, "300"), ("DA2", "detail", None, "300"), ("DA3", "detail", None, "")], ["D4"],
            id="the total is what the others say",
        ),
        pytest.param(
            [("Tổng cộng", "total", None, "500"), ("DA2", "detail", None, "300"), ("DA3", "detail", None, "")], [],
            id="something is missing from the total",
        ),
        pytest.param(
            [("Tổng cộng", "total", None, ""), ("DA2", "detail", None, "300"), ("DA3", "detail", None, "")], [],
            id="no total is printed",
        ),
        pytest.param(
            [("A", "subtotal", None, "300"), ("DA6", "subtotal", 0, ""), ("TDA2", "detail", 1, ""), ("DA2", "detail", 0, "300")],
            ["D4"], id="the nearest printed total stands two levels up",
        ),
        pytest.param([("DA2", "detail", None, ""), ("DA3", "detail", None, "")], [], id="no totals at all"),
    ],
)  # fmt: skip
def test_only_printed_totals_prove_a_zero(rows, proven):
    read = table(*rows)

    assert fill_proven_zeros(read) == len(proven)
    assert zeros(read) == proven
