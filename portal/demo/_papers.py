"""Small files that are what they say: made here, so that the demo carries nobody else's work."""

import io
import zipfile
from xml.sax.saxutils import escape

_OOXML = "http://schemas.openxmlformats.org"
_TYPES = f"{_OOXML}/package/2006/content-types"
_RELATION = f"{_OOXML}/package/2006/relationships"
_OFFICE = f"{_OOXML}/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def pdf(title: str, paragraphs: list[str]) -> bytes:
    """One page of A4 in Helvetica. Latin letters only."""
    lines = [("F2", 18, title), *(("F1", 11, line) for text in paragraphs for line in _wrap(text))]
    drawn, height = [], 780
    for font, size, line in lines:
        shown = line.encode("cp1252", "replace").decode("cp1252")
        shown = shown.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"BT /{font} {size} Tf 60 {height} Td ({shown}) Tj ET")
        height -= size + 7
    stream = "\n".join(drawn).encode("cp1252")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    )
    return out.getvalue()


def _wrap(text: str, width: int = 84) -> list[str]:
    import textwrap

    return ["", *textwrap.wrap(text, width)]


def docx(title: str, paragraphs: list[str]) -> bytes:
    """A heading and paragraphs, in any script."""
    w = f"{_OOXML}/wordprocessingml/2006/main"
    runs = (
        f"<w:p><w:r><w:rPr><w:b/><w:sz w:val='36'/></w:rPr><w:t>{escape(title)}</w:t></w:r></w:p>"
    )
    runs += "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    return _package({
        "word/document.xml": (
            f"{_CONTENT}.wordprocessingml.document.main+xml",
            f'<w:document xmlns:w="{w}"><w:body>{runs}</w:body></w:document>',
        ),
    }, main="word/document.xml")  # fmt: skip


def pptx(title: str, slides: list[str]) -> bytes:
    """A title slide and one slide a sentence, in any script."""
    p, a = f"{_OOXML}/presentationml/2006/main", f"{_OOXML}/drawingml/2006/main"
    spaces = f'xmlns:p="{p}" xmlns:a="{a}" xmlns:r="{_OFFICE}"'
    empty = (
        "<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/>"
        "</p:nvGrpSpPr><p:grpSpPr/>{}</p:spTree></p:cSld>"
    )
    kind = f"{_CONTENT}.presentationml"
    texts = [title, *slides]
    ids = "".join(
        f"<p:sldId id='{256 + at}' r:id='s{at}'/>" for at in range(len(texts))
    )  # fmt: skip
    colours = "".join(
        f"<a:{name}><a:srgbClr val='{value}'/></a:{name}>"
        for name, value in [
            ("dk1", "1A1A1A"), ("lt1", "FFFFFF"), ("dk2", "0B4F55"), ("lt2", "F4F1EA"),
            ("accent1", "0B6B73"), ("accent2", "A5402D"), ("accent3", "C79A2B"),
            ("accent4", "4F6D3A"), ("accent5", "5A4A78"), ("accent6", "3A5A8C"),
            ("hlink", "0B6B73"), ("folHlink", "5A4A78"),
        ]
    )  # fmt: skip
    fonts = "<a:latin typeface='Calibri'/><a:ea typeface=''/><a:cs typeface=''/>"
    fill = "<a:solidFill><a:schemeClr val='phClr'/></a:solidFill>"
    theme = (
        f'<a:theme xmlns:a="{a}" name="Demo"><a:themeElements><a:clrScheme name="Demo">{colours}'
        f'</a:clrScheme><a:fontScheme name="Demo"><a:majorFont>{fonts}</a:majorFont><a:minorFont>'
        f'{fonts}</a:minorFont></a:fontScheme><a:fmtScheme name="Demo"><a:fillStyleLst>{fill * 3}'
        f"</a:fillStyleLst><a:lnStyleLst>{('<a:ln>' + fill + '</a:ln>') * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
    mapping = (
        "<p:clrMap bg1='lt1' tx1='dk1' bg2='lt2' tx2='dk2' accent1='accent1' accent2='accent2' "
        "accent3='accent3' accent4='accent4' accent5='accent5' accent6='accent6' hlink='hlink' "
        "folHlink='folHlink'/><p:sldLayoutIdLst><p:sldLayoutId id='2147483649' r:id='l'/>"
        "</p:sldLayoutIdLst>"
    )
    parts = {
        "ppt/presentation.xml": (
            f"{kind}.presentation.main+xml",
            f"<p:presentation {spaces}><p:sldMasterIdLst><p:sldMasterId id='2147483648' r:id='m'/>"
            f"</p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx='12192000' "
            "cy='6858000'/><p:notesSz cx='6858000' cy='9144000'/></p:presentation>",
        ),
        "ppt/slideMasters/m.xml": (
            f"{kind}.slideMaster+xml",
            f"<p:sldMaster {spaces}>{empty.format('')}{mapping}</p:sldMaster>",
        ),
        "ppt/slideLayouts/l.xml": (
            f"{kind}.slideLayout+xml", f"<p:sldLayout {spaces}>{empty.format('')}</p:sldLayout>",
        ),
        "ppt/theme/t.xml": (f"{_CONTENT}.theme+xml", theme),
    }  # fmt: skip
    links = {
        "ppt/presentation.xml": {"m": ("slideMaster", "/ppt/slideMasters/m.xml")},
        "ppt/slideMasters/m.xml": {
            "l": ("slideLayout", "/ppt/slideLayouts/l.xml"), "t": ("theme", "/ppt/theme/t.xml"),
        },
        "ppt/slideLayouts/l.xml": {"m": ("slideMaster", "/ppt/slideMasters/m.xml")},
    }  # fmt: skip
    for at, text in enumerate(texts):
        box = (
            "<p:sp><p:nvSpPr><p:cNvPr id='2' name='Text'/><p:cNvSpPr txBox='1'/><p:nvPr/>"
            "</p:nvSpPr><p:spPr><a:xfrm><a:off x='900000' y='2200000'/><a:ext cx='10400000' "
            "cy='2400000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></p:spPr>"
            f"<p:txBody><a:bodyPr wrap='square'/><a:p><a:r><a:rPr sz='{4000 if not at else 2800}'"
            f"/><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
        name = f"ppt/slides/s{at}.xml"
        parts[name] = (f"{kind}.slide+xml", f"<p:sld {spaces}>{empty.format(box)}</p:sld>")
        links[name] = {"l": ("slideLayout", "/ppt/slideLayouts/l.xml")}
        links["ppt/presentation.xml"][f"s{at}"] = ("slide", f"/{name}")
    return _package(parts, main="ppt/presentation.xml", links=links)


def _package(parts: dict[str, tuple[str, str]], *, main: str, links=None) -> bytes:
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>'
                    for name, (kind, _xml) in parts.items())  # fmt: skip
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _relations({"r1": ("officeDocument", f"/{main}")}),
        **{name: xml for name, (_kind, xml) in parts.items()},
        **{
            "{}/_rels/{}.rels".format(*name.rsplit("/", 1)): _relations(targets)
            for name, targets in (links or {}).items()
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():
            # A fixed time: the same words give the same bytes, and the same checksum.
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), _HEAD + xml)
    return out.getvalue()


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
                   for key, (kind, target) in targets.items())  # fmt: skip
    return f'<Relationships xmlns="{_RELATION}">{rows}</Relationships>'


def csv(rows: list[list]) -> bytes:
    return "".join(";".join(map(str, row)) + "\r\n" for row in rows).encode("utf-8-sig")
