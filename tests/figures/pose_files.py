"""Pose files for tests: the stored ones, and random ones."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "data" / "figures"
IDS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def pose_text(pose_id: str) -> str:
    return (FOLDER / f"{pose_id}.yaml").read_text(encoding="utf-8")


def raw_poses(pose_id: str) -> dict[str, Any]:
    return yaml.safe_load(pose_text(pose_id))


def baked_text(pose_id: str) -> str:
    return (FOLDER / "baked" / f"{pose_id}.json").read_text(encoding="utf-8")


def standing(**changes: Any) -> dict[str, Any]:
    """A whole pose file with one standing figure; `changes` go into its pose."""
    pose = {"pelvis": {"at": [0, 0.522]}, "leg_l": {"foot": [0, 0.07]}, "leg_r": {"foot": [0, -0.07]}} | changes
    return {"start": {"alt": "A person stands.", "view": [0, 9], "pose": pose}}


def random_poses(seed: int) -> dict[str, Any]:
    """A pose file nobody would write: any angles, any camera, any person, some props."""
    dice = random.Random(seed)

    def way() -> list[float]:
        return [dice.uniform(-180, 180), dice.uniform(-90, 90)]

    def leg() -> dict[str, Any]:
        return dice.choice(
            [
                {"thigh": way(), "shank": way(), "point": dice.uniform(-30, 60)},
                {"foot": {"at": [dice.uniform(-0.4, 0.4), dice.uniform(-0.3, 0.3)], "heel": dice.uniform(0, 70)}},
                {"kneel": [dice.uniform(-0.3, 0.3), dice.uniform(-0.2, 0.2)], "tuck": dice.random() < 0.5},
                {"ankle": {"ref": dice.choice(["knee_l", "pelvis", "hip_r"]), "plus": [0.1, 0.0, -0.1]}},
            ]
        )

    def arm() -> dict[str, Any]:
        return dice.choice(
            [
                {"upper": way(), "fore": way(), "fingers": way(), "palm": way()},
                {"hand": dice.choice(["hip", "waist", "thigh", "knee", "head", "chest", "clasp", "belly", "back"])},
                {"hand": {"floor": dice.uniform(-180, 180)}},
                {"hand": {"hold": "dowel", "along": dice.random()}},
                {"forearm": dice.uniform(-180, 180), "fore": way()},
                {"hand": [dice.uniform(-0.5, 0.5), dice.uniform(-0.5, 0.5), dice.uniform(-0.2, 1.2)]},
                {},
            ]
        )

    def bend(most: float) -> list[float]:
        return [dice.uniform(-most, most) for _ in range(3)]

    pelvis = {"at": [0, 0, dice.choice([None, 0.1, 0.3, 0.52])], "yaw": dice.uniform(-180, 180)}
    turned = {"pitch": dice.uniform(-100, 100), "roll": dice.uniform(-90, 90)}
    pelvis |= dice.choice([turned, {"up": way(), "face": way()}])
    props = [{"kind": "dowel", "from": "nape", "to": "pelvis", "over": 0.1}]
    props += [
        {"kind": kind, "at": [0.2, 0.1]}
        for kind in dice.sample(["chair", "box", "table", "cushion", "roller", "cloth", "post"], 2)
    ]
    carried = [
        {"kind": "kettlebell", "hand": "both"},
        {"kind": "dumbbell", "hand": "l"},
        {"kind": "band", "from": "hand_l", "to": "ankle_r"},
        {"kind": "wall", "x": -0.3},
    ]
    props.append(dice.choice(carried))
    person = {
        "skin": dice.choice(["light", "tan", "brown", "dark"]),
        "hair": dice.choice(["short", "bun", "bob", "curly", "bald"]),
        "build": dice.choice(["slim", "medium", "broad"]),
        "age": dice.choice(["younger", "older"]),
    }
    figure = {
        "alt": "A test.",
        "view": [dice.uniform(0, 360), dice.uniform(-20, 80)],
        "highlight": dice.sample(["glute_r", "lumbar", "quad_l", "abs", "neck"], 2),
        "props": props,
        "pose": {
            "pelvis": pelvis,
            "spine": {"lumbar": bend(50), "thorax": bend(50), "neck": bend(40), "head": bend(40)},
            "leg_l": leg(),
            "leg_r": leg(),
            "arm_l": arm(),
            "arm_r": arm(),
        },
    }
    return {"person": person, "start": figure}
