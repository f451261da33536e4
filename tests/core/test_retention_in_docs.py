from pathlib import Path

from core import retention

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "personal-data.md"


def test_the_documents_name_the_terms_that_the_code_keeps():
    told = {line for line in DOCS.read_text().splitlines() if line.startswith("| ")}

    missing = [
        line
        for kind in retention.kinds()
        if (line := f"| {kind.label} | {kind.days} | {kind.least} to {kind.most} |") not in told
    ]

    assert missing == []
