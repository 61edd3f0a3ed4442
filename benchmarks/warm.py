"""One engine in one process, drawing clients when it is asked to.

In: a row and an engine as arguments, then numbers on stdin. Out: for each number, that many clients' seconds and bytes
as a line of JSON. Never true: that reading the clients, or writing the answer, is part of the time.

    python benchmarks/warm.py ROW ENGINE SHEET_FOLDER FONTS
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clients import make_clients

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "peers"))
WORDS = {"accents": "accents", "cyrillic": "cyrillic"}


def engine(name: str, row: str, folder: Path, fonts: Path) -> Callable[[dict[str, Any]], bytes]:
    """Return what draws a client's sheet."""
    if name == "ours":
        from ours import Ours

        return Ours(select=row == "selection").draw
    if name == "typst":
        from typst_sheet import Sheet
    elif name == "weasyprint":
        from weasyprint_sheet import Sheet
    else:
        from reportlab_sheet import Sheet

        return Sheet(folder, fonts, select=row == "selection", kept_codes=name != "reportlab, codes anew").draw
    return Sheet(folder, fonts).draw


def writer(name: str, client: dict[str, Any], out: Path) -> Callable[[dict[str, Any]], bytes]:
    """Return what presses a sheet and puts it into a batch's folder; or what creates and writes as many bytes."""
    from ours import Ours

    from handouts.batch.places import open_place

    ours, place, names = Ours(), open_place(str(out)), (f"{count}.pdf" for count in itertools.count())
    ready = ours.draw(client)

    def press_and_put(given: dict[str, Any]) -> bytes:
        place.put(next(names), ours.parts(given))
        return ready

    def only_write(_: dict[str, Any]) -> bytes:
        handle = os.open(out / next(names), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        os.write(handle, ready)
        os.close(handle)
        return ready

    return press_and_put if name == "ours" else only_write


def main() -> None:
    row, name, folder, fonts = sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
    names = json.loads((folder / "others.json").read_text("utf-8")) if row == "selection" else []
    clients = make_clients(WORDS.get(row, "plain"), tuple(card["exercise"] for card in names))
    if row == "disk":
        out = folder.parent / "disk" / name.replace(" ", "-")
        out.mkdir(parents=True, exist_ok=True)
        draw = writer(name, next(clients), out)
    else:
        draw = engine(name, row, folder, fonts)
    for line in sys.stdin:
        chunk = [next(clients) for _ in range(int(line))]
        began = time.perf_counter()
        for client in chunk:
            data = draw(client)
        seconds = time.perf_counter() - began
        print(json.dumps({"seconds": seconds, "bytes": len(data)}), flush=True)
        if row == "disk":
            for path in out.glob("*.pdf"):
                path.unlink()


if __name__ == "__main__":
    main()
