"""Baking: the stored draw lists are those of the poses, small, and the same every time."""

import importlib
import json
import pkgutil
import platform
import random
import zlib
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from pose_files import FOLDER, IDS, baked_text, pose_text, random_poses, raw_poses

import handouts.figures
from handouts.figures.bake import VIEWS, bake_poses, bake_views
from handouts.figures.baked import UNIT, is_stale, read_baked

QUICK = ("hip-hinge", "half-kneeling-hip-flexor-stretch")
SHAKEN = ("deep-squat-hold", "curtsy-lunge")  # a bar held upright, and limbs at equal depth: choices by a hair
TOLERANCE = 2  # of 1/10,000 H, between versions of numpy and GEOS, which are pinned
PINS = dict(
    line.split("==") for line in (Path(__file__).parents[2] / "constraints.txt").read_text("utf-8").split() if line
)


def is_pinned():
    """Whether a bake here must be the stored one to the last step."""
    same_versions = all(version(name) == PINS[name] for name in ("numpy", "shapely"))
    return same_versions and platform.machine().lower() in ("x86_64", "amd64")


def same(stored, fresh):
    """Return the largest difference of two JSON values, infinite when they are built differently."""
    if isinstance(stored, dict) and isinstance(fresh, dict) and stored.keys() == fresh.keys():
        return max((same(stored[key], fresh[key]) for key in stored), default=0)
    if isinstance(stored, list) and isinstance(fresh, list) and len(stored) == len(fresh):
        return max((same(a, b) for a, b in zip(stored, fresh, strict=True)), default=0)
    if isinstance(stored, int) and isinstance(fresh, int):
        return abs(stored - fresh)
    return 0 if stored == fresh else float("inf")


@pytest.mark.parametrize("pose_id", [pose_id if pose_id in QUICK else pytest.param(pose_id, marks=pytest.mark.slow)
                                     for pose_id in IDS])  # fmt: skip
def test_a_new_bake_equals_the_stored_one(pose_id):
    """Baking again gives the stored draw list: exactly with the pinned versions, else within two steps."""
    fresh = bake_poses(raw_poses(pose_id), pose_text(pose_id))
    assert same(json.loads(baked_text(pose_id)), json.loads(fresh)) <= (0 if is_pinned() else TOLERANCE)


@pytest.fixture
def shaken(monkeypatch):
    """Vectors and frames as another processor might compute them: off by a few units in the last place."""
    dice = random.Random(7)

    def shaking(make):
        def shaky(*given):
            exact = make(*given)
            return exact * (1 + np.array([dice.uniform(-4e-16, 4e-16) for _ in range(exact.size)]).reshape(exact.shape))

        return shaky

    modules = [
        importlib.import_module(f"handouts.figures.{one.name}")
        for one in pkgutil.iter_modules(handouts.figures.__path__)
    ]
    for module in modules:
        for name in ("vec", "unit", "frame", "frame_along", "about_x", "about_y", "about_z", "towards"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, shaking(getattr(module, name)))


@pytest.mark.parametrize("pose_id", [pose_id if pose_id in SHAKEN else pytest.param(pose_id, marks=pytest.mark.slow)
                                     for pose_id in IDS])  # fmt: skip
@pytest.mark.usefixtures("shaken")
def test_a_bake_does_not_hang_on_the_last_digit(pose_id):
    """Processors add in different orders; the figure that comes out is the same to the step."""
    assert json.loads(bake_poses(raw_poses(pose_id), pose_text(pose_id))) == json.loads(baked_text(pose_id))


@pytest.mark.parametrize("pose_id", IDS)
def test_no_stored_bake_is_stale(pose_id):
    """Every stored bake carries the hash of its pose file and the engine's number."""
    assert not is_stale(read_baked(baked_text(pose_id)), pose_text(pose_id))


def test_a_changed_pose_makes_its_bake_stale():
    """One changed number in the pose text is enough; line ends are not."""
    baked = read_baked(baked_text("hip-hinge"))
    assert is_stale(baked, pose_text("hip-hinge").replace("0.522", "0.523"))
    assert not is_stale(baked, pose_text("hip-hinge").replace("\n", "\r\n"))


@pytest.mark.parametrize("pose_id", IDS)
def test_a_figure_takes_no_more_than_ten_kilobytes(pose_id):
    """Each figure's JSON is at most 10 kB compressed."""
    for name, figure in json.loads(baked_text(pose_id))["figures"].items():
        assert len(zlib.compress(json.dumps(figure, separators=(",", ":")).encode(), 9)) <= 10_240, name


@pytest.mark.parametrize("pose_id", IDS)
def test_no_op_paints_outside_its_figures_box(pose_id):
    """Every point of every path lies in the figure's full box."""
    for name, figure in read_baked(baked_text(pose_id)).figures.items():
        left, bottom, right, top = figure.full
        for op in figure.ops:
            for path in op[-1]:
                for x, y in ends_of(path):
                    inside = left <= x <= right and bottom <= y <= top
                    assert inside, (name, op[:3], x, y)


def ends_of(path):
    x, y = path[:2]
    yield x, y
    for at in range(2, len(path), 6):
        x, y = x + path[at + 4], y + path[at + 5]
        yield x, y


def test_two_bakes_are_the_same_bytes():
    """The same pose text gives the same bytes, whatever was baked before."""
    first = bake_poses(raw_poses("curtsy-lunge"), "x")
    bake_poses(random_poses(1), "y")
    assert bake_poses(raw_poses("curtsy-lunge"), "x") == first


def test_a_sheet_of_views_turns_one_figure():
    """Eight cameras give eight pictures of the same pose; from the side and from the front it is not as wide."""
    views = bake_views(raw_poses("hip-hinge"), "finish")
    assert len(views) == len(VIEWS)
    side, front = views["[0, 8]"].box, views["[90, 8]"].box
    assert side[2] - side[0] > 1.2 * (front[2] - front[0])


def fuzz(seeds):
    for seed in seeds:
        figures = read_baked(bake_poses(random_poses(seed), "")).figures
        left, bottom, right, top = figures["start"].box
        assert min(right - left, top - bottom) > 0.1 * UNIT, seed


def test_no_pose_breaks_the_engine():
    """Forty poses that no body could take, seen from anywhere, are drawn without an exception."""
    fuzz(range(40))


@pytest.mark.slow
def test_no_pose_of_five_hundred_breaks_the_engine():
    """The same for five hundred."""
    fuzz(range(1000, 1500))


def test_every_stored_bake_has_its_poses():
    """No baked file is left over from a pose file that is gone."""
    assert sorted(path.stem for path in (FOLDER / "baked").glob("*.json")) == IDS
