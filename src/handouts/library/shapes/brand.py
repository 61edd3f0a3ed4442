"""The shape of `data/brands/<id>.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from handouts.data.workspace import canonical_locale, is_id
from handouts.library.faults import Fault, Faults
from handouts.library.shapes.values import Address, Colour, Name, Raw, Shape, Truth, string


def _locale_name(value: object) -> str:
    words = string(value)
    if not is_id(canonical_locale(words), "locale"):
        raise Faults(Fault(kind="bad-id", what=f"this is no locale: {words}", fix='write it like "en-GB"'))
    return canonical_locale(words)


class ColoursShape(Shape):
    """Two colours; every other colour of the page is made from them, dark enough to read."""

    primary: Colour
    """The main colour: headings, numbers, clothing of the figures."""
    accent: Colour
    """The second colour: bars and highlights."""


class BrandShape(Shape):
    """Whose sheet it is. The file name is its id."""

    name: Name
    """The name at the top of every page."""
    default: Truth = False
    """true: this brand is meant when none is named; it is of use where there are several."""
    tagline: Name | None = None
    """A few words under the name."""
    colours: ColoursShape
    """Two colours, each like "#0B4F6C" in quotes."""
    logo: Raw | None = None
    """A picture file, from this file's folder: logos/coach.svg."""
    phone: Name | None = None
    """Printed at the foot, and in the stop box."""
    email: Name | None = None
    """Printed at the foot."""
    site: Name | None = None
    """Printed at the foot: coach.com."""
    address: Name | None = None
    """The postal address."""
    links: Annotated[dict[str, Address], Field(max_length=60)] = {}  # noqa: RUF012 - pydantic copies it
    """Bases that ends of addresses are joined to (blog, video), and whole addresses by name (plan, patreon)."""
    locale: Annotated[str, PlainValidator(_locale_name), WithJsonSchema({"type": "string"})] = "en-GB"
    """Language and habits: en-GB, en-US, en."""
    words: Annotated[dict[str, Name], Field(max_length=400)] = {}  # noqa: RUF012 - pydantic copies it
    """Words that this brand prefers: a word of the locale by its name (sets: rounds), or a word of our texts."""
