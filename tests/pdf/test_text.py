"""Paragraphs: what ReportLab is asked for, and what it is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"


def test_the_pattern_of_addresses_is_compiled_when_it_is_wanted() -> None:
    """Importing our paragraphs leaves it out, every other pattern is ready, and ReportLab itself can still use it."""
    code = (
        "import re; ready = re.compile\n"
        "from handouts.pdf.platypus import Paragraph\n"
        "from reportlab.platypus import paragraph\n"
        "assert re.compile is ready\n"
        "late = [name for name, value in vars(paragraph).items() if type(value).__name__ == '_Later']\n"
        "assert late == ['uri_pat'], late\n"
        "assert isinstance(paragraph._wsc_re_split.__self__, re.Pattern)\n"
        "address = 'https://example.com/a/b'\n"
        "assert ('https://example.com/a/', 'b') in paragraph._uri_split_pairs(address)\n"
        "assert paragraph._uri_split_pairs('no address') is None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(SOURCE)}, check=False
    )
    assert done.returncode == 0, done.stderr
