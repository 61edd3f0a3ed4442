"""The structure lint: does a plate hang together, from each block's marks to the document's tree?

In: blocks, pieces, and the objects as they will stand in the file. Out: nothing, or `StructureFault` with all
complaints. Never true afterwards: that page content, structure tree, ParentTree and annotations disagree.

    block    what must be true of a laid-out block wherever it is placed      once a block
    piece    do a placed block's written elements own its written content?    once a spot
    plate    do a document's own objects agree with its pieces?               once a plate

It reads the objects that were written, not what they were written from, so a slip of the assembler is seen too. A
further client costs nothing. veraPDF does not notice most of this: two swapped rows of the ParentTree pass it.
"""

OVER = "stands over the edge"
"""What a complaint of the lint says of a thing that is not wholly on its page."""


class StructureFault(AssertionError):  # noqa: N818 - an assertion of ours
    """Our bug: a plate that is not accessible was about to be made."""


class OverEdge(StructureFault):
    """All that is wrong is that something stands over a page's edge: there were more words than the page holds."""


def raise_faults(complaints: list[str]) -> None:
    """Raise StructureFault with the complaints, if there are any."""
    if complaints and all(OVER in complaint for complaint in complaints):
        raise OverEdge("; ".join(complaints))
    if complaints:
        raise StructureFault("; ".join(complaints))
