from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from core import limits

from . import emails
from .forms import ContactForm
from .models import HomePage, SitePage, address


def page(request, path):
    """A page of the tree, in the reader's language or, where there is none, in English."""
    found = find(path, get_language())
    if isinstance(found, str):
        return redirect(found)
    if request.method not in found.methods:
        return HttpResponseNotAllowed(found.methods)
    return found.serve(request)


@require_POST
def keep_language(request):
    """Go on in the language of this page, and be offered no other one."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    answer = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, httponly=True,
            secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip
    return answer


def find(path: str, language: str) -> SitePage | str:
    """The page at `path`, or the address of its translation, which has another path."""
    here = {page.locale.language_code: page for page in at(path)}
    if not here:
        raise Http404
    if language in here:
        return as_served(here[language])
    keys = {page.translation_key for page in here.values()}
    translations = Page.objects.live().filter(
        translation_key__in=keys, locale__language_code__in=[language, settings.LANGUAGE_CODE]
    )
    siblings = {page.locale.language_code: page for page in translations.select_related("locale")}
    if path and language in siblings:
        return address(siblings[language].url_path, language)
    if settings.LANGUAGE_CODE in here:
        return as_served(here[settings.LANGUAGE_CODE])
    if settings.LANGUAGE_CODE in siblings:
        return address(siblings[settings.LANGUAGE_CODE].url_path, language)
    raise Http404


def at(path: str):
    """The live pages at `path` under the home page of any language."""
    if not path:
        return HomePage.objects.live().select_related("locale")
    steps = path.strip("/").split("/")
    return (
        Page.objects.live()
        .filter(depth=2 + len(steps), slug=steps[-1], url_path__endswith=f"/{path}")
        .select_related("locale")
    )


def as_served(page: Page) -> SitePage:
    """The page as its own type, without asking for its language again."""
    specific = page.specific
    specific.locale = page.locale
    return specific


def contact(request, contact_page):
    """The contact page; its form is a letter to the network."""
    form = ContactForm(request.POST or None, viewer=request.user)
    if request.method == "POST":
        wait = limits.hit("contact", limits.client_ip(request), times=5, seconds=3600)
        if wait:
            return limits.too_many(request, wait)
        if form.is_valid():
            emails.message_to_the_network(contact_page, form.cleaned_data)
            messages.success(request, _("Thank you. Your message is on its way to the network."))
            return redirect(request.path)
    context = contact_page.get_context(request) | {"form": form}
    return TemplateResponse(request, contact_page.get_template(request), context)
