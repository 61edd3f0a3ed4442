"""Everything that can be found in a workspace before anything is printed.

In: a workspace. Out: `Checked`: problems, warnings and hints of all its files, silenced where the data says so with a
reason, and every address that will be printed. Never true afterwards: that one bad file hid the findings of another, or
that a text was judged in other words than its brand prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.check.brand import check_brand, check_picture
from handouts.check.doses import check_exercise, check_routine, check_series
from handouts.check.findings import Findings, read_allowances, silence
from handouts.check.links import brand_links, brand_site, check_answers, check_link, thing_links
from handouts.check.plain import check_plain
from handouts.check.said import tell_exercise, tell_routine, tell_series
from handouts.library.library import Library
from handouts.library.locales import preferred_words
from handouts.library.survey import check_library
from handouts.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from handouts.check.findings import Allowance
    from handouts.check.links import Printed
    from handouts.data.workspace import Workspace
    from handouts.problems import Where

    T = TypeVar("T")

_SAID_BETTER = frozenset({"minutes"})  # of the library: the checks here say the same, and count more exactly


@dataclass
class Checked:
    """What was found, sorted by place, and `links`: every address that the workspace prints, once."""

    problems: list[Problem] = field(default_factory=list)
    links: dict[str, Printed] = field(default_factory=dict)
    files: int = 0
    asked: int = 0

    def of(self, level: str) -> list[Problem]:
        """Return what was found of one level: problem, warning or hint."""
        return [problem for problem in self.problems if problem.level == level]


def check_words(
    workspace: Workspace,
    *,
    ask: bool = False,
    private: bool = False,
    among: Callable[[Where], bool] = lambda _: True,
) -> Checked:
    """Return everything that is wrong, doubtful or better said otherwise in the workspace's own files.

    `ask` asks the servers of the links that stand in files `among` those that were named; `private` also those of this
    computer and its network.
    """
    problems, warnings = check_library(workspace)
    checked = Checked(files=len(workspace.sources))
    found: dict[Problem, None] = dict.fromkeys(
        (*problems, *(note for note in warnings if note.kind not in _SAID_BETTER))
    )
    findings = Findings()
    allowances: dict[Where, Allowance] = {}
    for brand in _own(workspace, "brand") or (None,):
        library = Library(workspace, brand)
        survey = _Survey(library, findings, checked)
        found.update(dict.fromkeys(survey.run()))
        allowances |= {each.where: each for opened in library.files for each in read_allowances(opened.root.source)}
    if ask:
        wanted = {address: each for address, each in checked.links.items() if among(each.root.where)}
        checked.asked = check_answers(wanted, findings, private=private)
    found.update(dict.fromkeys(findings.all()))
    own = {path for path in allowances if not path.path.startswith("built-in: ") or workspace.root is None}
    left = silence(found, [allowances[where] for where in sorted(own)])
    checked.problems = sorted(left, key=Problem.sort_key)
    return checked


def _own(workspace: Workspace, kind: str) -> tuple[str, ...]:
    return workspace.own_ids(kind) if workspace.root else workspace.list_ids(kind)


class _Survey:
    """One walk through a workspace's own files in the words of one brand."""

    def __init__(self, library: Library, findings: Findings, checked: Checked) -> None:
        self.library, self.findings, self.checked = library, findings, checked
        self.files: list[Problem] = []

    def run(self) -> list[Problem]:
        """Check everything; return the problems of picture files. What cannot be read was told already."""
        try:
            brand, locale = self.library.brand, self.library.locale
        except ProblemsFound:
            return []
        library, english = self.library, locale.name.partition("-")[0] == "en"
        own = preferred_words(brand, locale)
        workspace = library.workspace
        if brand.id in _own(workspace, "brand"):
            root = library.tree("brand", brand.id)
            self.files += check_brand(brand, root, self.findings)
            self._check_links(brand_links(brand, root))
            self.checked.links |= {site.address: site for site in brand_site(brand, root)}
        for name in _own(workspace, "exercise"):
            if exercise := _loaded(library.load_exercise, name):
                root = library.tree("exercise", name)
                check_plain(tell_exercise(exercise, root), own, self.findings, english=english)
                check_exercise(exercise, root, self.findings)
                self.files += check_picture(exercise, root, self.findings)
                self._check_links(thing_links(exercise, root))
        for name in _own(workspace, "routine"):
            if routine := _loaded(library.load_routine, name):
                root = library.tree("routine", name)
                check_plain(tell_routine(routine, root), own, self.findings, english=english)
                check_routine(routine, root, locale, self.findings)
                self._check_links(thing_links(routine, root))
        for name in _own(workspace, "series"):
            if series := _loaded(library.load_series, name):
                root = library.tree("series", name)
                for told in tell_series(series, root):
                    check_plain(told, own, self.findings, english=english)
                check_series(series, root, locale, self.findings)
                self._check_links(thing_links(series, root))
        return self.files

    def _check_links(self, links: Iterable[Printed]) -> None:
        for printed in links:
            check_link(printed, self.findings)
            self.checked.links.setdefault(printed.address, printed)


def _loaded(load: Callable[[str], T], name: str) -> T | None:
    try:
        return load(name)
    except ProblemsFound:
        return None
