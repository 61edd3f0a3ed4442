"""Solve a pose: contacts and angles in, a skeleton out, trunk first, then legs, then arms.

In: a `FigureSpec`'s pose, props and person. Out: a `Skeleton` with the strains met on the way. Never true afterwards:
that the same pose gives two skeletons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.figures.arms import solve_arms
from handouts.figures.legs import solve_legs
from handouts.figures.skeleton import Skeleton
from handouts.figures.trunk import solve_trunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.pose import Person, Pose, Prop


def solve_pose(pose: Pose, person: Person, props: Sequence[Prop] = ()) -> Skeleton:
    """Return the skeleton of a pose."""
    skeleton = Skeleton()
    solve_trunk(pose, person, props, skeleton)
    solve_legs(pose, props, skeleton)
    solve_arms(pose, props, skeleton)
    return skeleton
