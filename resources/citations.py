"""A record in the words of other systems: a citation, BibTeX, RIS, and tags for a page's head."""

from django.conf import settings

from core.names import looks_like_a_person, split_name
from core.textfold import fold

from .models import Author, Resource
from .vocabulary import Kind

# Kind -> BibTeX's type, and the field in which that type wants to know where it comes from.
_BIBTEX = {
    Kind.ARTICLE: ("article", "journal"), Kind.CHAPTER: ("incollection", "booktitle"),
    Kind.REPORT: ("techreport", "institution"), Kind.THESIS: ("phdthesis", "school"),
}  # fmt: skip
_RIS = {
    Kind.ARTICLE: "JOUR", Kind.CHAPTER: "CHAP", Kind.REPORT: "RPRT", Kind.THESIS: "THES",
    Kind.DATASET: "DATA", Kind.VIDEO: "VIDEO", Kind.RECORDING: "SOUND", Kind.SLIDES: "SLIDE",
}  # fmt: skip


def address(resource: Resource) -> str:
    """Where the record stands for good: its DOI, else its page here."""
    if resource.doi:
        return resource.doi_url
    return f"{settings.BASE_URL}/resources/{resource.short_id}/"


def year(resource: Resource) -> int | None:
    """The work's year. One that was published elsewhere is not as young as its record."""
    if resource.year or resource.doi:
        return resource.year
    return resource.published_at.year if resource.published_at else None


def citation(resource: Resource) -> dict[str, str]:
    """The parts of "cite as", so that a template can set the title in italics."""
    parts = [resource.byline, f"({year(resource)})" if year(resource) else ""]
    who = " ".join(part for part in parts if part)
    return {
        "who": f"{who}." if who else "",
        "title": _ended(resource),
        "where": f"{resource.published_in or settings.WAGTAIL_SITE_NAME}.",
        "address": address(resource),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _ended(resource: Resource) -> str:
    """The title with a point, unless it ends in a sign that ends a sentence by itself."""
    title = resource.title.strip()
    ends = "?!…;\u037e" if resource.language == "el" else "?!…"
    if title.rstrip("\"'”“»›’)").endswith(tuple(ends)):
        return title
    return title.rstrip(".") + "."


# Braces are counted even where a backslash stands before them, so each sign is a word.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "%": r"\%", "&": r"\&", "$": r"\$",
    "#": r"\#", "_": r"\_",
})  # fmt: skip


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def family_and_given(author: Author) -> tuple[str, str]:
    """The name in two parts; an institution, or what cannot be told, is all in the first one."""
    name, person = _one_line(author.name), author.person
    if person and fold(name) == fold(f"{person.first_name} {person.last_name}"):
        words = len(person.last_name.split())
        parts = name.split()
        return " ".join(parts[-words:]), " ".join(parts[:-words])
    if author.orcid or person or looks_like_a_person(name):
        given, family = split_name(name)
        if family:
            return family, given
    return name, ""


def _bibtex_name(author: Author) -> str:
    family, given = family_and_given(author)
    if not given:
        return f"{{{_tex(family)}}}"
    # An "and" in a name would begin the next one.
    return ", ".join(f"{{{_tex(part)}}}" if " and " in part else _tex(part)
                     for part in (family, given))  # fmt: skip


def _where(resource: Resource, field: str) -> dict[str, str]:
    """What the type of a record must say of its source, by the name of its field."""
    here = settings.WAGTAIL_SITE_NAME
    place = resource.institution.name if resource.institution else ""
    if field in ("institution", "school"):
        found = {field: place or resource.published_in or here}
        if place and resource.published_in:
            found["note"] = resource.published_in
        return found
    if field == "booktitle":
        return {field: resource.published_in, "publisher": place or here}
    return {field: resource.published_in or here}


def bibtex(resource: Resource) -> str:
    kind, field = _BIBTEX.get(resource.kind, ("misc", "howpublished"))
    if kind == "incollection" and not resource.published_in:
        # A book of its own.
        kind, field = "book", "publisher"
    authors = resource.authors.select_related("person")
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in authors),
        "title": f"{{{_tex(resource.title)}}}",
        # Every type but one wants a year.
        "year": str(year(resource) or "n.d."),
        **{name: _tex(value) for name, value in _where(resource, field).items()},
        "doi": _balanced(resource.doi),
        "url": address(resource),
        "language": resource.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{balkanetup-{resource.short_id},", *lines, "}", ""])


def _balanced(doi: str) -> str:
    """A DOI stands in BibTeX as it is; a brace in it would end the record."""
    return doi.replace("{", "%7B").replace("}", "%7D")


def ris(resource: Resource) -> str:
    lines = [("TY", _RIS.get(resource.kind, "GEN"))]
    for author in resource.authors.select_related("person"):
        lines.append(("AU", ", ".join(filter(None, family_and_given(author)))))
    lines += [
        ("TI", resource.title), ("PY", str(year(resource) or "")), ("T2", resource.published_in),
        ("AB", resource.summary), ("LA", resource.language), ("DO", resource.doi),
        ("UR", address(resource)),
    ]  # fmt: skip
    lines += [("KW", tag.name) for tag in resource.tags.all()]
    written = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", ""])


STYLES = {
    "bib": ("application/x-bibtex", bibtex),
    "ris": ("application/x-research-info-systems", ris),
}


def meta_tags(resource: Resource, authors: list[Author]) -> list[tuple[str, str]]:
    """Highwire and Dublin Core tags: what reference managers and scholarly search engines read."""
    if not resource.is_accepted:
        return [("robots", "noindex")]
    if resource.audience != Resource.Audience.PUBLIC:
        return [("robots", "noindex")]
    when = str(year(resource) or "")
    tags = [("citation_title", resource.title), ("DC.title", resource.title)]
    for author in authors:
        tags += [("citation_author", author.name), ("DC.creator", author.name)]
        tags += [("citation_author_institution", author.affiliation)]
        orcid = f"https://orcid.org/{author.orcid}" if author.orcid else ""
        tags += [("citation_author_orcid", orcid)]
    tags += [
        ("citation_publication_date", when), ("DC.date", when),
        ("citation_language", resource.language), ("DC.language", resource.language),
        ("citation_journal_title", resource.published_in * (resource.kind == Kind.ARTICLE)),
        ("citation_doi", resource.doi), ("DC.identifier", address(resource)),
        ("citation_abstract_html_url", f"{settings.BASE_URL}/resources/{resource.short_id}/"),
        ("DC.type", str(resource.kind)), ("DC.rights", resource.licence_meaning.url),
        ("DC.description", resource.summary), ("DC.publisher", settings.WAGTAIL_SITE_NAME),
    ]  # fmt: skip
    return [(name, value) for name, value in tags if value]
