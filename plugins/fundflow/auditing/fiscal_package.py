"""The status of every line as a Fiscal Data Package: CSV files that programs for budgets understand by themselves.

What the columns mean is include/sql/datasets/fiscal_data_package.yml. The descriptor speaks both editions of the
standard: `columnType`, `normalize` and `extraFields` of the specification 1.0, and `model`, which its published JSON
schema asks for. That schema also demands that `profile` be "tabular-data-package": with "fiscal-data-package" the
package would fail its own profile, so the name stands in `conformsTo`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from fundflow.auditing import snapshot
from fundflow.auditing.files import whole, write_csv
from fundflow.digests import sha256_of
from fundflow.exceptions import WrongUse

if TYPE_CHECKING:
    from fundflow.auditing.snapshot import Snapshot
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

NAME = "fiscal-data-package"
SPECIFICATION = "https://specs.frictionlessdata.io/fiscal-data-package/"
COUNTRY = "VN"
CURRENCIES = """
SELECT DISTINCT currency FROM mart.component_tree JOIN mart.line_version ON code = component_code ORDER BY currency
"""
YEARS = "SELECT min(budget_year) AS first, max(budget_year) AS last FROM mart.line_version"


def export(settings: Settings, folder: Path, on_day: date | None = None, known_at: datetime | None = None) -> dict:
    """Writes <folder>/datapackage.json and its CSV files: the descriptor. Raises WrongUse."""
    from fundflow.migrations import open_warehouse

    plan = yaml.safe_load((settings.sql / "datasets" / "fiscal_data_package.yml").read_text(encoding="utf-8"))
    with open_warehouse(settings) as warehouse, snapshot.taken(warehouse, on_day, known_at) as moment:
        resources = [_resource(warehouse, moment, resource, folder) for resource in plan["resources"]]
        descriptor = _descriptor(warehouse, moment, plan, resources)
    with whole(folder / "datapackage.json") as half:
        half.write_text(json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return descriptor


def _resource(warehouse: Warehouse, moment: Snapshot, plan: dict, folder: Path) -> dict:
    """Writes the CSV file of one resource: its part of the descriptor."""
    path = folder / f"{plan['name']}.csv"
    with (
        whole(path) as half,
        half.open("w", encoding="utf-8", newline="") as stream,
        warehouse.stream(f"datasets/{plan['name']}", **moment.binds) as (types, pages),
    ):
        rows = write_csv(stream, list(types), chain.from_iterable(pages))
    schema = {key: plan[key] for key in ("fields", "primaryKey", "foreignKeys", "extraFields") if key in plan}
    return {
        "name": plan["name"], "path": path.name, "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": path.stat().st_size, "hash": f"sha256:{sha256_of(path)}",
        "rows": rows, "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n"},
        "schema": schema | {"missingValues": [""]},
    }  # fmt: skip


def _descriptor(warehouse: Warehouse, moment: Snapshot, plan: dict, resources: list[dict]) -> dict:
    [years] = warehouse.query(YEARS)
    descriptor = {
        "profile": "tabular-data-package", "conformsTo": SPECIFICATION, "name": "fundflow", "title": plan["title"],
        "description": plan["description"], "created": moment.known_at.isoformat(), "countryCode": COUNTRY,
        "granularity": "aggregated", "sources": [{"title": "Sổ nhật ký fundflow / fundflow's journal"}],
        "fundflow": moment.as_json(), "resources": resources, "model": _model(plan, _currency(warehouse)),
    }  # fmt: skip
    if years.first is not None:
        descriptor["fiscalPeriod"] = {"start": f"{years.first}-01-01", "end": f"{years.last}-12-31"}
    return descriptor


def _model(plan: dict, currency: str) -> dict:
    measures = {
        name: {"source": name, "resource": "budget_lines", "currency": currency, "direction": "expenditure", **measure}
        for name, measure in plan["measures"].items()
    }
    return {"measures": measures, "dimensions": {name: _dimension(plan, d) for name, d in plan["dimensions"].items()}}


def _dimension(plan: dict, dimension: dict[str, Any]) -> dict:
    attributes = {column: _attribute(column, plan["labels"]) for column in dimension["columns"]}
    return {key: value for key, value in dimension.items() if key != "columns"} | {"attributes": attributes}


def _attribute(column: str, labels: dict[str, str]) -> dict:
    label = {"labelfor": labels[column]} if column in labels else {}
    return {"source": column, "resource": "budget_lines"} | label


def _currency(warehouse: Warehouse) -> str:
    """The one that all lines are in: amounts of several currencies do not add up."""
    currencies: Sequence = [row.currency for row in warehouse.query(CURRENCIES)]
    if len(currencies) > 1:
        raise WrongUse(
            f"Kho có nhiều loại tiền ({', '.join(currencies)}); gói dữ liệu tài chính chỉ chứa một. Hãy xuất bằng "
            "`fundflow export facts`. / Several currencies: a Fiscal Data Package holds one. Export facts instead."
        )
    return currencies[0] if currencies else "VND"
