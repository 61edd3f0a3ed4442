"""The built-in library is whole: nothing is missing, every id leads somewhere, every dose and address prints."""

from __future__ import annotations

import csv
import re
from xml.etree import ElementTree as ET

import pytest
from builtin_content import BRANDS, DATA, EXERCISES, LOCALES, ROUTINES, SERIES, each
from fontTools.ttLib import TTFont

KEYS = set(
    re.findall(
        r"\w+",
        """name aim kind position joints equipment origin steps cues mistakes easier harder feel caution dose links
        picture""",
    )
)
FOLDERS = ("exercises", "routines", "series", "brands", "locales")
FILES = [path for folder in FOLDERS for path in sorted((DATA / folder).glob("*.yaml"))]
JOINTS = {"neck", "shoulder", "elbow", "wrist", "mid-back", "lower-back", "hip", "knee", "ankle"}
SEED = {"hip-hinge", "half-kneeling-hip-flexor-stretch", "hip-90-90", "curtsy-lunge"}
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DOSE = re.compile(
    r"""(?:(?P<sets>\d+)\ x\ )?
    (?:hold\ (?P<hold>\d+)\ s|(?P<metres>\d+)\ m|(?P<time>\d+)\ s|(?P<reps>\d+)(?:-\d+)?(?:\ hold\ (?P<each>\d+)\ s)?)
    (?P<sides>\ each\ side)?(?:,\ rest\ (?P<rest>\d+)\ (?P<unit>s|min))?
    (?:,\ (?P<often>\d)\ a\ (?P<period>day|week))?""",
    re.VERBOSE,
)
SECONDS_A_REP, SECONDS_A_METRE, SECONDS_BETWEEN = 4, 1.5, 25
LONGEST_ADDRESS = 42  # bytes: version 3 at level M, modules of 0.6 mm in the 22.2 mm square


def seconds(dose: str) -> float:
    """Return about how long a dose takes, with the pauses between its sets and sides."""
    found = DOSE.fullmatch(dose)
    assert found, dose
    part = {key: int(value) for key, value in found.groupdict().items() if value and value.isdigit()}
    once = part.get("hold", 0) + part.get("time", 0) + part.get("metres", 0) * SECONDS_A_METRE
    once += part.get("reps", 0) * (SECONDS_A_REP + part.get("each", 0))
    sides = 2 if part and found["sides"] else 1
    rest = part.get("rest", 0) * (60 if found["unit"] == "min" else 1) or SECONDS_BETWEEN
    return part.get("sets", 1) * (once * sides + rest)


def test_the_library_holds_40_exercises():
    """36 or more are owed; the coach's own four are marked as his, all others as ours."""
    assert len(EXERCISES) >= 40
    assert {id_ for id_, exercise in EXERCISES.items() if exercise["origin"] == "seed"} == SEED
    assert {exercise["origin"] for exercise in EXERCISES.values()} == {"seed", "ours"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_tells_the_editor_its_schema(path):
    """The first line points to the schema of its folder."""
    schema = {"exercises": "exercise", "routines": "routine", "brands": "brand", "locales": "locale"}
    kind = schema.get(path.parent.name, path.parent.name)
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../schema/{kind}.json"


@each(EXERCISES)
def test_an_exercise_is_complete(id_):
    """Every key is there and filled; only caution and picture may be empty."""
    exercise = EXERCISES[id_]
    assert ID.fullmatch(id_)
    assert set(exercise) - {"short_name"} == KEYS
    assert all(exercise[key] for key in KEYS if key not in ("caution", "picture", "equipment"))
    assert exercise["kind"] in ("mobility", "core", "strength", "balance")
    assert exercise["position"] in ("floor", "kneeling", "sitting", "standing")
    assert set(exercise["joints"]) <= JOINTS
    assert 4 <= len(exercise["steps"]) <= 6
    assert all(len(exercise[key]) == 2 for key in ("easier", "harder", "feel"))
    assert set(exercise["links"]) <= {"blog", "video"}


@each(EXERCISES)
def test_every_mistake_names_its_figure(id_):
    """A short kebab-case name that is not a figure of the movement itself."""
    for fault in EXERCISES[id_]["mistakes"]:
        assert set(fault) == {"mistake", "instead", "figure"}
        assert ID.fullmatch(fault["figure"])
        assert fault["figure"] not in ("start", "finish", "middle", "one-side", "other-side")


@each(EXERCISES)
def test_the_figure_of_a_mistake_is_drawn(id_):
    """Where an exercise has figures, the one its mistake names is among them."""
    path = DATA / "figures" / f"{id_}.yaml"
    if path.exists():
        drawn = set(re.findall(r"^([a-z0-9-]+):", path.read_text("utf-8"), flags=re.MULTILINE))
        assert {fault["figure"] for fault in EXERCISES[id_]["mistakes"]} <= drawn


@each(EXERCISES)
def test_easier_and_harder_lead_to_exercises(id_):
    """A named exercise exists, is another one, and is not both easier and harder."""
    exercise = EXERCISES[id_]
    easier, harder = (
        {bullet["exercise"] for bullet in exercise[key] if isinstance(bullet, dict)} for key in ("easier", "harder")
    )
    assert easier | harder <= set(EXERCISES) - {id_}
    assert not easier & harder


def test_harder_never_leads_back():
    """Going on to the harder exercise again and again comes to an end; nor does an easier one go up."""
    up = {
        (id_, bullet["exercise"]) if key == "harder" else (bullet["exercise"], id_)
        for id_, exercise in EXERCISES.items()
        for key in ("easier", "harder")
        for bullet in exercise[key]
        if isinstance(bullet, dict)
    }
    ids = set(EXERCISES)
    while ids:
        tops = {id_ for id_ in ids if not any(low == id_ and high in ids for low, high in up)}
        assert tops, f"a ring among {sorted(ids)}"
        ids -= tops


@each(EXERCISES)
def test_a_dose_can_be_read_and_is_modest(id_):
    """In the grammar, three sets and twelve times at most, no hold over 30 seconds, and how often is said."""
    dose = EXERCISES[id_]["dose"]
    found = DOSE.fullmatch(dose)
    assert found, dose
    assert found["often"], dose
    assert int(found["sets"]) <= 3
    assert int(found["reps"] or 1) <= 12
    assert int(found["hold"] or 0) <= 30
    assert seconds(dose) <= 6 * 60


@each(ROUTINES)
def test_a_routine_takes_the_minutes_it_says(id_):
    """Within a fifth of what the doses and the pauses between them add up to."""
    routine = ROUTINES[id_]
    total = sum(seconds(item["dose"]) for item in routine["items"]) / 60
    assert total == pytest.approx(routine["minutes"], rel=0.2)


@each(ROUTINES)
def test_a_routine_leads_to_exercises_and_says_when_to_stop(id_):
    """Known exercises, the stop rule, and the number of moves as said."""
    routine = ROUTINES[id_]
    ids = [item["exercise"] for item in routine["items"]]
    assert set(ids) <= set(EXERCISES)
    assert routine["stop"].startswith("**Stop if you feel**")
    said = re.search(r"all (\d+) moves", routine["action"])
    assert said is None or int(said[1]) == len(ids)


def test_a_bad_back_day_is_short_and_brings_the_emergency_signs():
    """Back pain is its topic and has room for three roomy cards; the others have no topic."""
    assert len(ROUTINES["bad-back-day"]["items"]) <= 3
    assert {id_: routine["topic"] for id_, routine in ROUTINES.items() if routine["topic"]} == {
        "bad-back-day": "back-pain"
    }


def test_pain_in_the_chest_calls_an_ambulance():
    """Whoever has it should not wait until we pick up the phone."""
    for routine in ROUTINES.values():
        if "chest pain" in routine["stop"].lower():
            assert "ambulance" in routine["stop"]
    assert "chest pain" in ROUTINES["steady-feet"]["stop"].lower()


def test_the_emergency_signs_name_all_three():
    """Numb seat, no water, no control: pressed nerves below the spine. Source: cauda equina cards of the NHS."""
    for locale in LOCALES.values():
        assert all(sign in locale["emergency"]["signs"] for sign in ("numb between", "pee", "bladder or bowel"))


@each(SERIES)
def test_a_series_leads_to_exercises_and_marks_what_is_ours(id_):
    """Parts are numbered from 1; a part holds exercises of its own origin."""
    parts = SERIES[id_]["parts"]
    assert [part["number"] for part in parts] == list(range(1, len(parts) + 1))
    for part in parts:
        assert {EXERCISES[exercise]["origin"] for exercise in part["exercises"]} == {part["origin"]}


def test_the_back_pain_series_holds_every_idea_of_the_post():
    """Joints in turn, no stretching of what is sore, flexible or mobile, stiff hips, practice; and the three calls."""
    said = str(SERIES["back-pain"]).lower()
    for idea in (
        "guide",
        "brakes",
        "mid-back",
        "flexible",
        "mobile",
        "does their job",
        "use it or lose it",
        "the more you do",
    ):
        assert idea in said, idea
    assert [call["link"] for call in SERIES["back-pain"]["calls"]] == ["plan", "patreon", "back3"]


def _endings() -> list[tuple[str, str]]:
    kinds = [*EXERCISES.values(), *ROUTINES.values()]
    ends = [(base, end) for thing in kinds for base, end in thing["links"].items()]
    return ends + [("blog", part["blog"]) for series in SERIES.values() for part in series["parts"]]


@each(BRANDS)
def test_every_address_fits_a_small_code(id_):
    """Joined to the brand's bases an address is https, at a reserved domain, and short enough for version 3."""
    links = BRANDS[id_]["links"]
    addresses = {links[base] + end for base, end in _endings()} | set(links.values())
    for address in addresses:
        assert re.fullmatch(r"https://[a-z]+\.example/[a-z0-9/]+", address), address
        assert len(address.encode()) <= LONGEST_ADDRESS, address


def test_no_two_exercises_share_a_video():
    """A code leads to its own exercise."""
    videos = [thing["links"]["video"] for thing in [*EXERCISES.values(), *ROUTINES.values()]]
    assert len(set(videos)) == len(videos)


@each(BRANDS)
def test_a_brand_gives_what_a_sheet_prints(id_):
    """Two colours, a phone number that nobody has (Ofcom's numbers for drama), a logo and a known locale."""
    brand = BRANDS[id_]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in brand["colours"].values())
    assert re.fullmatch(r"0161 496 0\d{3}", brand["phone"])
    assert (DATA / "brands" / brand["logo"]).is_file()
    assert brand["locale"] in LOCALES


@each(BRANDS)
def test_a_logo_is_plain_shapes(id_):
    """Paths and basic shapes with fills only: nothing that a strict reader of pictures refuses."""
    root = ET.parse(DATA / "brands" / BRANDS[id_]["logo"]).getroot()
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "path", "circle", "rect"}
    allowed = {"viewBox", "fill", "d", "cx", "cy", "r", "x", "y", "width", "height", "rx", "ry"}
    assert {name for element in root.iter() for name in element.attrib} <= allowed


def test_english_says_every_word_and_each_country_its_own_number():
    """`en` is whole; a country's file says only what differs, and always whom to call."""
    whole = LOCALES["en"]
    assert len(whole["days"]) == 7
    assert all(isinstance(word, str) and word for word in whole["words"].values())
    for locale in LOCALES.values():
        assert set(locale) - {"swaps"} <= set(whole)  # English itself is what others swap words of
        assert set(locale.get("words", {})) <= set(whole["words"])
    numbers = {id_: locale["emergency"]["number"] for id_, locale in LOCALES.items()}
    assert numbers == {"en": "112", "en-GB": "999", "en-US": "911"}


def test_the_example_roster_tries_every_script():
    """12 invented clients: known routines and exercises, readable doses, and each letter in one of our fonts."""
    with (DATA / "rosters" / "example.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert len({row["id"] for row in rows}) == 12
    assert {row["routine"] for row in rows} <= set(ROUTINES)
    assert {row["paper"] for row in rows} == {"a4", "letter"}
    assert {row["style"] for row in rows} == {"standard", "large-print", "ink-saver"}
    for row in rows:
        for column, dose in row.items():
            if column.startswith("dose:") and dose:
                assert DOSE.fullmatch(dose), dose
                assert column[5:] in [item["exercise"] for item in ROUTINES[row["routine"]]["items"]]
    covered = set().union(*(TTFont(path).getBestCmap() for path in (DATA.parent / "fonts").glob("*-Regular.ttf")))
    assert {char for row in rows for char in row["client"] + row["notes"] if ord(char) not in covered} == set()
    scripts = ["ά", "Ё", "ễ", "מ", "ع", "Ł", ",", "\\", "<", "’", "'"]
    assert all(any(char in row["client"] for row in rows) for char in scripts)
