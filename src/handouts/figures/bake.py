"""Bake a pose file: values in, the text of its baked file out.

In: the plain dicts of `data/figures/<exercise>.yaml` and its text. Out: compact JSON. Never true afterwards: that the
same text and engine give other bytes. Needs numpy and shapely (the extra `figures`).
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from handouts.figures.baked import ENGINE, pose_hash, read_baked
from handouts.figures.read_pose import read_pose_file
from handouts.figures.scene import Scene, compose_scene

if TYPE_CHECKING:
    from handouts.figures.baked import BakedFigure
    from handouts.figures.pose import PoseFile

VIEWS: Final = (-30, 0, 20, 45, 70, 90, 135, 220)
"""The azimuths of a sheet of views."""


def bake_poses(raw: dict[str, Any], pose_text: str) -> str:
    """Return the baked file's text; raises PoseFaultsFound."""
    return write_baked({name: scene.baked for name, scene in compose_scenes(read_pose_file(raw)).items()}, pose_text)


def compose_scenes(file: PoseFile) -> dict[str, Scene]:
    """Return every figure of a pose file, drawn."""
    return {name: compose_scene(spec, file.person) for name, spec in file.figures.items()}


def bake_views(raw: dict[str, Any], name: str) -> dict[str, BakedFigure]:
    """Return one figure from eight cameras at the elevation of its own view, for choosing a camera.

    The keys are the cameras as a pose file writes them: `[30, 9]`. Raises PoseFaultsFound, and KeyError for a name that
    the file does not have.
    """
    file = read_pose_file(raw)
    spec = file.figures[name]
    views = [(float(azimuth), spec.view[1]) for azimuth in VIEWS]
    scenes = {f"[{view[0]:g}, {view[1]:g}]": compose_scene(replace(spec, view=view), file.person) for view in views}
    return read_baked(write_baked({view: scene.baked for view, scene in scenes.items()}, "")).figures


def write_baked(figures: dict[str, Any], pose_text: str) -> str:
    """Return the text of a baked file: one figure a line, so that a change of one pose is a change of one line."""
    lines = [
        f"{json.dumps(name)}:{json.dumps(figure, separators=(',', ':'), ensure_ascii=False)}"
        for name, figure in figures.items()
    ]
    head = f'{{"engine":{ENGINE},"pose_hash":"{pose_hash(pose_text)}","figures":{{\n'
    return head + ",\n".join(lines) + "\n}}\n"
