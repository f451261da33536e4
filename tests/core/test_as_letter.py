from core.markdown import as_letter


def test_markdown_reads_well_as_a_letter():
    text = (
        "# Dear all\n\nsome **bold** words and [a link](https://example.org/x).\n\n"
        "- first\n- second\n\n> said\n\nhttps://example.org/plain\n\none\ntwo"
    )

    assert as_letter(text) == (
        "Dear all\n\nsome bold words and a link (https://example.org/x).\n\n"
        "- first\n\n- second\n\n> said\n\nhttps://example.org/plain\n\none\ntwo"
    )


def test_long_lines_are_folded_and_links_stay_whole():
    link = "https://example.org/" + "x" * 90

    lines = as_letter(f"{'word ' * 40} {link}").splitlines()

    assert max(len(line) for line in lines if link not in line) <= 72
    assert link in lines
