"""Source natures (tính chất nguồn kinh phí), as include/reference/source_natures.csv knows them."""

from __future__ import annotations

from fundflow.reference import Reference
from fundflow.rules.base import Reason
from fundflow.rules.file_view import FileView


def natures(reference: Reference) -> dict[str, dict]:
    return {row["code"]: row for row in reference.rows("source_natures.csv", "code", "for_programmes", "after_30_9")}


def gives_natures(file: FileView, reference: Reference) -> Reason:
    """The need of rules about source natures."""
    if any(entry.subject.source_nature for entry in file.entries):
        return None
    return "the file gives no source natures / tệp không ghi tính chất nguồn"
