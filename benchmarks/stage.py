"""What a run of the benchmark stands on: one embedded server, fresh databases on it, and folders that go in the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from sqlalchemy import create_engine, make_url, text

from fundflow import embedded
from fundflow.migrations import migrate
from fundflow.reference import Reference
from fundflow.settings import load_settings
from fundflow.warehouse import Warehouse

ROOT = Path(__file__).parents[1]
FUNDFLOW = ROOT / ".venv/bin/fundflow"
SEED = 20260


class Stage:
    """`folder`: for workbooks and homes. A `root` is a checkout, or a copy of one with other reference data."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.settings = load_settings(home=folder / "home")
        self.reference = Reference.load(self.settings.reference)
        self._url = embedded.start(self.settings)
        self._databases = 0
        self._templates: dict[Path, str] = {}

    @property
    def server(self) -> psutil.Process:
        pid_file = self.settings.home / "postgres/postmaster.pid"
        return psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))

    def fresh_database(self, template: str = "template1") -> str:
        """The URL of a new database."""
        self._databases += 1
        name = f"bench_{self._databases}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url_of(name)

    def url_of(self, database: str) -> str:
        return self._url.replace("/fundflow?", f"/{database}?")

    def migrated(self, root: Path = ROOT) -> dict[str, str]:
        """The environment of a new fundflow whose warehouse is set up: that is done once in its life, not per load."""
        if root not in self._templates:
            self._templates[root] = self._make_template(root)
        return self.environment(self.fresh_database(self._templates[root]), root)

    def environment(self, url: str, root: Path = ROOT) -> dict[str, str]:
        home = self.folder / str(make_url(url).database)
        return {"FUNDFLOW_HOME": str(home), "FUNDFLOW_WAREHOUSE_URL": url, "FUNDFLOW_ROOT": str(root)}

    def _make_template(self, root: Path) -> str:
        url = self.fresh_database()
        with Warehouse(load_settings(home=self.folder / "template", warehouse_url=url, root=root)) as warehouse:
            migrate(warehouse)
        return str(make_url(url).database)

    def _administer(self, statement: str) -> None:
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def stage() -> Iterator[Stage]:
    """Everything is gone when the block is left."""
    folder = Path(tempfile.mkdtemp(prefix="ffb-"))
    try:
        yield Stage(folder)
    finally:
        embedded.stop(load_settings(home=folder / "home"))
        shutil.rmtree(folder, ignore_errors=True)
