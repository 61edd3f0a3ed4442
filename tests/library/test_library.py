"""The library: by id, only what is needed, all problems at once, in a brand's own words."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.data.source import decode_source
from handouts.data.workspace import Workspace, find_builtin, open_workspace
from handouts.data.yaml import read_yaml
from handouts.library.library import Library
from handouts.library.model import Exercise
from handouts.library.resolve import resolve_shape
from handouts.library.routines import estimate_minutes
from handouts.library.schema import SHAPES, make_schema, write_schemas
from handouts.library.survey import check_library
from handouts.library.templates import TEMPLATE_KINDS, WORKSPACE_FOLDERS, make_template, make_workspace_files
from handouts.problems import ProblemsFound, write_problems

ROOT = find_builtin()
SMALL = Path(__file__).parents[1] / "problems/library"


def small(tmp_path: Path, files: dict[str, str] | None = None) -> Workspace:
    """A workspace with these files before the small library of the problem cases."""
    (tmp_path / "data").mkdir()
    for name, text in (files or {}).items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Workspace(tmp_path, SMALL)


def squat(**changes: str) -> str:
    """The small library's chair squat with lines replaced or added."""
    text = (SMALL / "data/exercises/chair-squat.yaml").read_text()
    for key, line in changes.items():
        text, count = re.subn(rf"(?m)^{key}:.*$", f"{key}: {line}", text)
        text += "" if count else f"{key}: {line}\n"
    return text


# -- what is loaded


def test_a_routine_comes_with_its_exercises(tmp_path: Path) -> None:
    """Items are whole exercises; the routine's own dose, note and side hold before the exercise's."""
    routine = (
        "title: Legs\naction: Go.\nwhen: Every morning\nlinks: {video: legs}\nitems:\n  - chair-squat\n"
        "  - {exercise: heel-raise, dose: 1 x 5 each side, note: '**Slowly.**', side: left}\n"
    )
    loaded = Library(small(tmp_path, {"routines/legs.yaml": routine})).load_routine("legs")
    first, second = loaded.items
    assert isinstance(first.exercise, Exercise)
    assert (first.exercise.id, first.exercise.short_name, str(first.dose)) == ("chair-squat", "Chair squat", "2 x 8")
    assert (str(second.dose), str(second.note), second.side) == ("5 each side", "Slowly.", "left")
    assert (loaded.when.bold, loaded.when.rest) == ("Every morning", None)
    assert loaded.links.video.url == "https://coach.net/v/legs"
    assert loaded.links.blog is None
    assert loaded.stop is None
    assert 0.5 < estimate_minutes(loaded) < 5


def test_only_what_is_needed_is_read(tmp_path: Path) -> None:
    """A broken file that the request does not name breaks nothing, and is not among the sources."""
    files = {"exercises/broken.yaml": "{", "exercises/chair-squat.yaml": squat(harder="[{exercise: heel-raise}]")}
    library = Library(small(tmp_path, files))
    exercise = library.load_exercise("chair-squat")
    assert (str(exercise.harder[0].text), exercise.harder[0].exercise) == ("Heel raise", "heel-raise")
    assert [source.shown for source in library.sources] == [
        "built-in: data/brands/plain.yaml", "built-in: data/locales/en.yaml",
        "data/exercises/chair-squat.yaml", "built-in: data/exercises/heel-raise.yaml",
    ]  # fmt: skip


def test_an_exercise_that_is_only_named_need_not_be_whole(tmp_path: Path) -> None:
    """Easier and harder print a name, so only the name is looked at; two that name each other are fine."""
    files = {
        "exercises/a.yaml": squat(harder="[{exercise: b}]"),
        "exercises/b.yaml": squat(name="Bee", easier="[{exercise: a}]", kind="nonsense"),
    }
    assert str(Library(small(tmp_path, files)).load_exercise("a").harder[0].text) == "Bee"


def test_all_problems_of_a_request_come_at_once(tmp_path: Path) -> None:
    """Routine, exercises, brand and locale: one run tells everything, sorted by place."""
    files = {
        "routines/legs.yaml": "items: [chair-squat, heal-raise]\nminutes: ten\n",
        "exercises/chair-squat.yaml": squat(kind="x", dose="2 x hold 30"),
        "brands/mine.yaml": "name: Me\ncolours: {primary: blue, accent: '#000000'}\nlocale: xx\n",
    }
    with pytest.raises(ProblemsFound) as found:
        Library(small(tmp_path, files)).load_routine("legs")
    assert [(problem.where.path, problem.kind) for problem in found.value.problems] == [
        ("data/brands/mine.yaml", "colour"), ("data/routines/legs.yaml", "missing-key"),
        ("data/routines/legs.yaml", "number"),
    ]  # fmt: skip
    files["routines/legs.yaml"] = "title: Legs\naction: Go.\nitems: [chair-squat, heal-raise]\n"
    (tmp_path / "data/routines/legs.yaml").write_text(files["routines/legs.yaml"])
    with pytest.raises(ProblemsFound) as found:
        Library(Workspace(tmp_path, SMALL), "plain").load_routine("legs")
    assert [problem.kind for problem in found.value.problems] == ["not-among", "dose-unit", "unknown-id"]


def test_a_library_can_be_asked_again_after_a_problem(tmp_path: Path) -> None:
    """One bad thing does not spoil the next one (build --all --keep-going)."""
    library = Library(small(tmp_path, {"exercises/bad.yaml": squat(kind="x")}))
    for _ in range(2):
        with pytest.raises(ProblemsFound) as found:
            library.load_exercise("bad")
        assert len(found.value.problems) == 1
    assert library.load_exercise("chair-squat").name == "Chair squat"
    assert library.brand.id == "plain"


def test_a_mended_file_is_read_again_only_by_another_library(tmp_path: Path) -> None:
    """One run sees one state of a file, whoever asks for it how often."""
    workspace = small(tmp_path, {"exercises/a.yaml": squat(name="One")})
    library = Library(workspace)
    library.load_exercise("a")
    (tmp_path / "data/exercises/a.yaml").write_text(squat(name="Two"))
    assert library.load_exercise("a").name == "One"
    assert Library(Workspace(tmp_path, SMALL)).load_exercise("a").name == "Two"


def test_a_request_depends_on_its_own_files_alone(tmp_path: Path) -> None:
    """After `begin`, sources, paths and warnings are what the same request gives in a run of its own."""
    alone = Library(Workspace(None, ROOT), "coach-troy")
    alone.load_routine("morning")
    after = Library(Workspace(None, ROOT), "coach-troy")
    after.load_series("back-pain")
    after.load_routine("morning")
    assert len(after.sources) > len(alone.sources)
    after.begin()
    after.load_routine("morning")
    assert set(after.sources) == set(alone.sources)
    assert set(after.workspace.looked_at) == set(alone.workspace.looked_at)
    assert {opened.id for opened in after.files} == {opened.id for opened in alone.files}
    assert after.warnings == alone.warnings


# -- brand and language


def test_the_brand_is_the_workspaces_own(tmp_path: Path) -> None:
    """Without a name: the workspace's only brand, or else the built-in one."""
    brand = "name: {}\ncolours: {{primary: '#ABCDEF', accent: '#000000'}}\nlocale: en\n"
    assert Library(Workspace(None, SMALL)).brand.id == "plain"
    library = Library(small(tmp_path, {"brands/b.yaml": brand.format("Bee")}))
    assert (library.brand.name, library.brand.primary) == ("Bee", "#abcdef")
    assert library.warnings == ()
    assert Library(library.workspace, "plain").brand.name == "Plain Coach"


@pytest.mark.parametrize(
    ("says", "taken", "said"),
    [
        ({"b": "", "m": "default: true", "z": "default: false"}, "m", ""),
        ({"b": "", "m": "", "z": "default: true"}, "z", ""),
        ({"b": "", "m": "{", "z": "default: true"}, "z", ""),  # a broken file that is not taken breaks nothing
        ({"b": "", "m": "", "z": ""}, "b", "there are 3 brands, and none says that it is the usual one; b is taken"),
        ({"b": "", "m": "default: true", "z": "default: true"}, "m", 'm and z all say "default: true"; m is taken'),
    ],
)
def test_of_several_brands_one_is_the_usual(says: dict[str, str], taken: str, said: str, tmp_path: Path) -> None:
    """The one that says `default: true`; where that is not clear, the first by id and a hint how to choose."""
    brand = "name: x\ncolours: {primary: '#ABCDEF', accent: '#000000'}\nlocale: en\n"
    library = Library(small(tmp_path, {f"brands/{name}.yaml": f"{brand}{line}\n" for name, line in says.items()}))
    assert library.brand.id == taken
    assert [note.what for note in library.warnings] == [said] * bool(said)
    assert [source.path.stem for source in library.sources if source.path.parent.name == "brands"] == [taken]
    assert {look.path.stem for look in library.workspace.looked_at if look.path.parent.name == "brands"} == set(says)


def test_a_brand_that_is_named_is_not_asked_about(tmp_path: Path) -> None:
    """Who writes --brand has chosen; the other brands are not looked at."""
    brand = "name: x\ncolours: {primary: '#ABCDEF', accent: '#000000'}\nlocale: en\n"
    library = Library(small(tmp_path, {"brands/b.yaml": brand, "brands/z.yaml": brand}), "z")
    assert (library.brand.id, library.warnings) == ("z", ())
    assert {look.path.stem for look in library.workspace.looked_at if look.path.parent.name == "brands"} == {"z"}


def test_a_brand_speaks_its_own_words(tmp_path: Path) -> None:
    """A word of the locale is replaced on the page; any other word is replaced in our texts."""
    brand = (
        "name: Me\ncolours: {primary: '#ABCDEF', accent: '#000000'}\nlocale: en\n"
        "words: {sets: rounds, legs: pins, week: 'Spell {number}'}\n"
    )
    files = {"brands/me.yaml": brand, "exercises/chair-squat.yaml": squat(aim="Makes your legs strong, week by week.")}
    library = Library(small(tmp_path, files))
    exercise = library.load_exercise("chair-squat")
    assert str(exercise.aim) == "Makes your pins strong, week by week."
    assert library.locale.words["sets"] == "rounds"
    assert "legs" not in library.locale.words
    assert library.load_locale("en").words["sets"] == "sets"


def test_a_brands_word_keeps_its_places(tmp_path: Path) -> None:
    """A word of the locale is filled in; a brand that loses the number, or adds a brace, would print nonsense."""
    for said in ("Week", "Week {number} {number}", "Week {number}{", "Week {0}"):
        brand = f"name: Me\ncolours: {{primary: '#ABCDEF', accent: '#000000'}}\nlocale: en\nwords: {{week: '{said}'}}\n"
        (tmp_path / "data/brands").mkdir(parents=True, exist_ok=True)
        (tmp_path / "data/brands/me.yaml").write_text(brand)
        with pytest.raises(ProblemsFound) as found:
            Library(Workspace(tmp_path, SMALL)).load_exercise("chair-squat")
        assert [problem.kind for problem in found.value.problems] == ["word-places"]


def test_a_logo_is_found_and_hashed(tmp_path: Path) -> None:
    """A logo's path is written from its file's folder; it may be a link only inside the workspace."""
    brand = "name: Me\ncolours: {primary: '#ABCDEF', accent: '#000000'}\nlocale: en\nlogo: logos/me.svg\n"
    library = Library(small(tmp_path, {"brands/me.yaml": brand, "brands/logos/me.svg": "<svg/>"}))
    assert library.brand.logo == tmp_path / "data/brands/logos/me.svg"
    assert library.brand.logo_digest == library.sources[1].sha256
    (tmp_path.parent / "secret.svg").write_text("<svg/>")
    library.brand.logo.unlink()
    library.brand.logo.symlink_to(tmp_path.parent / "secret.svg")
    with pytest.raises(ProblemsFound) as found:
        Library(Workspace(tmp_path, SMALL)).load_exercise("chair-squat")
    assert [problem.kind for problem in found.value.problems] == ["file-outside"]


@pytest.mark.parametrize(
    "written",
    [
        "/etc/passwd",
        "../../../x.png",
        "a/../../x.png",
        "https://a.b/x.png",
        "data:image/png;base64,",
        "a\\b.png",
        "x.exe",
    ],
)
def test_a_picture_is_a_file_beside(tmp_path: Path, written: str) -> None:
    """No absolute path, no way up, no address, nothing but pictures."""
    picture = f"{{file: {json.dumps(written)}, alt: A picture}}"
    library = Library(small(tmp_path, {"exercises/a.yaml": squat(picture=picture)}))
    with pytest.raises(ProblemsFound) as found:
        library.load_exercise("a")
    assert {problem.kind for problem in found.value.problems} <= {"picture-outside", "picture-kind"}


def test_a_locale_takes_the_rest_from_its_language(tmp_path: Path) -> None:
    """en-GB holds only what differs from en."""
    text = "emergency: {number: '999', signs: go numb}\nwords: {sets: goes}\n"
    library = Library(small(tmp_path, {"locales/en-GB.yaml": text}), language="en-GB")
    locale = library.locale
    assert (locale.name, locale.emergency.number, locale.words["sets"], locale.words["each_side"]) == (
        "en-GB", "999", "goes", "each side",
    )  # fmt: skip
    assert locale.days[0] == "Mon"


def test_an_unknown_region_is_its_language_with_a_warning(tmp_path: Path) -> None:
    """en-NZ is en, and that is said, for the emergency number is en's; an unknown language is a problem."""
    library = Library(small(tmp_path), language="en-NZ")
    assert library.locale.name == "en"
    assert [note.kind for note in library.warnings] == ["locale-other"]
    with pytest.raises(ProblemsFound) as found:
        Library(library.workspace, language="fr").load_exercise("chair-squat")
    assert [problem.kind for problem in found.value.problems] == ["unknown-id"]


def test_a_date_is_written_as_the_locale_says() -> None:
    """The built-in locales print the same day in their own order."""
    import datetime as dt

    library = Library(Workspace(None, ROOT))
    day = dt.date(2026, 11, 23)
    assert library.load_locale("en-GB").write_date(day) == "23 November 2026"
    assert library.load_locale("en-US").write_date(day) == "November 23, 2026"


# -- series


SERIES = """title: S
parts:
  - {number: 2, id: two, title: Two, blog: s2, exercises: [heel-raise]}
  - {number: 1, id: one, title: One, blog: s1, exercises: [chair-squat]}
calls:
  - {heading: Plan, link: plan}
  - {heading: Share, link: s2}
  - {heading: Other, link: "https://other.net/"}
"""


@pytest.mark.parametrize(
    ("part", "loaded"), [(None, ["chair-squat", "heel-raise"]), ("2", ["heel-raise"]), ("one", ["chair-squat"])]
)
def test_a_series_reads_the_exercises_of_the_asked_part(tmp_path: Path, part: str | None, loaded: list[str]) -> None:
    """All parts are there for the list of parts, in order; exercises only where they will be printed."""
    library = Library(small(tmp_path, {"series/s.yaml": SERIES}))
    series = library.load_series("s", part)
    assert [each.number for each in series.parts] == [1, 2]
    assert [exercise.id for each in series.parts for exercise in each.exercises] == loaded
    assert [each.links.blog.url for each in series.parts] == ["https://coach.net/b/s1", "https://coach.net/b/s2"]
    read = [source.shown for source in library.sources if "exercises" in source.shown]
    assert len(read) == len(loaded)


def test_a_part_without_exercises_is_asked_for_like_any_other(tmp_path: Path) -> None:
    """A part that only explains is a part; what was asked for is not told by who has exercises."""
    text = (
        "title: Talk\nparts:\n  - {number: 2, id: two, title: Two, exercises: [chair-squat]}\n"
        "  - {number: 1, id: one, title: One, message: Only words.}\n"
    )
    library = Library(small(tmp_path, {"series/talk.yaml": text}), "plain")
    assert [part.id for part in library.load_series("talk").asked] == ["one", "two"]
    assert [part.id for part in library.load_series("talk", "one").asked] == ["one"]


def test_a_call_has_an_address_or_is_left_out(tmp_path: Path) -> None:
    """A name is the brand's link, a part's blog is an article, and what the brand lacks is hinted at."""
    library = Library(small(tmp_path, {"series/s.yaml": SERIES}))
    links = [call.link.url if call.link else None for call in library.load_series("s").calls]
    assert links == [None, "https://coach.net/b/s2", "https://other.net/"]
    assert [(note.kind, note.level) for note in library.warnings] == [("call-left-out", "hint")]


# -- the built-in library


def test_a_mistyped_link_of_a_call_gets_the_nearest(tmp_path: Path) -> None:
    """The call is left out, and the hint says which link the brand has."""
    text = SERIES.replace("link: plan", "link: vido")
    library = Library(small(tmp_path, {"series/s.yaml": text}))
    library.load_series("s")
    assert [note.fix for note in library.warnings] == ['did you mean "video"?']


def test_the_built_in_library_has_no_problems() -> None:
    """All that we ship reads without a problem, and warns of nothing but its placeholder addresses."""
    problems, warnings = check_library(Workspace(None, ROOT))
    assert not problems, write_problems(problems)
    told = {note.kind for note in warnings if note.level == "warning"}
    assert told <= {"link-placeholder", "figure-missing"}


def test_the_warm_up_is_what_the_coach_wrote() -> None:
    """The four exercises of the post, in order, with whole addresses."""
    library = Library(Workspace(None, ROOT), "coach-troy")
    routine = library.load_routine("warmup")
    assert [item.exercise.id for item in routine.items] == [
        "hip-hinge", "half-kneeling-hip-flexor-stretch", "hip-90-90", "curtsy-lunge",
    ]  # fmt: skip
    assert all(item.exercise.links.video.url.startswith("https://coachtroy.example/v/") for item in routine.items)
    assert [note.kind for note in library.warnings].count("link-placeholder") == 1


def test_figures_are_handed_on_with_their_places(tmp_path: Path) -> None:
    """A pose file is plain data, and every number in it can be pointed at."""
    text = "person: {skin: tan}\nstart:\n  alt: Standing.\n  pose: {pelvis: {at: [0, 0.522]}}\n"
    figures = Library(small(tmp_path, {"figures/a.yaml": text})).load_figures("a")
    assert figures.poses["start"]["pose"]["pelvis"]["at"] == ["0", "0.522"]
    where = figures.where(("start", "pose", "pelvis", "at", 1))
    assert (where.line, where.column, where.length) == (4, 27, 5)
    assert figures.key_where(("start", "pose")).column == 3


def test_values_are_frozen_and_cost_no_pydantic() -> None:
    """Later stages can import the values without the machinery that reads them."""
    code = (
        "import sys, handouts.library.model, handouts.library.read_dose, handouts.library.client\n"
        "print(*{'pydantic', 'yaml'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""
    exercise = Library(Workspace(None, SMALL)).load_exercise("chair-squat")
    with pytest.raises(AttributeError):
        exercise.name = "x"


# -- every shape against any tree


_KEYS = {name: sorted(set(re.findall(r'"([a-z_]+)": \{', json.dumps(make_schema(name))))) for name in SHAPES}
_TYPED = ["", "1", "010", "**a", "2 x 8", "hold 30", "hip-hinge", "mobility", "#aabbcc", "https://a.b/"]
_LEAVES = st.one_of(st.none(), st.booleans(), st.sampled_from(_TYPED))


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "figures"])
def test_any_tree_is_a_value_or_problems(name: str) -> None:
    """Whatever stands under whatever key, a shape gives a value, or located problems in our words."""
    keys = st.sampled_from(_KEYS[name]) | st.text(
        st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=5
    )
    trees = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6))

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(keys, trees, min_size=1, max_size=14))
    def check(tree: dict) -> None:
        root = read_yaml(decode_source(json.dumps(tree).encode(), "a.yaml"))
        try:
            resolve_shape(SHAPES[name], root)
        except ProblemsFound as found:
            for problem in found.problems:
                assert problem.where.line == 1
                assert problem.kind
                assert not re.search(r"[Ii]nput should|valid |pydantic|Shape", problem.what + problem.fix)

    check()


# -- schemas and templates


def test_the_schemas_in_the_repository_are_up_to_date(tmp_path: Path) -> None:
    """data/schema is what `handouts schema` writes."""
    for path in write_schemas(tmp_path):
        assert path.read_text() == (ROOT / "data/schema" / path.name).read_text(), path.name


@pytest.mark.parametrize("name", list(SHAPES))
def test_every_key_of_a_schema_is_described(name: str) -> None:
    """An editor shows a sentence for every key of a file, and no name of our classes as a title."""
    schema = make_schema(name)
    for model in (schema, *schema.get("$defs", {}).values()):
        for key, given_key in model.get("properties", {}).items():
            if "$ref" not in given_key and name != "figures" and "Dose" not in key:
                assert given_key.get("description") or key in ("text", "exercise"), key
    assert '"title": "' not in json.dumps(schema)


def test_the_built_in_files_name_their_schema() -> None:
    """Every file of ours that a coach edits tells the editor where its schema is, and it is there."""
    for path in (path for path in (ROOT / "data").glob("*/*.yaml") if path.parent.name != "figures"):
        first = path.read_text().split("\n", 1)[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, path
        assert (path.parent / found[1]).is_file(), path


@pytest.mark.parametrize("kind", [kind for kind in TEMPLATE_KINDS if kind != "roster"])
def test_a_template_reads_back(kind: str, tmp_path: Path) -> None:
    """What `handouts new` writes has no problem, before anybody has filled it in."""
    folder = tmp_path / "data" / {"series": "series"}.get(kind, f"{kind}s")
    folder.mkdir(parents=True)
    (folder / "my-thing.yaml").write_text(make_template(kind, "my-thing"))
    problems, _ = check_library(Workspace(tmp_path, ROOT))
    assert not problems, write_problems(problems)
    library = Library(Workspace(tmp_path, ROOT))
    loaded = {"exercise": library.load_exercise, "routine": library.load_routine, "series": library.load_series}
    value = library.load_brand("my-thing") if kind == "brand" else loaded[kind]("my-thing")
    assert "My thing" in (getattr(value, "name", ""), getattr(value, "title", ""))


def test_a_new_workspace_builds(tmp_path: Path) -> None:
    """What `handouts init` writes is a workspace without problems or warnings, with its own brand."""
    for folder in WORKSPACE_FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
    for name, text in make_workspace_files().items():
        (tmp_path / name).write_text(text)
    workspace = open_workspace(tmp_path / "data/exercises")
    assert workspace.root == tmp_path
    problems, notes = check_library(workspace)
    assert not problems, write_problems(problems)
    assert [note.kind for note in notes if note.level != "hint"] == []
    assert Library(workspace).load_routine("my-routine").items[0].exercise.id == "hip-hinge"
