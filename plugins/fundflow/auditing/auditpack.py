"""A sample with its evidence in one zip: drawn lines, the cells behind them, the workbooks, findings, history, journal.

The same warehouse, moment, seed and size give the same bytes. Every workbook is compared with its sha256 on the way.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fundflow.auditing import sampling, snapshot
from fundflow.auditing.files import whole, write_csv
from fundflow.exceptions import EvidenceBroken, WrongUse
from fundflow.loading.archive import path_of

if TYPE_CHECKING:
    from fundflow.auditing.sampling import Drawn
    from fundflow.auditing.snapshot import Snapshot
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip tells nothing of when it was written
LONGEST_NAME = 100
README = """\
MẪU KIỂM TOÁN / AUDIT SAMPLE

Mẫu / Sample: {drawn} dòng trong / of {population} lines, seed {seed}, {way}
Số liệu đến / As of: {as_of}; như kho biết lúc / as known at: {known_at}
Nhật ký / Journal: mục / entry {journal_entry}, mã / head {journal_head}
Tổng tiền / Money in all: {money} VND

sample.csv     dòng được chọn, xác suất được chọn / drawn lines, each with its chance
cells.csv      mọi ô đứng sau mỗi dòng; cột workbook là tệp trong workbooks/ / every cell behind each line
workbooks/     tệp gốc, đúng như khi nhận / the originals, byte for byte
files.csv      tệp, biên nhận, bản nào thay bản nào, bộ quy tắc đã xét / files, receipts, versions, rules
findings.csv   phát hiện trong các tệp đó / what was found in them
history.csv    mọi phiên bản của dòng: theo ngày và theo lúc kho biết / every version of each line, on both axes of time
journal.csv    các mục nhật ký về các tệp đó / the journal's entries about them
manifest.json  mã băm sha256 của từng tệp trên / sha256 of each of these

Rút lại mẫu / To draw it again: fundflow auditpack {options} --out FILE.zip
{method}
Kiểm tra / To verify: fundflow verify --head {journal_head}
Ô bắt đầu bằng = + - @ có dấu ' đứng trước để bảng tính không coi là công thức. / Texts that begin so are escaped by '.
"""
METHODS = {
    False: "Chọn các dòng có sha256(“seed|key”) nhỏ nhất. / The lines with the smallest sha256 of “seed|key”.",
    True: "Theo tiền: theo thứ tự key, cứ mỗi bước (tổng tiền / size) chọn một đồng; đồng đầu ở sha256(seed) / 2^256 "
    "của bước. / By money: one đồng each step (money in all / size) in the order of the keys; the first lies at "
    "sha256(seed) / 2^256 of a step.",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `units`: unit codes that begin so."""

    size: int
    seed: int
    weighted: bool = False
    on_day: date | None = None
    known_at: datetime | None = None
    units: str = ""


class Pack:
    """A zip whose members are remembered with their hashes."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.hashes: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        member = ZipInfo(name, EPOCH)
        member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
        self._archive.writestr(member, content)
        self.hashes[name] = hashlib.sha256(content).hexdigest()

    def add_csv(self, name: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
        text = io.StringIO(newline="")
        write_csv(text, columns, rows)
        self.add(name, text.getvalue().encode("utf-8-sig"))

    def add_rows(self, name: str, rows: Sequence) -> None:
        """Rows of a query; an empty answer is an empty file."""
        self.add_csv(name, rows[0]._fields if rows else [], rows)


def build(settings: Settings, request: Request, out: Path) -> dict:
    """Draws the sample and writes the zip: its manifest.

    Raises WrongUse where there is nothing to draw from, EvidenceBroken where an original is not what was received.
    """
    from fundflow.migrations import open_warehouse

    with (
        open_warehouse(settings) as warehouse,
        snapshot.taken(warehouse, request.on_day, request.known_at) as moment,
        whole(out) as half,
        ZipFile(half, "w") as archive,
    ):
        return _fill(warehouse, moment, request, Pack(archive))


def _fill(warehouse: Warehouse, moment: Snapshot, request: Request, pack: Pack) -> dict:
    population = {row.key: row for row in _population(warehouse, moment, request)}
    drawn = _draw(population, request)
    lines = [population[one.key] for one in drawn]
    _add_sample(pack, drawn, lines)
    cells = _cells(warehouse, moment, lines)
    files = warehouse.run_sql(
        "auditpack/files", files=sorted({cell.submission_id for _, cell in cells}), known_at=moment.known_at
    )
    workbooks = {file.file_id: f"workbooks/{file.file_id}_{_harmless_name(file.original_name)}" for file in files}
    _add_cells(pack, cells, workbooks)
    _add_evidence(pack, warehouse, moment, lines, files)
    _add_workbooks(pack, warehouse.settings.archive, files, workbooks)
    return _add_about(pack, moment, request, population, drawn)


def _population(warehouse: Warehouse, moment: Snapshot, request: Request) -> Sequence:
    rows = warehouse.run_sql("auditpack/population", units=request.units, **moment.binds)
    if not rows:
        raise WrongUse(
            "Không có dòng vốn nào để chọn mẫu. Hãy kiểm tra ngày và mã đơn vị. / There is no line to draw from: check "
            "the day and the unit codes."
        )
    return rows


def _draw(population: dict, request: Request) -> list[Drawn]:
    if request.weighted:
        weights = {key: row.weight_vnd for key, row in population.items()}
        return sampling.by_money(weights, request.size, request.seed)
    return sampling.at_random(list(population), request.size, request.seed)


def _add_sample(pack: Pack, drawn: Sequence[Drawn], lines: Sequence) -> None:
    columns = ("number", "chance", "hits", *(lines[0]._fields if lines else ()))
    rows = [
        (number, f"{float(one.chance):.6f}", one.hits, *line)
        for number, (one, line) in enumerate(zip(drawn, lines, strict=True), 1)
    ]
    pack.add_csv("sample.csv", columns, rows)


def _cells(warehouse: Warehouse, moment: Snapshot, lines: Sequence) -> list[tuple[int, Any]]:
    """Each cell behind each line, with the line's number."""
    return [
        (number, cell)
        for number, line in enumerate(lines, 1)
        for cell in warehouse.run_sql(
            "trace/line", unit=line.unit_code, component=line.component_code, capital_type=line.capital_type,
            money_year=line.money_year_first, on_day=line.as_of, known_at=moment.known_at,
        )
    ]  # fmt: skip


def _add_cells(pack: Pack, cells: Sequence[tuple[int, Any]], workbooks: dict[int, str]) -> None:
    columns = ("number", "workbook", *(cells[0][1]._fields if cells else ()))
    rows = [(number, workbooks[cell.submission_id], *cell) for number, cell in cells]
    pack.add_csv("cells.csv", columns, rows)


def _add_evidence(pack: Pack, warehouse: Warehouse, moment: Snapshot, lines: Sequence, files: Sequence) -> None:
    ids = [file.file_id for file in files]
    subjects = [subject for file in files for subject in (file.reference, file.sha256, str(file.file_id))]
    pack.add_rows("files.csv", files)
    pack.add_rows("findings.csv", warehouse.run_sql("auditpack/findings", files=ids))
    pack.add_rows("journal.csv", warehouse.run_sql("auditpack/journal", subjects=subjects))
    pack.add_rows(
        "history.csv",
        warehouse.run_sql(
            "auditpack/history", known_at=moment.known_at,
            units=[line.unit_code for line in lines], components=[line.component_code for line in lines],
            capital_types=[line.capital_type for line in lines],
            first_years=[line.money_year_first for line in lines],
            last_years=[line.money_year_last for line in lines],
        ),
    )  # fmt: skip


def _add_workbooks(pack: Pack, archive: Path, files: Sequence, names: dict[int, str]) -> None:
    for file in files:
        original = path_of(archive, file.sha256)
        content = original.read_bytes() if original.is_file() else b""
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise EvidenceBroken(
                f"Tệp gốc của biên nhận {file.reference} bị mất hoặc bị sửa. Hãy giữ nguyên hiện trạng và chạy "
                f"fundflow verify. / The original of {file.reference} is missing or changed: run fundflow verify."
            )
        pack.add(names[file.file_id], content)


def _add_about(pack: Pack, moment: Snapshot, request: Request, population: dict, drawn: Sequence[Drawn]) -> dict:
    about = moment.as_json() | {
        "population": len(population), "drawn": len(drawn), "size": request.size, "seed": request.seed,
        "weighted": request.weighted, "units": request.units,
        "money": format(sum(row.weight_vnd for row in population.values()), "f"),
    }  # fmt: skip
    way = "theo tiền / by money" if request.weighted else "ngẫu nhiên / at random"
    text = README.format(
        **about | {"as_of": moment.on_day or "mới nhất / latest"}, way=way, method=METHODS[request.weighted],
        options=_options(moment, request),
    )  # fmt: skip
    pack.add("README.txt", text.encode("utf-8-sig"))
    manifest = about | {"files": dict(sorted(pack.hashes.items()))}
    pack.add("manifest.json", (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    return manifest


def _options(moment: Snapshot, request: Request) -> str:
    """What to type to draw the same sample."""
    options = [f"--size {request.size}", f"--seed {request.seed}", f"--known-at {moment.known_at.isoformat()}"]
    options += ["--weighted"] if request.weighted else []
    options += [f"--on {moment.on_day}"] if moment.on_day else []
    options += [f"--units {request.units}"] if request.units else []
    return " ".join(options)


def _harmless_name(name: str) -> str:
    """A sender's file name as part of ours: no folders, no control characters, not too long."""
    kept = re.sub(r"[^\w .()-]", "_", name)
    stem, dot, extension = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(extension)]}{dot}{extension}"
