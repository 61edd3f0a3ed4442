"""Write docs/checks.md: every finding with its reason, and the report of examples/bad-workspace.

`python tools/checks_page.py` writes the page, `--print` prints it instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

from handouts.check.rules import RULES, write_findings
from handouts.commands.check import check_data

ROOT = Path(__file__).resolve().parents[1]
BAD = ROOT / "examples/bad-workspace"
HEAD = """\
# What `handouts check` looks for

Made by `tools/checks_page.py`. A *problem* ends in exit code 1, a *warning* does with `--strict`, a *hint* never does.
What is wrong with the form of a file stands in [problems.md](problems.md).

| command | what it does |
|---|---|
| `handouts check` | everything in the workspace; `handouts check warmup` one thing, `--strict` counts warnings |
| `handouts check --links` | asks the servers of all addresses, four at a time, nobody inside your network |
| `handouts check warmup --report` | how easily a sheet is understood, item by item (PEMAT-P); `--html FILE` as a page |
| `handouts check output/warmup.pdf` | its codes, words, pictures and structure, as printed |
| `handouts check output/warmup.pdf --listen` | as a screen reader says it |
| `handouts build --routine warmup --check` | the same checks before the sheet is on disk |

One finding is silenced on its own line, with a reason; a problem of form cannot be:

```yaml
caution: …  # handouts: allow term-undefined - the clinic explains it in the lesson
```

`handouts build --check` makes the checks of finished files (from `page-unreadable` down) before a sheet is on disk:
what fails is not written, and with `--keep-going` the others are. `handouts check FILE.pdf` makes them later; which of
them need the data, and with it the manifest beside the file, it says itself.

Words of the trade, verbs and medical terms are English lists; a brand adds to them with its own `words`: what stands on
the right is its own choice and never a finding, what stands on the left is replaced before it is printed. In another
language only the length of sentences is counted.

| finding | level | why | source |
|---|---|---|---|
"""
REPORT = """
## A report

[examples/bad-workspace](../examples/bad-workspace) has a little of everything. This is what is said of it:

```text
"""


def make_page() -> str:
    """Return the page."""
    rows = "".join(f"| `{kind}` | {rule.level} | {rule.why} | {rule.source} |\n" for kind, rule in RULES.items())
    found, _ = check_data([], str(BAD))
    return f"{HEAD}{rows}{REPORT}{write_findings(found, 'the workspace was read')}\n```\n"


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.buffer.write(make_page().encode())
    else:
        (ROOT / "docs/checks.md").write_text(make_page(), "utf-8")
