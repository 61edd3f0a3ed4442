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
        ({"arm_r": {"upper": [180, 10], "fore": [180, 0]}}, "pose-limit"),
        ({"arm_r": {"upper": [100, 0], "fore": [100, 0]}}, "pose-limit"),
        ({"arm_r": {"upper": [0, -80], "fore": [180, -60]}}, "pose-limit"),
        ({"arm_r": {"upper": -85, "fore": 0, "fingers": [110, 0], "palm": [0, -90]}}, "pose-limit"),
        ({"leg_l": {"foot": {"at": [0, 0.07], "yaw": 100}}}, "pose-limit"),
        ({"pelvis": {"at": [0, 0.42]}, "leg_l": {"foot": [0, 0.07], "knee": [90, 0]}}, "pose-limit"),
        ({"spine": {"lumbar": 60, "thorax": 60}}, "pose-limit"),
        ({"spine": {"neck": 55, "head": 45}}, "pose-limit"),
        ({"spine": {"lumbar": [0, 45, 0], "thorax": [0, 45, 0]}}, "pose-limit"),
        ({"arm_r": {"hand": {"ref": "L2", "plus": [0.072, 0, 0]}, "fingers": [180, 0]}}, "pose-collision"),
        ({"arm_r": {"upper": [80, -60], "fore": [0, 0]}}, "pose-collision"),
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


@pytest.mark.parametrize(
    "prop",
    [{"kind": "post", "at": [0, 0]}, {"kind": "roller", "at": [0, 0, 0.2], "size": [0.3, 0.05, 0]}],
)
def test_a_post_or_a_roller_through_the_body_is_a_fault(prop):
    """Both are solid where they run through hips and knees, and neither is farther off."""
    raw = standing()
    raw["start"]["props"] = [prop]
    assert "pose-prop" in kinds(raw)
    raw["start"]["props"] = [prop | {"at": [0.4, 0]}]
    assert kinds(raw) == set()


def test_hips_below_a_seat_are_a_fault():
    """Shins may be under a chair; a pelvis is on it or beside it."""
    pose = {"pelvis": {"at": [-0.24, 0, 0.2]}, "leg_l": {"foot": [0, 0.07]}, "leg_r": {"foot": [0, -0.07]}}
    raw = {"start": {"alt": "x", "view": [20, 9], "pose": pose, "props": [{"kind": "chair", "at": [-0.24, 0]}]}}
    found = [fault for fault in faults(raw) if fault.kind == "pose-prop"]
    assert any("pelvis" in fault.what for fault in found)


def test_feet_that_stand_on_air_are_a_fault():
    """A height of their own needs something under it; the same feet on a step are clean."""
    feet = {side: {"foot": {"at": [0, y, 0.1]}} for side, y in (("leg_l", 0.07), ("leg_r", -0.07))}
    raw = standing(pelvis={"at": [0, 0.622]}, **feet)
    assert [fault.path for fault in faults(raw)] == [("start", "pose", "leg_l"), ("start", "pose", "leg_r")]
    raw["start"]["props"] = [{"kind": "step", "at": [0.03, 0], "size": [0.3, 0.3, 0.1]}]
    assert faults(raw) == []


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


def test_a_foot_that_points_away_from_its_knee_is_a_fault():
    """A knee that bends outwards over a foot that points inwards is named, though the hip could turn that far."""
    leg = {"foot": {"at": [0, 0.07], "yaw": -30}, "knee": [55, 0]}
    raw = standing(pelvis={"at": [0, 0.42]}, leg_l=leg, arm_l={"upper": [90, -20], "fore": [90, -20]})
    assert [fault.what.split(" by ")[0] for fault in faults(raw)] == ["the left foot turns against its knee"]
