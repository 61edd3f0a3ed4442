"""Writes what blocks share: forms and pictures.

In: a `Form` or a `Picture`, and the object numbers of all by name. Out: stream objects. Never true afterwards: that a
form holds marked content of its own (drawn twice, its MCIDs would stand for two places).

Source: ISO 32000-1, 8.9.5 (images), 8.10 (forms), 11.6.5.3 (soft masks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.block import Form
from handouts.pdf.syntax import numbers, plain_stream, stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.pdf.block import Picture, Resource


def write_resource(resource: Resource, numbers_by_name: Mapping[str, int]) -> bytes:
    """Return the body of a form or image XObject; KeyError where a mask's picture is not among the resources."""
    if isinstance(resource, Form):
        return _write_form(resource)
    return _write_picture(resource, numbers_by_name)


def _write_form(form: Form) -> bytes:
    box = numbers(form.box).encode("ascii")
    resources = form.resources or b"<<>>"
    return stream(b"/Type/XObject/Subtype/Form/BBox[%b]/Resources%b" % (box, resources), form.content)


def _write_picture(picture: Picture, numbers_by_name: Mapping[str, int]) -> bytes:
    """Return an image as it was encoded; interpolation stays off, which PDF/A wants (ISO 19005-2, 6.2.8)."""
    head = f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/BitsPerComponent 8"
    head += f"/ColorSpace/{picture.colours}/Filter/{picture.filter}"
    entries = head.encode("ascii")
    if picture.predictor:
        entries += b"/DecodeParms" + picture.predictor
    if picture.mask:
        entries += b"/SMask %d 0 R" % numbers_by_name[picture.mask]
    return plain_stream(entries, picture.data)
