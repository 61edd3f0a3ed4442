"""Reading poses: every wrong key and value is found at once, where it is."""

import pytest
from pose_files import standing

from handouts.figures.fault import PoseFaultsFound
from handouts.figures.read_pose import read_pose_file


def faults(raw):
    with pytest.raises(PoseFaultsFound) as caught:
        read_pose_file(raw)
    return {fault.path: fault for fault in caught.value.faults}


def test_numbers_may_come_as_text():
    """A reader that keeps scalars as text gives the same pose."""
    assert read_pose_file(standing(pelvis={"at": ["0", "0.522"]})) == read_pose_file(
        standing(pelvis={"at": [0, 0.522]})
    )


def test_every_fault_is_found_at_once():
    """A wrong key, a wrong number and a wrong name in one file are three faults."""
    raw = standing(pelvs={"at": [0, 0.5]}, leg_l={"foot": ["a", 0]}, arm_l={"hand": "hipp"})
    found = faults(raw)
    assert set(found) == {
        ("start", "pose", "pelvs"),
        ("start", "pose", "leg_l", "foot"),
        ("start", "pose", "arm_l", "hand"),
    }
    assert found[("start", "pose", "pelvs")].fix == 'did you mean "pelvis"?'
    assert found[("start", "pose", "arm_l", "hand")].fix == 'did you mean "hip"?'


def test_a_key_that_yaml_took_for_true_is_a_fault():
    """`on:` reaches us as True, and is not passed over in silence."""
    assert faults(standing(arm_l={"hand": {True: "hip_l", "ref": "hip_l"}}))


def test_a_pose_takes_over_what_it_does_not_change():
    """Parts of the pose, view, ground and props come from before; mark and arrows do not."""
    raw = standing(arms={"hand": "hip"})
    raw["start"] |= {"ground": "mat", "mark": "x", "arrows": [{"via": [[0, 0], [0.2, 0]]}]}
    raw["finish"] = {"alt": "x", "pose": {"from": "start", "spine": {"neck": 10}}}
    start, finish = read_pose_file(raw).figures.values()
    assert (finish.view, finish.ground, finish.pose.arm_l) == (start.view, "mat", start.pose.arm_l)
    assert (finish.mark, finish.arrows, finish.pose.spine.neck) == ("", (), (10.0, 0.0, 0.0))


def test_a_mirrored_pose_is_the_other_side():
    """Mirroring twice gives the pose back; once swaps sides and turns directions."""
    raw = standing(leg_r={"thigh": [30, -20], "shank": [40, -80]})
    raw["other"] = {"alt": "x", "pose": {"from": "start", "mirror": True}}
    raw["again"] = {"alt": "x", "pose": {"from": "other", "mirror": True}}
    start, other, again = (spec.pose for spec in read_pose_file(raw).figures.values())
    assert again == start
    assert other.leg_l.thigh == (-30.0, -20.0)


def test_an_unknown_source_is_a_fault():
    """`from` names a figure before this one."""
    raw = standing()
    raw["start"]["pose"]["from"] = "finish"
    assert ("start", "pose", "from") in faults(raw)


def test_a_figure_without_words_is_a_fault():
    """Every figure has an alternative text."""
    raw = standing()
    del raw["start"]["alt"]
    assert faults(raw)[("start",)].kind == "pose-alt"
