"""The page of data quality: first-pass rates, time to mend and findings of the last twelve months, as one static file.

It loads nothing: style and the few lines that sort its tables stand in the file, and its Content-Security-Policy allows
them by their hashes and nothing else. Without scripts it reads the same, worst first.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow.auditing.files import whole
from fundflow.migrations import open_warehouse
from fundflow.periods import PROVINCE_TIME

if TYPE_CHECKING:
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

MONTHS = 12
NAME = "data_quality.html"
TEMPLATE = "data_quality.html.j2"
INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)
POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def write_page(settings: Settings, folder: Path) -> Path:
    """Writes the page of the twelve months up to settings.today, or to the last report if that came later: its path."""
    with open_warehouse(settings) as warehouse:
        context = _context(warehouse, max(settings.today, _last_report(warehouse)))
    page = folder / NAME
    with whole(page) as half:
        half.write_text(_with_policy(_rendered(settings, context)), encoding="utf-8")
    return page


def months_until(day: date) -> list[date]:
    """The first days of the twelve months up to that of `day`, in their order."""
    last = day.year * 12 + day.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]


def _last_report(warehouse: Warehouse) -> date:
    """The month in which it came: a house whose `today` is set to a day of the past is sent its files today."""
    return warehouse.value("SELECT max(month) FROM quality.report_tries") or date.min


def _context(warehouse: Warehouse, until: date) -> dict:
    from fundflow.catalogue import entries

    months = months_until(until)
    since = months[0]
    units = warehouse.run_sql("quality/units", since=since)
    return {
        "until": until,
        "written_at": datetime.now(PROVINCE_TIME),
        "months": months,
        "by_month": warehouse.run_sql("quality/months", since=since),
        "units": units,
        "reports": sum(unit.reports for unit in units),
        "passed": sum(unit.passed for unit in units),
        "not_mended": sum(unit.not_mended for unit in units),
        "unit_months": _table(warehouse.run_sql("quality/unit_months", since=since), "unit_code"),
        "rules": warehouse.run_sql("quality/rules", since=since),
        "rule_months": _table(warehouse.run_sql("quality/rule_months", since=since), "rule", "severity"),
        "sentences": {entry.id: entry.sentence_vi for entry in entries(warehouse.settings)},
        "waiting": warehouse.value("SELECT count(*) FROM quality.waiting"),
    }


def _table(rows, *keys: str) -> dict:
    """Rows by their keys, then by month."""
    table: dict = defaultdict(dict)
    for row in rows:
        table[tuple(getattr(row, key) for key in keys)][row.month] = row
    return table


def _rendered(settings: Settings, context: dict) -> str:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(settings.include / "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"pct": _pct, "days": _days, "sentence": _sentence}
    return environment.get_template(TEMPLATE).render(context)


def _with_policy(page: str) -> str:
    """The page with the policy that allows its own style and script, by their hashes."""
    hashes = {tag: f"'sha256-{_digest(content)}'" for tag, content in INLINE.findall(page)}
    return page.replace("POLICY", POLICY.format(**hashes), 1)


def _digest(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _pct(part: int, whole: int) -> int:
    """A share in whole per cent, never 100 where something failed."""
    return int(part * 100 // whole)


def _days(days: float | Decimal | None) -> str:
    return "" if days is None else f"{days:.1f}".replace(".", ",")


def _sentence(text: str) -> str:
    """A rule's sentence; where it will name a value there is an ellipsis."""
    return re.sub(r"\{\w+\}", "…", text)
