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
SAMPLE = 20  # loads and lines that are made again every night: all of a province within a month
PROBLEMS_NAMED = 10


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


def verify(settings: Settings) -> None:
    """Proves that history and originals are as they were (verification.py), with a sample made again.

    Raises EvidenceBroken, which names the first problems.
    """
    from fundflow import verification
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        problems = list(verification.verify(warehouse, sample=SAMPLE))
    if problems:
        first = "\n".join(map(str, problems[:PROBLEMS_NAMED]))
        raise EvidenceBroken(
            f"{len(problems)} điều không còn như đã ghi. Hãy giữ nguyên hiện trạng và báo kiểm toán. / {len(problems)} "
            f"things are not as they were written. Keep everything as it is and call the auditor.\n{first}"
        )


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
