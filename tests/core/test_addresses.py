import pytest
from django.urls import reverse
from django.utils.translation import override

from core.addresses import address


@pytest.mark.parametrize("language", ["en", "sq", "sr-latn", None])
@pytest.mark.parametrize(
    ("view", "arguments"),
    [
        ("forum:topic", ("ab12cd34ef", "how-do-you-grade")),
        ("members:profile", ("ana-hoxha",)),
        ("forum:index", ()),
    ],
)
def test_addresses_are_those_that_django_gives(view, arguments, language):
    with override(language):
        assert address(view, *arguments) == reverse(view, args=arguments)


def test_what_is_no_slug_cannot_leave_its_place_in_the_address():
    assert address("members:profile", "a/b?c%s") == "/members/a%2Fb%3Fc%25s/"
