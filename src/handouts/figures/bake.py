"""Bake a pose file: values in, the text of its baked file out.

In: the plain dicts of `data/figures/<exercise>.yaml` and its text. Out: compact JSON. Never true afterwards: that the
same text and engine give other bytes. Needs numpy and shapely (the extra `figures`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handouts.figures.baked import ENGINE, pose_hash
from handouts.figures.read_pose import read_pose_file
from handouts.figures.scene import Scene, compose_scene

if TYPE_CHECKING:
    from handouts.figures.pose import PoseFile


def bake_poses(raw: dict[str, Any], pose_text: str) -> str:
    """Return the baked file's text; raises PoseFaultsFound."""
    return write_baked({name: scene.baked for name, scene in compose_scenes(read_pose_file(raw)).items()}, pose_text)


def compose_scenes(file: PoseFile) -> dict[str, Scene]:
    """Return every figure of a pose file, drawn."""
    return {name: compose_scene(spec, file.person) for name, spec in file.figures.items()}


def write_baked(figures: dict[str, Any], pose_text: str) -> str:
    """Return the text of a baked file: one figure a line, so that a change of one pose is a change of one line."""
    lines = [
        f"{json.dumps(name)}:{json.dumps(figure, separators=(',', ':'), ensure_ascii=False)}"
        for name, figure in figures.items()
    ]
    head = f'{{"engine":{ENGINE},"pose_hash":"{pose_hash(pose_text)}","figures":{{\n'
    return head + ",\n".join(lines) + "\n}}\n"
