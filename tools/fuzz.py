"""Look for bytes that bring a reader down: `make fuzz`, or `python tools/fuzz.py --seconds 600 svg yaml`.

With atheris (`pip install "handouts[fuzz]"`) the search follows which lines a file reaches; without it good files are
damaged at random, and it says so. What is found is written to output/fuzz/TARGET-…; mend the reader, and keep the file
as tests/hostile/crashes/TARGET/what-it-was.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "output/fuzz"
sys.path[:0] = [str(ROOT / "tests/hostile")]


def main() -> int:
    """Feed each target for its share of the time; 1 when something was found."""
    parser = argparse.ArgumentParser(description="Look for bytes that bring a reader down.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="yaml, csv, svg, pose … (default: all)")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _search(options.targets[0], options.seconds)
    from fuzz_targets import TARGETS

    FOUND.mkdir(parents=True, exist_ok=True)
    follows = importlib.util.find_spec("atheris") is not None
    print("following the lines reached" if follows else "without atheris: damaging good files at random")
    codes = []
    for name in options.targets or TARGETS:
        if follows:
            command = [sys.executable, __file__, "--inside", "--seconds", str(options.seconds), name]
            codes.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
        else:
            codes.append(_damage(name, options.seconds))
        print(f"{name}: {'something was found, see output/fuzz' if codes[-1] else 'nothing was found'}")
    return int(any(codes))


def _search(name: str, seconds: float) -> int:
    """Let libFuzzer feed one target; it ends the process itself, with another code than 0 when something was found."""
    import atheris

    with atheris.instrument_imports(include=["handouts"]):
        from fuzz_targets import TARGETS, seeds_of
    corpus = FOUND / f"{name}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for at, seed in enumerate(seeds_of(name)):
        (corpus / f"seed-{at}").write_bytes(seed)
    limits = [f"-max_total_time={seconds:.0f}", "-timeout=30", "-rss_limit_mb=2000", "-max_len=200000", "-verbosity=0"]
    atheris.Setup([name, *limits, f"-artifact_prefix={FOUND}/{name}-", str(corpus)], TARGETS[name].feed)
    atheris.Fuzz()
    return 0


def _damage(name: str, seconds: float) -> int:
    from fuzz_targets import TARGETS, damaged, seeds_of

    chance, seeds, until = random.Random(), seeds_of(name), time.monotonic() + seconds
    while time.monotonic() < until:
        data = damaged(seeds, chance)
        try:
            TARGETS[name].feed(data)
        except Exception:  # noqa: BLE001 - this is what is looked for
            (FOUND / f"{name}-crash").write_bytes(data)
            traceback.print_exc()
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
