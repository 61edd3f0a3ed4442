"""What a document says of itself: Info, XMP, catalog.

In: `About`. Out: PDF objects. Never true afterwards: that a date or a client's word stands in them; so they are the
same for every client and in every build.

Source: ISO 32000-1, 14.3; XMP specification part 1; ISO 19005-2 (PDF/A-2), 6.6; ISO 14289-1 (PDF/UA-1), clause 5, 7.1.
"""

from __future__ import annotations

from handouts.pdf.syntax import literal, text_string
from handouts.press.numbering import ACRO_FORM, PAGES, PROFILE, STRUCTURE, XMP

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from handouts.pdf.block import About

_PRODUCER = "handouts"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{properties}<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
# The second description is PDF/A's demand (ISO 19005-2, 6.6.2.3): properties it does not know, such as pdfuaid:part,
# have to be explained in the file.


def write_xmp(about: About) -> bytes:
    """Return the XMP packet, which claims PDF/UA-1 and PDF/A-2a."""
    properties = f"<dc:title>{_alternative(about.title)}</dc:title>\n"
    if about.author:
        properties += f"<dc:creator><rdf:Seq><rdf:li>{_escape(about.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    if about.subject:
        properties += f"<dc:description>{_alternative(about.subject)}</dc:description>\n"
    properties += f"<dc:language><rdf:Bag><rdf:li>{_escape(about.language)}</rdf:li></rdf:Bag></dc:language>\n"
    return _XMP.format(properties=properties, producer=_PRODUCER).encode("utf-8")


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escape(text)}</rdf:li></rdf:Alt>'


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write_info(about: About) -> bytes:
    """Return the information dictionary, saying the same as the XMP packet."""
    entries = {b"Title": about.title, b"Author": about.author, b"Subject": about.subject, b"Producer": _PRODUCER}
    return b"<<%b>>" % b"".join([b"/%b%b" % (key, text_string(text)) for key, text in entries.items() if text])


def write_catalog(about: About, *, with_fields: bool) -> bytes:
    """Return the catalog (ISO 32000-1, 7.7.2): tagged, in a language, its title shown, printed at its real size."""
    profile = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>"
    return b"".join([
        b"<</Type/Catalog/Pages %d 0 R/Lang%b" % (PAGES, literal(about.language.encode("ascii"))),
        b"/MarkInfo<</Marked true>>/Metadata %d 0 R/StructTreeRoot %d 0 R" % (XMP, STRUCTURE),
        b"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>",
        b"/OutputIntents[%b]" % (profile % PROFILE),
        b"/AcroForm %d 0 R" % ACRO_FORM if with_fields else b"",
        b">>",
    ])  # fmt: skip
