"""The one way in which a file refuses to be read: an exception that carries the finding for its sender."""

from __future__ import annotations

from fundflow.exceptions import FundflowError, Infrastructure
from fundflow.findings import Finding
from fundflow.reader.messages import finding


class UnreadableFile(FundflowError):
    """The file gives no cells. `finding` says why and what to do."""

    code = "FF20"
    exit_code = 1

    def __init__(self, finding: Finding):
        super().__init__(finding.message)
        self.finding = finding

    def __reduce__(self):
        return UnreadableFile, (self.finding,)


class ReaderBroken(Infrastructure):
    """The children that read files do not even start: no file is to blame, and none is answered."""

    code = "FF21"

    def __init__(self, reason: str):
        super().__init__(
            f"Bộ đọc tệp không khởi động được ({reason}); hãy báo quản trị kiểm tra cài đặt. / "
            f"The file reader does not start ({reason}); have the administrator check the installation."
        )


def refuse(rule: str, **facts) -> UnreadableFile:
    """The exception for a rule of messages.py: `raise refuse("file.empty")`."""
    return UnreadableFile(finding(rule, **facts))
