"""From laid-out blocks to bytes: a plate is assembled once, and pressed for every client. Standard library only.

    from handouts.press.assemble import Assembler, assemble
    from handouts.press.tail import press, press_tail, NoSlot
    from handouts.press.words import Overflow, NoGlyph
    from handouts.press.scripts import NoScripts

    plate = assemble(document, fonts)          # PlacedDocument, pdf.fonts.FontSet → Plate; StructureFault: our bug
    data = press(plate, {"client": "Alex Smith", "dose-1": ("3 × 8", "reps")})

`press` raises `Overflow(slot, lines)` where words do not fit (lay that slot's block out with so many lines; a dose or a
single line asks for 2 or more), `NoGlyph(slot, character)` and `NoScripts(slot)` where a font or the `scripts` extra is
missing, `NoSlot` where words would be lost. For many clients keep an `Assembler`; write `plate.prefix` and
`press_tail(plate, words)` one after the other.

    from handouts.press.store import Store     # plates and blocks on disk; anything bad is a miss
    from handouts.press.index import Index     # which plate a command's options lead to, while no file has changed

The rooms: numbering, metadata, resources, fields (what stands in every file); place, assemble (blocks to a plate);
lint, block_lint (its proof); plate, words, tail (a client's words); scripts, shaping (letters that the plate lacks);
store, codec, index (what is kept on disk). A warm build imports plate, words, tail, store, index and no others.
"""
