"""Solving: contacts are met, and lengths kept."""

import numpy as np
import pytest
from pose_files import random_poses, standing

from handouts.figures.read_pose import read_pose_file
from handouts.figures.skeleton import FOREARM, SHANK, THIGH, UPPER_ARM
from handouts.figures.solve import solve_pose


def solved(raw):
    file = read_pose_file(raw)
    spec = next(iter(file.figures.values()))
    return solve_pose(spec.pose, file.person, spec.props)


@pytest.mark.parametrize("seed", range(20))
def test_bones_keep_their_length(seed):
    """Whatever is asked, thigh, shank and arm bones have their lengths and frames stay square."""
    skeleton = solved(random_poses(seed))
    joints = skeleton.joints
    for side in "lr":
        for a, b, size in (("hip", "knee", THIGH), ("knee", "ankle", SHANK), ("sh", "elbow", UPPER_ARM),
                           ("elbow", "wrist", FOREARM)):  # fmt: skip
            assert np.linalg.norm(joints[f"{a}_{side}"] - joints[f"{b}_{side}"]) == pytest.approx(size, abs=1e-6)
    for frame in skeleton.frames.values():
        assert frame.T @ frame == pytest.approx(np.eye(3), abs=1e-9)
        assert np.linalg.det(frame) == pytest.approx(1)


def test_a_planted_foot_stands_flat_where_it_was_put():
    """The ankle is over [x, y]; heel, ball and toes are on the floor."""
    joints = solved(standing(pelvis={"at": [0, 0.50]}, leg_l={"foot": [0.1, 0.09]})).joints
    assert joints["ankle_l"][:2] == pytest.approx([0.1, 0.09], abs=1e-6)
    assert [joints[f"{part}_l"][2] for part in ("heel", "ball", "toe")] == pytest.approx([0, 0, 0], abs=1e-6)


def test_a_hand_holds_a_bar():
    """Palm at the bar, fingers square to it."""
    raw = standing(arm_r={"hand": {"hold": "dowel", "along": 0.25}})
    raw["start"]["props"] = [{"kind": "dowel", "from": [0.2, -0.3, 0.6], "to": [0.2, 0.3, 0.6]}]
    skeleton = solved(raw)
    hand = skeleton.frames["hand_r"]
    assert hand[:, 0] @ np.array([0, 1, 0]) == pytest.approx(0, abs=1e-9)
    grip = skeleton.joints["wrist_r"] + hand @ np.array([0.050, 0, -0.019])
    assert grip == pytest.approx([0.2, -0.15, 0.6], abs=5e-3)
    assert skeleton.curl["r"] == 1.0


def test_a_trunk_with_open_height_lies_on_the_floor():
    """Lying on the back, the lowest ring of the trunk or head is at the floor."""
    from handouts.figures.trunk import lowest_of_trunk

    skeleton = solved(
        standing(pelvis={"at": [0, 0, None], "up": [180, 0], "face": [0, 90]}, legs={"thigh": 0}, leg_l={})
    )
    assert lowest_of_trunk(skeleton) == pytest.approx(0, abs=1e-9)


def test_a_seat_carries_the_pelvis():
    """With `seat`, the pelvis is as high as the chair makes it."""
    raw = standing(pelvis={"at": [-0.2, 0, None], "seat": "chair"})
    raw["start"]["props"] = [{"kind": "chair", "at": [-0.2, 0], "height": 0.25}]
    assert solved(raw).joints["pelvis"][2] == pytest.approx(0.25 + 0.068)
