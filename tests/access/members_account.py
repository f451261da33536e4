from tests.access import row

ROWS = [
    row("members:edit_profile", 200, visitor=302),
    row("members:letters", 200, visitor=302),
    row("members:language_choose", 302, method="post", data={"language": "sq", "next": "/"}),
    row("members:language_choose", 405),
]
