"""Errors that are shown to a person as one message, never as a traceback.

What is wrong inside a workbook is a Finding, not an exception. These are for what keeps the program itself from
doing its work. Messages: Vietnamese first, then English, ending in what to do.
"""

from __future__ import annotations


class FundflowError(Exception):
    """The base: `code` is what people quote, `exit_code` what the command line returns."""

    code = "FF00"
    exit_code = 2

    def __str__(self) -> str:
        return f"[{self.code}] {super().__str__()}"


class WrongUse(FundflowError):
    """A command, option or path that cannot be meant."""

    code = "FF01"


class SettingsError(FundflowError):
    """A setting that is missing or contradicts another."""

    code = "FF02"


class Infrastructure(FundflowError):
    """Server, disk or network failed: the same work may succeed later. Only these are tried again by the DAGs."""

    code = "FF10"
    exit_code = 3


class EmbeddedServerError(Infrastructure):
    """The embedded PostgreSQL cannot be set up, started or stopped."""

    code = "FF11"


class WarehouseUnreachable(Infrastructure):
    """No connection to the warehouse."""

    code = "FF12"


class MailServerError(Infrastructure):
    """The mail server refused or cannot be reached; the mails wait in the outbox."""

    code = "FF13"


class AirflowError(Infrastructure):
    """A process of Airflow did not start, or a DAG run of ours failed."""

    code = "FF14"


class WarehouseBusy(Infrastructure):
    """Others did not let go of a table in time."""

    code = "FF15"


class MigrationRefused(FundflowError):
    """The warehouse's schema is not what the migrations of this version would have made."""

    code = "FF20"


class InboxMissing(Infrastructure):
    """The shared folder is not there: an unmounted share must not look like "no files"."""

    code = "FF21"


class DiskFull(Infrastructure):
    """Too little space to keep the originals; the files stay where they are."""

    code = "FF22"


class ValidationBroken(FundflowError):
    """The validation itself failed (an unknown expectation, a metric that did not compute): no file is judged by it."""

    code = "FF23"


class BuildBroken(FundflowError):
    """Files that were decided before cannot be built: no file is compared with a warehouse that lacks them."""

    code = "FF24"


class EvidenceBroken(FundflowError):
    """The journal or an original is not what it was: somebody must look before anything else is done."""

    code = "FF30"
    exit_code = 1
