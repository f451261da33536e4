from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import dashboard as parts


@login_required
@require_safe
def dashboard(request):
    """What waits for me, what is new, what is mine."""
    return render(request, "portal/dashboard.html", {"my": parts.of(request.user)})
