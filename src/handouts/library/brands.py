"""Brand files → brands.

In: an opened file. Out: a `Brand` whose logo exists and whose colours are colours. Never true afterwards: that a colour
was read by anything but a pattern, or that a logo lies outside the workspace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.data.source import decode_source, read_bytes
from handouts.data.tree import Scalar, locate
from handouts.data.yaml import read_yaml
from handouts.library.model import Brand
from handouts.library.shapes.brand import BrandShape
from handouts.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from handouts.data.workspace import Workspace
    from handouts.library.reading import Opened, Reading


def resolve_brand(reading: Reading, opened: Opened) -> Brand | None:
    """Return the brand of a file, or None after its problems."""
    shape = reading.shape(BrandShape, opened)
    if shape is None:
        return None
    logo = reading.picture(shape.logo, opened, ("logo",)) if shape.logo else None
    if shape.site:
        reading.note_placeholder(shape.site, locate(opened.root, ("site",)).where)
    return Brand(
        id=opened.id,
        name=shape.name,
        primary=shape.colours.primary,
        accent=shape.colours.accent,
        tagline=shape.tagline,
        logo=logo[0] if logo else None,
        logo_digest=logo[1] if logo else "",
        phone=shape.phone,
        email=shape.email,
        site=shape.site,
        address=shape.address,
        locale=shape.locale,
        links=shape.links,
        words=shape.words,
    )


def default_brand(workspace: Workspace) -> tuple[str | None, Problem | None]:
    """Return the id of the brand that is meant when none is named, and what there is to say of the choice.

    It is the one of the workspace's brands that says `default: true`, or its only one; where none says so, or several
    do, the first by id, with a hint. A workspace without brands has the built-in ones. None comes with a problem.

    **Why** the other files are read and not noted as sources: a sheet depends on which of them says so, and on nothing
    else in them.
    """
    names = workspace.own_ids("brand") or workspace.list_ids("brand")
    if not names:
        fix = "handouts new brand my-brand"
        return None, Problem(kind="no-brand", what="there is no brand in this workspace", fix=fix)
    marked = [name for name in names if _says_default(workspace, name)] if len(names) > 1 else []
    if len(names) == 1 or len(marked) == 1:
        return (marked or names)[0], None
    if marked:
        what = f'{" and ".join(marked)} all say "default: true"; {marked[0]} is taken'
        return marked[0], Problem("brand-unclear", what, "leave it in one of them, or add --brand ID", None, "hint")
    what = f"there are {len(names)} brands, and none says that it is the usual one; {names[0]} is taken"
    fix = f'write "default: true" in data/brands/{names[0]}.yaml or another, or add --brand {names[1]}'
    return names[0], Problem("brand-unclear", what, fix, None, "hint")


def _says_default(workspace: Workspace, name: str) -> bool:
    """Whether a brand's file says that it is the usual one; what cannot be read says nothing."""
    found = workspace.find("brand", name)
    try:
        data = read_bytes(found.path, found.shown, found.home) if found else b""
        says = read_yaml(decode_source(data, name)).get("default") if b"default" in data else None
    except ProblemsFound:
        return False
    return isinstance(says, Scalar) and says.value is True
