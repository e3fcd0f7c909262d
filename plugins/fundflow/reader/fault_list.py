"""The sheet that our answer puts first into a sender's workbook: the list of what is to be mended.

The workbook comes back mended and still with that sheet; it is ours, not the sender's, and is not read.
"""

from __future__ import annotations

import re
import unicodedata

NAME = "Cần sửa"
TITLE = "CÁC Ô CẦN SỬA (trang do fundflow thêm vào)"
NAME_PATTERN = re.compile(rf"{NAME}( \(\d+\))?")


def is_fault_list(sheet_name: str, first_cell: str) -> bool:
    """Is this sheet our list? `first_cell`: the text of its A1. A sheet that only bears the name is the sender's."""
    name, title = (unicodedata.normalize("NFC", text).strip() for text in (sheet_name, first_cell))
    return bool(NAME_PATTERN.fullmatch(name)) and title == TITLE
