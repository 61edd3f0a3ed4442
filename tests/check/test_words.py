"""What is written is checked: a good workspace has no finding, and each check catches what it is for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from check_cases import BROKEN, EXERCISE, ROUTINE, SERIES, Broken, check, make

from handouts.check.brand import check_roles
from handouts.check.findings import Findings
from handouts.check.plain import check_plain
from handouts.check.rules import RULES, explain, write_findings
from handouts.check.said import Said, Told
from handouts.check.words import check_words
from handouts.commands.make import make_workspace, write_new
from handouts.data.tree import Mapping, Source
from handouts.data.workspace import find_builtin, open_workspace
from handouts.pdf.colour import Roles, derive_roles, fixed_colour
from handouts.problems import Where, write_problem

ELSEWHERE = {  # kind: the test that breaks something for it
    "contrast": "test_roles_that_do_not_hold_are_problems",
    "link-dead": "test_ask",
    "link-moved": "test_ask",
    "link-silent": "test_ask",
}


def test_a_good_workspace_has_no_finding(tmp_path: Path):
    """What is found in the broken ones is then what was broken."""
    assert [write_problem(each) for each in check(make(tmp_path)).problems] == []


@pytest.mark.parametrize("kind", BROKEN)
def test_each_check_catches_what_it_is_for(kind: str, tmp_path: Path):
    """One thing is broken; one finding of this kind points at it, with its level, a fix and a reason."""
    broken = BROKEN[kind]
    found = [each for each in check(make(tmp_path, broken)).problems if each.kind == kind]
    assert len(found) == 1, found
    problem, where = found[0], found[0].where
    assert where is not None
    assert where.path == broken.file
    assert where.text[where.column - 1 :].startswith(broken.at or broken.new), write_problem(problem)
    assert problem.level == (RULES[kind].level)
    assert problem.fix
    assert explain(kind)


def test_every_rule_is_broken_by_a_test():
    """Whoever adds a check adds what it catches."""
    finished = {kind for kind in RULES if kind.startswith(("page-", "code-", "words-", "built-"))}  # test_proof.py
    assert set(RULES) - finished == set(BROKEN) | set(ELSEWHERE)


def test_the_built_in_library_has_nothing_but_placeholders():
    """Every sheet that comes with the program passes its own checks, hints included."""
    home = find_builtin()
    assert home
    checked = check_words(open_workspace(home))
    assert {each.kind for each in checked.problems} == {"link-placeholder", "phone-placeholder"}
    assert checked.files > 60
    assert len(checked.links) > 50


def test_a_new_workspace_has_nothing_to_mend(tmp_path: Path):
    """What `handouts init` and `handouts new` write passes the checks: no problem, no warning."""
    make_workspace(str(tmp_path / "mine"))
    for kind in ("exercise", "routine", "series", "brand"):
        write_new(kind, "another", str(tmp_path / "mine"))
    found = check(tmp_path / "mine").problems
    assert [write_problem(each) for each in found if each.level != "hint"] == []


# Sentences as coaches and clinics write them, each with what should be found in it: most with nothing.
JUDGED = (
    ("Cup your hands.", ""), ("Tiptoe across the room.", ""), ("Nudge your hips back.", ""), ("Clap your hands.", ""),
    ("Support your head with a pillow.", ""), ("Phone us if it hurts.", ""), ("Peel your back off the floor.", ""),
    ("When you feel steady, let go of the chair.", ""), ("With your knees bent, lift one foot.", ""),
    ("To make it harder, hold a weight.", ""), ("If it hurts, stop.", ""), ("First, lift your foot.", ""),
    ("Stand up when your feet feel warm, and you are rested.", ""), ("Sit until you are seated well.", ""),
    ("Stop if you are prone to falls.", ""), ("Take off your knee brace.", ""), ("Be kind, be patient.", "verb-first"),
    ("Note that this is red indeed.", ""), ("Ask the user of the next mat to move.", ""),
    ("Tighten your quads (the fronts of your thighs).", ""), ("Learn this: sciatica is pain down the leg.", ""),
    ("Rest: sciatica (leg pain) ebbs, and sciatica comes back.", ""),
    ("Knees bent.", "verb-first"), ("Back straight.", "verb-first"), ("If it hurts, the leg rests.", "verb-first"),
    ("You should lift your leg.", "verb-first"), ("Tell the doctor that the leg is slowly lowered.", "passive"),
    ("Let it hang: the arm is swung by the leg.", "passive"), ("Ask what the nurse was told.", "passive"),
    ("Tell patients to rest.", "not-you"), ("Watch how the person lifts.", "not-you"),
    ("Stop. Client rests.", "not-you"), ("Wait until he or she stands.", "not-you"),
    ("Learn how one should rest.", "not-you"),
    ("Hold for thirty secs.", "number-word"), ("Rest for sixty seconds.", "number-word"),
    ("Take five breaths.", "number-word"),
    ("Add 2 kg each week.", "calculation"), ("Lift half your body weight.", "calculation"),
    ("Do this ×2 weekly.", "calculation"), ("Do this 3x a week.", "calculation"),
    ("Do 2 more steps than last week.", "calculation"), ("Lift 2 times your body weight.", "calculation"),
    ("Walk, then divide the time.", "calculation"),
    ("Rest: sciatica is common.", "term-undefined"), ("Mind your ACL.", "term-undefined"),
    ("Learn why your ROM is low.", "term-undefined"),
    ("Rest your tendonitis.", "term-undefined"), ("Feel your sacrum.", "jargon"), ("Feel your hip flexors.", "jargon"),
    ("Lift your foot prior to rest.", "jargon"), ("Lie prone.", "jargon"), ("Tighten your pelvic floor.", "jargon"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "kind"), JUDGED)
def test_what_people_write_is_judged_as_a_reader_would(said: str, kind: str):
    """Plain orders have no finding, whatever verb they begin with; bad ones have the one that they deserve."""
    root = Mapping((), source=Source("x", "", "", ("",)), line=1, column=1, length=1)
    findings = Findings()
    check_plain(Told("routine", "x", root, (Said("order", said, ("key",)),)), {}, findings)
    found = {each.kind for each in findings.all() if each.level != "hint" or each.kind == kind}
    assert found == ({kind} if kind else set())


def test_a_finding_is_silenced_on_its_line_with_a_reason(tmp_path: Path):
    """The comment names the kind and says why; the finding of another kind on the line stays."""
    line = "feel: [Your quads and hamstrings feel capable.]  # handouts: allow jargon - the class knows these"
    make(tmp_path, Broken(EXERCISE, 'feel: ["Your legs working."]', line))
    assert {each.kind for each in check(tmp_path).problems} == {"word-long"}


@pytest.mark.parametrize(
    ("comment", "found"),
    [("allow jargon", {"jargon", "allow-reason"}), ("allow jargn - they know it", {"jargon", "allow-unused"})],
)
def test_a_finding_is_not_silenced_without_a_reason_or_by_another_name(comment: str, found: set[str], tmp_path: Path):
    """The finding stays, and so does a word on what is wrong with the comment."""
    make(tmp_path, Broken(ROUTINE, "title: Strong legs", f"title: Strong quads  # handouts: {comment}"))
    assert {each.kind for each in check(tmp_path).problems} == found


def test_a_move_is_one_sided_by_its_name_too_unless_its_side_is_given(tmp_path: Path):
    """A side plank needs a plan for both sides; a routine that names the side has one."""
    make(tmp_path / "name", Broken("data/exercises/lie.yaml", "name: Knee hug", "name: Side plank"))
    assert "side-plan" in {each.kind for each in check(tmp_path / "name").problems}
    item = "  - {exercise: step, dose: 2 x 9, side: left}\n"
    make(tmp_path / "side", Broken(ROUTINE, "  - step\n", item))
    assert "side-plan" not in {each.kind for each in check(tmp_path / "side").problems}


def test_a_problem_of_form_cannot_be_silenced(tmp_path: Path):
    """A file that cannot be read is not made readable by a comment."""
    make(
        tmp_path,
        Broken(EXERCISE, "dose: 2 x 8 each side, 1 a day", "dose: 2 x hold 30  # handouts: allow dose-unit - x"),
    )
    assert "dose-unit" in {each.kind for each in check(tmp_path).problems}


def test_a_text_is_judged_in_the_words_of_its_brand(tmp_path: Path):
    """What a brand replaces is never printed, what it prefers is its own choice."""
    make(tmp_path, Broken(EXERCISE, "Your legs working.", "Your glutes and tummy working."))
    assert {each.kind for each in check(tmp_path).problems} == {"jargon"}
    brand = tmp_path / "data/brands/mine.yaml"
    brand.write_text(brand.read_text().replace("tummy: belly", "tummy: belly, glutes: bottom"))
    assert check(tmp_path).problems == []
    brand.write_text(brand.read_text().replace("glutes: bottom", "bum: glutes"))
    assert check(tmp_path).problems == []


PLACES = {
    "aim": Broken(EXERCISE, "strong for stairs", "strong for quads"),
    "step": Broken(EXERCISE, "Step one foot back.", "Step one quad back."),
    "cue": Broken(EXERCISE, "cues: [Stand tall.", "cues: [Stand on quads."),
    "mistake": Broken(EXERCISE, "leaning forward", "quads forward"),
    "instead": Broken(EXERCISE, "keep your chest up", "keep your quads up"),
    "easier": Broken(EXERCISE, "Hold the chair.", "Hold the quads."),
    "harder": Broken(EXERCISE, "Hold a weight.", "Hold the quads."),
    "feel": Broken(EXERCISE, "Your legs working.", "Your quads working."),
    "caution": Broken(EXERCISE, "Ask us first.", "Ask your quads."),
    "title": Broken(ROUTINE, "title: Strong legs", "title: Strong quads"),
    "action": Broken(ROUTINE, "Do both moves.", "Do both quads."),
    "when": Broken(ROUTINE, "minutes: 4", "minutes: 4\nwhen: {bold: Each quads day}"),
    "when, the rest": Broken(ROUTINE, "minutes: 4", "minutes: 4\nwhen: {bold: Each day, rest: for your quads}"),
    "stop": Broken(ROUTINE, "sharp pain", "quads"),
    "note": Broken(ROUTINE, "Breathe slowly.", "Breathe with quads."),
    "part": Broken(SERIES, "    title: Strong legs", "    title: Strong quads"),
    "message": Broken(SERIES, "Strong legs keep you going.", "Strong quads keep you going."),
    "use": Broken(SERIES, "use: Each day", "use: For quads"),
    "stop of a series": Broken(SERIES, "sharp pain", "quads"),
    "heading of a call": Broken(SERIES, "stop:", "calls:\n  - {heading: Your quads, text: Ask us., link: plan}\nstop:"),
    "text of a call": Broken(SERIES, "stop:", "calls:\n  - {heading: Ask, text: Ask of quads., link: plan}\nstop:"),
    "idea": Broken(SERIES, "    use:", "    ideas: [{heading: Rest, text: Rest your quads.}]\n    use:"),
    "heading of an idea": Broken(SERIES, "    use:", "    ideas: [{heading: Your quads, text: Rest.}]\n    use:"),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_text_that_is_printed_is_judged(place: str, tmp_path: Path):
    """A word of the trade is found wherever it is printed, in its own file, and nothing else is found."""
    found = check(make(tmp_path, PLACES[place])).problems
    said = [(each.kind, each.where and each.where.path) for each in found]
    assert said == [("jargon", PLACES[place].file)], [write_problem(each) for each in found]


def test_a_workspace_without_a_brand_is_checked(tmp_path: Path):
    """Its words are judged as they stand, and its links by the built-in brand that it would be printed with."""
    make(tmp_path, Broken(EXERCISE, "Your legs working.", "Your quads working."))
    (tmp_path / "data/brands/mine.yaml").unlink()
    assert {each.kind for each in check(tmp_path).problems} == {"jargon", "link-placeholder"}


def test_words_are_judged_in_english_only(tmp_path: Path):
    """Another language has the length of its sentences counted, and no English word list held against it."""
    make(tmp_path, Broken(EXERCISE, "Hold the chair.", "Der Stuhl hilft den quads."))
    home = find_builtin()
    assert home
    (tmp_path / "data/locales").mkdir()
    shutil.copy(home / "data/locales/en.yaml", tmp_path / "data/locales/de.yaml")
    brand = tmp_path / "data/brands/mine.yaml"
    brand.write_text(brand.read_text().replace("locale: en", "locale: de"))
    assert check(tmp_path).problems == []


def test_one_bad_file_does_not_hide_the_findings_of_another(tmp_path: Path):
    """A file that cannot be read is told, and the rest is checked."""
    make(tmp_path, Broken(ROUTINE, "minutes: 4", "minutes: 9"))
    (tmp_path / "data/exercises/torn.yaml").write_text("name: [")
    kinds = {each.kind for each in check(tmp_path).problems}
    assert "minutes-claim" in kinds
    assert "yaml-syntax" in kinds


@pytest.mark.parametrize(
    ("dose", "found"),
    [("7 x hold 20 s", "7 sets"), ("2 x 40", "40 times"), ("2 x 8-40", "40 times"), ("2 x hold 200 s", "200 seconds"),
     ("2 x 8 hold 90 s", "90 seconds a time"), ("2 x 3 m", "3 metres"), ("1 x 25 min", "1500 seconds"),
     ("2 x 8, rest 10 min", "600"), ("2 x 8, 9 a day", "9 times a day"), ("2 x 8, 20 a week", "20 times a week"),
     ("2 x 8, rest 60 s, 3 a week", "")],
)  # fmt: skip
def test_each_amount_of_a_dose_has_its_bounds(dose: str, found: str, tmp_path: Path):
    """Sets, times, holds, ways, rests, days and weeks: outside of what is usual, a finding names the number."""
    make(tmp_path, Broken("data/exercises/lie.yaml", "2 x hold 20 s, 1 a day", dose))
    said = [each.what for each in check(tmp_path).problems if each.kind == "dose-sane"]
    assert [each[: len(found)] for each in said] == ([found] if found else [])


def test_a_name_is_given_and_not_judged(tmp_path: Path):
    """Words of the trade and long ones in the name of an exercise, and a long title, are their author's."""
    make(tmp_path / "name", Broken(EXERCISE, "name: Step back", "name: Supine quadriceps facilitation"))
    assert check(tmp_path / "name").problems == []
    title = "One two three four five six seven eight nine ten extraordinary legs for all of us here"
    make(tmp_path / "title", Broken(ROUTINE, "title: Strong legs", f"title: {title}"))
    assert check(tmp_path / "title").problems == []


def test_the_links_of_a_series_are_looked_at(tmp_path: Path):
    """Each part has an article and a video of its own."""
    make(tmp_path, Broken(SERIES, "    use: Each day", '    use: Each day\n    blog: "http://hillclinic.org/one"'))
    found = check(tmp_path).problems
    assert [(each.kind, each.where and each.where.path) for each in found] == [("link-plain-http", SERIES)]


def test_a_routine_is_held_to_what_a_series_is_and_the_other_way_round(tmp_path: Path):
    """Back pain without its signs in a routine, a stop rule that does not say stop in a series."""
    make(tmp_path / "one", Broken(ROUTINE, "title: Strong legs", "title: For a bad back"))
    assert [each.kind for each in check(tmp_path / "one").problems] == ["topic-missing"]
    make(tmp_path / "other", Broken(SERIES, '"**Stop if you feel** sharp pain."', "Take care."))
    assert [each.kind for each in check(tmp_path / "other").problems] == ["stop-rule"]


def test_a_routines_own_dose_is_judged_too(tmp_path: Path):
    """What an item gives instead of the exercise's own dose: its amounts, and its sides."""
    make(tmp_path, Broken(ROUTINE, "  - step\n", "  - {exercise: step, dose: 9 x 8}\n"))
    found = [(each.kind, each.where and each.where.path) for each in check(tmp_path).problems]
    assert ("dose-sane", ROUTINE) in found
    assert ("side-plan", ROUTINE) in found


def test_roles_that_do_not_hold_are_problems():
    """The derived colours of any brand pass; one that is made pale by hand does not."""
    from dataclasses import replace

    from handouts.data.tree import Mapping, Source

    source = Source("data/brands/x.yaml", "", "", ("colours: x",))
    root = Mapping((), source=source, line=1, column=1, length=1)
    for primary, accent in (("#FFFFFF", "#FFFF00"), ("#000000", "#00FFFF"), ("#3B8F5A", "#C8D400")):
        good = Findings()
        check_roles(derive_roles(primary, accent), root, good)
        assert good.all() == ()
    bad = Findings()
    check_roles(replace(derive_roles("#0B4F6C", "#E4572E"), p_ink=fixed_colour("#9AB4C0")), root, bad)
    assert {each.kind for each in bad.all()} == {"contrast"}
    assert all(each.level == "problem" for each in bad.all())
    pale = Findings()
    check_roles(replace(derive_roles("#0B4F6C", "#E4572E"), stop_red=fixed_colour("#F0C0C0")), root, pale)
    said = {each.what.partition(":")[0] for each in pale.all()}
    assert said == {"the cross of a mistake", "the crosses of figures"}


def test_words_are_dark_enough_in_grey_too():
    """A colour that its blue makes bright to a printer's arithmetic passes on a screen and not on paper."""
    from dataclasses import replace

    bad = Findings()
    roles = replace(derive_roles("#0B4F6C", "#E4572E"), grey=fixed_colour("#9860B0"))
    check_roles(roles, Mapping((), source=Source("x", "", "", ("",)), line=1, column=1, length=1), bad)
    assert [each.what.partition(":")[0] for each in bad.all()] == ["the tagline on a grey printer"]


@pytest.mark.parametrize("ink_saver", [False, True])
def test_a_brand_is_measured_in_both_inks(ink_saver: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """If the colours that are derived did not hold, the brand's own check would say so where its colours stand."""
    from dataclasses import replace

    import handouts.check.brand as branding

    def derive(primary: str, accent: str, *, ink_saver: bool = False) -> Roles:
        roles = derive_roles(primary, accent, ink_saver=ink_saver)
        return replace(roles, arrow=fixed_colour("#D0D0D0")) if ink_saver is pale else roles

    pale = ink_saver
    monkeypatch.setattr(branding, "derive_roles", derive)
    found = check(make(tmp_path)).problems
    assert {each.what.partition(":")[0] for each in found} >= {"arrows"}
    assert {each.where.path for each in found if each.where} == {"data/brands/mine.yaml"}


def test_a_picture_of_an_exercise_is_read(tmp_path: Path):
    """One that is torn is a problem where it is named, a coarse one a warning; one with its terms is neither."""
    named = Broken(EXERCISE, "links:", "picture: {file: pictures/own.png, alt: A step, licence: our own}\nlinks:")
    assert check(make(tmp_path / "good", named)).problems == []
    home = make(tmp_path / "torn", named)
    (home / "data/exercises/pictures/own.png").write_bytes(b"\x89PNG\r\n\x1a\n cut")
    assert [(each.level, each.where and each.where.path) for each in check(home).problems] == [("problem", EXERCISE)]
    home = make(tmp_path / "coarse", named)
    shutil.copy(home / "data/brands/logos/small.png", home / "data/exercises/pictures/own.png")
    assert [each.kind for each in check(home).problems] == ["picture-coarse"]


def test_a_report_says_why_once_for_each_kind(tmp_path: Path):
    """The reason stands under the first finding of its kind."""
    make(tmp_path, Broken(EXERCISE, "Your legs working.", "Your quads and glutes working."))
    found = check(tmp_path).problems
    text = write_findings(found, "1 file read")
    assert len(found) == 2
    assert text.count("why: ") == 1
    assert text.endswith("2 warnings in 1 file; 1 file read")


@pytest.mark.parametrize(
    ("phone", "is_placeholder"),
    [("020 7946 0018", True), ("07700 900123", True), ("+44 161 496 0001", True), ("(212) 555-0142", True),
     ("0000 000000", True), ("01234 123456", True), ("0161 555 0123", False), ("+49 30 901820", False)],
)  # fmt: skip
def test_numbers_that_reach_nobody_are_known(phone: str, is_placeholder: bool, tmp_path: Path):
    """Numbers kept for films, and those that were only filled in."""
    make(tmp_path, Broken("data/brands/mine.yaml", "phone: 0161 555 0123", f'phone: "{phone}"'))
    kinds = {each.kind for each in check(tmp_path).problems}
    assert kinds == ({"phone-placeholder"} if is_placeholder else set())


def test_a_broken_logo_is_a_problem_before_a_build(tmp_path: Path):
    """A file that is no picture inside is told where it is named."""
    make(tmp_path, Broken("data/brands/mine.yaml", "phone:", "logo: logos/torn.png\nphone:"))
    (tmp_path / "data/brands/logos/torn.png").write_bytes(b"\x89PNG\r\n\x1a\n cut")
    found = check(tmp_path).problems
    assert [each.level for each in found] == ["problem"]
    assert isinstance(found[0].where, Where)
    assert found[0].where.path == "data/brands/mine.yaml"


def test_the_page_of_checks_is_up_to_date():
    """docs/checks.md names every finding and shows the report of the bad workspace."""
    root = Path(__file__).resolve().parents[2]
    page = subprocess.run(
        [sys.executable, "tools/checks_page.py", "--print"], cwd=root, capture_output=True, check=True
    ).stdout.decode()
    assert page == (root / "docs/checks.md").read_text("utf-8")
    shown = page.partition("## A report")[2]
    assert len({kind for kind in RULES if RULES[kind].why in shown}) >= 20
