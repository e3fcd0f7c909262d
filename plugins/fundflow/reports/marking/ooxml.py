"""An .xlsx file as what it is, a zip of XML parts, so that a few bytes can be changed and all others stay as they were.

Loading and saving with a spreadsheet library loses charts, pictures, form controls and more; cutting and pasting text
between two tags loses nothing. Every edit here is a `Splice` of a part's text; parts that nobody edits are copied.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr, unescape

MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # threats.md B: what a workbook of a real office never reaches
MAX_PARTS = 2000
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)
ENTITIES = {"&quot;": '"', "&apos;": "'"}
ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML has no place for them
NUMERIC_ENTITY = re.compile(r"&#(x[0-9a-fA-F]+|[0-9]+);")


class NotAPackage(ValueError):
    """The file is not an .xlsx that can be edited in place: broken, too large, or with XML that should not be there."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag in a part's text. `kind`: open, close, empty. `start` and `end` are offsets of "<" and past ">"."""

    name: str
    prefix: str  # "" or "x:"
    kind: str
    start: int
    end: int
    source: str

    def get(self, attribute: str) -> str | None:
        for match in ATTRIBUTE.finditer(self.source):
            if match[1] == attribute:
                return plain_text(match[2][1:-1])
        return None

    @property
    def namespace(self) -> str | None:
        """The namespace that the root tag declares for its own prefix."""
        return self.get("xmlns:" + self.prefix[:-1] if self.prefix else "xmlns")

    def having(self, **attributes: object) -> str:
        """The tag's text with these attributes set. A double underscore stands for the colon of a prefix."""
        source = self.source
        for key, value in attributes.items():
            name = key.replace("__", ":")
            source = re.sub(rf"""\s{re.escape(name)}\s*=\s*("[^"]*"|'[^']*')""", "", source)
            tail = "/>" if source.endswith("/>") else ">"
            source = f"{source[: -len(tail)].rstrip()} {name}={quoteattr(str(value))}{tail}"
        return source


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace text[start:end]. Splices at the same place are applied in the order given."""

    start: int
    end: int
    text: str


def splice(text: str, edits: Iterable[Splice]) -> str:
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def tags(text: str, *names: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """The tags of these local names (all tags without names) in their order; comments and CDATA are stepped over."""
    wanted = "|".join(map(re.escape, names)) if names else r"[\w.-]+"
    pattern = _tag_pattern(wanted)
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        if match["name"] is None:
            continue
        kind = "close" if match["slash"] else "empty" if match[0].endswith("/>") else "open"
        yield Tag(match["name"], match["prefix"] or "", kind, match.start(), match.end(), match[0])


def _tag_pattern(wanted: str) -> re.Pattern:
    return re.compile(
        r"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
        rf"|<(?P<slash>/?)(?P<prefix>[\w.-]+:)?(?P<name>{wanted})(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
        re.DOTALL,
    )


def first(text: str, *names: str) -> Tag | None:
    return next(tags(text, *names), None)


def needed(text: str, *names: str) -> Tag:
    """The first of these tags, in a part that is nothing without it."""
    tag = first(text, *names)
    if tag is None:
        raise NotAPackage(f"no <{names[0]}>")
    return tag


def element_end(text: str, tag: Tag) -> int:
    """The offset past the element that `tag` opens."""
    if tag.kind == "empty":
        return tag.end
    depth = 1
    for inner in tags(text, tag.name, start=tag.end):
        depth += {"open": 1, "close": -1, "empty": 0}[inner.kind]
        if depth == 0:
            return inner.end
    raise NotAPackage(f"<{tag.name}> is not closed")


def elements(text: str, name: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Tag, int]]:
    """Each element of that name that is not inside another of it, with the offset past it."""
    position = start
    while (tag := next(tags(text, name, start=position, end=end), None)) is not None:
        position = element_end(text, tag)
        yield tag, position


def plain_text(escaped: str) -> str:
    def character(match: re.Match) -> str:
        code = match[1]
        return chr(int(code[1:], 16) if code[0] == "x" else int(code))

    return unescape(NUMERIC_ENTITY.sub(character, escaped), ENTITIES)


def xml_text(text: str, limit: int) -> str:
    """Any text as XML content."""
    return escape(CONTROL_CHARACTERS.sub("\ufffd", text if len(text) <= limit else text[: limit - 1] + "…"))


@dataclass(frozen=True, slots=True)
class Relation:
    id: str
    type: str
    target: str  # a part's name, or an address outside


class Package:
    """The parts of one .xlsx or .xlsm file."""

    def __init__(self, path: Path):
        try:
            with zipfile.ZipFile(path) as archive:
                self._entries = {entry.filename: entry for entry in archive.infolist()}
                self._refuse_unusual_archives(archive)
                self.parts = {name: archive.read(entry) for name, entry in self._entries.items()}
        except BROKEN_ARCHIVE as error:
            raise NotAPackage(str(error)) from error
        self._texts: dict[str, str] = {}

    def _refuse_unusual_archives(self, archive: zipfile.ZipFile) -> None:
        entries = archive.infolist()
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise NotAPackage("too large when unpacked")
        if len(self._entries) != len(entries):
            raise NotAPackage("two entries of one name")
        if CONTENT_TYPES not in self._entries:
            raise NotAPackage("no [Content_Types].xml")

    def save(self, path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(self._entries.get(name) or name, content, zipfile.ZIP_DEFLATED)

    def text(self, part: str) -> str:
        """A part as text. Refuses what is not well-formed, and document types (entities)."""
        if part not in self.parts:
            raise NotAPackage(f"no part {part}")
        if part not in self._texts:
            self._texts[part] = _decoded(self.parts[part])
        return self._texts[part]

    def write(self, part: str, text: str) -> None:
        self.parts[part], self._texts[part] = text.encode("utf-8"), text

    def remove(self, part: str) -> None:
        self.parts.pop(part, None)
        self.parts.pop(_relations_part(part), None)
        types = self.text(CONTENT_TYPES)
        gone = [
            Splice(tag.start, end, "") for tag, end in elements(types, "Override") if tag.get("PartName") == "/" + part
        ]
        self.write(CONTENT_TYPES, splice(types, gone))

    def new_name(self, pattern: str) -> str:
        """The first free name: "xl/comments{}.xml" -> "xl/comments3.xml"."""
        taken = {name.lower() for name in self.parts}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        rels = _relations_part(part)
        if rels not in self.parts:
            return []
        return [
            Relation(tag.get("Id") or "", tag.get("Type") or "", _absolute(part, tag))
            for tag in tags(self.text(rels), "Relationship")
            if tag.kind != "close"
        ]

    @property
    def relationships_namespace(self) -> str:
        """Of the format's two dialects, transitional and strict, the one that this file is written in."""
        document = self.relation("", "officeDocument")
        if document is None:
            raise NotAPackage("no workbook part")
        return document.type.rpartition("/")[0]

    def relation(self, part: str, kind: str) -> Relation | None:
        """The first relation whose type ends in `/kind`."""
        return next((each for each in self.relations(part) if each.type.endswith("/" + kind)), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relation from `part` to `target`; answers its id."""
        rels = _relations_part(part)
        if rels not in self.parts:
            self.write(rels, f'{XML}<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>')
        taken = {each.id for each in self.relations(part)}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        text, root = self.text(rels), needed(self.text(rels), "Relationships")
        type_ = f"{self.relationships_namespace}/{kind}"
        new = f'<{root.prefix}Relationship Id="rId{number}" Type="{type_}" Target="/{target}"/>'
        self.write(rels, append_child(text, root, new))
        return f"rId{number}"

    def unrelate(self, part: str, id: str) -> None:
        rels = _relations_part(part)
        text = self.text(rels)
        gone = [Splice(tag.start, end, "") for tag, end in elements(text, "Relationship") if tag.get("Id") == id]
        self.write(rels, splice(text, gone))

    def declare(self, part: str, content_type: str) -> None:
        text = self.text(CONTENT_TYPES)
        root = needed(text, "Types")
        if part.endswith(".vml"):
            known = {(tag.get("Extension") or "").lower() for tag in tags(text, "Default")}
            new = "" if "vml" in known else f'<{root.prefix}Default Extension="vml" ContentType="{content_type}"/>'
        else:
            new = f'<{root.prefix}Override PartName="/{part}" ContentType="{content_type}"/>'
        self.write(CONTENT_TYPES, append_child(text, root, new))


def append_child(text: str, tag: Tag, child: str) -> str:
    """`text` with `child` as the last child of the element that `tag` opens."""
    if tag.kind == "empty":
        opened = f"{tag.source[:-2].rstrip()}>{child}</{tag.prefix}{tag.name}>"
        return splice(text, [Splice(tag.start, tag.end, opened)])
    close = text.rindex("<", 0, element_end(text, tag))
    return splice(text, [Splice(close, close, child)])


def _decoded(content: bytes) -> str:
    _refuse_malformed(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return re.sub(r"""encoding=("[^"]*"|'[^']*')""", 'encoding="UTF-8"', content.decode("utf-16"), count=1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAPackage(str(error)) from error


def _refuse_malformed(content: bytes) -> None:
    def refuse(*_):
        raise NotAPackage("a document type is not allowed")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotAPackage(str(error)) from error


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _absolute(part: str, tag: Tag) -> str:
    target = tag.get("Target") or ""
    if tag.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
