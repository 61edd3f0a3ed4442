"""Do the elements that were written for a block own the content that was written for it?

In: a placed block as it stands in the file. Out: `Claims`, or `StructureFault`. Never true afterwards: that an MCID in
the content is another element's, or nobody's.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from handouts.press.lint import raise_faults
from handouts.press.numbering import DOCUMENT

if TYPE_CHECKING:
    from handouts.press.place import Piece

_CONTENT: Final = re.compile(rb"/(\w+)\s*<</MCID (\d+)>>\s*BDC")
_ROLE: Final = re.compile(rb"<</S/(\w+)/P (\d+) 0 R")
_KIDS: Final = re.compile(rb"/K ?(\d+(?: 0 R)?|<<.*?>>|\[[^\]]*\])")
_KID: Final = re.compile(rb"(\d+) 0 R>>|(\d+) 0 R|(\d+)")
_KEY: Final = re.compile(rb"/StructParent (\d+)")


class Claims:
    """What the elements of a piece say is theirs: MCIDs of the page, and annotations.

    `row` and `pairs` are the ParentTree's entries that would agree: the owners in the order of their MCIDs, and each
    annotation's key with its owner.
    """

    __slots__ = ("annotations", "content", "faults", "pairs", "roles", "row")

    def __init__(self, piece: Piece) -> None:
        self.roles: dict[int, bytes] = {}
        self.content: dict[int, int] = {}
        self.annotations: dict[int, int] = {}
        self.faults: list[str] = []
        parents: dict[int, int] = {}
        for num, body in piece.objects:
            role = _ROLE.match(body)
            if role:
                self.roles[num], parents[num] = role[1], int(role[2])
                self._read_kids(num, body, parents)
            elif int(_first(_KEY, body)) != num:
                self.faults.append(f"annotation {num}: its key is not its number")
        for num, parent in parents.items():
            if parent != DOCUMENT and parent not in self.roles:
                self.faults.append(f"element {num}: its parent {parent} is not there")
        self.row = b" ".join([b"%d 0 R" % owner for _, owner in sorted(self.content.items())])
        self.pairs = b"".join([b"%d %d 0 R " % pair for pair in sorted(self.annotations.items())])

    def _read_kids(self, num: int, body: bytes, parents: dict[int, int]) -> None:
        kids = _KIDS.search(body)
        for annotation, element, mcid in _KID.findall(kids[1]) if kids else ():
            if annotation:
                self.annotations[int(annotation)] = num
            elif element:
                parents[int(element)] = parents.get(int(element), num)
            elif int(mcid) in self.content:
                self.faults.append(f"MCID {int(mcid)} has two owners")
            else:
                self.content[int(mcid)] = num


def check_piece(piece: Piece) -> Claims:
    """Return what the piece claims; raise StructureFault unless its content, elements and slots agree."""
    claims = Claims(piece)
    found = list(claims.faults)
    _, _, packed = piece.content.partition(b"stream\n")
    code = zlib.decompressobj().decompress(packed)
    met = [(role, int(mcid)) for role, mcid in _CONTENT.findall(code)]
    met += [(role, int(mcid)) for slot in piece.slots for role, mcid in _CONTENT.findall(slot.opening.encode("ascii"))]
    if sorted(mcid for _, mcid in met) != list(piece.mcids):
        found.append("the content's MCIDs are not the block's")
    for role, mcid in met:
        owner = claims.content.get(mcid)
        if owner is None or claims.roles[owner] != role:
            found.append(f"MCID {mcid} is tagged {role.decode()}, which no such element owns")
    if sorted(claims.content) != sorted(mcid for _, mcid in met):
        found.append("elements own content that is not on the page")
    raise_faults(found)
    return claims


def _first(pattern: re.Pattern[bytes], body: bytes) -> bytes:
    found = pattern.search(body)
    return found[1] if found else b"-1"
