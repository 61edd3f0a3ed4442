"""Runs a Python script, or `-c` and code, and says at its end how much memory the process held at most.

`ru_maxrss` will not do: Linux lets a child begin with its parent's. /proc has the process's own.
"""

import atexit
import re
import sys


def say() -> None:
    try:
        with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - little may be imported here
            found = re.search(r"VmHWM:\s+(\d+) kB", file.read())
    except OSError:
        found = None
    if found:
        print(f"peak {found[1]} kB", file=sys.stderr)


atexit.register(say)
sys.argv = sys.argv[1:]
if sys.argv[0] == "-c":
    exec(sys.argv[1], {"__name__": "__main__"})
else:
    import runpy

    sys.path[0] = sys.argv[0].rpartition("/")[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
