from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import check_for_language, override

from core.addresses import WITHOUT_LANGUAGE, has_language, in_language

from . import permissions

_DESKS = ("/admin/", "/cms/")
# Wagtail's own screens set the powers, address and password of anybody, for all who may correct
# a name at /admin/: nobody comes by there.
_PEOPLE_OF_WAGTAIL = ("/cms/users/", "/cms/groups/", "/cms/bulk/members/user/")
_ALWAYS = ("/admin/logout/", "/cms/logout/", "/admin/jsi18n/", "/cms/jsi18n/")


def own_time_zone(get_response):
    """Times on the page are in the reader's zone."""

    def middleware(request):
        if not request.user.is_authenticated:
            return get_response(request)
        try:
            zone = ZoneInfo(request.user.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return middleware


def own_language(get_response):
    """The language of the account: at the desks, and on a page that one comes to from outside.

    Whoever goes from page to page, or chooses a language in its menu, stays in that language.
    """

    def middleware(request):
        if not request.user.is_authenticated or not check_for_language(request.user.language):
            return get_response(request)
        language = request.user.language
        if request.path.startswith(_DESKS):
            with override(language):
                request.LANGUAGE_CODE = language
                response = get_response(request)
                response.headers["Content-Language"] = language
            return response
        # An address under a code says its language; one without may be anybody's.
        if _comes_from_outside(request) and in_language(request.path, language) != request.path:
            return redirect(in_language(request.get_full_path(), language))
        return get_response(request)

    return middleware


def _comes_from_outside(request) -> bool:
    """A page opened by its address, a bookmark or a link elsewhere, as the browser says it."""
    said = request.headers.get
    return (
        request.method == "GET"
        and said("Sec-Fetch-Dest") == "document"
        and said("Sec-Fetch-Site") in ("none", "cross-site")
        # Another site that one signs in with has promised its answer to that very address.
        and not request.path.startswith((*WITHOUT_LANGUAGE, "/account/"))
        and not has_language(request.path)
    )


def door_of_the_desks(get_response):
    """Who works at /admin/ or /cms/ may do so, and has a second factor where that is required."""

    def middleware(request):
        if (
            not request.path.startswith(_DESKS)
            or request.path in _ALWAYS
            or not request.user.is_authenticated
        ):
            return get_response(request)
        if request.user.lacks_second_factor:
            request.session["desk_wanted"] = request.get_full_path()
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('mfa_index')}?{query}")
        # Wagtail would send them to sign in, and that page, as they are signed in, back again.
        if request.path.startswith("/cms/") and not permissions.can_edit_pages(request.user):
            raise PermissionDenied
        if request.path.startswith(_PEOPLE_OF_WAGTAIL):
            return redirect("admin:members_user_changelist")
        return get_response(request)

    return middleware
