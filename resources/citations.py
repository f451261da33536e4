"""A record in the words of other systems: a citation, BibTeX, RIS, and tags for a page's head."""

import re

from django.conf import settings

from .models import Author, Resource
from .vocabulary import Kind

_BIBTEX = {
    Kind.ARTICLE: "article", Kind.CHAPTER: "incollection", Kind.REPORT: "techreport",
    Kind.THESIS: "phdthesis",
}  # fmt: skip
_RIS = {
    Kind.ARTICLE: "JOUR", Kind.CHAPTER: "CHAP", Kind.REPORT: "RPRT", Kind.THESIS: "THES",
    Kind.DATASET: "DATA", Kind.VIDEO: "VIDEO", Kind.RECORDING: "SOUND", Kind.SLIDES: "SLIDE",
}  # fmt: skip


def address(resource: Resource) -> str:
    """Where the record stands for good: its DOI, else its page here."""
    if resource.doi:
        return f"https://doi.org/{resource.doi}"
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
        "title": resource.title.rstrip(".") + ".",
        "where": f"{resource.published_in or settings.WAGTAIL_SITE_NAME}.",
        "address": address(resource),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return re.sub(r"([{}\\%&$#_])", r"\\\1", _one_line(text))


def bibtex(resource: Resource) -> str:
    names = [author.name for author in resource.authors.all()]
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in names),
        "title": f"{{{_tex(resource.title)}}}",
        "year": str(year(resource) or ""),
        "journal" if resource.kind == Kind.ARTICLE else "howpublished": _tex(
            resource.published_in or settings.WAGTAIL_SITE_NAME
        ),
        "doi": resource.doi,
        "url": address(resource),
        "language": resource.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = _BIBTEX.get(resource.kind, "misc")
    return "\n".join([f"@{kind}{{balkanetup-{resource.short_id},", *lines, "}", ""])


def ris(resource: Resource) -> str:
    lines = [("TY", _RIS.get(resource.kind, "GEN"))]
    lines += [("AU", author.name) for author in resource.authors.all()]
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
