from tests.access import row

ROWS = [
    row("pages:page", 200, args=lambda cast: [""]),
    row("pages:page", 200, args=lambda cast: ["mission/"]),
    row("pages:page", 200, args=lambda cast: ["contact/"]),
    # An empty form is drawn again with what is wrong in it.
    row("pages:page", 200, args=lambda cast: ["contact/"], method="post"),
    row("pages:page", 404, args=lambda cast: ["nowhere/"]),
    row("pages:news-feed", 200),
    row("pages:keep-language", 302, method="post", data={"language": "mk", "next": "/"}),
    row("pages:keep-language", 405),
]
