"""Boards, topics and posts by the thousand: one board that is too long, one topic of 1,000."""

from datetime import timedelta

from django.utils import timezone

from core import markdown, search
from core.slugs import slug_of
from forum.models import Board, Post, Topic
from forum.search import topics as with_opening
from members.models import User

_BATCH = 500
_LONG = 1_000
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SUBJECTS = [
    "peer feedback",
    "large classes",
    "oral examinations",
    "field trips",
    "first-year seminars",
    "rubrics",
    "laboratory reports",
    "group work",
    "open books",
    "silent students",
    "recorded lectures",
    "mentoring",
    "вредновање",
    "настава на даљину",
    "оценување",
    "групна работа",
    "vlerësimi",
    "puna në grup",
    "pitanja na času",
]
_QUESTIONS = [
    "How do you begin with {}?",
    "What went wrong with {}",
    "{}: a small success",
    "Who has tried {}?",
    "Three questions about {}",
    "{} with no time",
    "Notes on {}",
    "{} and the quality office",
]
_SENTENCES = [
    "We tried it in a class of ninety, and the first round was noisy.",
    "The second one was **better**, because the task was smaller.",
    "I would tell them earlier *why* we do it.",
    "Two colleagues sat at the back and counted who spoke.",
    "Nobody had asked the students, so we did.",
    "There is a short description at https://example.org/notes for those who like to read.",
    "Кај нас тоа трае една недела повеќе, ама вреди.",
    "Код нас се показало да је мање боље.",
    "Te ne studentët e kërkuan vetë herën e dytë.",
    "Kod nas je to riješeno jednim papirom na vratima.",
    "The quality office wanted a number, and we gave them a story.",
    "It takes ten minutes to prepare and it saves an evening of marking.",
    "I have not found a way to do it with more than two hundred people.",
    "Please tell me if you have seen it done otherwise.",
]


def run(plan, rng, step) -> None:
    people = list(
        User.objects.filter(is_member=True).order_by("pk").values_list("pk", flat=True)
    ) or [None]  # fmt: skip
    texts = [_text(rng) for _number in range(400)]
    boards = _boards(plan.boards)
    sizes = _sizes(plan, rng)
    now, done = timezone.now(), 0
    for start in range(0, len(sizes), _BATCH):
        part = sizes[start : start + _BATCH]
        rows = [_topic(rng, now, boards, people, size, start + at) for at, size in enumerate(part)]
        posts = [post for topic in rows for post in _posts(rng, topic, people, texts)]
        Topic.objects.bulk_create(rows)
        Post.objects.bulk_create(posts, batch_size=2_000)
        search.index_many("topic", with_opening().filter(pk__in=[row.pk for row in rows]))
        done += len(posts)
        step("posts", done, plan.posts)
    for board in boards:
        board.recount()


def _boards(number: int) -> list[Board]:
    made = [
        Board.objects.get_or_create(
            slug=f"board-{at}",
            defaults={
                "name": f"{_SUBJECTS[at % len(_SUBJECTS)].capitalize()} {at}", "order": 100 + at,
                "description": "Made for load tests.",
                # Every seventh is for members: what visitors see has to be sorted out.
                "audience": "members" if at % 7 == 6 else "public",
            },
        )[0]
        for at in range(number)
    ]  # fmt: skip
    return made


def _sizes(plan, rng) -> list[int]:
    """How many posts each topic has: most a few, some many, one a thousand, all as planned."""
    if not plan.topics:
        return []
    long = min(_LONG, max(1, plan.posts - plan.topics + 1))
    rest = plan.posts - long
    weights = [rng.paretovariate(1.5) for _number in range(plan.topics - 1)]
    share = (rest - len(weights)) / (sum(weights) or 1)
    sizes = [1 + min(int(weight * share), _LONG // 2) for weight in weights]
    for at in range(rest - sum(sizes)):
        sizes[at % len(sizes)] += 1
    return [long, *sizes]


def _text(rng) -> tuple[str, str]:
    sentences = rng.sample(_SENTENCES, rng.randint(2, 6))
    text = " ".join(sentences)
    shape = rng.random()
    if shape < 0.2:
        text = f"> {rng.choice(_SENTENCES)}\n\n{text}"
    elif shape < 0.3:
        text = "\n".join(f"- {sentence}" for sentence in sentences)
    return text, markdown.parse(text)


def _short_id(rng) -> str:
    # From the generator: the same seed makes the same addresses.
    return "".join(rng.choices(_ALPHABET, k=10))


def _topic(rng, now, boards, people, size: int, number: int) -> Topic:
    title = rng.choice(_QUESTIONS).format(rng.choice(_SUBJECTS)).capitalize()
    title = f"{title} ({number})"
    # One board in twenty holds almost half of everything, as boards do.
    board = boards[0] if rng.random() < 0.45 else rng.choice(boards)
    created = now - timedelta(seconds=rng.randint(3600, 3 * 365 * 24 * 3600))
    lasted = min((now - created).total_seconds() - 60, size * rng.uniform(600, 200_000))
    return Topic(
        short_id=_short_id(rng), board=board, title=title, slug=slug_of(title, "topic", length=80),
        author_id=rng.choice(people), created_at=created, pinned=rng.random() < 0.001,
        locked=rng.random() < 0.02, last_position=size, post_count=size, is_shown=True,
        newest_at=created + timedelta(seconds=lasted), newest_author_id=rng.choice(people),
    )  # fmt: skip


def _posts(rng, topic: Topic, people, texts):
    step = (topic.newest_at - topic.created_at) / max(topic.last_position - 1, 1)
    for position in range(1, topic.last_position + 1):
        text, parsed = rng.choice(texts)
        moment = topic.created_at + step * (position - 1)
        author = rng.choice(people)
        if position == topic.last_position:
            author = topic.newest_author_id
        elif position == 1:
            author = topic.author_id
        yield Post(
            short_id=_short_id(rng), topic=topic, author_id=author, position=position, text=text,
            parsed=parsed, parser=markdown.VERSION, created_at=moment, told_at=moment,
        )  # fmt: skip
