"""The structure lint: does a plate hang together, from each block's marks to the document's tree?

In: blocks, pieces, and the objects as they will stand in the file. Out: nothing, or `StructureFault` with all
complaints. Never true afterwards: that page content, structure tree, ParentTree and annotations disagree.

    block    what must be true of a laid-out block wherever it is placed      once a block
    piece    do a placed block's written elements own its written content?    once a spot
    plate    do a document's own objects agree with its pieces?               once a plate

It reads the objects that were written, not what they were written from, so a slip of the assembler is seen too. A
further client costs nothing. veraPDF does not notice most of this: two swapped rows of the ParentTree pass it.
"""


class StructureFault(AssertionError):  # noqa: N818 - an assertion of ours
    """Our bug: a plate that is not accessible was about to be made."""


def raise_faults(complaints: list[str]) -> None:
    """Raise StructureFault with the complaints, if there are any."""
    if complaints:
        raise StructureFault("; ".join(complaints))
