"""Which pages are measured, and what each should reach (share of the floor's rate)."""

from bench.pages import Target


def all_targets(paths: dict[str, str]) -> list[Target]:
    """`paths` names addresses that depend on the data: board, topic, long_topic."""
    return [
        Target("forum index", "/forum/", (0.18, 0.13), (0.10, 0.08)),
        Target("topic list, page 1", paths["board"], (0.12, 0.10), (0.08, 0.07)),
        Target("topic list, last page", paths["board_deep"], (0.108, 0.09), (0.072, 0.063)),
        Target("topic, 20 posts", paths["topic"], (0.15, 0.10), (0.09, 0.07)),
        Target("topic of 1,000, page 50", paths["long_topic"], (0.142, 0.095), (0.085, 0.066)),
        Target("search, 500 hits", "/search/?q=assessment", (0.075, 0.065), (0.05, 0.045)),
        Target("events list", "/events/", (0.12, 0.10), (0.08, 0.07)),
        Target("resources with facets", "/resources/", (0.08, 0.07)),
        Target("member directory with facets", "/members/", (0.10, 0.08)),
        Target("home", "/", (0.12, 0.08)),
        Target("institutions", "/institutions/", (0.10, 0.08)),
        Target("newsletters", "/newsletters/", (0.12, 0.10)),
    ]
