"""Write expected.txt of the named cases anew (all without a name): `python tests/problems/renew.py dose-unit`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from cases import HERE
from every import every_case, read_any

os.environ["HANDOUTS_CACHE"] = tempfile.mkdtemp()
for kind in sys.argv[1:] or every_case():
    text = read_any(kind, Path(tempfile.mkdtemp()) / "workspace")
    (HERE / kind).mkdir(exist_ok=True)
    (HERE / kind / "expected.txt").write_text(text + "\n", "utf-8")
