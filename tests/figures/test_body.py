"""The clothed body: joints without steps, shoes on their soles, hands with fingers, a collar."""

import pytest
from pose_files import raw_poses

from handouts.figures import rings
from handouts.figures.bake import bake_poses
from handouts.figures.body import clothe
from handouts.figures.camera import Camera
from handouts.figures.draw import draw_body
from handouts.figures.hand import hand_shape
from handouts.figures.read_pose import read_pose_file
from handouts.figures.shapes import Loft
from handouts.figures.solve import solve_pose

STANDING = {
    "start": {
        "label": "Start",
        "alt": "A person stands.",
        "view": [90, 8],
        "pose": {
            "pelvis": {"at": [0, 0.522]},
            "legs": {"thigh": -90, "shank": -90},
            "arm_r": {"upper": [-90, 0], "fore": [-90, 0], "fingers": [-90, 0], "palm": [0, 0], "grip": "flat"},
        },
    }
}


def standing(view=(90, 8), raw=STANDING):
    file = read_pose_file(raw)
    pose = file.figures["start"].pose
    return clothe(solve_pose(pose, file.person), Camera(*view), file.person, pose)


@pytest.mark.parametrize("build", ["slim", "medium", "broad"])
@pytest.mark.parametrize(("upper", "lower"), [(rings.THIGH, rings.SHANK), (rings.UPPER_ARM, rings.FOREARM)])
def test_both_bones_of_a_joint_are_as_thick_there(build, upper, lower):
    """Whatever the build, the last ring of one bone is the first of the next: no step at knee or elbow."""
    made = rings.build_of(build, "younger")
    above = rings.limb_rings(upper, made, rings.UPPER_BONE)[-1]
    below = rings.limb_rings(lower, made, rings.LOWER_BONE)[0]
    assert (above.across, above.deep) == pytest.approx((below.across, below.deep))


@pytest.mark.parametrize(("elevation", "last"), [(8, "shoe"), (70, "shoe"), (-30, "sole")])
def test_a_sole_is_over_the_shoe_only_from_below(elevation, last):
    """Nobody sees a sole through the shoe."""
    foot = standing((90, elevation)).part("foot_r")
    assert foot.regions[-1][0] == last


def test_a_collar_is_drawn_where_skin_meets_the_shirt():
    """The seam between neck and shirt is a line, though the outline is open there."""
    body = standing()
    throat = body.camera.see(body.skeleton.joints["C7"]) * 10_000
    hems = [op for op in draw_body(body).list.ops if op[0] == "l" and op[1] == "hem"]
    starts = [path[:2] for op in hems for path in op[4]]
    assert any(abs(x - throat[0]) < 450 and abs(y - throat[1]) < 450 for x, y in starts)


@pytest.mark.parametrize(("azimuth", "lines"), [(90, 3), (-90, 3), (0, 0)])
def test_fingers_show_on_the_back_and_the_palm_of_a_flat_hand(azimuth, lines):
    """Three lines from the front and from behind, none on the edge of the hand, which points its little finger down."""
    body = standing((azimuth, 0))
    _, found = hand_shape(Loft(body.camera), body.skeleton, "r")
    assert len(found) == lines


def test_a_hand_holds_a_post():
    """The bar across the palm is the post's upright, a little way up it."""
    raw = {"start": {**STANDING["start"], "props": [{"kind": "post", "at": [0.25, -0.1]}]}}
    raw["start"]["pose"] = {**raw["start"]["pose"], "arm_r": {"hand": {"hold": "post", "along": 0.8}}}
    file = read_pose_file(raw)
    skeleton = solve_pose(file.figures["start"].pose, file.person, file.figures["start"].props)
    assert not skeleton.strains
    x, y, z = skeleton.joints["hand_r"]
    assert (x, y) == pytest.approx((0.25, -0.1), abs=0.03)
    assert z == pytest.approx(0.8 * 0.92, abs=0.03)


def test_a_limb_meets_the_trunk_in_one_outline():
    """The bend between thigh and belly of a person in the bird dog is bridged: no hook where the leg begins."""
    file = read_pose_file(raw_poses("bird-dog"))
    pose = file.figures["finish"].pose
    body = clothe(solve_pose(pose, file.person), Camera(8, 12), file.person, pose)
    spot = body.camera.see(body.skeleton.joints["hip_r"])
    whole = body.part("torso").outline.union(body.part("thigh_r").outline)
    dents = whole.buffer(0.03).buffer(-0.03).difference(whole)
    near = [dent for dent in getattr(dents, "geoms", [dents]) if dent.area > 1e-5]
    assert all(abs(dent.centroid.x - spot[0]) > 0.08 for dent in near)


def test_an_outline_that_a_buffer_crosses_is_mended():
    """With a sinking back, what is seen of the trunk once crossed itself when its dents were filled."""
    raw = raw_poses("cat-camel")
    sink = raw["sink"] | {"pose": raw["round"]["pose"] | raw["sink"]["pose"], "view": ["8", "12"], "ground": "mat"}
    sink["pose"].pop("from")
    assert bake_poses({"person": raw["person"], "sink": sink}, "").count('"abs"') == 3
