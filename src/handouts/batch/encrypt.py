"""A PDF under a password (AES-256). Needs the `batch` extra (pikepdf).

In: a finished PDF and a password. Out: the same document, encrypted. Never true afterwards: that the file claims
PDF/A, which encryption rules out (ISO 19005-2, 6.1.3), or that a screen reader is shut out (ISO 14289-1, 7.16).
"""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any, Final

from handouts.problems import Problem, ProblemsFound

MOST_PASSWORD: Final = 127  # bytes that count (ISO 32000-2, 7.6.4.3.3)
_PDFA: Final = re.compile(rb"<pdfaid:part>.*?</pdfaid:conformance>", re.DOTALL)
_PDFA_NAMESPACE: Final = b' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'


def check_encryption() -> None:
    """Raise a problem where the extra is missing, before the first row is built."""
    _pikepdf()


def _pikepdf() -> Any:
    try:
        import pikepdf  # noqa: PLC0415 - an extra
    except ImportError:
        what = "encryption needs an extra"
        raise ProblemsFound([Problem("needs-batch", what, 'pip install "handouts[batch]"')]) from None
    return pikepdf


def _typed(password: str) -> str:
    """Return a password as a reader hands on what is typed (RFC 4013): a letter and its accent as one character."""
    return unicodedata.normalize("NFKC", password)


def is_too_long(password: str) -> bool:
    """Tell whether a password's end would not count."""
    return len(_typed(password).encode()) > MOST_PASSWORD


def encrypted(data: bytes, password: str) -> bytes:
    """Return the document under the password, which opens it with every right."""
    pikepdf = _pikepdf()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        claims = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata = pdf.make_stream(
            _PDFA.sub(b"", claims).replace(_PDFA_NAMESPACE, b""), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        rights = pikepdf.Permissions(accessibility=True, extract=True)
        typed = _typed(password)
        lock = pikepdf.Encryption(user=typed, owner=typed, R=6, allow=rights)
        pdf.save(out, encryption=lock, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def opens_with(data: bytes, password: str) -> bool:
    """Tell whether the bytes are an encrypted PDF that this password opens."""
    pikepdf = _pikepdf()
    try:
        with pikepdf.open(io.BytesIO(data), password=_typed(password)) as pdf:
            return bool(pdf.is_encrypted)
    except (pikepdf.PasswordError, pikepdf.PdfError):  # another password, or no PDF
        return False
