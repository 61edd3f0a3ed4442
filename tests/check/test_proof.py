"""A finished sheet is proved from its file alone, and each check catches what it is for."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handouts.check import proof as proving
from handouts.check.codes import read_codes
from handouts.check.lint_pdf import complaints
from handouts.check.paper import MUST, PX_A_MM, PageTooLarge, render_pages
from handouts.check.proof import _code_boxes, prove, read_aloud
from handouts.check.read_pdf import read_pdf
from handouts.check.rules import RULES
from handouts.check.spoken import listen
from handouts.check.verapdf import is_installed
from handouts.cli.main import main
from handouts.commands.build import build
from handouts.commands.check import prove_files
from handouts.commands.origin import find_origin
from handouts.commands.request import Request
from handouts.data.workspace import find_builtin
from handouts.problems import ProblemsFound
from handouts.sheet.blocks import Card, Codes, StopBox, Title

HOME = str(find_builtin())
MM = 72 / 25.4


@pytest.fixture(autouse=True)
def _without_java(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test starts Java; the others have no need of it."""
    if "java" not in request.node.name:
        monkeypatch.setattr(proving.verapdf, "is_installed", lambda: False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warm-up sheet as anybody builds it, with its manifest beside it."""
    folder = tmp_path_factory.mktemp("output")
    build(Request(routine="warmup", workspace=HOME, output=str(folder)))
    return folder / "warmup.pdf"


@pytest.fixture(scope="module")
def sheet(built: Path):
    """What the sheet should say, found through manifest and footer."""
    origin = find_origin(built, HOME)
    assert origin.sheet is not None, origin.why
    return origin.sheet


def kinds(path: Path, sheet=None) -> set[str]:
    return {problem.kind for problem in prove(path, "a.pdf", sheet, with_verapdf=False).problems}


def edited(built: Path, folder: Path, change) -> Path:
    """Return a copy of the file after a change to its objects."""
    with pikepdf.open(built) as pdf:
        change(pdf)
        path = folder / "broken.pdf"
        pdf.save(path, fix_metadata_version=False)
    return path


def content_edited(built: Path, folder: Path, old: bytes, new: bytes, count: int = 1) -> Path:
    """Return a copy with a stretch of its first page's content replaced."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_coalesce()
        data = page.Contents.read_bytes()
        assert old in data
        page.Contents = pdf.make_stream(data.replace(old, new, count))

    return edited(built, folder, change)


def painted(built: Path, folder: Path, operators: bytes) -> Path:
    """Return a copy with something painted over it, as decoration."""
    return edited(built, folder, lambda pdf: pdf.pages[0].contents_add(b"/Artifact BMC q " + operators + b" Q EMC"))


def test_a_good_sheet_has_no_problem(built: Path, sheet):
    """Nothing is found, and what was looked at is told: codes with their papers, words, standards."""
    proof = prove(built, "warmup.pdf", sheet, with_verapdf=False)
    assert [problem.what for problem in proof.problems] == []
    assert "1 page, 3 fonts in the file" in proof.notes
    assert sum("5 of 5 papers" in note for note in proof.notes) == 2
    assert any("were compared" in note for note in proof.notes)


def test_without_a_manifest_the_words_are_not_compared_and_it_says_so(built: Path, tmp_path: Path):
    """The checks that need no data run; the others are told to be missing."""
    lone = tmp_path / "lone.pdf"
    lone.write_bytes(built.read_bytes())
    (proof,) = prove_files([str(lone)], HOME)
    assert proof.problems == []
    assert any("were not compared" in note for note in proof.notes)
    assert any("no manifest" in note for note in proof.notes)


# -- broken on purpose


def test_small_print_is_found(built: Path, tmp_path: Path):
    """A text that was set in 6 pt."""
    with pikepdf.open(built) as pdf:
        pdf.pages[0].contents_coalesce()
        data = pdf.pages[0].Contents.read_bytes()
    font = next(line for line in data.split(b"\n") if b" 12.5 Tf" in line or b" 12 Tf" in line)
    size = font[font.index(b"/") : font.index(b"Tf") + 2]
    smaller = size.rsplit(b" ", 2)[0] + b" 6 Tf"
    assert "page-small" in kinds(content_edited(built, tmp_path, size, smaller))


def test_text_at_the_edge_is_found(built: Path, tmp_path: Path):
    """The whole page slid 9 mm to the left."""
    assert "page-edge" in kinds(content_edited(built, tmp_path, b"", b"1 0 0 1 -25 0 cm "))


def test_texts_that_cover_each_other_are_found(built: Path, tmp_path: Path):
    """The page's content twice, the second a little lower."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_coalesce()
        data = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(b"q " + data + b" Q q 1 0 0 1 3 -4 cm " + data + b" Q")

    proof = prove(edited(built, tmp_path, change), "x.pdf", None, with_verapdf=False)
    said = [problem.what for problem in proof.problems if problem.kind == "page-overlap"]
    assert len(said) == 6
    assert re.fullmatch(r"and \d\d+ more of these", said[-1])


def test_a_font_that_is_not_in_the_file_is_found(built: Path, tmp_path: Path):
    """The outlines are taken out of one font."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    assert "page-font" in kinds(edited(built, tmp_path, change))


def test_characters_without_a_name_are_found(built: Path, tmp_path: Path):
    """A font forgets what its codes stand for."""

    def change(pdf: pikepdf.Pdf) -> None:
        del next(iter(pdf.pages[0].Resources.Font.values()))["/ToUnicode"]

    assert "page-glyph" in kinds(edited(built, tmp_path, change))


def test_a_wrong_structure_is_found(built: Path, tmp_path: Path):
    """A figure loses its words."""

    def change(pdf: pikepdf.Pdf) -> None:
        def walk(element) -> bool:
            if element.get("/S") == "/Figure":
                del element["/Alt"]
                return True
            kids = element.get("/K")
            listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            return any(walk(kid) for kid in listed if isinstance(kid, pikepdf.Dictionary))

        assert walk(pdf.Root.StructTreeRoot)

    assert "page-structure" in kinds(edited(built, tmp_path, change))


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _program(pdf: pikepdf.Pdf) -> None:
    link = next(each for each in pdf.pages[0].Annots if "/A" in each)
    link.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.txt"] = b"hello"


def _dropped(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()
    del pdf.pages[1]["/Contents"]
    del pdf.pages[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_script, "it runs something when it is opened"),
        (lambda pdf: setattr(pdf.Root, "AA", pikepdf.Dictionary()), "it runs something when it is opened"),
        (_program, "page 1: an annotation does more than lead to an address"),
        (_attachment, "it holds another file"),
        (_dropped, "what is read out stands on a page that is not in the file"),
        (lambda pdf: setattr(pdf.Root, "Lang", ""), "no language: it is read out in the wrong voice"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "it does not say that it keeps PDF/UA-1"),
        (
            lambda pdf: setattr(pdf.pages[0], "UserUnit", 2),
            "page 1: its unit is not the point: it prints in another size",
        ),
    ],
    ids=["script", "later", "program", "attachment", "dropped", "language", "claim", "unit"],
)
def test_what_a_sheet_never_holds_is_found(built: Path, tmp_path: Path, change, said: str):
    """Scripts, programs, other files, a lost page: what is good has none of them, and each is told without the data."""
    assert complaints(built.read_bytes()) == []
    assert complaints(edited(built, tmp_path, change).read_bytes()) == [said]


def test_another_voice_is_found(built: Path, sheet, tmp_path: Path):
    """The words are English, and a screen reader would say them in German."""
    path = edited(built, tmp_path, lambda pdf: setattr(pdf.Root, "Lang", "de"))
    assert kinds(path, sheet) == {"page-structure"}


def test_words_that_are_said_instead_are_heard(built: Path, sheet, tmp_path: Path):
    """What stands on paper is right, and the file has other words read out for it."""

    def change(pdf: pikepdf.Pdf) -> None:
        def walk(element) -> bool:
            if element.get("/S") == "/H1":
                element.ActualText = "Neck cool-down"
                return True
            kids = element.get("/K")
            listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            return any(walk(kid) for kid in listed if isinstance(kid, pikepdf.Dictionary))

        assert walk(pdf.Root.StructTreeRoot)

    path = edited(built, tmp_path, change)
    assert kinds(path, sheet) == {"words-missing", "words-extra"}
    assert "heading 1: Neck cool-down" in read_aloud(path, "x.pdf").split("\n")


@pytest.mark.parametrize("cover", [b"1 g %f %f %f %f re f", b"0.5 g %f %f %f %f re f"], ids=["white", "grey"])
def test_the_last_letters_of_a_word_are_looked_at_too(built: Path, tmp_path: Path, cover: bytes):
    """Two letters of one word are painted over."""
    pieces = read_pdf(built.read_bytes()).pieces
    word = next(piece for piece in pieces if piece.text.strip() == "hip-width")
    area = (word.x + word.width * 0.8, word.y - 3, word.width * 0.2, word.size + 2)
    assert kinds(painted(built, tmp_path, cover % area)) == {"page-hidden"}


def test_pale_words_are_found(built: Path, tmp_path: Path):
    """A third of full scale is less than any printer makes of 4.5 to 1."""
    name = next(piece for piece in read_pdf(built.read_bytes()).pieces if piece.text.strip() == "hip-width")
    veil = b"/Veil gs 1 g %f %f %f %f re f" % (name.x, name.y - 3, name.width, name.size + 2)

    def change(pdf: pikepdf.Pdf) -> None:
        resources = pdf.pages[0].Resources
        if "/ExtGState" not in resources:
            resources.ExtGState = pikepdf.Dictionary()
        resources.ExtGState.Veil = pikepdf.Dictionary(ca=0.65)
        pdf.pages[0].contents_add(b"/Artifact BMC q " + veil + b" Q EMC")

    assert kinds(edited(built, tmp_path, change)) == {"page-hidden"}


def test_text_that_is_cut_off_is_found(built: Path, tmp_path: Path):
    """The page's content in the box of its left two thirds."""
    half = b"0 0 400 842 re W n "
    assert kinds(content_edited(built, tmp_path, b"", half)) >= {"page-clipped", "page-hidden"}


@pytest.mark.parametrize("cover", [b"1 g %s re f", b"0.95 g %s re f", b"0 g %s re f"], ids=["white", "pale", "black"])
def test_text_that_nobody_sees_is_found(built: Path, sheet, tmp_path: Path, cover: bytes):
    """A word of the title is painted over; in the file it is still there. Words are quoted where the data says them."""
    title = next(piece for piece in read_pdf(built.read_bytes()).pieces if piece.text.startswith("Hip warm-up"))
    area = b"%f %f %f %f" % (title.x + title.width / 2, title.y - 8, title.width / 2, 40)
    path = painted(built, tmp_path, cover % area)
    for known, said in ((sheet, '"Hip warm-up"'), (None, "13 mm from the left, 32 mm from the top")):
        proof = prove(path, "x.pdf", known, with_verapdf=False)
        (found,) = [problem.what for problem in proof.problems if problem.kind == "page-hidden"]
        assert said in found


def test_a_picture_that_is_not_drawn_is_found(built: Path, tmp_path: Path):
    """Its element is in the tree, with its words, and nothing is on the paper."""
    figures = [each for each in read_pdf(built.read_bytes()).tree.walk() if each.role == "Figure" and each.box]
    figure = next(each for each in figures if each.alt.startswith("A person stands tall"))
    left, bottom, right, top = figure.box
    cover = b"0.96 g %f %f %f %f re f" % (left - 1, bottom - 1, right - left + 2, top - bottom + 2)
    proof = prove(painted(built, tmp_path, cover), "x.pdf", None, with_verapdf=False)
    (found,) = [problem.what for problem in proof.problems if problem.kind == "page-picture"]
    assert "A person stands tall" in found


def test_pages_that_are_not_as_promised_are_found(built: Path, sheet, tmp_path: Path):
    """A page more than the footers count, with nothing on it, on paper that nobody sells."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page(page_size=(500, 500))

    proof = prove(edited(built, tmp_path, change), "x.pdf", sheet, with_verapdf=False)
    found = [problem.what for problem in proof.problems if problem.kind == "page-count"]
    for said in ("page 1: the footer does not say", "page 2: nothing stands on it", "page 2: 176 × 176 mm"):
        assert any(what.startswith(said) for what in found), found


def test_small_boxes_are_found(built: Path, tmp_path: Path):
    """The pixels decide: a box that is drawn 5 mm wide is too small, whatever the structure says."""
    box = next(each.box for each in read_pdf(built.read_bytes()).tree.walk() if each.role == "Form")
    assert box
    left, bottom, right, top = box
    cover = b"1 g %f %f %f %f re f " % (left - 1, bottom - 1, right - left + 2, top - bottom + 2)
    small = b"0 G 1 w %f %f %f %f re S" % (left + 1, bottom + 1, 5 * MM - 1, 5 * MM - 1)
    proof = prove(painted(built, tmp_path, cover + small), "x.pdf", None, with_verapdf=False)
    (found,) = [problem.what for problem in proof.problems if problem.kind == "page-tick"]
    assert "5.0 × 5.0 mm" in found or "5.1 × 5.1 mm" in found


def _code(built: Path) -> tuple[float, float, float, float]:
    return _code_boxes(read_pdf(built.read_bytes()))[0][0]


def test_a_code_that_nobody_reads_is_found(built: Path, sheet, tmp_path: Path):
    """Half of it is covered; the data's link is then missing too."""
    left, bottom, right, top = _code(built)
    cover = b"1 g %f %f %f %f re f" % (left, bottom, (right - left) * 0.6, top - bottom)
    assert {"code-unread", "code-missing"} <= kinds(painted(built, tmp_path, cover), sheet)


def test_a_code_that_leads_elsewhere_is_found(built: Path, sheet, tmp_path: Path):
    """The link beside it is another one."""

    def change(pdf: pikepdf.Pdf) -> None:
        next(each for each in pdf.pages[0].Annots if "/A" in each).A.URI = pikepdf.String("https://evil.example/")

    assert "code-stray" in kinds(edited(built, tmp_path, change))
    codes = sheet.one(Codes)
    other = replace(codes, codes=(replace(codes.codes[0], address="https://coachtroy.example/else"),))
    wanted = replace(sheet, blocks=tuple(other if block is codes else block for block in sheet.blocks))
    assert "code-missing" in kinds(built, wanted)


def test_codes_whose_links_changed_places_are_found(built: Path, tmp_path: Path):
    """Each leads somewhere that the sheet names, and neither where it is touched."""

    def change(pdf: pikepdf.Pdf) -> None:
        one, other = [each.A for each in pdf.pages[0].Annots if "/A" in each]
        one.URI, other.URI = other.URI, one.URI

    proof = prove(edited(built, tmp_path, change), "x.pdf", None, with_verapdf=False)
    assert [problem.kind for problem in proof.problems] == ["code-stray"] * 2


@pytest.mark.parametrize(
    ("x", "y"), [(4, 20), (6.4, 20), (1, 1), (5, 62), (20, 1)], ids=["left", "close", "low-corner", "corner", "under"]
)
def test_a_mark_in_the_quiet_zone_is_found(built: Path, tmp_path: Path, x: float, y: float):
    """A dot of half a millimetre: one millimetre beside the modules, hard beside them, at a corner, under them."""
    left, bottom, _, _ = _code(built)
    dot = b"0 g %f %f 1.4 1.4 re f" % (left + x - 0.7, bottom + y - 0.7)
    assert "code-quiet" in kinds(painted(built, tmp_path, dot))


def test_the_white_round_a_code_and_its_modules_are_measured(built: Path):
    """The design's 4 modules are white on our own sheet, and its 0.6 mm are measured to a hundredth."""
    (page,) = render_pages(built.read_bytes())
    for code in read_codes(page, 0, []):
        assert code.quiet >= 4
        assert code.module_mm == pytest.approx(0.6, abs=0.005)


@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large"])
def test_a_caption_with_accents_keeps_out_of_the_white(tmp_path: Path, large_print: bool):
    """Capitals with marks on them are the tallest letters: they too stand under the square."""
    brand = tmp_path / "data/brands/own.yaml"
    brand.parent.mkdir(parents=True)
    text = (Path(HOME) / "data/brands/coach-troy.yaml").read_text("utf-8").replace("logo: logos/coach-troy.svg\n", "")
    brand.write_text(text.replace("words: {", "words: {watch: ÄÖÜ, read_why: ÀŽ, "), "utf-8")
    build(Request(routine="warmup", workspace=str(tmp_path), output=str(tmp_path / "x.pdf"), large_print=large_print))
    pages = list(render_pages((tmp_path / "x.pdf").read_bytes()))
    assert [code.quiet >= 4 for code in read_codes(pages[-1], 0, [])] == [True, True]


def test_fine_and_pale_codes_are_found_from_pixels(built: Path):
    """A code at a third of its size has fine modules and fails on paper; one in grey is pale."""
    (page,) = render_pages(built.read_bytes())
    (good, _) = read_codes(page, 0, [])
    assert good.failed == ()
    assert good.contrast > 0.9
    left, top = int(good.left_mm * PX_A_MM), int(good.top_mm * PX_A_MM)
    piece = page.crop((left - 30, top - 30, left + 240, top + 240))
    small = Image.new("L", page.size, 255)
    small.paste(piece.resize((90, 90), Image.Resampling.LANCZOS), (500, 500))
    (fine,) = read_codes(small, 0, [(110.0, 700.0, 152.0, 742.0)])[:1]
    assert not fine.text or (fine.module_mm < 0.3 and "blurred by 0.1 mm" in fine.failed)
    pale = Image.new("L", page.size, 255)
    pale.paste(piece.point(lambda value: 150 + value * 105 // 255 if value < 128 else value), (500, 500))
    (grey,) = read_codes(pale.point(lambda value: 110 if value < 200 else value), 0, [])
    assert grey.contrast < 0.7


def test_fine_weak_and_pale_become_problems(built: Path, monkeypatch: pytest.MonkeyPatch):
    """What is measured is judged, each under its own kind."""
    real = read_codes

    def worse(*given):
        return [replace(code, module_mm=0.4, contrast=0.5, failed=("one-bit",), quiet=3.0) for code in real(*given)]

    monkeypatch.setattr(proving, "read_codes", worse)
    assert kinds(built) == {"code-fine", "code-pale", "code-weak", "code-quiet"}


def test_a_missing_word_is_found(built: Path, sheet):
    """The sheet has a title that the page does not."""
    title = sheet.one(Title)
    other = replace(title, title="Hip warm-up deluxe")
    wanted = replace(sheet, blocks=tuple(other if block is title else block for block in sheet.blocks))
    assert kinds(built, wanted) == {"words-missing"}


def test_a_word_too_often_is_found(built: Path, sheet):
    """The page says a cue that the sheet does not; a client's own words stand elsewhere."""
    card = sheet.all(Card)[1]
    other = replace(card, cues=card.cues[:-1])
    wanted = replace(sheet, blocks=tuple(other if block is card else block for block in sheet.blocks))
    assert kinds(built, wanted) == {"words-extra"}


def test_pictures_that_changed_places_are_found(built: Path, sheet):
    """The sheet shows the start after the finish."""
    card = sheet.all(Card)[0]
    other = replace(card, panel=card.panel[::-1])
    wanted = replace(sheet, blocks=tuple(other if block is card else block for block in sheet.blocks))
    proof = prove(built, "x.pdf", wanted, with_verapdf=False)
    assert {problem.kind for problem in proof.problems if "out of order" in problem.what} >= {"words-picture"}


def test_words_in_another_order_are_found(built: Path, sheet):
    """Two cards have changed places."""
    first, second, *_ = cards = sheet.all(Card)
    turned = {id(first): second, id(second): first}
    wanted = replace(sheet, blocks=tuple(turned.get(id(block), block) for block in sheet.blocks))
    assert len(cards) == 4
    assert "words-order" in kinds(built, wanted)
    assert "words-missing" not in kinds(built, wanted)


def test_a_missing_picture_is_found(built: Path, sheet):
    """The sheet has a figure that the page does not."""
    card = sheet.all(Card)[0]
    figure = replace(card.panel[0], alt="A person who is not there")
    other = replace(card, panel=(figure, *card.panel[1:]))
    wanted = replace(sheet, blocks=tuple(other if block is card else block for block in sheet.blocks))
    assert kinds(built, wanted) == {"words-picture"}


def test_a_clients_own_words_are_no_problem(tmp_path: Path):
    """The manifest holds none of them; they may be there."""
    made = build(
        Request(exercise="hip-hinge", workspace=HOME, output=str(tmp_path), client="Zoë Quist", notes="Start low.")
    )
    (proof,) = prove_files([str(made.sheets[0].path)], HOME)
    assert proof.problems == []
    assert any("were compared" in note for note in proof.notes)


@pytest.mark.parametrize(
    "options", [{"routine": "warmup"}, {"series": "back-pain", "part": "3"}], ids=["routine", "part"]
)
@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large"])
def test_notes_wherever_they_stand_are_a_clients_own(tmp_path: Path, options: dict[str, str], large_print: bool):
    """Beside the codes, across the page or on a page of their own; a name made of the sheet's own words as well."""
    words = {"client": "Hip Hinge", "practitioner": "Dr. Date", "notes": "Knees and hips. " * 12}
    made = build(Request(**options, large_print=large_print, workspace=HOME, output=str(tmp_path), **words))
    (proof,) = prove_files([str(made.sheets[0].path)], HOME)
    assert [problem.what for problem in proof.problems] == []


def test_a_shaped_name_is_no_overlap(tmp_path: Path):
    """Letters that join are painted one by one and reach over each other, in the header of a later page as well."""
    words = {"client": "محمد الفارسي", "notes": "ابدأ ببطء. " * 3}
    made = build(Request(routine="warmup", large_print=True, workspace=HOME, output=str(tmp_path), **words))
    (proof,) = prove_files([str(made.sheets[0].path)], HOME)
    assert [problem.what for problem in proof.problems] == []


@pytest.mark.parametrize(
    "made", [b"", b"%PDF-1.7\n", b"no pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>"]
)
def test_what_is_no_pdf_is_a_problem(made: bytes, tmp_path: Path):
    """Never a traceback."""
    path = tmp_path / "x.pdf"
    path.write_bytes(made)
    with pytest.raises(ProblemsFound) as found:
        prove(path, "x.pdf", None)
    assert [problem.kind for problem in found.value.problems] == ["page-unreadable"]


def test_a_file_with_a_password_and_a_giant_page_are_problems(built: Path, tmp_path: Path):
    """Nobody can look into the one, no printer takes the other."""
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(built) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    giant = edited(built, tmp_path, lambda pdf: setattr(pdf.pages[0], "MediaBox", [0, 0, 14400, 14400]))
    for path in (locked, giant, tmp_path / "none.pdf"):
        with pytest.raises(ProblemsFound):
            prove(path, "x.pdf", None)
    with pytest.raises(PageTooLarge):
        list(render_pages(giant.read_bytes()))


def _form_bomb(pdf: pikepdf.Pdf) -> None:
    """Thirty forms, each of which draws the next one twice."""
    inner = pdf.make_stream(b"")
    for _ in range(30):
        outer = pdf.make_stream(b"/F Do /F Do")
        inner.Type, inner.Subtype, inner.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = outer
    pdf.pages[0].Contents, pdf.pages[0].Resources = inner, inner.Resources


def _form_ring(pdf: pikepdf.Pdf) -> None:
    """A form that draws itself."""
    ring = pdf.make_indirect(pdf.make_stream(b"/F Do"))
    ring.Type, ring.Subtype, ring.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
    ring.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=ring))
    pdf.pages[0].Contents, pdf.pages[0].Resources = pdf.make_stream(b"/F Do"), ring.Resources


def _tree_ring(pdf: pikepdf.Pdf) -> None:
    """A structure that holds itself."""
    document = pdf.Root.StructTreeRoot.K[0]
    document.K.append(document)


def _text_bomb(pdf: pikepdf.Pdf) -> None:
    """A font that promises four thousand million characters."""
    for font in pdf.pages[0].Resources.Font.values():
        font.ToUnicode = pdf.make_stream(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")
        font.DescendantFonts[0].W = pikepdf.Array([0, 4_000_000_000, 500])


def _torn_claim(pdf: pikepdf.Pdf) -> None:
    """What it says of itself cannot be unpacked."""
    pdf.Root.Metadata.write(b"x\x9c torn", filter=pikepdf.Name.FlateDecode)


@pytest.mark.parametrize(
    "change", [_form_bomb, _form_ring, _tree_ring, _text_bomb, _torn_claim], ids=lambda change: change.__name__
)
def test_a_pdf_that_means_harm_ends_in_problems(built: Path, tmp_path: Path, change):
    """What would never end is left at a limit; nothing is a traceback."""
    path = edited(built, tmp_path, change)
    try:
        found = prove(path, "x.pdf", None, with_verapdf=False).problems
    except ProblemsFound as raised:
        found = list(raised.problems)
    assert found


def test_a_pipe_is_no_pdf(tmp_path: Path):
    """It is not waited for, and a folder is not opened."""
    os.mkfifo(tmp_path / "x.pdf")
    for path in (tmp_path / "x.pdf", tmp_path, Path("/dev/zero")):
        with pytest.raises(ProblemsFound) as found:
            prove(path, "x.pdf", None)
        assert [problem.kind for problem in found.value.problems] == ["file-unreadable"]


def test_a_foreign_pdf_ends_in_problems(tmp_path: Path):
    """A PDF without tags, made by another program, is told to have no structure."""
    path = tmp_path / "foreign.pdf"
    Image.new("RGB", (300, 300), "white").save(path)
    (proof,) = prove_files([str(path)], HOME)
    assert {problem.kind for problem in proof.problems} >= {"page-structure"}


@pytest.mark.xdist_group("verapdf")
@pytest.mark.skipif(not is_installed(), reason="veraPDF needs the verapdf extra")
def test_a_claim_that_is_not_kept_is_found_by_java(built: Path, tmp_path: Path):
    """VeraPDF is asked about both standards; a file without its title fails."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/MarkInfo"]

    proof = prove(edited(built, tmp_path, change), "x.pdf", None)
    assert "page-standard" in {problem.kind for problem in proof.problems}
    assert sum("checks of veraPDF" in note for note in proof.notes) == 2


def test_without_verapdf_a_line_says_so(built: Path):
    """What was not checked is not passed over in silence."""
    proof = prove(built, "x.pdf", None)
    assert 'PDF/UA-1 and PDF/A-2a were not checked: pip install "handouts[verapdf]"' in proof.notes


# -- origins


def _own(folder: Path) -> Path:
    routine = folder / "data/routines/own.yaml"
    routine.parent.mkdir(parents=True)
    routine.write_text("title: Own\naction: Do it.\nminutes: 2\nitems: [hip-hinge]\n")
    build(Request(routine="own", workspace=str(folder), brand="coach-troy", paper="letter", ink_saver=True))
    return folder / "output/own-letter-ink-saver.pdf"


def test_a_sheet_is_traced_back_through_its_options(tmp_path: Path):
    """Paper, style and brand are found from the code in the footer."""
    path = _own(tmp_path)
    origin = find_origin(path, str(tmp_path))
    assert origin.sheet is not None, origin.why
    assert (origin.sheet.id, origin.changed) == ("own", False)


def test_data_that_changed_since_is_told(tmp_path: Path):
    """The paper says what the data said then."""
    path = _own(tmp_path)
    routine = tmp_path / "data/routines/own.yaml"
    routine.write_text(routine.read_text().replace("Own", "Other"))
    (proof,) = prove_files([str(path)], str(tmp_path))
    assert {problem.kind for problem in proof.problems} == {"built-anew"}
    assert "data/routines/own.yaml" in proof.problems[0].what
    assert str(tmp_path) not in proof.problems[0].what


def test_a_file_that_was_changed_is_told(tmp_path: Path):
    """Its hash is not the manifest's."""
    path = _own(tmp_path)
    path.write_bytes(path.read_bytes() + b"\n% more\n")
    (proof,) = prove_files([str(path)], str(tmp_path))
    assert "built-anew" in {problem.kind for problem in proof.problems}


# -- listening and the command line


def test_the_structure_is_read_aloud(built: Path):
    """Headings, pictures, lists, tables and links, in the order of the tree."""
    said = read_aloud(built, "x.pdf").split("\n")
    assert said[0] == "document: Hip warm-up (en-GB)"
    for line in ("heading 1: Hip warm-up", "list, 3 items", "bullet: Stand with feet hip-width apart.", "column: Mon"):
        assert line in said
    assert any(line.startswith("picture: A person stands tall") for line in said)
    assert any(line.startswith("picture: Watch a video") for line in said)
    assert said.index("heading 2: Hip hinge") < said.index("heading 2: Curtsy lunge")
    assert "box: Week 1, Mon: done" in said
    assert listen(read_pdf(built.read_bytes())).split("\n") == said


def test_the_command_line_checks_listens_and_refuses(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """0 for a good file, 1 for a bad one, 2 for --listen without a file; notes go to stderr, the reading to stdout."""
    assert main(["check", str(built), "--listen"]) == 0
    assert "heading 1: Hip warm-up" in capsys.readouterr().out
    assert main(["check", "--listen"]) == 2
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no pdf")
    capsys.readouterr()
    assert main(["check", str(bad)]) == 1
    assert "no PDF that can be opened" in capsys.readouterr().err


@cache
def _tested() -> str:
    return Path(__file__).read_text("utf-8")


def test_every_rule_of_finished_files_is_broken_here():
    """Whoever adds a check of the page adds what it catches."""
    rules = {kind for kind in RULES if kind.startswith(("page-", "code-", "words-", "built-"))}
    assert {kind for kind in rules if f'"{kind}"' not in _tested()} == set()
    assert len(MUST) == 5


def test_a_stop_box_is_part_of_the_words(tmp_path: Path):
    """A sheet for back pain: its emergency signs are compared like every other word."""
    build(Request(routine="bad-back-day", workspace=HOME, output=str(tmp_path)))
    path = tmp_path / "bad-back-day.pdf"
    sheet = find_origin(path, HOME).sheet
    assert sheet
    assert sheet.maybe(StopBox)
    assert kinds(path, sheet) == set()
    without = replace(sheet, blocks=tuple(block for block in sheet.blocks if not isinstance(block, StopBox)))
    assert kinds(path, without) == {"words-extra"}
