"""The smallest PDF that shows one form or picture, and its rendering: for tests that must look at the page."""

import numpy as np
import pypdfium2 as pdfium

from handouts.pdf.block import Form, Picture


def tiny_pdf(resource, *, size, matrix=(1, 0, 0, 1, 0, 0), masks=()):
    """Return a one-page PDF of `size` points with the resource drawn once under the matrix."""
    numbered = {one.name: 5 + at for at, one in enumerate(masks)}
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</X %d 0 R>>>>>>"
        % (*size, 5 + len(masks)),
        4: _stream(b"", b"%s cm /X Do" % " ".join(f"{value:.5f}" for value in matrix).encode()),
    }
    for one in (*masks, resource):
        objects[5 + len(objects) - 4] = _object(one, numbered)
    return _file(objects)


def _object(resource, numbered):
    if isinstance(resource, Form):
        box = " ".join(f"{value:.5f}" for value in resource.box).encode()
        return _stream(
            b"/Type/XObject/Subtype/Form/BBox[%s]/Resources<<%s>>" % (box, resource.resources), resource.content
        )
    assert isinstance(resource, Picture)
    head = f"/Type/XObject/Subtype/Image/Width {resource.width}/Height {resource.height}/BitsPerComponent 8"
    head += f"/ColorSpace/{resource.colours}/Filter/{resource.filter}"
    if resource.predictor:
        head += f"/DecodeParms{resource.predictor.decode()}"
    if resource.mask:
        head += f"/SMask {numbered[resource.mask]} 0 R"
    return _stream(head.encode(), resource.data)


def _stream(entries, data):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def _file(objects):
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in sorted(objects.items()):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def rendered(data, *, dpi=72, grey=False):
    """Return the first page as an array of bytes: rows from the top, then columns, then red, green, blue."""
    document = pdfium.PdfDocument(data)
    try:
        page = document[0].render(scale=dpi / 72, grayscale=grey)
        return np.array(page.to_pil().convert("L" if grey else "RGB"))
    finally:
        document.close()
