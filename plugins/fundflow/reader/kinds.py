"""What a file is, told by its content; its name and extension are only what somebody wrote on it."""

from __future__ import annotations

import io
import re
import zipfile
from fnmatch import fnmatchcase
from pathlib import PurePath

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Not reports: what office programs, systems and copying leave in a shared folder.
IGNORED_NAMES = ("~$*", ".~lock.*#", "._*", ".ds_store", "thumbs.db", "desktop.ini", "*.tmp", "*.part", "*.crdownload")

MAGIC = (
    (OLE, "ole"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    # a BIFF stream without a container: Excel 2 to 4
    (b"\x09\x00\x04\x00", "biff"),
    (b"\x09\x02\x06\x00", "biff"),
    (b"\x09\x04\x06\x00", "biff"),
)

# How a person is told what the file is, where it is no spreadsheet: (Vietnamese, English).
NAMES = {
    "pdf": ("PDF", "PDF"),
    "rtf": ("văn bản RTF", "an RTF document"),
    "doc": ("văn bản Word", "a Word document"),
    "docx": ("văn bản Word", "a Word document"),
    "pptx": ("bản trình chiếu", "a presentation"),
    "odt": ("văn bản LibreOffice", "a LibreOffice document"),
    "rar": ("tệp nén RAR", "a RAR archive"),
    "7z": ("tệp nén 7z", "a 7z archive"),
    "gzip": ("tệp nén gzip", "a gzip archive"),
    "zip": ("tệp nén ZIP", "a ZIP archive"),
    "image": ("hình ảnh", "a picture"),
    "program": ("chương trình", "a program"),
    "html": ("trang web HTML", "an HTML page"),
    "mht": ("trang web MHT", "an MHT page"),
    "xml2003": ("bảng tính XML của Excel 2003", "an Excel 2003 XML spreadsheet"),
    "fods": ("bảng tính XML của LibreOffice", "a flat XML spreadsheet"),
    "xml": ("XML", "XML"),
    "ole": ("tệp Office loại khác", "another kind of Office file"),
    "binary": ("dữ liệu không rõ loại", "data of an unknown kind"),
}

ZIP_MARKS = (
    ("workbook.bin", "xlsb"),
    ("workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
)
OPEN_DOCUMENT = {b"spreadsheet": "ods", b"text": "odt", b"presentation": "pptx"}
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "pptx"),
)
MARKUP = (
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"), "xml2003"),
    (re.compile(rb"office:mimetype|opendocument:xmlns:office"), "fods"),
    (re.compile(rb"<(!doctype\s+html|html|table|body|head|meta)\b", re.IGNORECASE), "html"),
    (re.compile(rb"\A\s*<\?xml"), "xml"),
    (re.compile(rb"\A\s*mime-version:", re.IGNORECASE), "mht"),
)


def is_ignored(name: str) -> bool:
    """True for lock and temporary files: no report, no answer due."""
    base = PurePath(name).name.lower()
    return any(fnmatchcase(base, pattern) for pattern in IGNORED_NAMES)


def kind_of(content: bytes) -> str:
    """xlsx, xlsb, xls, ods, delimited, encrypted, empty, or a key of NAMES."""
    if not content:
        return "empty"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content)
    kind = next((kind for magic, kind in MAGIC if content.startswith(magic)), None)
    if kind == "ole":
        return _kind_of_ole(content)
    if kind == "biff":
        return "xls"
    return kind or _kind_of_text(content)


def _kind_of_zip(content: bytes) -> str:
    """A zip that does not open is taken for an .xlsx: its reader says what is wrong with it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = {name.casefold().replace("\\", "/") for name in archive.namelist()}
        if "mimetype" in names:
            with archive.open("mimetype") as part:
                purpose = part.read(100).rpartition(b".opendocument.")[2].partition(b"-")[0]
            return OPEN_DOCUMENT.get(purpose.strip(), "zip")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        return "xlsx"
    kind = next((kind for mark, kind in ZIP_MARKS if any(name.endswith(mark) for name in names)), None)
    if kind is None and "[content_types].xml" in names:
        return "xlsx"  # a workbook whose parts have other names
    return kind or "zip"


def _kind_of_ole(content: bytes) -> str:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            return next((kind for stream, kind in OLE_STREAMS if container.exists(stream)), "ole")
    except Exception:  # olefile raises whatever the damage leads to; the .xls reader names it
        return "xls"


def _kind_of_text(content: bytes) -> str:
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    kind = next((kind for pattern, kind in MARKUP if pattern.search(head)), None)
    if kind:
        return kind
    unusual = sum(byte < 32 and byte not in b"\t\n\r\x0c" for byte in head)
    return "delimited" if unusual == 0 else "binary"
