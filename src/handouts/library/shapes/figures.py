"""The shape of `data/figures/<id>.yaml`, for editors; the stage figures/ reads the poses themselves and judges them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, RootModel


class PersonShape(BaseModel):
    """Who is drawn: one person in all figures of an exercise."""

    skin: Literal["light", "tan", "brown", "dark"] | None = None
    hair: Literal["short", "bun", "bob", "curly", "bald"] | None = None
    hair_colour: Literal["black", "brown", "fair", "red", "grey"] | None = None
    build: Literal["slim", "medium", "broad"] | None = None
    age: Literal["younger", "older"] | None = None


class FigureShape(BaseModel):
    """One figure: a pose, seen from a side."""

    alt: str
    """What is seen, for those who cannot see it."""
    label: str | None = None
    """The word under it: Start, Finish."""
    view: tuple[float, float] | None = None
    """Azimuth and elevation of the camera in degrees: 0 the right side, 90 the front."""
    pose: dict[str, Any] | None = None
    """Pelvis, spine, legs, arms (docs/figures.md)."""
    mark: Literal["x", "ok"] | None = None
    """x for a mistake, ok for the right way."""


class FiguresShape(RootModel[dict[str, PersonShape | FigureShape]]):
    """The figures of an exercise, by name: person, start, finish, and one for each mistake."""
