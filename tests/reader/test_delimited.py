"""Delimited text: the bytes, and the rows that they say."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from fundflow.reader import UnreadableFile
from fundflow.reader.delimited import decode, read_delimited
from fundflow.reader.guard import Limits

TEXT = "TT;Nội dung;Số tiền\n1;Giảm nghèo bền vững, huyện Kỳ Anh;1.234,5\n2;Đa dạng hóa sinh kế;0\n"
ROWS = {
    1: ["TT", "Nội dung", "Số tiền"],
    2: ["1", "Giảm nghèo bền vững, huyện Kỳ Anh", "1.234,5"],
    3: ["2", "Đa dạng hóa sinh kế", "0"],
}


def windows_1258(text: str) -> bytes:
    """As Vietnamese Windows wrote it: ă â ê ô ơ ư đ are letters, tones follow them as characters of their own."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            letters.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", letter)
            if len(base) == 2 and base[1] == "\u0323":  # ậ: NFD puts the dot before the circumflex
                base, tone = [base[0], tone], "\u0323"
            letters.append(unicodedata.normalize("NFC", "".join(base)).encode("cp1258") + tone.encode("cp1258"))
    return b"".join(letters)


def rows_of(content: bytes, limits: Limits = Limits()) -> dict[int, list[str]]:
    (sheet,) = read_delimited(content, limits).sheets
    return {row: [cell.text for cell in cells] for row, cells in sheet.rows.items()}


@pytest.mark.parametrize("content", [
    TEXT.encode("utf-8"), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16"), windows_1258(TEXT),
    codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT.encode("utf-16-le"), TEXT.encode("utf-16-be"),
    unicodedata.normalize("NFD", TEXT).encode(), TEXT.replace("\n", "\r\n").encode(), TEXT.replace("\n", "\r").encode(),
    TEXT.replace(";", "\t").encode(), TEXT.replace(";", "|").encode(),
    b"sep=;\n" + TEXT.encode(),
], ids=range(13))  # fmt: skip
def test_encodings_and_delimiters(content):
    found = rows_of(content)
    if content.startswith(b"sep"):  # Excel counts that line
        found = {row - 1: cells for row, cells in found.items()}
    assert found == ROWS


def test_commas_in_quotes_delimit_nothing():
    assert rows_of(b'a,"1,5",c\nd,"2,5","x ""y"""\n') == {1: ["a", "1,5", "c"], 2: ["d", "2,5", 'x "y"']}


def test_a_line_break_in_quotes_is_part_of_the_cell():
    assert rows_of(b'a,"b\nc"\nd,e\n') == {1: ["a", "b\nc"], 2: ["d", "e"]}


def test_ragged_and_blank_rows_keep_their_numbers():
    assert rows_of(b"a,b\n\n,,\nc\nd,,e\n") == {1: ["a", "b"], 4: ["c"], 5: ["d", "e"]}


def test_numbers_stay_text_and_keep_their_zeros():
    (sheet,) = read_delimited(b"0123,1.234\n", Limits()).sheets
    assert [(cell.kind, cell.text, cell.column) for cell in sheet.rows[1]] == [
        ("text", "0123", 1),
        ("text", "1.234", 2),
    ]


def test_english_and_french_of_windows_are_not_taken_for_vietnamese():
    assert decode("Crédits exécutés, dépenses de l’année".encode("cp1252")) == "Crédits exécutés, dépenses de l’année"


def test_tcvn3_text_is_converted(read):
    lines = "TT;Néi dung\n1;Céng hßa x· héi chñ nghÜa ViÖt Nam\n2;Gi¶m nghÌo bÒn v÷ng\n"
    sheet = read(lines.encode("cp1252"), "x.csv").sheets[0]
    assert [cells[1].text for cells in sheet.rows.values()] == [
        "Nội dung",
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Giảm nghèo bền vững",
    ]
    assert sheet.rows[1][1].original == "Néi dung"


@pytest.mark.parametrize(("content", "limits", "rule"), [
    (b'a,"b\nc,d\n', Limits(), "file.damaged"),
    (b'a,"b"c,d\n', Limits(), "file.damaged"),
    (b"a\n" * 20, Limits(rows=10), "file.too_large"),
    (b"a,b,c,d\n" * 20, Limits(columns=2, far_cells=10), "file.too_large"),
    (b"a,b,c,d\n" * 20, Limits(cells=50), "file.too_large"),
    (b"\xff\xfea", Limits(), "file.damaged"),
])  # fmt: skip
def test_what_cannot_be_read_right_is_refused(content, limits, rule):
    with pytest.raises(UnreadableFile) as refusal:
        read_delimited(content, limits)
    assert refusal.value.finding.rule == rule


def test_a_far_cell_is_left_out_and_named():
    book = read_delimited(b"a,b,c\nd,,,,,,x\n", Limits(columns=5))
    assert [(finding.rule, finding.cell) for finding in book.warnings] == [("file.far_cell", "G2")]


def test_text_of_old_macintoshes():
    content = "Région;Montant\rExtrême-Nord;250000\r".encode("mac-roman")

    sheet = read_delimited(content, Limits()).sheets[0]

    assert [[cell.text for cell in row] for row in sheet.rows.values()] == [
        ["Région", "Montant"],
        ["Extrême-Nord", "250000"],
    ]
