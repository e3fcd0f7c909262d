"""What stands between a stranger's file and the parsers: limits, regular files only, sound zip packages.

Everything is read once, through one file descriptor, so that what was checked is what is parsed.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fundflow.reader.errors import refuse

MEGABYTE = 1_000_000
CHUNK = 1 << 18
ALLOWED_COMPRESSION = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # all that the Office formats know
NOT_REGULAR = {
    stat.S_IFLNK: "symlink",
    stat.S_IFDIR: "directory",
    stat.S_IFIFO: "FIFO",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost. A 100,000 x 20 workbook packs to 10 MB, unpacks to 90 MB and must pass."""

    packed_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 200  # XML of repeated rows packs 1:60 at most in honest files, a bomb 1:1000
    ratio_from_bytes: int = 20 * MEGABYTE  # below this size no ratio does harm
    parts: int = 200
    rows: int = 300_000
    columns: int = 1_000
    cells: int = 5_000_000
    far_cells: int = 100  # more of them are not strays but a table that is too large
    cpu_seconds: float = 8.0
    cpu_seconds_per_megabyte: float = 4.0
    cpu_seconds_at_most: float = 60.0
    wall_per_cpu: float = 3.0  # a busy machine may take this much longer than the work itself
    memory_bytes: int = 1_000 * MEGABYTE
    output_bytes: int = 250 * MEGABYTE

    def cpu_for(self, size: int) -> float:
        """Seconds of processor time that a file of this size may take."""
        return min(self.cpu_seconds_at_most, self.cpu_seconds + self.cpu_seconds_per_megabyte * size / MEGABYTE)


def read_regular_file(path: Path | str, limits: Limits) -> bytes:
    """The bytes of a regular file with one name; refuses links, pipes, devices, folders, empty and huge files."""
    descriptor = _open(path)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise refuse("file.not_regular", kind=NOT_REGULAR.get(stat.S_IFMT(status.st_mode), "?"))
        if status.st_nlink > 1:
            raise refuse("file.not_regular", kind="hard link")
        _check_size(status.st_size, limits)
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(limits.packed_bytes + 1)
    finally:
        os.close(descriptor)
    _check_size(len(content), limits)  # it may have grown meanwhile
    return content


def _check_size(size: int, limits: Limits) -> None:
    if not size:
        raise refuse("file.empty")
    if size > limits.packed_bytes:
        raise refuse("file.too_large", found=megabytes(size), allowed=megabytes(limits.packed_bytes))


def _open(path: Path | str) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise refuse("file.not_regular", kind="symlink") from None
        if error.errno == errno.ENXIO:
            raise refuse("file.not_regular", kind="socket") from None
        raise refuse("file.missing", reason=error.strerror) from None
    except ValueError:  # a NUL byte in the name
        raise refuse("file.missing", reason="invalid name") from None


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"


class Package:
    """A zip of parts whose names, number, sizes and compression were found sound. Parts are found without case."""

    def __init__(self, content: bytes, limits: Limits):
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
        except zipfile.BadZipFile:
            raise refuse("file.truncated") from None
        except (ValueError, NotImplementedError, OSError, struct.error) as error:
            raise refuse("file.damaged", part="zip", reason=str(error)) from None
        self._archive = archive
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._check(archive.infolist(), limits)

    def _check(self, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
        if len(entries) > limits.parts:
            raise refuse("file.zip_bomb", found=f"{len(entries)} parts", allowed=f"{limits.parts} parts")
        for entry in entries:
            self._admit(entry)
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        if unpacked > limits.unpacked_bytes:
            raise refuse("file.zip_bomb", found=megabytes(unpacked), allowed=megabytes(limits.unpacked_bytes))
        if unpacked > limits.ratio_from_bytes and unpacked / packed > limits.ratio:
            raise refuse("file.zip_bomb", found=f"1:{unpacked // packed}", allowed=f"1:{limits.ratio}")

    def _admit(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise _bad_name(name, "trỏ ra ngoài tệp", "points outside the file")
        if name.casefold() in self._parts:
            raise _bad_name(name, "xuất hiện hai lần", "is there twice")
        if entry.flag_bits & 0x1:
            raise refuse("file.encrypted")
        if entry.compress_type not in ALLOWED_COMPRESSION:
            raise refuse("file.damaged", part=name, reason="compression")
        self._parts[name.casefold()] = entry

    def names(self) -> list[str]:
        """The parts' names in lower case."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part's bytes piece by piece. zipfile gives no more than the size that was checked, and checks the CRC."""
        entry = self._parts.get(name.casefold())
        if entry is None:
            raise refuse("file.damaged", part=name, reason="missing")
        left = entry.file_size
        try:
            with self._archive.open(entry) as part:
                while chunk := part.read(CHUNK):
                    left -= len(chunk)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise refuse("file.damaged", part=name, reason=str(error)) from None
        if left:
            raise refuse("file.damaged", part=name, reason="size")

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def _bad_name(name: str, why_vi: str, why_en: str):
    return refuse("file.zip_names", name=printable(name), why_vi=why_vi, why_en=why_en)


def printable(name: str) -> str:
    """A stranger's name as it can be shown: no control or direction characters, not endless."""
    return "".join(character if character.isprintable() else "?" for character in name)[:80]
