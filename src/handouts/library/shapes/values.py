"""The kinds of value that stand in our files: words, texts, numbers, ids, links, doses.

In: strings as they were typed. Out: values of `text`, `dose` and plain Python. Never true afterwards: that a number was
guessed from a string (`010`, `1_000`), or that pydantic's own words reach anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema

from handouts.data.workspace import is_id
from handouts.library.dose import Dose
from handouts.library.faults import Fault, Faults
from handouts.library.links import read_address, read_link
from handouts.library.read_dose import DOSE_KEYS, read_dose, read_dose_map
from handouts.library.text import Text, read_plain, read_text, read_words

if TYPE_CHECKING:
    from collections.abc import Callable


class Shape(BaseModel):
    """A map of keys; a key that is not known is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


def string(value: object) -> str:
    """Return a string that was typed; raises `Faults` for a list, a map, nothing, or a bare true or false."""
    if isinstance(value, str):
        return value
    if value is None:
        raise Faults(Fault(kind="no-value", what="there is no value here", fix="write one, or leave the key out"))
    if isinstance(value, bool):
        word = str(value).lower()
        raise Faults(Fault(kind="not-text", what=f"{word} alone is no text", fix=f'put it in quotes: "{word}"'))
    name = "a list" if isinstance(value, list) else "keys with values"
    raise Faults(Fault(kind="not-text", what=f"here should be one text, not {name}", fix="write a text"))


def _text_of(read: Callable[[str], Any]) -> PlainValidator:
    return PlainValidator(lambda value: read(string(value)))


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        words = string(value)
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", words) or not least <= int(words) <= most:
            what = f"here should be a whole number from {least} to {most}, not {words}"
            raise Faults(Fault(kind="number", what=what, fix=f"write a number such as {max(least, min(3, most))}"))
        return int(words)

    return read


def whole(least: int, most: int) -> Any:
    """Return the annotation of a whole number between two limits."""
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Annotated[int, PlainValidator(_whole(least, most)), WithJsonSchema(schema)]


def _id(value: object) -> str:
    words = string(value)
    if not is_id(words):
        what = f"this is no id: {words}" if words else "this is no id"
        raise Faults(Fault(kind="bad-id", what=what, fix='write small letters and hyphens: "hip-hinge"'))
    return words


def _dose(value: object) -> Dose:
    if isinstance(value, dict):
        return read_dose_map(value)
    if isinstance(value, list):
        raise Faults(Fault(kind="not-text", what="a dose is one text, not a list", fix='write it like "2 x 8"'))
    return read_dose(string(value))


def _colour(value: object) -> str:
    words = string(value) if value is not None else ""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", words):
        what = f"this is no colour: {words}" if words else "this is no colour; # begins a comment unless it is quoted"
        raise Faults(Fault(kind="colour", what=what, fix='write it like "#0B4F6C", in quotes'))
    return words.lower()


def _date_form(value: object) -> str:
    words = read_words(string(value))
    places = sorted(re.findall(r"\{[^}]*\}?|\}", words.replace("{month_number}", "{month}")))
    if places != ["{day}", "{month}", "{year}"]:
        what = "a date is written with {day}, {month} or {month_number}, and {year}, once each"
        raise Faults(Fault(kind="date-form", what=what, fix='write "{day} {month} {year}"'))
    return words


_DOSE_SCHEMA: Final = {
    "anyOf": [
        {
            "type": "string",
            "examples": ["2 x 8", "2 x hold 30 s each side, 1 a day", "3 x 8-12, rest 1 min, load 8 kg"],
        },
        {
            "type": "object",
            "properties": {
                key: {"type": "boolean"} if key == "per_side" else {"type": ["string", "integer"]} for key in DOSE_KEYS
            },
            "additionalProperties": False,
        },
    ]
}
_STRING: Final = WithJsonSchema({"type": "string", "minLength": 1})
_ADDRESS: Final = WithJsonSchema({"type": "string", "pattern": "^(https?|mailto|tel):"})
_ID: Final = WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})

Words = Annotated[Text, _text_of(read_text), WithJsonSchema({"type": "string", "minLength": 1})]
"""A sentence or two; `**bold**` is the only markup."""
Name = Annotated[str, _text_of(read_plain), _STRING]
"""A name or a title, without bold."""
Raw = Annotated[str, _text_of(read_words), _STRING]
"""Words with {places} in them, read later."""
LinkEnd = Annotated[str, _text_of(read_link), _STRING]
Address = Annotated[str, _text_of(read_address), _ADDRESS]
Id = Annotated[str, PlainValidator(_id), _ID]
DoseText = Annotated[Dose, PlainValidator(_dose), WithJsonSchema(_DOSE_SCHEMA)]
Colour = Annotated[str, PlainValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
DateForm = Annotated[str, PlainValidator(_date_form), _STRING]


def short_form(key: str, shape: type[Shape]) -> BeforeValidator:
    """Return what lets a bare text stand for a map with one key: `- hip-hinge` for `- exercise: hip-hinge`."""
    return BeforeValidator(
        lambda value: {key: value} if isinstance(value, str) else value, json_schema_input_type=str | shape
    )


class LinksShape(Shape):
    """Where to read and watch on: the end of an address, joined to the brand's base, or a whole address."""

    blog: LinkEnd | None = None
    """The article, e.g. back-pain-3, joined to the brand's links.blog."""
    video: LinkEnd | None = None
    """The video, e.g. hip-hinge, joined to the brand's links.video."""
