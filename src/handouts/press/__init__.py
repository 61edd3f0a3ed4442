"""From laid-out blocks to bytes: a plate is assembled once, and pressed for every client. Standard library only.

    from handouts.press.assemble import Assembler, assemble
    from handouts.press.tail import press, press_tail, NoSlot
    from handouts.press.words import Overflow, NoGlyph, NoFont
    from handouts.press.scripts import NoScripts

    plate = assemble(document, fonts)          # PlacedDocument, pdf.fonts.FontSet → Plate; StructureFault: our bug
    data = press(plate, {"client": "Alex Smith", "dose-1": ("3 × 8", "reps")})

`press` raises `Overflow(slot, lines)` where words do not fit (lay that slot's block out with so many lines; a dose or a
single line asks for 2 or more); `NoGlyph(slot, character)`, `NoScripts(slot)` or `NoFont(path, reason)` where a font or
the `scripts` extra is missing; `NoSlot` where words would be lost. For many clients keep an `Assembler`; write
`plate.prefix` and `press_tail(plate, words)` one after the other.

    from handouts.press.store import Store     # plates and blocks on disk; anything bad is a miss
    from handouts.press.index import Index     # which plate a command's options lead to, while no file has changed

The way of a plate, and the room of each step:

    block ──► standing ──► place ──► document ──► lint ──► parts ──► plate
    drawn     looked over  content,  pages, tree  do they  one file  a frozen
    once      once, kept   elements  and its map  agree?   and key   value
                           at a spot

    assemble     takes a document through these steps
    numbering    which object has which number
    foundry      the fonts, cut to what is used
    metadata, resources, fields      what a document says of itself; forms and pictures; what can be filled in

and the way of a client's words, which is all that a warm build imports:

    plate, tail      a plate and its words → bytes
    words            a slot's words set, shrunk, wrapped
    scripts, shaping letters that the plate lacks; joined and right-to-left ones (imported when a word needs them)
    store, codec, index              what is kept on disk, and how a command finds it

Beside them, a whole batch as one file to print: stack, its mould (one document, cast again and again), stack_entries.
"""
