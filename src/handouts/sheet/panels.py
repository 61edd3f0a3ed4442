"""What fills an exercise's picture place: the coach's picture, the figures, or an empty box, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.sheet.blocks import EmptyPicture, ShownFigure, ShownPicture
from handouts.sheet.wording import other_side

if TYPE_CHECKING:
    from handouts.figures.baked import BakedFigure, BakedSet
    from handouts.library.model import Exercise
    from handouts.sheet.blocks import Panel
    from handouts.sheet.stationery import Stationery

MOST: Final = 3  # figures in a panel


def panel_of(exercise: Exercise, stationery: Stationery, *, captions: bool = False) -> Panel:
    """Return the panel of an exercise; `captions` puts each figure's caption under it instead of its label."""
    given = _picture(exercise, stationery)
    if given:
        return given
    baked = stationery.figures.get(exercise.id)
    shown = _movement(exercise.id, baked, stationery, captions=captions) if baked else ()
    return shown or EmptyPicture(stationery.wording["draw_here"])


def strip_panel_of(exercise: Exercise, stationery: Stationery) -> Panel:
    """Return one figure for a strip: the finish with its arrow, without a label."""
    given = _picture(exercise, stationery)
    if given:
        return given
    baked = stationery.figures.get(exercise.id)
    names = _movement_names(baked) if baked else []
    if not baked or not names:
        return EmptyPicture(stationery.wording["draw_here"])
    return (_shown(exercise.id, _telling(names), baked, stationery, label=""),)


def mistake_figures(exercise: Exercise, at: int, stationery: Stationery) -> tuple[ShownFigure, ShownFigure] | None:
    """Return the figure of a mistake and the right one beside it, None where the exercise has not both."""
    baked = stationery.figures.get(exercise.id)
    wrong = exercise.mistakes[at].figure
    if not baked or not wrong or wrong not in baked.figures:
        return None
    names = _movement_names(baked)
    if not names:
        return None
    right = f"{wrong}-right" if f"{wrong}-right" in baked.figures else _telling(names)
    return (
        _shown(exercise.id, wrong, baked, stationery, label=""),
        _shown(exercise.id, right, baked, stationery, label=""),
    )


def callouts_of(exercise: Exercise, panel: Panel, stationery: Stationery) -> tuple[tuple[int, str, str], ...]:
    """Return the words that point at a place on a figure of the panel."""
    baked = stationery.figures.get(exercise.id)
    if not baked or not isinstance(panel, tuple):
        return ()
    say = stationery.in_own_words
    return tuple((at, each.at, say(each.text)) for at, shown in enumerate(panel) for each in shown.figure.callouts)


def _picture(exercise: Exercise, stationery: Stationery) -> ShownPicture | None:
    picture = exercise.picture
    if picture is None:
        return None
    credit = stationery.wording.fill("picture_credit", credit=picture.credit) if picture.credit else ""
    return ShownPicture(picture.path, picture.digest, picture.alt, credit)


def _movement_names(baked: BakedSet) -> list[str]:
    """Return the figures that show the movement, in order: those before the first mistake; variants stand after it."""
    names = []
    for name, figure in baked.figures.items():
        if figure.mark:
            break
        names.append(name)
    return names[:MOST]


def _telling(names: list[str]) -> str:
    """Return the one figure that tells the movement: its finish; the first where a movement goes to and fro."""
    if "finish" in names:
        return "finish"
    return names[0] if len(names) == MOST else names[-1]


def _movement(exercise: str, baked: BakedSet, stationery: Stationery, *, captions: bool) -> tuple[ShownFigure, ...]:
    out = []
    for name in _movement_names(baked):
        figure = baked.figures[name]
        out.append(_shown(exercise, name, baked, stationery, label=_label(figure, captions=captions)))
    return tuple(out)


def _label(figure: BakedFigure, *, captions: bool) -> str:
    if not captions or not figure.caption:
        return figure.label
    caption = figure.caption.removesuffix(".")
    if caption.startswith(figure.label):
        return caption
    own_capital = caption[1:2].isupper()  # a word such as "90:90" or an abbreviation keeps its letters
    return f"{figure.label}: {caption if own_capital else caption[:1].lower() + caption[1:]}"


def _shown(exercise: str, name: str, baked: BakedSet, stationery: Stationery, *, label: str) -> ShownFigure:
    figure = baked.figures[name]
    key = f"{exercise}/{name}@{baked.content_hash[:16]}"
    label, alt = stationery.in_own_words(label), stationery.in_own_words(figure.alt)
    to_and_fro = len(_movement_names(baked)) == MOST and "finish" not in baked.figures  # shows both sides anyway
    if stationery.side == "left" and not to_and_fro:  # poses are written for the right side
        return ShownFigure(key, other_side(label), other_side(alt), mirrored=True, figure=figure)
    return ShownFigure(key, label, alt, figure=figure)
