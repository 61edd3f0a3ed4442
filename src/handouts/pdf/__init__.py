"""How anything is drawn: words, figures, pictures and codes, as content streams and PDF objects; ReportLab lives here.

    block        the value that layout draws once and press assembles: content, structure elements, links, slots
    canvas       draws one block, and leaves no mark untagged

    words        fonts (which face has a character), truetype (reads a font), glyphfont (as ReportLab sees it),
                 text (paragraphs; platypus brings ReportLab's), subset (a font as PDF objects)
    figures      drawlist (paints a baked figure), arrows, figure_colours, colour (a brand's colours), figure_sheet
    pictures     picture (PNG and JPEG), png, jpeg, drawing (paths), svg, svg_path, svg_style, fault (what is wrong)
    codes        qr
    the file     syntax (how PDF spells numbers, strings, streams), srgb (the profile)

The standard library alone is enough for block, truetype, fonts, subset and syntax: press uses them without ReportLab.
"""
