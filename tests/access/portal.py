from tests.access import row

ROWS = [
    row("portal:search", 200),
    row("portal:robots", 200),
    row("portal:security", 200),
    row("portal:opensearch", 200),
    row("portal:favicon", 302),
    row("portal:sitemap", 200),
    row("portal:sitemap_section", 200, args=lambda cast: ["things"]),
    row("portal:sitemap_section", 404, args=lambda cast: ["nothing"]),
    row("portal:dashboard", 200, visitor=302),
    # The mailbox is there only while DEBUG is on.
    row("portal:mailbox", 404),
    row("portal:letter", 404, args=lambda cast: ["20260101-000000-1-0"]),
    row("portal:letter_html", 404, args=lambda cast: ["20260101-000000-1-0"]),
]
