import pytest

from pages.models import HomePage, NewsIndexPage, NewsPage


@pytest.fixture
def home(db):
    """The home page in English."""
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def article(home):
    """`article(title="…")` publishes an article."""
    index = NewsIndexPage.objects.get()

    def publish(**fields):
        fields = {"title": "Teaching in Tetovo", "summary": "What we saw."} | fields
        page = index.add_child(instance=NewsPage(locale=index.locale, **fields))
        page.save_revision().publish()
        return page

    return publish


@pytest.fixture
def picture(db):
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    return get_image_model().objects.create(title="A room", file=get_test_image_file())
