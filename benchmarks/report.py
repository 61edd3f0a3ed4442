"""Writes a run as tables: what was measured, and the goals beside it.

In: results.json and pages.json. Out: table.md, and the same on stdout. Never true: that a goal is said to be met by
rounding.

    python benchmarks/report.py OUT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from measure import middle, quartiles, ratio_of

COLD = {
    "python": "Python itself, doing nothing",
    "ours, cached": "handouts, plate on disk",
    "ours, nothing cached": "handouts, nothing cached",
    "typst": "typst, PDF/UA-1",
    "reportlab": "plain ReportLab, untagged",
    "weasyprint": "WeasyPrint, PDF/UA-1",
    "chromium": "Chromium, print to PDF",
}
WARM = {
    "same": "the next client of the same routine",
    "accents": "… whose name has letters that the plate lacks",
    "cyrillic": "… whose notes are Cyrillic",
    "selection": "every client another choice and order of exercises",
    "disk": "the same routine, to disk",
}


def main() -> None:
    out = Path(sys.argv[1])
    results = json.loads((out / "results.json").read_text("utf-8"))
    pages = json.loads((out / "pages.json").read_text("utf-8"))
    lines = [*_cold(results), "", *_warm(results), "", *_pages(pages), "", *_goals(results, pages), ""]
    missing = ", ".join(results["missing"])
    lines.append(f"Python {results['python']}, {results['cores']} cores, {results['seconds']} s in all.")
    if missing:
        lines.append(
            f"Not installed here, so not measured: {missing} (`pip install -e .[bench]` brings typst and WeasyPrint)."
        )
    text = "\n".join([*lines, ""])
    (out / "table.md").write_text(text, encoding="utf-8")
    print(text)


def _cold(results: dict[str, Any]) -> list[str]:
    base = results["cold"].get("typst")
    rows = ["| one sheet, new process | ms, median (quartiles) | × typst | ms of a processor | peak MB |"]
    rows.append("|---|---|---|---|---|")
    for name, title in COLD.items():
        if name in results["cold"]:
            samples = results["cold"][name]
            ratio = f"{ratio_of(samples, base):.2f}" if base else "-"
            used, memory = middle(results["processor"][name]) * 1000, min(results["memory"][name])
            peak = f"{memory:.1f}" if memory else "-"
            rows.append(f"| {title} | {_ms(samples)} | {ratio} | {used:.0f} | {peak} |")
    return rows


def _warm(results: dict[str, Any]) -> list[str]:
    rows = [
        "| in memory, a client | engine | ms, median (quartiles) | × as long as ours | kB |",
        "|---|---|---|---|---|",
    ]
    for row, title in WARM.items():
        base = results["warm"][row]["ours"]
        for name, samples in results["warm"][row].items():
            ratio = ratio_of(samples, base)
            size = results["bytes"][row][name] / 1000
            said = title if name == "ours" else ""
            rows.append(f"| {said} | {name} | {_ms(samples)} | {ratio:.2f} | {size:.1f} |")
    return rows


def _pages(pages: dict[str, Any]) -> list[str]:
    ours = pages["ours"]
    rows = ["| the sheet itself | pages | kB | words against ours | codes | PDF/UA-1 |", "|---|---|---|---|---|---|"]
    for name, found in pages.items():
        words = "the same"
        if found["missing"] or found["too many"]:
            words = f"without {found['missing'] or 'none'}, beyond {found['too many'] or 'none'}"
        codes = "the same" if found["codes"] == ours["codes"] else f"{found['codes']}"
        tags = {None: "-", 0: "passes"}.get(found["failures"], f"{found['failures']} failures")
        rows.append(f"| {name} | {found['pages']} | {found['bytes'] / 1000:.1f} | {words} | {codes} | {tags} |")
    return rows


def _goals(results: dict[str, Any], pages: dict[str, Any]) -> list[str]:
    rows = ["| goal (design: what it must reach) | wanted | reached | |", "|---|---|---|---|"]
    for title, wanted, reached, most in _measured(results, pages):
        if reached is None:
            rows.append(f"| {title} | {wanted} | not measured | |")
            continue
        bound = float(wanted.split()[1])
        met = reached <= bound if most else reached >= bound
        shown = f"{reached:.2f} ×" if reached < 10 else f"{reached:.0f} ×"
        rows.append(f"| {title} | {wanted} | {shown} | {'met' if met else 'missed'} |")
    return rows


def _measured(results: dict[str, Any], pages: dict[str, Any]) -> list[tuple[str, str, float | None, bool]]:
    """Return (what, bound, reached, is the bound the most?)."""
    cold, memory, warm = results["cold"], results["memory"], results["warm"]

    def over(top: list[float] | None, bottom: list[float] | None) -> float | None:
        return ratio_of(top, bottom) if top and bottom else None

    sizes = {name: [found["bytes"]] for name, found in pages.items()}
    typst = {row: found.get("typst") for row, found in warm.items()}
    ours = {row: found["ours"] for row, found in warm.items()}
    kept, anew = cold["ours, cached"], cold["ours, nothing cached"]
    held = over(memory["ours, cached"], memory.get("typst"))
    return [
        ("new process, plate on disk: time, of typst's", "≤ 0.4 ×", over(kept, cold.get("typst")), True),
        ("new process, plate on disk: memory, of typst's", "≤ 0.5 ×", held, True),
        ("new process, nothing cached: time, of plain ReportLab's", "≤ 1.5 ×", over(anew, cold["reportlab"]), True),
        ("next client, same routine: faster than typst", "≥ 150 ×", over(typst["same"], ours["same"]), False),
        ("… with accents outside the subset", "≥ 75 ×", over(typst["accents"], ours["accents"]), False),
        ("another choice each client: faster than typst", "≥ 20 ×", over(typst["selection"], ours["selection"]), False),
        ("to disk: time, of writing the same bytes", "≤ 1.8 ×", over(ours["disk"], warm["disk"]["write only"]), True),
        ("bytes, of typst's", "≤ 1.0 ×", over(sizes["ours"], sizes.get("typst")), True),
        ("bytes, of WeasyPrint's", "≤ 1.0 ×", over(sizes["ours"], sizes.get("weasyprint")), True),
    ]


def _ms(samples: list[float]) -> str:
    low, mid, high = (value * 1000 for value in quartiles(samples))
    places = 3 if mid < 1 else 2 if mid < 10 else 0
    return f"{mid:.{places}f} ({low:.{places}f}–{high:.{places}f})"


if __name__ == "__main__":
    main()
