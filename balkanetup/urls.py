from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.views import media

handler500 = "core.views.server_error"
# allauth looks for it here.
handler429 = "members.rate_limits.too_many"
# One door: allauth's limits and second factors hold for the desks, too.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media, name="media"),
]

urlpatterns += i18n_patterns(
    path("account/", include("allauth.urls")),
    path("", include("members.urls")),
    path("my/", include("notifications.urls")),
    path("resources/", include("resources.urls")),
    path("forum/", include("forum.urls")),
    path("roadmaps/", include("roadmaps.urls")),
    path("events/", include("events.urls")),
    path("surveys/", include("surveys.urls")),
    path("assessments/", include("assessments.urls")),
    path("", include("newsletters.urls")),
    path("", include("portal.urls")),
    path("", include("pages.urls")),
    # Wagtail's own names, which its desk reverses; ours answer first.
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
