"""Renews the references of one sheet, after somebody has looked at it: `make refs CASE=warmup-a4`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sheets.cases import CASES, ROOT, draw
from sheets.references import LARGEST, write_references


def main(arguments: list[str]) -> int:
    """Renew the case that is named; never all of them, or nobody would look."""
    if len(arguments) != 1 or arguments[0] not in CASES:
        print(f"say which one of: {', '.join(CASES)}", file=sys.stderr)
        return 2
    for path in write_references(draw(arguments[0])):
        heavy = " - too large, keep it under 60 kB" if path.stat().st_size > LARGEST else ""
        print(f"{path.relative_to(ROOT)}{heavy}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
