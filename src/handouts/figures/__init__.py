"""Poses become draw lists: contacts and angles in, vectors in palette keys out.

A build reads baked draw lists (`baked`, standard library only). Baking (`bake`, `lint` and all they import) needs numpy
and shapely, the extra `figures`. Never true afterwards: that a figure knows a colour, a paper size, or a language
beyond its own caption and alternative text. See docs/figures.md.
"""
