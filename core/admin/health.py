from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import health, limits, mail

# Held by administrators, and by no group.
PERMISSION = "core.view_job"


@require_http_methods(["GET", "HEAD", "POST"])
def health_page(request, site):
    """How everything is that no member sees, and a letter to oneself."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    if request.method == "POST":
        if wait := limits.hit("test-mail", str(request.user.pk), 10, 3600):
            return limits.too_many(request, wait)
        mail.post("test_mail", request.user.email, {}, language=request.user.language)
        messages.success(
            request,
            _("An e-mail to %(to)s is on its way. If it does not come, “E-mails” says why.")
            % {"to": request.user.email},
        )
        return redirect("admin:health")
    context = {
        **site.each_context(request),
        "title": _("System status"),
        "findings": health.findings(),
        "jobs": health.jobs(),
    }
    return TemplateResponse(request, "admin/health.html", context)
