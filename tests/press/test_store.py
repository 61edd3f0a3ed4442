"""What is kept on disk: found again exactly, and never wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.press.codec import DAMAGED, read_block, read_plate, write_block, write_plate
from handouts.press.store import Store, address, cache_folder, plate_address, product_stamp
from handouts.press.tail import press
from press.draft import WORDS, card, form_block, header, tail

if TYPE_CHECKING:
    from handouts.press.plate import Plate

ADDRESS = address("warmup", "a4")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "cache"), "STAMP")


def entry(store: Store) -> Path:
    return next(path for path in Path(str(store.folder)).rglob("*") if path.is_file())


def test_a_plate_comes_back_and_presses_the_same(store: Store, plate: Plate) -> None:
    """Plain words, accents and other scripts, from a plate that was only read."""
    store.keep_plate(ADDRESS, plate)
    found = store.load_plate(ADDRESS)
    assert found is not None
    for name in ("Alex", "Zoë Łukasz", "דנה"):
        assert press(found, {**WORDS, "client": name}) == press(plate, {**WORDS, "client": name})


@pytest.mark.parametrize("make", [header, card, tail, form_block], ids=lambda make: make.__name__)
def test_a_block_comes_back_equal(store: Store, make: object) -> None:
    """Content, elements, slots, links, fields, pictures: every field."""
    block = make()
    store.keep_block(ADDRESS, block)
    assert store.load_block(ADDRESS) == block


def test_a_changed_byte_anywhere_is_a_miss(store: Store, plate: Plate) -> None:
    """Also in the middle of a font, where no parser would notice."""
    store.keep_plate(ADDRESS, plate)
    path = entry(store)
    whole = path.read_bytes()
    for at in (0, 9, 30, 80, 200, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert store.load_plate(ADDRESS) is None, at
    path.write_bytes(whole)
    assert store.load_plate(ADDRESS) is not None


@pytest.mark.parametrize("length", [0, 1, 20, 70, 5000])
def test_a_cut_off_entry_is_a_miss(store: Store, plate: Plate, length: int) -> None:
    """A full disk or a killed machine left it so."""
    store.keep_plate(ADDRESS, plate)
    path = entry(store)
    path.write_bytes(path.read_bytes()[:length])
    assert store.load_plate(ADDRESS) is None


def test_another_version_another_address_and_another_kind_are_misses(store: Store, plate: Plate) -> None:
    """An entry is good only for what it was kept as."""
    store.keep_plate(ADDRESS, plate)
    assert Store(store.folder, "OTHER").load_plate(ADDRESS) is None
    other = address("cooldown", "a4")
    moved = Path(str(store.folder)) / "plates" / other[:2] / other
    moved.parent.mkdir(exist_ok=True)
    moved.write_bytes(entry(store).read_bytes())
    assert store.load_plate(other) is None
    block = Path(str(store.folder)) / "blocks" / ADDRESS[:2] / ADDRESS
    block.parent.mkdir(parents=True)
    block.write_bytes(entry(store).read_bytes())
    assert store.load_block(ADDRESS) is None


def test_a_sealed_entry_of_nonsense_is_a_miss(store: Store) -> None:
    """Even with the right sum, what does not read back is not there."""
    for body in (b"", b"0000000002[]", b"0000000002{}", b"xxxxxxxxxx", b"0000000009" + b"[" * 9, b"9999999999{"):
        store.keep("plates", ADDRESS, body)
        store.keep("blocks", ADDRESS, body)
        assert store.load_plate(ADDRESS) is None
        assert store.load_block(ADDRESS) is None


def test_codec_damage_is_always_of_a_known_kind(plate: Plate) -> None:
    """Any byte of the heads changed: a value, or one of the errors that the store takes for a miss."""
    outcomes = set()
    for data, read in ((write_plate(plate), read_plate), (write_block(card()), read_block)):
        for at in range(0, 3000, 7):
            changed = data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :]
            try:
                read(changed)
                outcomes.add("value")
            except DAMAGED:
                outcomes.add("miss")
    assert outcomes == {"value", "miss"}


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path, plate: Plate) -> None:
    """A file stands where the folder should be; nothing is raised."""
    (tmp_path / "cache").write_text("in the way")
    store = Store(str(tmp_path / "cache"), "STAMP")
    store.keep_plate(ADDRESS, plate)
    assert store.load_plate(ADDRESS) is None
    assert store.info()["bytes"] == 0
    assert store.clear() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_keeps_nothing_and_leaves_nothing(
    store: Store, plate: Plate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft that could not be finished is taken away."""
    real = open

    def full(path: str, mode: str = "r") -> object:
        if mode == "xb":
            real(path, mode).close()
            return real("/dev/full", "wb")
        return real(path, mode)

    monkeypatch.setattr("builtins.open", full)
    store.keep_plate(ADDRESS, plate)
    monkeypatch.undo()
    assert store.load_plate(ADDRESS) is None
    assert not [path for path in Path(str(store.folder)).rglob("*") if path.is_file()]


def test_clear_takes_ours_and_nothing_else(store: Store, plate: Plate) -> None:
    """A cache folder that somebody pointed at their home is not emptied."""
    store.keep_plate(ADDRESS, plate)
    store.keep_block(ADDRESS, card())
    root = Path(str(store.folder))
    (root / "thesis.txt").write_text("mine")
    (root / "plates" / "notes").mkdir()
    (root / "plates" / "notes" / "diary.txt").write_text("mine")
    info = store.info()
    assert (info["plates"], info["blocks"], info["index"]) == (1, 1, 0)
    assert store.clear() == 2
    assert sorted(path.name for path in root.rglob("*") if path.is_file()) == ["diary.txt", "thesis.txt"]
    assert store.load_plate(ADDRESS) is None


def test_several_processes_may_write_the_same_entry(store: Store, plate: Plate) -> None:
    """Readers meanwhile find the whole entry or none."""
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from handouts.press.store import Store\n"
        "store = Store(sys.argv[1], 'STAMP')\n"
        f"for _ in range(200): store.keep('plates', {ADDRESS!r}, b'x' * 40000)\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    writers = [subprocess.Popen([sys.executable, "-c", code, str(store.folder), source]) for _ in range(2)]
    met = set()
    while any(writer.poll() is None for writer in writers):
        met.add(store.load("plates", ADDRESS))
    assert all(writer.returncode == 0 for writer in writers)
    assert met <= {None, b"x" * 40000}
    assert store.load("plates", ADDRESS) == b"x" * 40000
    assert len([path for path in Path(str(store.folder)).rglob("*") if path.is_file()]) == 1


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """HANDOUTS_CACHE first, empty for none; then the system's cache folder."""
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path))
    assert cache_folder() == str(tmp_path)
    monkeypatch.setenv("HANDOUTS_CACHE", "")
    assert cache_folder() is None
    assert Store(stamp="S").load("plates", ADDRESS) is None
    monkeypatch.delenv("HANDOUTS_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == str(tmp_path / "handouts")


def test_entries_are_private(store: Store, plate: Plate) -> None:
    """Other users of the machine have no business in the folder."""
    store.keep_plate(ADDRESS, plate)
    assert entry(store).parent.stat().st_mode & 0o077 == 0


def test_plates_of_the_same_bytes_keep_their_own_fonts(store: Store, plate: Plate) -> None:
    """Another workspace's fallback fonts may be others: its plate is kept beside this one, not over it."""
    other = read_plate(write_plate(plate))
    other.chains = {key: [(name, f"elsewhere/{path}") for name, path in chain] for key, chain in plate.chains.items()}
    assert other.key == plate.key
    for each in (plate, other):
        store.keep_plate(plate_address(each), each)
    for each in (plate, other):
        found = store.load_plate(plate_address(each))
        assert found is not None
        assert found.chains == {key: [list(pair) for pair in chain] for key, chain in each.chains.items()}


def test_an_address_tells_its_parts_apart() -> None:
    """("ab", "c") is not ("a", "bc")."""
    assert address("ab", "c") != address("a", "bc")
    assert address("a", b"\xff") != address("a")


def test_the_stamp_changes_with_the_code(tmp_path: Path) -> None:
    """An edited checkout does not find what it made before."""
    import shutil

    source = Path(__file__).parents[2] / "src" / "handouts"
    copy = tmp_path / "handouts"
    for part in ("__init__.py", "press", "pdf/__init__.py", "pdf/syntax.py", "pdf/truetype.py"):
        target = copy / part
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (source / part).is_dir() else shutil.copy)(source / part, target)
    code = "from handouts.press.store import product_stamp; print(product_stamp())"

    def stamp() -> str:
        made = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env={"PYTHONPATH": str(tmp_path)}
        )
        return made.stdout.decode()

    before = stamp()
    assert stamp() == before
    (tmp_path / "reportlab").mkdir()
    (tmp_path / "reportlab" / "__init__.py").write_text('Version = "6.0"')
    assert stamp() != before  # another ReportLab breaks other lines
    before = stamp()
    (copy / "press" / "words.py").write_text((copy / "press" / "words.py").read_text() + "\n# changed\n")
    assert stamp() != before
    assert product_stamp() == product_stamp()
    for file in (copy / "press" / "words.py", tmp_path / "reportlab" / "__init__.py"):
        before, stat = stamp(), file.stat()
        file.write_bytes(file.read_bytes()[:-2] + b"?\n")  # as long as it was, and made as old as it was
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert stamp() != before, file
