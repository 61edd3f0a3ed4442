"""A good workspace, and the same with one thing broken on purpose for each kind of finding.

In: nothing. Out: `make(root, broken)` and `BROKEN`, kind → what is changed and where the finding must point. Never
true: that the good workspace has a finding, so that what is found in a broken one is what was broken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from handouts.check.words import Checked, check_words
from handouts.data.workspace import Workspace, find_builtin

if TYPE_CHECKING:
    from pathlib import Path


GOOD = {
    "data/brands/mine.yaml": """\
name: Hill Clinic
colours: {primary: "#0B4F6C", accent: "#E4572E"}
phone: 0161 555 0123
site: hillclinic.org
links: {blog: "https://hillclinic.org/b/", plan: "https://hillclinic.org/plan"}
locale: en
words: {tummy: belly}
""",
    "data/exercises/step.yaml": """\
name: Step back
aim: Makes your legs strong for stairs.
kind: strength
position: standing
steps:
  - "**Stand tall** by a chair."
  - Step one foot back. Then swap legs.
cues: [Stand tall., Step back.]
mistakes:
  - {mistake: leaning forward, instead: keep your chest up}
easier: ["Hold the chair."]
harder: ["Hold a weight."]
feel: ["Your legs working."]
caution: Thin bones (osteoporosis)? Ask us first.
dose: 2 x 8 each side, 1 a day
links: {blog: step}
""",
    "data/exercises/lie.yaml": """\
name: Knee hug
aim: Lets your back rest.
kind: mobility
position: floor
steps: [Lie on your back., Hug both knees.]
cues: [Hug both knees.]
dose: 2 x hold 20 s, 1 a day
""",
    "data/routines/day.yaml": """\
title: Strong legs
action: Do both moves.
minutes: 4
stop: "**Stop if you feel** sharp pain."
items:
  - exercise: lie
    note: Breathe slowly.
  - step
""",
    "data/series/legs.yaml": """\
title: Legs
parts:
  - number: 1
    id: one
    title: Strong legs
    message: Strong legs keep you going.
    exercises: [step]
    use: Each day
stop: "**Stop if you feel** sharp pain."
""",
}

EXERCISE, LIE, ROUTINE, SERIES, BRAND = (
    "data/exercises/step.yaml", "data/exercises/lie.yaml", "data/routines/day.yaml", "data/series/legs.yaml",
    "data/brands/mine.yaml",
)  # fmt: skip


class Broken(NamedTuple):
    """`old` in `file` becomes `new`; the finding points at `at` (by default at `new`) in its line."""

    file: str
    old: str
    new: str
    at: str = ""


_LONG = "Step one foot back and down and then come all the way up to stand very tall again."
_STEPS = "steps: [" + ", ".join(["Lie on your back."] * 8) + "]"
_HARD = "Allocate alternative equipment according to individual preferences, avoiding unnecessary deterioration."

BROKEN: dict[str, Broken] = {
    "grade": Broken(EXERCISE, "Makes your legs strong for stairs.", f"{_HARD} {_HARD} {_HARD}"),
    "sentence-long": Broken(EXERCISE, "Step one foot back. Then swap legs.", f"{_LONG} Swap legs.", _LONG),
    "word-long": Broken(EXERCISE, "strong for stairs", "capable on stairs", "capable"),
    "jargon": Broken(EXERCISE, "Your legs working.", "Your quads working.", "quads"),
    "term-undefined": Broken(EXERCISE, "Thin bones (osteoporosis)?", "Any osteoporosis?", "osteoporosis"),
    "verb-first": Broken(EXERCISE, "Hold the chair.", "The chair helps.", "The"),
    "passive": Broken(EXERCISE, "Step one foot back.", "Stop when one foot is moved back.", "is moved"),
    "not-you": Broken(EXERCISE, "Thin bones", "Has the patient thin bones", "the patient"),
    "number-word": Broken(ROUTINE, "Breathe slowly.", "Breathe three times.", "three times"),
    "calculation": Broken(EXERCISE, "Hold a weight.", "Hold 60% of your max.", "60%"),
    "steps-many": Broken(LIE, "steps: [Lie on your back., Hug both knees.]", _STEPS, "Lie on your back."),
    "steps-few": Broken(LIE, "steps: [Lie on your back., Hug both knees.]", "steps: [Hug both knees.]", "[Hug"),
    "brand-word": Broken(ROUTINE, "title: Strong legs", "title: Strong tummy", "tummy"),
    "dose-sane": Broken(LIE, "2 x hold 20 s", "9 x hold 20 s", "9 x"),
    "minutes-claim": Broken(ROUTINE, "minutes: 4", "minutes: 9", "9"),
    "exercises-many": Broken(ROUTINE, "  - step\n", "  - step\n" * 5, "step"),
    "position-jumps": Broken(ROUTINE, "  - step\n", "  - step\n  - lie\n", "lie"),
    "side-plan": Broken(EXERCISE, "2 x 8 each side", "2 x 8", "2 x 8"),
    "stop-rule": Broken(ROUTINE, '"**Stop if you feel** sharp pain."', "Be careful.", "Be careful."),
    "topic-missing": Broken(SERIES, "title: Legs", "title: Legs for a bad back", "Legs"),
    "logo-pale": Broken(BRAND, "phone:", "logo: logos/pale.svg\nphone:", "logos/pale.svg"),
    "logo-ink": Broken(BRAND, "phone:", "logo: logos/grey.svg\nphone:", "logos/grey.svg"),
    "picture-coarse": Broken(BRAND, "phone:", "logo: logos/small.png\nphone:", "logos/small.png"),
    "picture-licence": Broken(EXERCISE, "links:", "picture: {file: pictures/own.png, alt: A step}\nlinks:", "{file"),
    "phone-placeholder": Broken(BRAND, "0161 555 0123", "0161 496 0123"),
    "link-placeholder": Broken(BRAND, "site: hillclinic.org", "site: hillclinic.example", "hillclinic.example"),
    "link-long": Broken(EXERCISE, "blog: step", f"blog: {'step' * 11}", "step"),
    "link-tracks": Broken(EXERCISE, "blog: step", "blog: step?utm_source=x", "step?"),
    "link-plain-http": Broken(BRAND, "https://hillclinic.org/plan", "http://hillclinic.org/plan", '"http:'),
    "allow-reason": Broken(ROUTINE, "title: Strong legs", "title: Strong quads  # handouts: allow jargon", "# hand"),
    "allow-unused": Broken(ROUTINE, "minutes: 4", "minutes: 4  # handouts: allow jargon - no", "# handouts"),
}


def pictures(root: Path) -> None:
    """Write the picture files that broken cases name."""
    from PIL import Image

    logos = root / "data/brands/logos"
    logos.mkdir(parents=True)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 11"><rect width="40" height="11" fill='
    (logos / "pale.svg").write_text(f'{head}"#FFEECC"/></svg>')
    two = '"#0B4F6C"/><circle cx="9" cy="5" r="4" fill="#7A2C2C"/></svg>'
    (logos / "grey.svg").write_text(head + two)
    Image.new("RGB", (80, 22), "#0B4F6C").save(logos / "small.png")
    (root / "data/exercises/pictures").mkdir()
    Image.new("RGB", (1600, 600), "#0B4F6C").save(root / "data/exercises/pictures/own.png")


def make(root: Path, broken: Broken | None = None) -> Path:
    """Write the workspace, with one thing broken or none."""
    for place, text in GOOD.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        is_broken = broken and broken.file == place
        assert not is_broken or (broken and broken.old in text), f"{place} does not say what is to be broken"
        path.write_text(text.replace(broken.old, broken.new, 1) if broken and is_broken else text, encoding="utf-8")
    pictures(root)
    return root


def check(root: Path, **options: bool) -> Checked:
    """Return what is found in a workspace before the built-in library."""
    return check_words(Workspace(root, find_builtin()), **options)
