from django.utils.translation import gettext_lazy as _

from core.models import Letter
from notifications import actions
from notifications.models import Notification, Preference


def letters_to(person):
    return Letter.objects.filter(to=person.email).count()


def told(person):
    return Notification.objects.filter(recipient=person).count()


def test_ana_hears_on_the_site_and_by_letter(ana):
    actions.notify("test.thing", [ana, ana], "Boris answered.", "/forum/t/1/")

    assert (told(ana), letters_to(ana)) == (1, 1)
    letter = Letter.objects.get()
    assert letter.subject == "Boris answered."
    assert "http://testserver/forum/t/1/" in letter.text
    assert "http://testserver/forum/t/1/" in letter.html
    assert "/my/notifications/preferences/" in letter.text


def test_a_kind_may_be_quiet_by_itself(ana):
    actions.notify("test.quiet", [ana], "Something.", "/")

    assert (told(ana), letters_to(ana)) == (1, 0)


def test_who_wants_no_letter_gets_none(ana, boris):
    actions.choose(ana, {"test.thing": "site"})
    actions.choose(boris, {"test.thing": "none"})

    actions.notify("test.thing", [ana, boris], "Something.", "/")

    assert (told(ana), letters_to(ana)) == (1, 0)
    assert (told(boris), letters_to(boris)) == (0, 0)


def test_each_reads_it_in_their_language(ana, boris):
    boris.language = "hr"
    sentence = _("Password")

    actions.notify("test.thing", [ana, boris], sentence, "/")

    assert {row.recipient.handle: row.sentence for row in Notification.objects.all()} == {
        "ana": "Password",
        "boris": "Lozinka",
    }


def test_a_closed_account_hears_nothing(ana):
    ana.is_active = False

    actions.notify("test.thing", [ana], "Something.", "/")

    assert (told(ana), letters_to(ana)) == (0, 0)


def test_many_people_cost_no_more_notifications_queries(ana, boris, django_assert_num_queries):
    with django_assert_num_queries(2):
        actions.notify("test.quiet", [ana], "Something.", "/")
    with django_assert_num_queries(2):
        actions.notify("test.quiet", [ana, boris], "Something.", "/")


def test_only_what_differs_from_the_default_is_kept(ana):
    actions.choose(ana, {"test.thing": "now", "test.quiet": "none", "no.such": "none"})

    assert list(Preference.objects.values_list("kind", "way")) == [("test.quiet", "none")]
