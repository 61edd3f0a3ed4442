"""Write expected.txt of the named cases anew (all without a name): `python tests/problems/renew.py dose-unit`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from cases import HERE, read_case
from made import MADE

for kind in sys.argv[1:] or sorted({path.parent.name for path in HERE.glob("*/bad.yaml")} | set(MADE)):
    root = Path(tempfile.mkdtemp()) / "workspace"
    text = MADE[kind](root) if kind in MADE else read_case(kind, root)
    (HERE / kind).mkdir(exist_ok=True)
    (HERE / kind / "expected.txt").write_text(text + "\n", "utf-8")
