"""The way without an account: a private link, gone after the term of retention."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from assessments.actions import answering as actions
from assessments.models import Guide
from core.exceptions import Refused
from core.limits import limited


@require_POST
@limited("assessment-guest", 20, 3600)
def guest_start(request, slug):
    """Begin, and lead to the link, which is all that there is of it."""
    guide = get_object_or_404(Guide.objects.visible_to(request.user), slug=slug)
    try:
        assessment = actions.start_as_guest(guide)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(guide)
    return redirect(assessment)
