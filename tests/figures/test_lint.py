"""Lint: the library's poses are clean, and each kind of fault is found where it is."""

import pytest
from pose_files import IDS, raw_poses, standing

from handouts.figures.lint import lint_poses as faults


def kinds(raw):
    return {fault.kind for fault in faults(raw)}


@pytest.mark.parametrize("pose_id", IDS)
def test_the_librarys_poses_are_clean(pose_id):
    """No stored pose has a fault."""
    assert faults(raw_poses(pose_id)) == []


def test_a_file_that_cannot_be_read_is_a_fault_too():
    """What reading finds is returned with the rest, not raised."""
    assert kinds(standing(leg_l={"fot": [0, 0]})) == {"pose-key"}


def test_a_standing_person_is_clean():
    """The plainest pose has no fault, so that the tests below see only what they add."""
    assert faults(standing()) == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"leg_l": {"foot": [0.4, 0.07]}}, "pose-reach"),
        ({"arm_r": {"hand": {"floor": 0}}}, "pose-reach"),
        ({"pelvis": {"at": [0.35, 0.40]}}, "pose-balance"),
        ({"pelvis": {"at": [0, 0.9]}, "legs": {"thigh": -90, "shank": -90}}, "pose-balance"),
        ({"leg_l": {"thigh": -80, "shank": -10, "foot": [0, -10]}}, "pose-limit"),
        ({"spine": {"lumbar": 90}}, "pose-limit"),
        ({"arm_l": {"upper": -90, "fore": 85}}, "pose-limit"),
        ({"leg_l": {"foot": [0, -0.07]}}, "pose-collision"),
        ({"pelvis": {"at": [0, 0.02]}, "legs": {"thigh": 0, "shank": 0}}, "pose-floor"),
    ],
)
def test_a_pose_that_no_body_can_take_is_a_fault(changes, kind):
    """Reach, balance, joint limits, collision and the floor are each found."""
    assert kind in kinds(standing(**changes))


def test_a_joint_inside_a_box_is_a_fault():
    """A box through the shins is found, and a box beside them is not."""
    raw = standing()
    raw["start"]["props"] = [{"kind": "box", "at": [0, 0], "size": [0.2, 0.3, 0.3]}]
    assert "pose-prop" in kinds(raw)
    raw["start"]["props"] = [{"kind": "box", "at": [0.4, 0], "size": [0.2, 0.3, 0.3]}]
    assert kinds(raw) == set()


def test_a_seat_carries_the_body():
    """The same sitting pose falls backwards without a chair under it, and not with one."""
    pose = {"pelvis": {"at": [-0.24, 0, 0.33]}, "leg_l": {"foot": [0, 0.07]}, "leg_r": {"foot": [0, -0.07]}}
    raw = {"start": {"alt": "x", "view": [20, 9], "pose": pose}}
    assert kinds(raw) == {"pose-balance"}
    raw["start"]["props"] = [{"kind": "chair", "at": [-0.24, 0]}]
    raw["start"]["pose"] = pose | {"pelvis": {"at": [-0.24, 0, None], "seat": "chair"}}
    assert kinds(raw) == set()


def test_a_fault_names_the_key_that_asked_for_it():
    """A fault lies at the part given in the figure, and at its pose when the part came from another."""
    raw = standing(leg_l={"foot": [0.4, 0.07]})
    raw["finish"] = {"alt": "x", "pose": {"from": "start"}}
    assert {fault.path for fault in faults(raw) if fault.kind == "pose-reach"} == {
        ("start", "pose", "leg_l"),
        ("finish", "pose"),
    }


def test_a_hidden_highlight_and_an_arrow_over_the_face_are_faults():
    """Both are found, with the place in their list."""
    raw = standing()
    raw["start"] |= {"highlight": ["glute_l"], "arrows": [{"via": [{"ref": "head", "d": [-0.1, 0]}, {"ref": "head"}]}]}
    assert {fault.path: fault.kind for fault in faults(raw)} == {
        ("start", "highlight", 0): "pose-hidden",
        ("start", "arrows", 0): "pose-arrow",
    }
