"""Rows taken by regular expressions and rows taken by the XML parser say the same cells, or the same damage."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from fuzz import SEEDS, mutated
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import sheet_xml

from fundflow.reader import UnreadableFile, xlsx_rows
from fundflow.reader.guard import Limits
from fundflow.reader.xlsx_cells import XlsxBook
from fundflow.reader.xlsx_sheet import read_sheet
from fundflow.reader.xlsx_styles import Styles

STYLES = Styles(meanings={"1": "date"}, encodings={"2": "tcvn3"})
STRINGS = ["Xã", "", [("tcvn3", "Céng")], "Huyện"]


def read(part: bytes, chunk: int = 1 << 18):
    """All that a sheet says, or the rule that refuses it."""
    book = XlsxBook(Limits(columns=50), strings=list(STRINGS), styles=STYLES)
    chunks = [part[start : start + chunk] for start in range(0, len(part), chunk)]
    try:
        sheet = read_sheet("A", chunks, "sheet1.xml", book)
    except UnreadableFile as refusal:
        return refusal.finding.rule
    book.convert_legacy()
    return sheet, [cell for _, cell in book.pending], [warning.cell for warning in book.warnings]


def by_the_parser(part: bytes):
    """A comment in front leaves every row to the parser."""
    root = part.index(b"<worksheet")
    return read(part[:root] + b"<!-- -->" + part[root:])


@pytest.fixture
def taken(monkeypatch) -> list[bool]:
    """For each row that could be plain: was it?"""
    answers: list[bool] = []
    take = xlsx_rows._take_row
    monkeypatch.setattr(xlsx_rows, "_take_row", lambda *told: answers.append(take(*told)) or answers[-1])
    return answers


texts = st.sampled_from(["Xã", " ", "", "a_x000A_b", "&amp;", "<b/>", "Céng hßa", "x>y", "\x01", "日本"])
numbers = st.sampled_from(["0", "12", "-1.50", "1E3", "45199", "x", "", " 7", "0.30000000000000004"])
insides = st.one_of(
    numbers.map("<v>{}</v>".format),
    texts.map("<v>{}</v>".format),
    texts.map("<is><t>{}</t></is>".format),
    numbers.map("<f>A1*2</f><v>{}</v>".format),
    st.sampled_from(
        ["", "<f>SUM(A1:A2)</f>", '<f t="shared" si="0" ref="A1">A1</f>', "<v/>", "<!---->", "<v>1</v><v>2</v>"]
    ),
)
rarely = st.sampled_from([True, *[False] * 9])
shared = st.sampled_from([f' s="{style}" t="s"><v>{index}</v>' for style in "012" for index in "01234"])


@st.composite
def cells_xml(draw, reference: str) -> str:
    if draw(rarely):
        reference = draw(st.sampled_from(["", "a1", "$A$1", "A1", "B2", "XFE1", "AZ1"]))
    attributes = f' r="{reference}"' if reference else ""
    attributes += draw(st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="99"']))
    attributes += draw(st.sampled_from(["", ' t="n"', ' t="s"', ' t="str"', ' t="inlineStr"', ' t="b"']))
    attributes += ' x="1"' if draw(rarely) else ""
    if draw(st.integers(0, 3)) == 0:
        return f'<c r="{reference}"{draw(shared)}</c>'
    inside = draw(insides)
    return f"<c{attributes}>{inside}</c>" if inside else f"<c{attributes}/>"


@st.composite
def rows_xml(draw, number: int) -> str:
    attributes = f' r="{number}"'
    if draw(rarely):
        attributes = draw(st.sampled_from(["", ' r="0"', ' r="3"', ' r="1048577"', ' r="1048576"']))
    attributes += draw(st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="15" x:y="0"']))
    attributes += draw(st.sampled_from([' r="2"', ' s="1" s="2"'])) if draw(rarely) else ""
    inside = "".join(draw(cells_xml(f"{letters}{number}")) for letters in draw(st.sampled_from(["", "A", "AC", "ABZ"])))
    return f"<row{attributes}>{inside}</row>" if inside else f"<row{attributes}/>"


@st.composite
def sheets_xml(draw) -> str:
    return "".join(draw(rows_xml(number)) for number in range(1, draw(st.integers(2, 5))))


@settings(max_examples=500)
@given(sheets_xml(), st.integers(1, 300))
@example('<row r="1"><c r="XFE1"/></row>', 300)  # blank, and beyond the last column that there is
def test_any_rows_in_any_pieces(rows, chunk):
    part = sheet_xml(rows).encode()
    assert read(part, chunk) == by_the_parser(part)


def test_usual_rows_are_plain(taken):
    cells = (
        '<c r="A{0}" s="3" t="s"><v>0</v></c><c r="B{0}"><v>5.5</v></c><c r="C{0}"/><c r="D{0}"><f>A1*2</f><v>3</v></c>'
    )
    part = sheet_xml("".join(f'<row r="{n}" spans="1:4">{cells.format(n)}</row>' for n in range(1, 9)))
    sheet, _, _ = read(part.encode())
    assert taken == [True] * 8
    assert len(sheet.rows) == 8


@pytest.mark.parametrize("around", ["<!--{}-->", "<![CDATA[{}]]>", "<?x {}?>"])
def test_rows_that_are_not_there_are_not_read(around):
    hidden = around.format('<row r="1"><c r="A1"><v>5</v></c></row>')
    sheet, _, _ = read(sheet_xml(hidden).encode())
    assert not sheet.rows
    sheet, _, _ = read(sheet_xml(hidden).encode(), chunk=1)
    assert not sheet.rows


def test_another_encoding_is_left_to_the_parser(taken):
    rows = '<row r="1"><c r="A1" t="str"><v>Ã¡</v></c></row>'
    sheet, _, _ = read(('<?xml version="1.0" encoding="ISO-8859-1"?>' + sheet_xml(rows)).encode("latin-1"))
    assert sheet.rows[1][0].text == "Ã¡"
    assert not taken


def test_a_row_without_end_is_not_searched_again_and_again():
    part = sheet_xml('<row r="1">' + '<c r="A1"/>' * 1_000_000).encode()
    assert read(part) == "file.damaged"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_mutants_of_the_samples(path: Path):
    chance = random.Random(path.name)
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    for part in parts:
        assert read(part) == by_the_parser(part)
        for _ in range(20):
            changed = part[:60] + mutated(part[60:], chance)
            if b"<worksheet" in changed:
                assert read(changed) == by_the_parser(changed)
