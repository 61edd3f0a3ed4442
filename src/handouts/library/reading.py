"""One run's reading: what was found wrong so far, and the brand and locale that everything is said in.

In: a workspace. Out: trees, shapes, links and warnings, gathered over all files of the run. Never true afterwards: that
the first problem hid the others, or that a placeholder address is warned about twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from handouts.data.source import decode_source
from handouts.data.tree import scalars
from handouts.data.yaml import read_yaml
from handouts.library.faults import Fault, Faults
from handouts.library.links import find_placeholder, join_link
from handouts.library.lookalikes import find_picture, suggest_id
from handouts.library.model import Brand, Link, Links
from handouts.library.resolve import place_fault, resolve_shape
from handouts.library.text import Text, find_foreign_markup, replace_words
from handouts.problems import Level, Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Mapping as Words
    from pathlib import Path

    from pydantic import BaseModel

    from handouts.data.tree import Mapping, Node
    from handouts.data.tree import Path as Steps
    from handouts.data.workspace import Found, Looked, SourceFile, Workspace
    from handouts.library.shapes.values import LinksShape

S = TypeVar("S", bound="BaseModel")

LARGEST_PICTURE = 20_000_000  # bytes; a photograph of a telephone has 5,000,000
_PICTURES = (".svg", ".png", ".jpg", ".jpeg")
_DRAWINGS = (".ai", ".eps", ".pdf", ".ps", ".emf", ".wmf", ".cdr", ".fig", ".sketch", "")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read: its id, its tree, where it was found, and which paths were looked at on the way."""

    id: str
    root: Mapping
    found: Found
    source: SourceFile
    looked: tuple[Looked, ...]


@dataclass
class Reading:
    """What a run has gathered; `brand` and `preferred` are set once the brand is known, and then apply to all texts."""

    workspace: Workspace
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    placeholders: dict[str, Where] = field(default_factory=dict)
    brand: Brand | None = None
    preferred: Words[str, str] = field(default_factory=dict)
    kept: dict[tuple[str, str], Opened] = field(default_factory=dict)
    opened: dict[tuple[str, str], Opened] = field(default_factory=dict)

    def open(self, kind: str, name: str, asked: Where | None = None) -> Opened | None:
        """Return a file's tree, or None after a problem; `asked` is where the id was written.

        A file is read once; `kept` holds those of earlier requests too, `opened` those of this one.
        """
        if (kind, name) in self.kept:
            opened = self.opened[kind, name] = self.kept[kind, name]
            self.workspace.note(opened.looked, opened.source)
            return opened
        found = self.workspace.find(kind, name)
        if found is None:
            self.problems.append(self._unknown(kind, name, asked))
            return None
        try:
            root = read_yaml(decode_source(self.workspace.read(found), found.shown))
        except ProblemsFound as error:
            self.problems += error.problems
            return None
        source, looked = self.workspace.source_of(found.path), self.workspace.looked_for(found)
        opened = self.kept[kind, name] = self.opened[kind, name] = Opened(name, root, found, source, looked)
        return opened

    def shape(self, shape: type[S], opened: Opened) -> S | None:
        """Return the file as a shape, or None after its problems."""
        self._warn_of_markup(opened.root)
        try:
            return resolve_shape(shape, opened.root)
        except ProblemsFound as error:
            self.problems += error.problems
            return None

    def _warn_of_markup(self, root: Mapping) -> None:
        has_some = find_foreign_markup(root.source.text) is not None
        for scalar in scalars(root) if has_some else ():
            if found := find_foreign_markup(scalar.text):
                what, fix = f"{found[0]} is printed as it stands", "write **words** for bold; there is no other markup"
                span = (found.start(), len(found[0]))
                self.warn(Fault(kind="foreign-markup", what=what, fix=fix, span=span), scalar)

    def fault(self, fault: Fault, root: Node, path: Steps = ()) -> None:
        """Add a problem at a place of a file."""
        self.problems.append(place_fault(fault, root, path))

    def warn(self, fault: Fault, root: Node, path: Steps = (), level: Level = "warning") -> None:
        """Add what the author may want to know, at a place of a file."""
        placed = place_fault(fault, root, path)
        note = Problem(placed.kind, placed.what, placed.fix, placed.where, level)
        if note not in self.notes:
            self.notes.append(note)

    def said(self, text: Text) -> Text:
        """Return a text of ours in the brand's own words."""
        return replace_words(text, self.preferred)

    def links(self, shape: LinksShape, root: Node, path: Steps) -> Links:
        """Return the whole addresses of a `links:` map under the brand."""
        bases = self.brand.links if self.brand else {}
        return Links(
            blog=self.link(bases.get("blog"), shape.blog, root, (*path, "blog")),
            video=self.link(bases.get("video"), shape.video, root, (*path, "video")),
        )

    def link(self, base: str | None, written: str | None, root: Node, path: Steps) -> Link | None:
        """Return one whole address, or None without a link, without a base, or after a problem."""
        if written is None:
            return None
        try:
            address = join_link(base, written)
        except Faults as error:
            for fault in error.faults:
                self.fault(fault, root, path)
            return None
        if address is None:
            return None
        self.note_placeholder(address, place_fault(Fault("", ""), root, path).where)
        return Link(address)

    def note_placeholder(self, address: str, where: Where | None) -> None:
        """Remember an address that is reserved and leads nowhere; one warning names them all at the end."""
        host = find_placeholder(address)
        if host is not None and where is not None:
            self.placeholders.setdefault(host, where)

    def picture(self, written: str, opened: Opened, path: Steps) -> tuple[Path, str] | None:
        """Return a picture file's path and the SHA-256 of its bytes, or None after a problem.

        The path is written from the folder of the file that names it, and may not leave the workspace.
        """
        folder = PurePosixPath(opened.found.path.parent.relative_to(opened.found.home).as_posix())
        fault = _picture_form(written, folder, "logos" if path[0] == "logo" else "pictures")
        if fault is not None:
            self.fault(fault, opened.root, path)
            return None
        relative = (folder / written).as_posix()
        found = self.workspace.find_file(relative)
        if found is None:
            near = find_picture(self.workspace, folder, written)
            fix = f'write "{near}"' if near else f"copy it to {folder / written.removeprefix(f'{folder}/')}"
            self.fault(Fault(kind="picture-missing", what=f"there is no file {relative}", fix=fix), opened.root, path)
            return None
        try:
            self.workspace.read(found, LARGEST_PICTURE)
        except ProblemsFound as error:
            self.problems += error.problems
            return None
        return found.path, self.workspace.source_of(found.path).sha256

    def _unknown(self, kind: str, name: str, asked: Where | None) -> Problem:
        what = f'no {kind} has the id "{name}"'
        fix = suggest_id(self.workspace, kind, name, typed=asked is None)
        return Problem(kind="unknown-id", what=what, fix=fix, where=asked)


def _picture_form(written: str, folder: PurePosixPath, kept: str) -> Fault | None:
    """Return what is wrong with the written path of a picture, before any file is looked for."""
    if "://" in written or written.startswith("data:"):
        fix = f'save it in {folder}/{kept}/ and write "{kept}/name.png"'
        return Fault(kind="picture-outside", what="a picture is a file here, not an address", fix=fix)
    path = PurePosixPath(written)
    if "\\" in written or path.is_absolute() or ".." in path.parts:
        name = re.split(r"[/\\]", written)[-1] or "name.png"
        fix = f'copy it into {folder}/{kept}/ and write "{kept}/{name}"'
        return Fault(kind="picture-outside", what=f"this path leads out of {folder}/: {written}", fix=fix)
    if path.suffix.lower() not in _PICTURES:
        ending = ".svg" if path.suffix.lower() in _DRAWINGS else ".jpg"
        fix = f'save it as SVG, PNG or JPEG, and write "{path.with_suffix(ending) if path.name else "name.png"}"'
        return Fault(kind="picture-kind", what=f"this is no picture that can be printed: {written}", fix=fix)
    return None
