"""What the night does: a backup that can be restored, and proof that nobody rewrote history or lost an original."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from fundflow import embedded
from fundflow.exceptions import EvidenceBroken, Infrastructure
from fundflow.settings import Settings

BACKUPS_KEPT = 14


def back_up(settings: Settings) -> Path:
    """Dumps the warehouse to <home>/backups/<day>.dump, readable by its owner alone; old ones are removed.

    Restore: `pg_restore --create --dbname=postgres <file>`. The originals of the workbooks are in settings.archive,
    which a copy of the folder saves. Raises Infrastructure.
    """
    folder = settings.home / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    final, aside = folder / f"{settings.today:%Y-%m-%d}.dump", folder / "unfinished"
    _dump(settings.warehouse_url or embedded.start(settings), aside)
    aside.replace(final)
    for old in sorted(folder.glob("*.dump"))[:-BACKUPS_KEPT]:
        old.unlink()
    return final


def verify(settings: Settings) -> int:
    """Recomputes the journal's chain and looks for every original: how many files there are.

    Raises EvidenceBroken, which names the first thing that is not as it was.
    """
    from fundflow import journal
    from fundflow.loading.recovery import missing_from_archive
    from fundflow.warehouse import Warehouse

    with Warehouse(settings) as warehouse:
        warehouse.migrate()
        if broken := journal.verify(warehouse):
            raise EvidenceBroken(
                f"Nhật ký bị đứt ở mục {broken.entry_id}: {broken.reason_vi}. Hãy giữ nguyên hiện trạng và báo kiểm "
                f"toán. / The journal breaks at entry {broken.entry_id}: {broken.reason_en}. Keep everything as it is."
            )
        if missing := missing_from_archive(warehouse):
            raise EvidenceBroken(
                f"Thiếu {len(missing)} tệp gốc, đầu tiên là {missing[0]}. Hãy lấy lại từ bản sao lưu. / "
                f"{len(missing)} originals are missing, the first is {missing[0]}. Restore them from a backup."
            )
        return warehouse.value("SELECT count(*) FROM quality.file")


def _dump(url: str, path: Path) -> None:
    """The password goes by the environment: other users of the machine can read command lines."""
    parts = urlsplit(url.replace("+psycopg", "", 1))
    password = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    address = urlunsplit(parts._replace(netloc=_without_password(parts.netloc)))
    command = [str(embedded.binary("pg_dump")), "--format=custom", f"--file={path}", f"--dbname={address}"]
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    result = subprocess.run(command, env=os.environ | password, capture_output=True, text=True)
    if result.returncode:
        raise Infrastructure(
            f"Không sao lưu được kho: {result.stderr.strip()} Hãy kiểm tra máy chủ và đĩa. / No backup was made."
        )


def _without_password(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    return user.split(":", 1)[0] + at + host
