"""The warm-up sheet by typst, as PDF/UA-1; its source is sheet.typ.

The client is a file that the source reads: typst then keeps more between clients than with `sys.inputs` (15 against
25 ms here).
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import typst

SOURCE = Path(__file__).with_name("sheet.typ")


class Sheet:
    """Compiles the sheet for one client after another; one compiler keeps what typst can keep."""

    def __init__(self, folder: Path, fonts: Path) -> None:
        main, self.client = folder / "sheet.typ", folder / "client.json"
        shutil.copyfile(SOURCE, main)
        self.client.write_text("{}")
        self.compiler = typst.Compiler(str(main), root=str(folder), font_paths=[str(fonts)], ignore_system_fonts=True)

    def draw(self, client: dict) -> bytes:
        self.client.write_text(json.dumps(client), encoding="utf-8")
        return self.compiler.compile(format="pdf", pdf_standards=["ua-1"])


def main() -> None:
    folder, fonts, out, client = sys.argv[1:]
    Path(out).write_bytes(Sheet(Path(folder), Path(fonts)).draw(json.loads(client)))


if __name__ == "__main__":
    main()
