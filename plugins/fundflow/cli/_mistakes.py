"""What a person did wrong on the command line, told in both languages: a word, an option, a path that cannot be meant."""

from __future__ import annotations

import typer

from fundflow.exceptions import FundflowError, Infrastructure, WrongUse

UsageError = typer.BadParameter.__bases__[0]  # of click: typer's own copy of it, or the package
SENTENCES = {
    "NoSuchOption": "Không có tùy chọn này",
    "MissingParameter": "Thiếu một tham số hoặc tùy chọn bắt buộc",
    "BadParameter": "Có giá trị không hợp lệ",
    "NoArgsIsHelpError": "Thiếu tên lệnh",
}
WRONG_PATHS = (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError, PermissionError)


def told(error: Exception) -> FundflowError | None:
    """The message for whoever typed the command; None for what is a fault of the program."""
    if isinstance(error, FundflowError):
        return error
    if isinstance(error, UsageError):
        return _of_usage(error)
    if isinstance(error, OSError) and error.filename is not None:
        return _of_path(error)
    return None


def _of_usage(error) -> FundflowError:
    help_ = f"{error.ctx.command_path if error.ctx else 'fundflow'} --help"
    sentence = SENTENCES.get(type(error).__name__, "Lệnh không đúng")
    detail = error.format_message().rstrip(".") or "A command is missing"
    return WrongUse(f"{sentence}. Hãy xem: {help_}. / {detail}. See: {help_}")


def _of_path(error: OSError) -> FundflowError:
    kind = WrongUse if isinstance(error, WRONG_PATHS) else Infrastructure
    return kind(
        f"Không đọc hoặc ghi được “{error.filename2 or error.filename}” ({error.strerror}). Hãy kiểm tra đường dẫn, quyền "
        "và dung lượng đĩa. / It cannot be read or written: check the path, the rights and the space on disk."
    )
