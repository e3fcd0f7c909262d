"""Encrypted workbooks. Excel itself encrypts some that nobody gave a password (a protected structure, "read-only
recommended") with a password that every Excel knows; those are opened. All others are refused: we ask for no passwords.
"""

from __future__ import annotations

import io

from fundflow.reader.errors import refuse

EXCELS_OWN_PASSWORD = "VelvetSweatshop"  # no secret, [MS-OFFCRYPTO] 2.4.2.1


def decrypted(content: bytes) -> bytes:
    """The workbook inside; refuses one with a password of its own."""
    import msoffcrypto

    plain = io.BytesIO()
    try:
        container = msoffcrypto.OfficeFile(io.BytesIO(content))
        container.load_key(password=EXCELS_OWN_PASSWORD)
        container.decrypt(plain)
    except MemoryError:
        raise
    except Exception:  # another password, a scheme that the library does not know, damage
        raise refuse("file.encrypted") from None
    return plain.getvalue()
