"""The fonts in fonts/ are the ones that fonts/README.md names, may be embedded, and have their licences beside them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from handouts.pdf.fonts import FILES
from handouts.pdf.truetype import read_face

FONTS = Path(__file__).resolve().parent.parent / "fonts"


def test_every_font_is_the_pinned_one() -> None:
    """Another build of a font has other widths: every sheet would be laid out anew without anybody asking for it."""
    rows = re.findall(r"^\| (\S+\.ttf) \| .* \| ([0-9a-f]{64}) \|$", (FONTS / "README.md").read_text(), re.MULTILINE)
    assert dict(rows) == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}


def test_every_font_key_has_a_file_that_may_be_embedded() -> None:
    """A font that forbids embedding would make every sheet a licence fault."""
    for name in FILES.values():
        assert read_face(FONTS / name).embedding_allowed, name


def test_every_family_has_its_licence() -> None:
    """The Open Font License wants its text to travel with the fonts."""
    families = {name.partition("-")[0] for name in FILES.values()}
    for family in families:
        assert "SIL Open Font License" in (FONTS / f"LICENSE-{family}.txt").read_text(encoding="utf-8"), family
