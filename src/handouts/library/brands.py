"""Brand files → brands.

In: an opened file. Out: a `Brand` whose logo exists and whose colours are colours. Never true afterwards: that a colour
was read by anything but a pattern, or that a logo lies outside the workspace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.data.tree import locate
from handouts.library.model import Brand
from handouts.library.shapes.brand import BrandShape
from handouts.problems import Problem

if TYPE_CHECKING:
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


def default_brand(reading: Reading) -> str | None:
    """Return the brand that is meant when none is named, or None after a problem.

    It is the workspace's only brand; of several, the first by id; without any, the first built-in one.
    """
    names = reading.workspace.own_ids("brand") or reading.workspace.list_ids("brand")
    if not names:
        fix = "handouts new brand my-brand"
        reading.problems.append(Problem(kind="no-brand", what="there is no brand in this workspace", fix=fix))
        return None
    return names[0]
