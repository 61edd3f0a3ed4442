"""Arguments in, exit code out; the only place that prints.

In: `sys.argv`. Out: paths on stdout, everything else on stderr, an exit code: 0 done, 1 problems in the user's data,
2 wrong usage, 70 our bug. Never true: that a traceback is shown without `--debug`.
"""

from __future__ import annotations

import gc
import sys

from handouts import __version__
from handouts.problems import ProblemsFound, write_problem, write_problems
from handouts.request import Request, read_plainly

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from typing import Final, NoReturn, TypeAlias

    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name

DONE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
BUG: Final = 70  # EX_SOFTWARE of sysexits.h

EXAMPLES: Final = """examples:
  handouts build --routine warmup                       the warm-up sheet, as output/warmup.pdf
  handouts build --routine warmup --client "Ana Bell" --date 2026-11-23
  handouts build --exercise hip-hinge --paper letter
  handouts build --series back-pain --part 3 --large-print
  handouts batch clients.csv --brand riverside-physio   one sheet for each client of a list
  handouts list exercises
  handouts new exercise hip-circle                      a commented file to fill in
  handouts init my-clinic                               a folder of your own
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    request = read_plainly(given)
    if request is not None:
        return _guarded(lambda: _build_sheets(request))
    options = make_parser().parse_args(given)
    return _guarded(lambda: options.run(options), debug=options.debug)


def _guarded(command: Callable[[], int | None], *, debug: bool = False) -> int:
    """Run a command and say what went wrong, in words."""
    try:
        return int(command() or DONE)
    except ProblemsFound as found:
        outcome = getattr(found, "outcome", "nothing was written")
        print(write_problems(found.problems, outcome=outcome), file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return DONE
    except Exception as error:
        if debug:
            raise
        print(f"handouts: this is our fault, not yours: {type(error).__name__}: {error}", file=sys.stderr)
        print("  fix: run it again with --debug and send us what it prints", file=sys.stderr)
        return BUG


def make_parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    import argparse

    from handouts.usage import Parser

    parser: argparse.ArgumentParser = Parser(
        prog="handouts",
        description="Printed exercise sheets from plain data.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"handouts {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _add_build,
        _add_clinic,
        _add_list,
        _add_show,
        _add_new,
        _add_init,
        _add_check,
        _add_schema,
        _add_figures,
        _add_cache,
        _add_completion,
    ):
        add(commands)
    return parser


def _command(
    commands: Commands, name: str, summary: str, run: Callable[[argparse.Namespace], int | None], epilog: str = ""
) -> argparse.ArgumentParser:
    import argparse

    parser = commands.add_parser(
        name,
        help=summary,
        description=summary[:1].upper() + summary[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "--workspace", metavar="DIR", help="the folder that holds data/ (default: the nearest one above)"
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of a bug of ours")
    return parser


# -- build


def _add_build(commands: Commands) -> None:
    parser = _command(
        commands,
        "build",
        "build a sheet",
        _build,
        "examples:\n  handouts build --routine warmup\n  handouts build --all --brand riverside-physio --ink-saver\n",
    )
    parser.set_defaults(refuse=parser.error)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--routine", metavar="ID", help="a routine sheet")
    what.add_argument("--exercise", metavar="ID", help="the handout of one exercise")
    what.add_argument("--series", metavar="ID", help="the handout of a blog series")
    what.add_argument("--all", action="store_true", help="every routine, exercise and series of the workspace")
    parser.add_argument("--part", metavar="N|ID", help="only this part of the series")
    parser.add_argument("--brand", metavar="ID", help="whose sheet it is (default: the workspace's usual one)")
    parser.add_argument("--client", metavar="NAME", default="", help="the name after For")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the date in the header (default: a blank line)")
    parser.add_argument("--practitioner", metavar="NAME", default="", help="the name after With")
    parser.add_argument("--notes", metavar="TEXT", default="", help="notes for this client")
    parser.add_argument("--side", choices=("left", "right"), help="which side the figures show")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4", type=str.lower)
    parser.add_argument("--large-print", action="store_true", help="18 pt, for reading without glasses")
    parser.add_argument("--ink-saver", action="store_true", help="black ink only, no tints")
    parser.add_argument(
        "--style", choices=("standard", "large-print", "ink-saver"), help="a short way for the two flags"
    )
    parser.add_argument("--language", metavar="TAG", help="the words of another locale, such as en-US")
    parser.add_argument("--fillable", action="store_true", help="boxes and lines that can be filled in on a screen")
    parser.add_argument("-o", "--output", metavar="FILE|DIR", help="where to write (default: output/ of the workspace)")
    parser.add_argument("--open", action="store_true", help="show the sheet when it is built")
    parser.add_argument("--force", action="store_true", help="write over a client's sheet of the same name")
    parser.add_argument("--check", action="store_true", help="prove each sheet as printed before it is written")
    parser.add_argument("--keep-going", action="store_true", help="with --all: build what is good, report what is not")


def _build(options: argparse.Namespace) -> int:
    if options.part and not options.series:
        options.refuse("--part goes with --series")
    request = Request(
        routine=options.routine,
        exercise=options.exercise,
        series=options.series,
        everything=options.all,
        part=options.part,
        brand=options.brand,
        client=options.client,
        date=options.date,
        practitioner=options.practitioner,
        notes=options.notes,
        side=options.side,
        paper=options.paper,
        large_print=options.large_print or options.style == "large-print",
        ink_saver=options.ink_saver or options.style == "ink-saver",
        language=options.language,
        fillable=options.fillable,
        output=options.output,
        force=options.force,
        keep_going=options.keep_going,
        check=options.check,
        workspace=options.workspace,
    )
    return _build_sheets(request, show=options.open)


def _build_sheets(request: Request, *, show: bool = False) -> int:
    from handouts.build import build

    built = build(request)
    for warning in built.warnings:
        print(write_problem(warning), file=sys.stderr)
    for note in built.notes:
        print(note, file=sys.stderr)
    for sheet in built.sheets:
        print(sheet.shown)
    if built.problems:
        outcome = f"{len(built.sheets)} sheet{'s' * (len(built.sheets) != 1)} written all the same"
        print(write_problems(built.problems, outcome=outcome), file=sys.stderr)
        return PROBLEMS
    pages = sum(sheet.pages for sheet in built.sheets)
    print(f"{pages} page{'s' * (pages != 1)} in {built.seconds:.2f} s", file=sys.stderr)
    if show and built.sheets:
        _open(str(built.sheets[0].path))
    return DONE


def _open(path: str) -> None:
    import webbrowser

    webbrowser.open(f"file://{path}")


def _add_clinic(commands: Commands) -> None:
    from handouts.clinic_options import add_batch, add_verify

    add_batch(commands, _command)
    add_verify(commands, _command)


# -- looking around


def _add_list(commands: Commands) -> None:
    examples = "examples:\n  handouts list exercises\n  handouts list brands\n"
    parser = _command(commands, "list", "list what there is", _list, examples)
    parser.add_argument("kind", choices=("exercises", "routines", "series", "brands", "locales", "fonts"))


def _list(options: argparse.Namespace) -> None:
    from handouts.desk import list_things

    print(list_things(options.kind, options.workspace))


def _add_show(commands: Commands) -> None:
    examples = "examples:\n  handouts show warmup\n  handouts show hip-hinge --brand riverside-physio\n"
    parser = _command(commands, "show", "show one thing as the sheets say it", _show, examples)
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--brand", metavar="ID")


def _show(options: argparse.Namespace) -> None:
    from handouts.desk import show_thing

    print(show_thing(options.id, options.workspace, options.brand))


# -- making files


def _add_new(commands: Commands) -> None:
    parser = _command(
        commands,
        "new",
        "write a commented file to fill in",
        _new,
        "examples:\n  handouts new exercise hip-circle\n  handouts new brand my-practice\n  handouts new locale nl\n",
    )
    parser.add_argument("kind", choices=("exercise", "routine", "series", "brand", "roster", "locale"))
    parser.add_argument("id", metavar="ID", help="small letters, digits and hyphens: it becomes the file's name")


def _new(options: argparse.Namespace) -> None:
    from handouts.desk import write_new

    print(write_new(options.kind, options.id, options.workspace))


def _add_init(commands: Commands) -> None:
    example = "example:\n  handouts init my-practice\n"
    parser = _command(commands, "init", "make a workspace of your own", _init, example)
    parser.add_argument("folder", metavar="DIR")


def _init(options: argparse.Namespace) -> None:
    from handouts.desk import make_workspace

    for path in make_workspace(options.folder):
        print(path)
    print(f"now: cd {options.folder} && handouts build --routine my-routine", file=sys.stderr)


def _add_schema(commands: Commands) -> None:
    _command(commands, "schema", "write JSON Schemas for editors to data/schema/", _schema)


def _schema(options: argparse.Namespace) -> None:
    from handouts.desk import write_schema_files

    for path in write_schema_files(options.workspace):
        print(path)


# -- checking


def _add_check(commands: Commands) -> None:
    from handouts.check_options import EXAMPLES as CHECK_EXAMPLES
    from handouts.check_options import add_options, run

    add_options(_command(commands, "check", "report every problem of data or PDFs", run, CHECK_EXAMPLES))


# -- figures, cache, completion


def _add_figures(commands: Commands) -> None:
    parser = _command(commands, "figures", "bake, draw and check the figures", lambda _: USAGE)
    parser.epilog = "examples:\n  handouts figures draw hip-hinge\n  handouts figures lint\n"
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb, summary, wants_id in (
        ("bake", "turn poses into draw lists", "*"),
        ("draw", "draw an exercise's figures as PDF and PNG", "+"),
        ("views", "draw an exercise from a grid of cameras", "+"),
        ("sheet", "draw every figure on one contact sheet", "*"),
        ("lint", "check joints, reach, balance and contacts", "*"),
    ):
        command = _command(verbs, verb, summary, _figures)
        command.add_argument("ids", metavar="ID", nargs=wants_id)
        command.set_defaults(verb=verb)


def _figures(options: argparse.Namespace) -> int:
    from handouts.studio import run_figures

    for line in run_figures(options.verb, options.ids, options.workspace):
        print(line)
    return DONE


def _add_cache(commands: Commands) -> None:
    parser = _command(commands, "cache", "show or clear what is kept between runs", _cache)
    parser.add_argument("verb", choices=("info", "clear"))


def _cache(options: argparse.Namespace) -> None:
    from handouts.press.store import Store

    store = Store()
    said = {"removed": store.clear()} if options.verb == "clear" else store.info()
    for name, value in said.items():
        print(f"{name}: {value}")


def _add_completion(commands: Commands) -> None:
    parser = _command(
        commands,
        "completion",
        "print a completion script for your shell",
        _completion,
        'example:\n  eval "$(handouts completion bash)"\n',
    )
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"))


def _completion(options: argparse.Namespace) -> None:
    import shtab

    print(shtab.complete(make_parser(), options.shell))


def run() -> NoReturn:
    """Be the `handouts` command."""
    gc.set_threshold(50_000, 20, 20)  # what a build makes stays to its end: looking for garbage took a fifth of it
    code = main()
    gc.freeze()  # and nobody need look through it all when the process ends
    sys.exit(code)


if __name__ == "__main__":
    run()
