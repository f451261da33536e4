def spaced(text: str) -> str:
    """With plain spaces, to compare with what one can type: dates do not break in their middle."""
    # Neither is in every font, and a card draws nothing for the first.
    assert "\u202f" not in text
    assert "\u2009" not in text
    return text.replace("\N{NO-BREAK SPACE}", " ")
