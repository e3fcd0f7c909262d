"""Every setting, in one place, with defaults that work on a laptop without any configuration.

Each is an environment variable with the prefix FUNDFLOW_ (FUNDFLOW_HOME, FUNDFLOW_WAREHOUSE_URL, ...).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from fundflow.checkout import CHECKOUT, CORRECTIONS, FORMS, REFERENCE
from fundflow.exceptions import SettingsError
from fundflow.periods import today


def _below_home(name: str):
    """A folder of FUNDFLOW_HOME, unless its own variable puts it elsewhere (a shared folder for the inbox, say)."""
    return Field(default_factory=lambda data: data["home"] / name)


class Settings(BaseSettings):
    """Where things are, and how mail leaves the house. Immutable; passed in, never reached for."""

    model_config = SettingsConfigDict(env_prefix="FUNDFLOW_", env_ignore_empty=True, frozen=True, extra="forbid")

    root: Path = CHECKOUT
    """The checkout: DAGs, SQL, forms and reference data are found from here."""
    home: Path = Field(default_factory=lambda data: data["root"] / ".fundflow")
    """Everything that runs lives here: two homes, two systems side by side."""
    warehouse_url: str | None = None
    """SQLAlchemy URL of a PostgreSQL 16 or later; None: the embedded server under `home`."""

    inbox: Path = _below_home("inbox")
    """<inbox>/<unit code>/<any name>.xlsx: drop a file, nothing else."""
    outbox: Path = _below_home("outbox")
    """<outbox>/<unit code>/: answers and annotated workbooks for the sender."""
    archive: Path = _below_home("archive")
    """Every received file under its sha256, read-only, for ever."""
    quarantine: Path = _below_home("quarantine")
    """Files that were rejected, with their findings."""
    exports: Path = _below_home("exports")
    """Workbooks and pages for people."""
    mail: Path = _below_home("mail")
    """Mails that the demo's catcher received (.eml)."""

    settle_seconds: float = 10.0
    """A dropped file is read once it has not changed for so long: half-copied files over a slow share are common."""
    max_file_mb: int = 50
    """A larger drop is refused unread: the largest real workbook seen has 12 MB."""
    max_files_per_unit: int = 5000
    """Files that one unit's folder may bring in one sweep; the rest waits for the next."""
    min_free_mb: int = 500
    """Below this much free disk nothing is taken in; the files wait in the inbox."""
    batch_files: int = 1000
    """Files that are validated together; bounds memory, and what a crash makes us read again."""
    allow_faults: bool = False
    """Lets FUNDFLOW_FAULT kill the loader at a named point (faults.py). For tests only."""
    workers: int = Field(default=2, ge=1)
    """Children that open workbooks at the same time."""

    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = True
    mail_from: str = "fundflow@localhost"
    mail_domains: str = "hatinh.gov.vn hatinh.example"
    """Mails leave only for addresses of these domains (and what is below them)."""
    mail_redirect_to: str | None = None
    """Test mode: every mail goes to this one address; its text says whom it was meant for."""
    public_url: str | None = None
    """Address of the web pages as people reach them; mails link to it when it is set."""

    today: date = Field(default_factory=today)
    """The day alerts are about. Set it to look at an earlier day; the demo does, for its reports are of 2023."""

    @property
    def include(self) -> Path:
        return self.root / "include"

    @property
    def reference(self) -> Path:
        return self.root / REFERENCE

    @property
    def forms(self) -> Path:
        return self.root / FORMS

    @property
    def corrections(self) -> Path:
        return self.root / CORRECTIONS

    @property
    def sql(self) -> Path:
        return self.include / "sql"

    @property
    def expectations(self) -> Path:
        return self.root / "expectations"

    @property
    def airflow_home(self) -> Path:
        return self.home / "airflow"

    def as_environment(self) -> dict[str, str]:
        """What another process of this house needs in its environment to have the same settings."""
        values = {name: getattr(self, name) for name in {"home", "root"} | self.model_fields_set}
        return {"FUNDFLOW_" + name.upper(): _plain(value) for name, value in values.items() if value is not None}

    def make_folders(self) -> None:
        """Creates the folders people and programs drop files into; harmless when they exist."""
        for folder in (self.inbox, self.outbox, self.archive, self.quarantine, self.exports, self.mail):
            folder.mkdir(parents=True, exist_ok=True)


def _plain(value) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def load_settings(**overrides) -> Settings:
    """The settings of this process: the environment, then `overrides`; paths are made absolute."""
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        names = ", ".join("FUNDFLOW_" + str(fault["loc"][0]).upper() for fault in error.errors() if fault["loc"])
        raise SettingsError(
            f"Cấu hình sai: {names}. Hãy sửa biến môi trường này. / Wrong setting: {names}. Correct the variable."
        ) from error
    return settings.model_copy(update={name: value.absolute() for name, value in settings if isinstance(value, Path)})
