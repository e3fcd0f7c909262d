"""An .xlsx file as what it is: a zip of parts that point to one another. Parts that nobody edits are copied."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from fundflow.reports.marking.xml_text import (
    XML,
    NotAPackage,
    Splice,
    Tag,
    append_child,
    elements,
    needed,
    splice,
    tags,
)

MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # what a workbook of a real office never reaches
MAX_PARTS = 2000
CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)


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
