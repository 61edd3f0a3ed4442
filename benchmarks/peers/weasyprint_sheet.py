"""The warm-up sheet by WeasyPrint, as PDF/UA-1; its page is written by page.py."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from page import Page
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration


class Sheet:
    """Renders the sheet for one client after another; fonts and pictures are kept where WeasyPrint can keep them."""

    def __init__(self, folder: Path, fonts: Path) -> None:
        self.page, self.base = Page(folder, fonts.absolute().as_uri()), folder.absolute().as_uri() + "/"
        self.fonts, self.cache = FontConfiguration(), {}

    def draw(self, client: dict) -> bytes:
        html = HTML(string=self.page.write(client), base_url=self.base)
        return html.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, font_config=self.fonts, cache=self.cache)


def main() -> None:
    folder, fonts, out, client = sys.argv[1:]
    Path(out).write_bytes(Sheet(Path(folder), Path(fonts)).draw(json.loads(client)))


if __name__ == "__main__":
    main()
