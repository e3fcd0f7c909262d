"""How the made workbooks call programmes, projects and kinds of money."""

from __future__ import annotations

from fundflow.reference import Reference

TITLE = {"SN": "KINH PHÍ SỰ NGHIỆP", "DTPT": "VỐN ĐẦU TƯ PHÁT TRIỂN"}
LEVEL_WORD = {"project": "Dự án", "sub_project": "Tiểu dự án"}


def named(reference: Reference, code: str) -> str:
    """A component as a form's row or column names it: “Tiểu dự án 1: …”."""
    component = reference.components[code]
    if component.depth == 0:
        return component.name_vi
    return f"{LEVEL_WORD[component.level]} {component.number}: {component.name_vi}"
