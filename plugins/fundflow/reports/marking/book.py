"""The workbook part: which sheets there are and in which parts, a sheet put first, a sheet taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from fundflow.reports.marking.package import Package
from fundflow.reports.marking.styles import PLAIN, Styles
from fundflow.reports.marking.xml_text import (
    XML,
    NotAPackage,
    Splice,
    elements,
    first,
    needed,
    plain_text,
    splice,
    tags,
)

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
MAX_SHEET_NAME = 31


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    part: str
    relation_id: str


class Book:
    """An .xlsx package seen as a workbook."""

    def __init__(self, package: Package):
        self.package = package
        document = package.relation("", "officeDocument")
        if document is None:
            raise NotAPackage("no workbook part")
        self.part = document.target
        self.namespace = needed(package.text(self.part), "workbook").namespace
        self.styles = Styles(package.text(self._styles_part()))

    def _styles_part(self) -> str:
        relation = self.package.relation(self.part, "styles")
        if relation:
            return relation.target
        part = self.package.new_name("xl/styles{}.xml")
        self.package.write(part, XML + PLAIN.format(namespace=self.namespace))
        self.package.declare(part, STYLES_TYPE)
        self.package.relate(self.part, "styles", part)
        return part

    def sheets(self) -> list[SheetPart]:
        """The worksheets in their order (chart sheets have no cells)."""
        targets = {each.id: each for each in self.package.relations(self.part)}
        found = []
        for tag in tags(self.package.text(self.part), "sheet"):
            relation = targets.get(_relation_id(tag) or "")
            if tag.kind != "close" and relation and relation.type.endswith("/worksheet"):
                found.append(SheetPart(tag.get("name") or "", relation.target, relation.id))
        return found

    def first_text(self, sheet: SheetPart) -> str:
        """The text of A1, where our list has its title."""
        return next(self.texts(sheet), {}).get("A", "")

    def texts(self, sheet: SheetPart) -> Iterator[dict[str, str]]:
        """The texts of each row by column letter; only for sheets that we wrote, whose rows are few."""
        text, shared = self.package.text(sheet.part), None
        for row, row_end in elements(text, "row"):
            found = {}
            for cell, end in elements(text, "c", row.end, row_end):
                content = text[cell.start : end]
                if cell.get("t") == "s" and shared is None:
                    shared = self._shared_texts()
                found[(cell.get("r") or "").rstrip("0123456789")] = _cell_text(cell.get("t"), content, shared)
            yield found

    def _shared_texts(self) -> list[str]:
        relation = self.package.relation(self.part, "sharedStrings")
        if relation is None:
            return []
        text = self.package.text(relation.target)
        return [_words(text[tag.start : end]) for tag, end in elements(text, "si")]

    def free_name(self, wanted: str) -> str:
        """`wanted`, or "wanted (2)" where the sender has a sheet of that name."""
        taken = {(tag.get("name") or "").lower() for tag in tags(self.package.text(self.part), "sheet")}
        names = [wanted, *(f"{wanted} ({number})" for number in range(2, 1000))]
        return next(name for name in names if name.lower() not in taken)[:MAX_SHEET_NAME]

    def put_first(self, name: str, sheet_xml: str) -> str:
        """Adds a sheet before all others and opens the workbook on it. Answers its part."""
        part = self.package.new_name("xl/worksheets/sheet{}.xml")
        self.package.write(part, sheet_xml)
        self.package.declare(part, WORKSHEET_TYPE)
        relation = self.package.relate(self.part, "worksheet", part)
        text = self.package.text(self.part)
        ids = [int(tag.get("sheetId") or 0) for tag in tags(text, "sheet") if tag.kind != "close"]
        opening = needed(text, "sheets")
        tag = (
            f'<{opening.prefix}sheet xmlns:r="{self.package.relationships_namespace}" name={quoteattr(name)}'
            f' sheetId="{max([0, *ids]) + 1}" r:id="{relation}"/>'
        )
        text = splice(text, [Splice(opening.end, opening.end, tag)])
        self.package.write(self.part, _shifted(text, 1))
        self._open_on_first()
        return part

    def remove(self, sheet: SheetPart) -> None:
        text = self.package.text(self.part)
        listed = [tag for tag in tags(text, "sheet") if tag.kind != "close"]
        index = next(i for i, tag in enumerate(listed) if _relation_id(tag) == sheet.relation_id)
        text = _shifted(splice(text, [Splice(listed[index].start, listed[index].end, "")]), -1, gone=index)
        self.package.write(self.part, text)
        self.package.unrelate(self.part, sheet.relation_id)
        self.package.remove(sheet.part)

    def _open_on_first(self) -> None:
        """Two selected sheets would be edited together, so only the first stays selected."""
        for sheet in self.sheets()[1:]:
            text = self.package.text(sheet.part)
            views = tags(text, "sheetView", end=needed(text, "sheetData").start)
            selected = [tag for tag in views if tag.kind != "close" and tag.get("tabSelected")]
            edits = [Splice(tag.start, tag.end, tag.having(tabSelected=0)) for tag in selected]
            self.package.write(sheet.part, splice(text, edits))

    def save(self, path) -> None:
        self.package.write(self._styles_part(), self.styles.finished())
        self.package.save(path)


def _relation_id(tag) -> str | None:
    return tag.get("r:id") or next((tag.get(name) for name in ("relationships:id", "d3p1:id") if tag.get(name)), None)


def _shifted(text: str, by: int, gone: int = 0) -> str:
    """Names that belong to a sheet, and the open tab, count the sheets by position: all after `gone` move."""
    edits = []
    for tag, end in elements(text, "definedName"):
        index = tag.get("localSheetId")
        if index is None or int(index) < gone:
            continue
        if by < 0 and int(index) == gone:
            edits.append(Splice(tag.start, end, ""))
        else:
            edits.append(Splice(tag.start, tag.end, tag.having(localSheetId=int(index) + by)))
    for tag in tags(text, "workbookView"):
        if tag.kind != "close":
            edits.append(Splice(tag.start, tag.end, tag.having(activeTab=0, firstSheet=0)))
    return splice(text, edits)


def _cell_text(kind: str | None, content: str, shared: list[str] | None) -> str:
    if kind == "inlineStr":
        return _words(content)
    value = first(content, "v")
    raw = plain_text(content[value.end : content.index("<", value.end)]) if value and value.kind == "open" else ""
    if kind == "s" and shared is not None:
        return shared[int(raw)] if raw.isdigit() and int(raw) < len(shared) else ""
    return raw


def _words(xml: str) -> str:
    runs = ((tag, end) for tag, end in elements(xml, "t") if tag.kind == "open")
    return "".join(plain_text(xml[tag.end : xml.rindex("</", tag.end, end)]) for tag, end in runs)
