"""Formulas that a program wrote without values: plain sums are computed, everything else is left and named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import xlsx

from fundflow.reader.formulas import SharedFormula, plain_sum

# The sheet that all formulas below see.
KNOWN = """
<row r="1"><c r="A1"><v>100</v></c><c r="B1"><v>0.1</v></c><c r="C1"><v>0.2</v></c><c r="D1" t="str"><v>Cộng</v></c>
</row>
<row r="2"><c r="A2"><v>20</v></c><c r="B2" t="str"><v>1.234</v></c><c r="C2" t="e"><v>#REF!</v></c>
<c r="D2" t="b"><v>1</v></c></row>
<row r="3"><c r="A3"><v>-3</v></c></row>
"""
OTHER = {
    "Kế hoạch 2023": '<row r="1"><c r="A1"><v>1000</v></c></row>',
    "Thang9": '<row r="5"><c r="B5"><v>9</v></c></row>',
}

COMPUTED = {
    "A1+A2": "120",
    "-A1+A2-A3": "-77",
    "SUM(A1:A3)": "117",
    "sum( A1 , A3 )": "97",
    "SUM($A$1:$A$2)-A3+5": "128",
    "SUM(A1:A3,B1:C1,10)": "127.3",
    "B1+C1": "0.3",
    "+A1-(A2-(A3+1))": "78",
    "SUM(A:A)": "117",
    "SUM(1:1)": "100.3",
    "SUM(A1:D1)": "100.3",
    "SUM(D1:D3)": "0",
    "A9+A10": "0",
    "'Kế hoạch 2023'!A1+Thang9!B5+A1": "1109",
    "SUM('Kế hoạch 2023'!A1:A9)": "1000",
    "SUM(A3:A1)": "117",
    "SUM(A1+A2,A3)": "117",
    "1.5+.5": "2",
}
LEFT = [
    "A1*2", "A1/A2", "A1%", "A1^2", 'A1&""', "ROUND(A1,0)", "SUM(A1:A3)*1", "SUMIF(A1:A3,1)", "IF(A1>0,1,0)", "A1:A3",
    "SUM(A1:A3", "A1+", "SUM(A1;A2)", "A1 A2", "#REF!+A1", "SUM(C1:C2)", "A1+B2", "SUM(B1:B2)", "A1+D1", "A1+D2",
    "Missing!A1+1", "[1]Sheet1!A1+1", "A1+TRUE", "()", "SUM()", "A1,A2",
]  # fmt: skip


def _formula(cells, formula: str):
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return cells(xlsx({"A": f'{KNOWN}<row r="20"><c r="H20"><f>{escaped}</f></c></row>', **OTHER}))["H20"]


@pytest.mark.parametrize(("formula", "value"), COMPUTED.items(), ids=str)
def test_a_plain_sum_is_computed(cells, formula, value):
    cell = _formula(cells, formula)
    assert (cell.kind, cell.text, cell.formula) == ("number", value, formula)


@pytest.mark.parametrize("formula", LEFT)
def test_anything_else_stays_a_formula(cells, formula):
    assert _formula(cells, formula).kind == "formula"


def test_sums_of_sums_in_any_order_and_very_long_chains(cells):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>A{n + 1}+1</f></c></row>' for n in range(1, 3000))
    found = cells(xlsx(rows + '<row r="3000"><c r="A3000"><v>1</v></c></row>'))
    assert found["A1"].text == "3000"


@pytest.mark.parametrize("rows", [
    '<row r="1"><c r="A1"><f>A1+1</f></c></row>',
    '<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>SUM(A1:A1)</f></c></row>',
    '<row r="1"><c r="A1"><f>SUM(A1:B1)</f></c><c r="B1"><v>1</v></c></row>',
])  # fmt: skip
def test_circles_are_refused(cells, rows):
    assert cells(xlsx(rows))["A1"].kind == "formula"


def test_a_formula_that_needs_a_refused_one_is_refused(cells):
    found = cells(xlsx('<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>2*3</f></c></row>'))
    assert (found["A1"].kind, found["B1"].kind) == ("formula", "formula")


def test_too_much_work_is_refused(cells):
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><f>SUM(A$1:A$9999)</f></c></row>'
    found = cells(xlsx("".join(row.format(n) for n in range(1, 2000))))
    assert found["B1"].text == "1999"
    assert found["B1999"].kind == "formula"


def test_shared_formulas_move_with_their_cells(cells):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1+A$1</f></c></row>'
        '<row r="2"><c r="A2"><v>10</v></c><c r="B2"><f t="shared" si="0"/></c></row>'
    )
    found = cells(xlsx(rows))
    assert (found["B1"].text, found["B2"].text, found["B2"].formula) == ("2", "11", "A2+A$1")


@pytest.mark.parametrize(("written", "moved"), [
    ("SUM(A1:B$2)+$C3", "SUM(B3:C$2)+$C5"),
    ("LOG10(A1)&\"A1\"", "LOG10(B3)&\"A1\""),
    ("'A1 kế'!A1+Thang9!B2", "'A1 kế'!B3+Thang9!C4"),
])  # fmt: skip
def test_only_references_move(written, moved):
    assert SharedFormula(written, 1, 1).at(3, 2) == moved


def test_a_reference_that_moves_off_the_sheet_is_an_error():
    assert SharedFormula("A1+B2", 5, 5).at(4, 4) == "#REF!+A1"


@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 10**15)), min_size=1, max_size=30))
def test_signs_and_numbers_add_up_as_python_adds_them(parts):
    formula = "".join(sign + str(number) for sign, number in parts)
    assert sum(term.sign * term.number for term in plain_sum(formula)) == sum(int(s + str(n)) for s, n in parts)


@given(st.text("A1$:+-(),.SUMsum'!0 9", max_size=40))
def test_any_text_is_a_sum_or_not_one(text):
    terms = plain_sum(text)
    assert terms is None or terms
