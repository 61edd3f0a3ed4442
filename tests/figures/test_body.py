"""The clothed body: joints without steps, shoes on their soles, hands with fingers, a collar."""

import pytest
from pose_files import raw_poses
from shapely.geometry import LineString, Point

from handouts.figures import rings
from handouts.figures.bake import bake_poses
from handouts.figures.body import clothe
from handouts.figures.camera import Camera
from handouts.figures.draw import draw_body
from handouts.figures.hand import hand_shape
from handouts.figures.read_pose import read_pose_file
from handouts.figures.shadow import contact_shadow
from handouts.figures.shapes import Loft, polygons, united, without
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


def test_a_shadow_lies_along_a_bone_and_not_in_two_spots():
    """Under somebody on the back, one shadow reaches from head to pelvis; a raised leg throws none."""
    file = read_pose_file(raw_poses("dead-bug"))
    pose = file.figures["start"].pose
    skeleton, camera = solve_pose(pose, file.person), Camera(10, 13)
    shadow = contact_shadow(skeleton, camera)
    flat = {name: camera.see(at * (1, 1, 0)) for name, at in skeleton.joints.items()}
    assert LineString([flat[name] for name in ("head", "C7", "T2", "L2", "pelvis")]).within(shadow)
    assert not shadow.intersects(Point(flat["toe_l"]))


def test_brows_are_over_the_eyes_that_are_seen():
    """Two from the front, one from the side, none from behind."""
    counts = []
    for azimuth in (90, 0, -90):
        details = standing((azimuth, 8), {"start": STANDING["start"] | {"view": [azimuth, 8]}}).part("head").details
        counts.append(len([one for one in details if one.kind == "line"]))
    assert counts == [4, 2, 0]  # with mouth and nose, with the mouth, nothing


def test_an_arm_throws_its_shade_on_the_shirt_behind_it():
    """A forearm before the belly darkens the shirt under it; an arm held out to the side does not."""
    raw = {"start": STANDING["start"] | {"pose": STANDING["start"]["pose"] | {"arm_l": {"hand": "belly"}}}}
    apart = standing(
        raw={
            "start": STANDING["start"]
            | {"pose": STANDING["start"]["pose"] | {"arm_l": {"upper": [90, 0], "fore": [90, 0]}}}
        }
    )
    areas = [
        sum(len(op[3]) for op in draw_body(body).list.ops if op[:3] == ["f", "shirt", -13])
        for body in (standing(raw=raw), apart)
    ]
    assert areas[0] > areas[1]


def test_no_speck_of_shirt_is_left_between_thigh_and_seat():
    """Rolled up on the back, what shows of the shirt is one piece."""
    file = read_pose_file(raw_poses("figure-four"))
    pose = file.figures["bum-lifted"].pose
    body = clothe(solve_pose(pose, file.person), Camera(24, 15), file.person, pose, even_limbs=True)
    after = body.parts[[part.name for part in body.parts].index("torso") + 1 :]
    shirt = united(shape for key, shape in body.part("torso").regions if key == "shirt")
    left = polygons(without(without(shirt, body.part("torso").lap), united(part.outline for part in after)))
    assert not [piece for piece in left if 1e-5 < piece.area < 7e-4]
