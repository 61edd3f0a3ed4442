"""Write docs/problems.md from tests/problems: every kind of problem as the user reads it.

`python tools/problems_page.py` writes the page, `--print` prints it instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/problems"
HEAD = """\
# Problems

Every kind of problem, warning and hint, as it is printed. Made by `tools/problems_page.py` from `tests/problems/`,
where each has the file that causes it.
"""


def make_page() -> str:
    """Return the page."""
    parts = [HEAD]
    for expected in sorted(CASES.glob("*/expected.txt")):
        text = expected.read_text("utf-8").strip()
        parts.append(f"## {expected.parent.name}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.buffer.write(make_page().encode())
    else:
        (ROOT / "docs/problems.md").write_text(make_page(), "utf-8")
