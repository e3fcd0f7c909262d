"""How the parts of an Office package (.xlsx, .xlsb) point to each other: what is where is told by relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from fundflow.reader.guard import Package
from fundflow.reader.xmlparts import damaged, elements

SHEETS_WITHOUT_CELLS = {"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}
USUAL_NAMES = {"styles": ("styles.xml", "styles.bin"), "sharedStrings": ("sharedStrings.xml", "sharedStrings.bin")}


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to. `kind` is the last word of the relationship's type: worksheet, styles, ..."""

    kind: str
    target: str


class Relations:
    """What one part points to. The package itself is the part ""."""

    def __init__(self, package: Package, part: str):
        self.package, self.part = package, part
        self.folder, name = posixpath.split(part)
        self.by_id: dict[str, Relation] = {}
        self._sheets: set[str] = set()  # the parts that sheets were found in
        own_part = posixpath.join(self.folder, "_rels", f"{name}.rels")
        if own_part in package:
            elements(package.read(own_part), own_part, self._note)

    def _note(self, local: str, attributes: dict) -> None:
        if local == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", "")).replace("\\", "/")
            place = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
            self.by_id[attributes.get("Id", "")] = Relation(attributes.get("Type", "").rpartition("/")[2], place)

    def part_of_kind(self, kind: str) -> str | None:
        """The part of this kind; if no relationship tells it, the one with the usual name."""
        told = (relation.target for relation in self.by_id.values() if relation.kind == kind)
        usual = (posixpath.join(self.folder, name) for name in USUAL_NAMES.get(kind, ()))
        return next((part for part in (*told, *usual) if part in self.package), None)

    def worksheet(self, relation_id: str, sheet: str) -> str | None:
        """The part of a sheet; None if it is of a kind that has no cells, or an old module of macros (no id)."""
        if not relation_id:
            return None
        relation = self.by_id.get(relation_id)
        if relation is None or relation.kind not in {"worksheet", *SHEETS_WITHOUT_CELLS}:
            raise damaged(self.part, f"sheet {sheet}")
        if relation.kind != "worksheet":
            return None
        if relation.target.casefold() in self._sheets:  # one sheet's figures under two names would count twice
            raise damaged(self.part, f"sheet {sheet}")
        self._sheets.add(relation.target.casefold())
        return relation.target


def main_part(package: Package, usual: str) -> str:
    """The workbook's part, from the package's own relationships; by its usual name where they do not tell."""
    return Relations(package, "").part_of_kind("officeDocument") or usual
