"""JSON Schemas for editors, made from the shapes.

In: the shapes. Out: `exercise.json`, `routine.json`, … with a description of every key. Never true afterwards: that an
editor allows a key which reading refuses.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from handouts.library.shapes import brand, exercise, figures, locale, routine, series

if TYPE_CHECKING:
    from pathlib import Path

SHAPES: Final[dict[str, type[BaseModel]]] = {
    "exercise": exercise.ExerciseShape,
    "routine": routine.RoutineShape,
    "series": series.SeriesShape,
    "brand": brand.BrandShape,
    "locale": locale.LocaleShape,
    "figures": figures.FiguresShape,
}


def make_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one kind of file."""
    shape = SHAPES[name]
    schema = shape.model_json_schema()
    described = _all_shapes(BaseModel)
    for title, model in ({shape.__name__: schema} | schema.get("$defs", {})).items():
        if title in described:
            _describe(model, described[title])
    _drop_titles(schema)
    first = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.json"}
    return first | schema


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into a folder and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in SHAPES:
        path = folder / f"{name}.json"
        path.write_text(json.dumps(make_schema(name), indent=2, ensure_ascii=False) + "\n", "utf-8")
        paths.append(path)
    return tuple(paths)


def _all_shapes(base: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return every shape of ours by its name."""
    found = {}
    for shape in base.__subclasses__():
        if shape.__module__.startswith("handouts."):
            found[shape.__name__] = shape
        found |= _all_shapes(shape)
    return found


def _describe(model: dict[str, Any], shape: type[BaseModel]) -> None:
    """Put the text under each key of a shape's source into its property.

    **Why** not pydantic's own `use_attribute_docstrings`: it reads the source on every import, for every build.
    """
    for key, text in _key_texts(shape).items():
        if key in model.get("properties", {}):
            model["properties"][key]["description"] = text


def _key_texts(shape: type[BaseModel]) -> dict[str, str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(shape)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    texts = {}
    for key, text in pairwise(body):
        if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name) and isinstance(text, ast.Expr):
            texts[key.target.id] = str(ast.literal_eval(text.value))
    return texts


def _drop_titles(schema: Any) -> None:
    """Take out the titles that pydantic makes from names of ours: an editor shows them, and nobody knows a Shape."""
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str):  # a property that is called title is a dict
            del schema["title"]
        for value in schema.values():
            _drop_titles(value)
    elif isinstance(schema, list):
        for value in schema:
            _drop_titles(value)
