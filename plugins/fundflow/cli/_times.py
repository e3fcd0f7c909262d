"""Days and moments as people type them, the same for every verb."""

from __future__ import annotations

from datetime import UTC, date, datetime

from fundflow.exceptions import WrongUse

VIETNAMESE_DAY = "%d/%m/%Y"
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Beyond these no figure speaks; counting days and deadlines from there ends outside the calendar."""


def day(text: str) -> date:
    """2023-09-30 or 30/09/2023. Raises WrongUse."""
    read = _read(text)
    if read is None or read.tzinfo or (read.hour, read.minute, read.second) != (0, 0, 0):
        raise WrongUse(f"Không hiểu ngày “{text}”. Hãy ghi 2023-09-30 hoặc 30/09/2023. / Write a day like 2023-09-30.")
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise WrongUse(
            f"Ngày “{text}” phải trong các năm {FIRST_YEAR}-{LAST_YEAR}. Hãy kiểm tra năm. / "
            f"The day has to be within {FIRST_YEAR}-{LAST_YEAR}: check the year."
        )
    return read.date()


def moment(text: str) -> datetime:
    """2023-10-05T17:00:00, a day (its beginning), or one with a time zone; UTC where none is written. Raises WrongUse."""
    read = _read(text)
    if read is None:
        raise WrongUse(
            f"Không hiểu thời điểm “{text}”. Hãy ghi 2023-10-05T17:00:00+07:00 (không ghi múi giờ: UTC). / "
            "Write a moment like 2023-10-05T17:00:00+07:00 (no zone: UTC)."
        )
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _read(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, lambda day: datetime.strptime(day, VIETNAMESE_DAY)):
        try:
            return read(text.strip())
        except ValueError:
            continue
    return None
