"""Our notes in a workbook's cells: added beside the sender's own notes, and taken away again.

Excel keeps a note twice: its text in a comments part, its box in an old drawing language (VML) that is not always
well-formed, hence is only ever cut and pasted.
"""

from __future__ import annotations

import re

from fundflow.addresses import address
from fundflow.reports.marking.marks import NOTE_MARK
from fundflow.reports.marking.package import Package
from fundflow.reports.marking.sheet_cells import Place, end_of_cells, place
from fundflow.reports.marking.xml_text import (
    XML,
    Splice,
    Tag,
    append_child,
    elements,
    first,
    needed,
    plain_text,
    splice,
    tags,
    xml_text,
)

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
THREADED = "[Threaded comment]"  # such a note belongs to a conversation; Excel repairs files where it was changed
MAX_NOTE = 2000  # longer notes do not open well; the list has the whole sentence
LAST_COLUMN, LAST_ROW = 16_383, 1_048_575  # counted from 0; a box beyond them makes Excel repair the file
SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
AFTER_LEGACY_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
EMPTY_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype></xml>"
)


def add_notes(package: Package, sheet: str, texts: dict[Place, str]) -> None:
    """A note in each of these cells of the worksheet part `sheet`; where the sender has one, ours follows it."""
    if not texts:
        return
    comments = _comments_part(package, sheet)
    text = package.text(comments)
    own = {place(tag.get("ref") or ""): (tag, end) for tag, end in elements(text, "comment")}
    edits = [_extended(text, *own[where], note) for where, note in texts.items() if where in own]
    text = splice(text, [edit for edit in edits if edit])
    fresh = {where: note for where, note in sorted(texts.items()) if where not in own}
    author, text = _author(text)
    listed = needed(text, "commentList")
    written = "".join(_comment(where, note, author, listed.prefix) for where, note in fresh.items())
    package.write(comments, append_child(text, listed, written))
    _add_boxes(package, sheet, list(fresh))


def remove_notes(package: Package, sheet: str) -> None:
    """Takes away what add_notes added, and nothing else."""
    relation = package.relation(sheet, "comments")
    if relation is None:
        return
    text, edits, emptied = package.text(relation.target), [], set()
    for tag, end in elements(text, "comment"):
        content = text[tag.start : end]
        if _spoken(content).startswith(NOTE_MARK):
            edits.append(Splice(tag.start, end, ""))
            emptied.add(place(tag.get("ref") or ""))
        elif NOTE_MARK in _spoken(content):
            edits.append(Splice(tag.start, end, _without_ours(content)))
    package.write(relation.target, splice(text, edits))
    drawing = _drawing(package, sheet)
    if drawing and emptied:
        vml = package.parts[drawing].decode("latin-1")  # only ASCII is looked at, every other byte passes through
        kept = SHAPE.sub(lambda shape: "" if _box_place(shape[0]) in emptied else shape[0], vml)
        package.parts[drawing] = kept.encode("latin-1")


def _comments_part(package: Package, sheet: str) -> str:
    relation = package.relation(sheet, "comments")
    if relation:
        return relation.target
    part = package.new_name("xl/comments{}.xml")
    main = needed(package.text(sheet), "worksheet").namespace
    empty = f'<comments xmlns="{main}"><authors/><commentList/></comments>'
    package.write(part, XML + empty)
    package.declare(part, COMMENTS_TYPE)
    package.relate(sheet, "comments", part)
    return part


def _author(text: str) -> tuple[int, str]:
    """The number of our name among the authors, and the text in which it is there."""
    names = [plain_text(re.sub("<[^>]*>", "", text[tag.start : end])) for tag, end in elements(text, "author")]
    if "fundflow" in names:
        return names.index("fundflow"), text
    authors = needed(text, "authors")
    return len(names), append_child(text, authors, f"<{authors.prefix}author>fundflow</{authors.prefix}author>")


def _comment(where: Place, note: str, author: int, p: str) -> str:
    return f'<{p}comment ref="{address(*where)}" authorId="{author}"><{p}text>{_run(note, p)}</{p}text></{p}comment>'


def _run(note: str, p: str) -> str:
    look = f'<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/></{p}rPr>'
    return f'<{p}r>{look}<{p}t xml:space="preserve">{xml_text(note, MAX_NOTE)}</{p}t></{p}r>'


def _extended(text: str, tag: Tag, end: int, note: str) -> Splice | None:
    """The sender's note, with ours after it."""
    content = text[tag.start : end]
    body = first(content, "text")
    if body is None or body.kind != "open" or THREADED in _spoken(content):
        return None
    p = body.prefix
    close = content.rindex(f"</{p}text")
    inside = content[body.end : close]
    if re.match(rf"\s*<{p}t[\s>]", inside):  # plain text and runs may not stand side by side
        inside = f"<{p}r>{inside.strip()}</{p}r>"
    return Splice(tag.start, end, content[: body.end] + inside + _run("\n\n" + note, p) + content[close:])


def _without_ours(content: str) -> str:
    """The sender's note without the runs from our mark on."""
    edits, ours = [], False
    for tag, end in elements(content, "r"):
        ours = ours or NOTE_MARK in _spoken(content[tag.start : end])
        if ours:
            edits.append(Splice(tag.start, end, ""))
    return splice(content, edits)


def _spoken(xml: str) -> str:
    """The words of a note."""
    return "".join(plain_text(re.sub("<[^>]*>", "", xml[tag.start : end])) for tag, end in elements(xml, "t"))


def _drawing(package: Package, sheet: str) -> str | None:
    """The part with the boxes of the sheet's notes. Pictures in headers have another drawing of the same type."""
    text = package.text(sheet)
    tag = next(tags(text, "legacyDrawing", start=end_of_cells(text)), None)
    if tag is None:
        return None
    relation_id = re.search(r""":id\s*=\s*["']([^"']+)""", tag.source)
    found = (each.target for each in package.relations(sheet) if relation_id and each.id == relation_id[1])
    return next((part for part in found if part in package.parts), None)


def _add_boxes(package: Package, sheet: str, places: list[Place]) -> None:
    part = _drawing(package, sheet) or _new_drawing(package, sheet)
    vml = package.parts[part].decode("latin-1")
    numbers = [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', vml)]
    start = max([1024, *numbers]) + 1
    boxes = "".join(_box(start + index, where) for index, where in enumerate(places))
    close = vml.rindex("</xml")
    package.parts[part] = (vml[:close] + boxes + vml[close:]).encode("latin-1")


def _new_drawing(package: Package, sheet: str) -> str:
    part = package.new_name("xl/drawings/vmlDrawing{}.vml")
    package.write(part, EMPTY_VML)
    package.declare(part, VML_TYPE)
    relation = package.relate(sheet, "vmlDrawing", part)
    text = package.text(sheet)
    root = needed(text, "worksheet")
    tag = f'<{root.prefix}legacyDrawing xmlns:r="{package.relationships_namespace}" r:id="{relation}"/>'
    followers = [each.start for each in _children(text) if each.name in AFTER_LEGACY_DRAWING]
    where = followers[0] if followers else text.rindex("<")
    package.write(sheet, splice(text, [Splice(where, where, tag)]))
    return part


def _children(text: str) -> list[Tag]:
    """The elements right below the root that follow the cells."""
    position = next(tags(text, "sheetData", start=end_of_cells(text))).end
    children, depth = [], 0
    for tag in tags(text, start=position):
        if tag.kind != "close" and depth == 0:
            children.append(tag)
        depth += {"open": 1, "close": -1, "empty": 0}[tag.kind]
    return children


def _box(number: int, where: Place) -> str:
    row, column = where[0] - 1, where[1] - 1
    left, top = min(column + 1, LAST_COLUMN - 4), min(max(row - 1, 0), LAST_ROW - 8)
    box = f"{left}, 15, {top}, 10, {left + 4}, 15, {top + 8}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;z-index:1"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{box}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _box_place(shape: str) -> Place | None:
    row, column = re.search(r"<x:Row>(\d+)<", shape), re.search(r"<x:Column>(\d+)<", shape)
    if 'ObjectType="Note"' not in shape or not row or not column:
        return None
    return int(row[1]) + 1, int(column[1]) + 1
