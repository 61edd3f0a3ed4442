"""What coaches really type: accepted where nobody could read it otherwise, else shown as it should be written."""

from pathlib import Path

import pytest
from test_library import SMALL, small, squat

from handouts.data.workspace import Workspace, canonical_locale, make_id
from handouts.library.library import Library
from handouts.library.model import Exercise, Routine
from handouts.library.survey import check_library
from handouts.problems import Problem, ProblemsFound

BRAND = "name: Me\ncolours: {primary: 0B4F6C, accent: '#E47'}\nlocale: en\n"
IS_A_ROUTINE = '"legs" is the id of a routine; if it is not, move its file to data/exercises/'
ROUTINE = "title: Legs\nitems:\n  - chair-squat\n"


def load_squat(tmp_path: Path, **changes: str) -> Exercise:
    return Library(small(tmp_path, {"exercises/a.yaml": squat(**changes)}), "plain").load_exercise("a")


def load_routine(tmp_path: Path, text: str) -> Routine:
    return Library(small(tmp_path, {"routines/legs.yaml": text}), "plain").load_routine("legs")


def the_problem(found: pytest.ExceptionInfo[ProblemsFound]) -> Problem:
    (problem,) = found.value.problems
    return problem


# -- accepted


def test_a_key_without_a_value_is_as_if_left_out(tmp_path: Path) -> None:
    """`links:` with nothing behind it is how people empty a line of a template."""
    empty = dict.fromkeys(["easier", "harder", "feel", "equipment", "links", "picture", "topic"], "")
    exercise = load_squat(tmp_path, **empty, caution="null")
    assert (exercise.easier, exercise.links.blog, exercise.caution) == ((), None, None)


def test_a_routine_needs_no_action(tmp_path: Path) -> None:
    """The locale has the sentence; a number in it that nobody counts anew would be wrong with the next exercise."""
    assert load_routine(tmp_path, ROUTINE).action == ""


def test_a_bare_id_is_an_exercise_and_anything_else_a_sentence(tmp_path: Path) -> None:
    """`harder: [heel-raise]` reads like the items of a routine."""
    harder = load_squat(tmp_path, harder="[heel-raise, Slowly.]").harder
    assert [(str(way.text), way.exercise) for way in harder] == [("Heel raise", "heel-raise"), ("Slowly.", None)]


def test_a_colour_needs_no_quotes(tmp_path: Path) -> None:
    """Without its # it is no remark; three digits are six to everybody."""
    brand = Library(small(tmp_path, {"brands/me.yaml": BRAND})).load_brand("me")
    assert (brand.primary, brand.accent) == ("#0b4f6c", "#ee4477")


@pytest.mark.parametrize("written", ["en_gb", "EN-gb", "en-GB"])
def test_a_locale_is_known_however_it_is_spelled(written: str, tmp_path: Path) -> None:
    """Programs disagree about the hyphen and the capitals; the emergency number must not depend on them."""
    files = {"locales/en-GB.yaml": "emergency: {number: '999', signs: feel ill}\n"}
    files["brands/me.yaml"] = BRAND.replace("locale: en", f"locale: {written}")
    assert Library(small(tmp_path, files), "me").locale.emergency.number == "999"
    assert canonical_locale("zh_hant_TW") == "zh-Hant-TW"


# -- shown as it should be written


@pytest.mark.parametrize(
    ("key", "typed", "what", "fix"),
    [
        ("equipment", "mat", "equipment should be a list", "write [mat]"),
        ("equipment", "none", "equipment should be a list", "write [] for none"),
        ("easier", "Hold on, then let go.", "easier should be a list", 'write ["Hold on, then let go."]'),
        ("feel", "{one: two}", "feel should be a list", 'write "- " before it: - one: …'),
        ("feel", "- Sit. - Stand.", "a - has no place here", "begin a new line, further in"),
        ("feel", "• Sit.", "feel should be a list", 'begin each line with "- "'),
        ("links", "my-page", "links should hold keys with values", "write {blog: my-page}"),
        ("picture", "a.png", "picture should hold keys with values", "write {file: a.png, alt: …}"),
        ("picture", "none", "picture should hold keys with values", "leave the key out"),
        ("picture", "{file: a.png}", 'the key "alt" is missing', "add it in the braces: alt: what is seen"),
        ("links", "{blog: a,b}", "a comma in braces begins another key", 'write blog: "a,b"'),
        ("links", "{blog: a, b c, d}", "a comma in braces begins another key", 'write blog: "a, b c, d"'),
        ("links", "{blog:a}", "there is no space after this colon", 'write "blog: a"'),
        ("links", "{youtube: a}", 'there is no key "youtube" here', 'did you mean "video"?'),
        ("kind", "stretching", '"stretching" is not known as kind', 'did you mean "mobility"?'),
        ("kind", "power", '"power" is not known as kind', "write one of: mobility, core, strength, balance"),
        ("topic", "knee", '"knee" is not known as topic', "write back-pain, or null for none"),
        ("caution", "no", '"no" would be printed as it stands', "write null for nothing, or leave the key out"),
        ("caution", "false", "false alone is no text", 'write null for nothing, or "false" in quotes'),
        ("aim", "[Good, for you]", "here should be one text, not a list", 'write one text: "Good for you"'),
        ("aim", "{A: b}", "here should be one text, not keys with values", 'put the whole text in quotes: "A: b"'),
        ("links", "{blog: none}", '"none" would become an address', "write null for nothing, or leave the key out"),
        ("links", "{blog: www.a.com/b}", "this is an address without its beginning", 'write "https://www.a.com/b"'),
        ("links", "{blog: youtu.be/b}", "this is an address without its beginning", 'write "https://youtu.be/b"'),
        ("harder", "[{exercise: a}]", "this exercise names itself", "name another one, or write a sentence"),
        ("harder", "[{exercise: Heel Raise}]", "this is no id: Heel Raise", "write heel-raise"),
        ("harder", "[{exercise: heel-rise}]", 'no exercise has the id "heel-rise"', 'did you mean "heel-raise"?'),
        ("harder", "[x-y]", 'no exercise has the id "x-y"', "known here: a, chair-squat, heel-raise, hip-circle"),
    ],
)  # fmt: skip
def test_an_exercise_is_mended_in_its_authors_words(key: str, typed: str, what: str, fix: str, tmp_path: Path) -> None:
    """The fix shows what was typed, in the form that is wanted."""
    with pytest.raises(ProblemsFound) as found:
        load_squat(tmp_path, **{key: typed})
    problem = the_problem(found)
    assert (problem.what, problem.fix) == (what, fix)


@pytest.mark.parametrize(
    ("typed", "what", "fix"),
    [
        ("  - chair-squat, 2 x 8\n", "this is no id: chair-squat, 2 x 8", "write {exercise: chair-squat, dose: 2 x 8}"),
        ("  - heel-raise: 8, daily\n", "an id is no key here", 'write {exercise: heel-raise, dose: "8, daily"}'),
        ("  - exercises/chair-squat.yaml\n", "this is no id: exercises/chair-squat.yaml", "write chair-squat"),
        ("  - {exercise: chair-squat, sets: 2}\n", 'there is no key "sets" here', 'did you mean "dose"?'),
        ("  - legs\n", 'no exercise has the id "legs"', IS_A_ROUTINE),
        ("  -\n", "there is no value here", "write one, or take the line out"),
        ("items:\n", '"items" stands twice; the first is in line 2', "keep one of the two"),
        ("minutes: about 6\n", "here should be a whole number from 1 to 180, not about 6", "write 6"),
        ("minutes: 1:30\n", "here should be a whole number from 1 to 180, not 1:30", "write 90"),
    ],
)  # fmt: skip
def test_a_routine_is_mended_in_its_authors_words(typed: str, what: str, fix: str, tmp_path: Path) -> None:
    """The same for the items of a routine, where ids and doses are mixed up."""
    with pytest.raises(ProblemsFound) as found:
        load_routine(tmp_path, ROUTINE + typed)
    problem = the_problem(found)
    assert (problem.what, problem.fix) == (what, fix)


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("rgb(11, 79, 108)", "#0b4f6c"), ("#0B4F6CFF", "#0b4f6c"), ("#OB4F6C", "#0b4f6c"), ("navy", "#0B4F6C"),
        ("#0B4F", "#0B4F6C"),
    ],
)  # fmt: skip
def test_a_colour_in_another_form_is_shown_in_ours(typed: str, fix: str, tmp_path: Path) -> None:
    """What can be worked out is worked out; for the rest stands an example."""
    with pytest.raises(ProblemsFound) as found:
        Library(small(tmp_path, {"brands/me.yaml": BRAND.replace("0B4F6C", f"'{typed}'")})).load_brand("me")
    assert the_problem(found).fix == f'write it like "{fix}", in quotes'


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("exercises/leg-press.yml", "rename data/exercises/leg-press.yml to leg-press.yaml"),
        ("exercises/Leg Press.yaml", "rename data/exercises/Leg Press.yaml to leg-press.yaml"),
        ("exercises/leg_press.yaml.txt", "rename data/exercises/leg_press.yaml.txt to leg-press.yaml"),
        ("leg-press.yaml", "move data/leg-press.yaml to data/exercises/leg-press.yaml"),
        ("exercise/leg-press.yaml", "move data/exercise/leg-press.yaml to data/exercises/leg-press.yaml"),
        ("routines/leg-press.yaml", "write --routine leg-press; if it is not, move its file to data/exercises/"),
    ],
)
def test_a_file_that_was_probably_meant_is_named(name: str, fix: str, tmp_path: Path) -> None:
    """Another ending, another spelling, another folder: the fix says what to rename or move."""
    library = Library(small(tmp_path, {name: squat()}), "plain")
    with pytest.raises(ProblemsFound) as found:
        library.load_exercise("leg-press")
    assert the_problem(found).fix == fix


@pytest.mark.parametrize(
    ("name", "shown", "what", "fix"),
    [
        ("exercises/A B.yml", "data/exercises/A B.yml", "its name is not an id", "rename it to a-b.yaml"),
        ("locales/nl_be.yaml", "data/locales/nl_be.yaml", "its name is not an id", "rename it to nl-BE.yaml"),
        ("exercises/a.nl.yaml", "data/exercises/a.nl.yaml", "translations are not printed yet", "keep it for later"),
        ("a.yaml", "data/a.yaml", "it stands in no folder", "move it to data/exercises/, data/routines/"),
        ("exercise/a.yaml", "data/exercise", "it has no name that is known", 'did you mean "exercises"?'),
    ],
)  # fmt: skip
def test_a_file_that_is_never_read_is_told_of(name: str, shown: str, what: str, fix: str, tmp_path: Path) -> None:
    """Nobody waits for a file that the program passes over in silence."""
    problems, (note,) = check_library(small(tmp_path, {name: squat()}))
    assert problems == ()
    assert note.where is not None
    assert (note.level, note.where.path) == ("warning", shown)
    assert what in note.what
    assert fix in note.fix


@pytest.mark.parametrize(
    ("written", "there", "fix"),
    [
        ("pictures/Hip.PNG", "pictures/hip.png", 'write "pictures/hip.png"'),
        ("hip.jpg", "pictures/hip.jpeg", 'write "pictures/hip.jpeg"'),
        ("data/exercises/pictures/my hip.png", "pictures/my hip.png", 'write "pictures/my hip.png"'),
        ("pictures/hip.png", "", "copy it to data/exercises/pictures/hip.png"),
        ("pictures/hip.HEIC", "", 'save it as SVG, PNG or JPEG, and write "pictures/hip.jpg"'),
        ("logo.ai", "", 'save it as SVG, PNG or JPEG, and write "logo.svg"'),
        ("C:\\\\me\\\\hip.png", "", 'copy it into data/exercises/pictures/ and write "pictures/hip.png"'),
    ],
)  # fmt: skip
def test_a_picture_that_was_probably_meant_is_named(written: str, there: str, fix: str, tmp_path: Path) -> None:
    """Capitals, another ending, a folder too many or too few."""
    files = {"exercises/a.yaml": squat(picture=f'{{file: "{written}", alt: Hip}}')}
    if there:
        files[f"exercises/{there}"] = "x"
    with pytest.raises(ProblemsFound) as found:
        Library(small(tmp_path, files), "plain").load_exercise("a")
    assert the_problem(found).fix == fix


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Hip Hinge", "hip-hinge"), ("hip_hinge.yml", "hip-hinge"), ("data/exercises/hip-hinge.yaml", "hip-hinge"),
        ("Hüftkreis", "huftkreis"), ("C:\\me\\Hip.yaml", "hip"), ("Child's pose", "childs-pose"), ("髋", ""), ("", ""),
        ("a" * 80, "a" * 64),
    ],
)  # fmt: skip
def test_a_name_becomes_an_id(name: str, wanted: str) -> None:
    """What a coach would call it is the id, or nothing if no letter is left."""
    assert make_id(name) == wanted


def test_nobody_is_told_of_files_outside_the_workspace(tmp_path: Path) -> None:
    """Only names inside the workspace are looked at."""
    (tmp_path / "leg-press.yaml").write_text("x")
    root = tmp_path / "mine"
    (root / "data").mkdir(parents=True)
    with pytest.raises(ProblemsFound) as found:
        Library(Workspace(root, SMALL), "plain").load_exercise("leg-press")
    assert "leg-press.yaml" not in the_problem(found).fix
