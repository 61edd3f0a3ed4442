"""The warm-up sheet by Chromium's print-to-PDF, tagged, from the page that WeasyPrint gets; only where it is installed.

The page is written by this script and printed by a browser that starts and ends: there is no warm row, since a kept
browser needs a driver that is not installed with it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from page import Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def main() -> None:
    folder, fonts, out, client = sys.argv[1:]
    source = Path(folder) / "page.html"
    source.write_text(Page(Path(folder), Path(fonts).absolute().as_uri()).write(json.loads(client)), encoding="utf-8")
    program = browser()
    assert program is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--export-tagged-pdf"]
    subprocess.run([program, *options, f"--print-to-pdf={out}", source.absolute().as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
