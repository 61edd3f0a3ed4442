"""The kinds of value that stand in our files: words, texts, numbers, ids, links, doses.

In: strings as they were typed. Out: values of `text`, `dose` and plain Python. Never true afterwards: that a number was
guessed from a string (`010`, `1_000`), or that pydantic's own words reach anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema, model_validator

from handouts.data.slips import quote
from handouts.data.workspace import is_id, make_id
from handouts.library.dose import Dose
from handouts.library.faults import Fault, Faults
from handouts.library.fixes import typed
from handouts.library.links import read_address, read_link
from handouts.library.read_dose import DOSE_KEYS, read_dose, read_dose_map
from handouts.library.text import Text, read_plain, read_text, read_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo


class Shape(BaseModel):
    """A map of keys; a key that is not known is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def without_the_empty(cls, given: Any) -> Any:
        """Return the keys that have a value: `links:` with nothing after it is as if the key was left out."""
        if not isinstance(given, dict):
            return given
        fields = cls.model_fields
        return {key: value for key, value in given.items() if value is not None or _is_needed(fields.get(key))}


def _is_needed(field: FieldInfo | None) -> bool:
    """Whether a key without a value is a problem: it must be there, or nobody knows it."""
    return field is None or field.is_required()


def string(value: object) -> str:
    """Return a string that was typed; raises `Faults` for a list, a map, nothing, or a bare true or false."""
    if isinstance(value, str):
        return value
    if value is None:
        raise Faults(Fault(kind="no-value", what="there is no value here", fix="write one, or leave the key out"))
    if isinstance(value, bool):
        word = str(value).lower()
        fix = f'write null for nothing, or "{word}" in quotes'
        raise Faults(Fault(kind="not-text", what=f"{word} alone is no text", fix=fix))
    name = "a list" if isinstance(value, list) else "keys with values"
    raise Faults(Fault(kind="not-text", what=f"here should be one text, not {name}", fix=_as_text(value)))


def _as_text(value: object) -> str:
    """Return how a list or a map may have been meant: `- First: stand tall.` is one text to its author."""
    if isinstance(value, dict) and len(value) == 1:
        ((key, words),) = value.items()
        if isinstance(words, str):
            return f"put the whole text in quotes: {quote(f'{key}: {words}')}"
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return f"write one text: {quote(' '.join(value))}"
    return "write one text"


def _text_of(read: Callable[[str], Any]) -> PlainValidator:
    return PlainValidator(lambda value: read(string(value)))


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        words = string(value)
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", words) or not least <= int(words) <= most:
            what = f"here should be a whole number from {least} to {most}, not {words}"
            number = _meant_number(words, least, most)
            fix = f"write {number}" if number else f"write a number such as {max(least, min(3, most))}"
            raise Faults(Fault(kind="number", what=what, fix=fix))
        return int(words)

    return read


def _meant_number(words: str, least: int, most: int) -> int | None:
    """Return the first number in some words that lies within the limits; 1:30 is an hour and a half."""
    clock = re.fullmatch(r"(\d{1,2}):(\d\d)", words, re.ASCII)
    found = [str(int(clock[1]) * 60 + int(clock[2]))] if clock else re.findall(r"[1-9][0-9]{0,8}", words)
    return next((int(number) for number in found if least <= int(number) <= most), None)


def whole(least: int, most: int) -> Any:
    """Return the annotation of a whole number between two limits."""
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Annotated[int, PlainValidator(_whole(least, most)), WithJsonSchema(schema)]


_WITH_DOSE: Final = re.compile(r"([a-z0-9-]+)(?:, *|: *| +)(\d.*|hold .*)")


def _id(value: object) -> str:
    if isinstance(value, dict) and isinstance(value.get("exercise"), str):
        fix = f"write {value['exercise']}"
        raise Faults(Fault(kind="not-text", what="here stands an id alone, without a dose", fix=fix))
    words = string(value)
    if is_id(words):
        return words
    what = f"this is no id: {words}" if words else "this is no id"
    fix = f"write {make_id(words)}" if make_id(words) else 'write small letters and hyphens: "hip-hinge"'
    if found := _WITH_DOSE.fullmatch(words):
        fix = f"write {{exercise: {found[1]}, dose: {typed(found[2])}}}"
    raise Faults(Fault(kind="bad-id", what=what, fix=fix))


def _dose(value: object) -> Dose:
    if isinstance(value, dict):
        return read_dose_map(value)
    if isinstance(value, list):
        raise Faults(Fault(kind="not-text", what="a dose is one text, not a list", fix='write it like "2 x 8"'))
    return read_dose(string(value))


def _colour(value: object) -> str:
    """Return `#rrggbb` in small letters; three digits and a missing # are the same colour to everybody."""
    words = string(value) if value is not None else ""
    digits = words.removeprefix("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-f]{6}", digits):
        what = f"this is no colour: {words}" if words else "there is no colour here"
        raise Faults(Fault(kind="colour", what=what, fix=f'write it like "{_meant_colour(digits)}", in quotes'))
    return f"#{digits}"


def _meant_colour(digits: str) -> str:
    """Return the colour that was probably meant, or one to see the form from."""
    if channels := re.fullmatch(r"rgba?\( *(\d{1,3}) *, *(\d{1,3}) *, *(\d{1,3}).*", digits):
        return "#" + "".join(f"{min(255, int(channel)):02x}" for channel in channels.groups())
    if found := re.fullmatch(r"([0-9a-f]{6})[0-9a-f]{2}", digits.replace("o", "0")):
        return f"#{found[1]}"  # eight digits: the last two say how clear it is
    found = re.fullmatch(r"[0-9a-f]{6}", digits.replace("o", "0"))
    return f"#{found[0]}" if found else "#0B4F6C"


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        fix = f"write {'false' if str(value).lower() in ('no', 'off', 'false') else 'true'}"
        raise Faults(Fault(kind="not-among", what=f"here stands true or false, not {value}", fix=fix))
    return value


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
Colour = Annotated[
    str, PlainValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})$"})
]
DateForm = Annotated[str, PlainValidator(_date_form), _STRING]


Truth = Annotated[bool, PlainValidator(_truth), WithJsonSchema({"type": "boolean"})]


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
