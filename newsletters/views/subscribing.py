from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from newsletters import personal_data
from newsletters.actions import subscriptions
from newsletters.forms import PreferencesForm, SubscribeForm
from newsletters.mime import PREFERENCES, UNSUBSCRIBE
from newsletters.models import Delivery, List, Subscriber


@require_http_methods(["GET", "HEAD", "POST"])
@limited("newsletters.subscribe", times=20, seconds=3600)
def subscribe(request):
    wanted = List.objects.open().filter(slug__in=request.GET.getlist("list"))
    form = SubscribeForm(
        request.POST or None,
        initial={
            "lists": list(wanted.values_list("pk", flat=True)) if request.GET else [],
            "language": get_language(),
        },
    )
    if request.method == "POST" and form.is_valid():
        if not form.is_by_a_program:
            given = form.cleaned_data
            subscriptions.ask(given["email"], given["lists"], given["language"])
        return redirect("newsletters:asked")
    return render(request, "newsletters/subscribe.html", {"form": form})


@require_safe
def asked(request):
    return render(request, "newsletters/asked.html", {"days": subscriptions.LINK_DAYS})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, link):
    try:
        if request.method == "POST":
            subscriber, begun = subscriptions.confirm(link, again="again" in request.POST)
            if begun:
                messages.success(request, _("Welcome! Your subscription begins now."))
                return redirect(subscriber.preferences_path())
        subscriber, lists, _language, _asked_at = subscriptions.read_link(link)
        asked = subscriptions.still_asked(link)
    except Refused as refusal:
        return render(request, "newsletters/expired.html", {"reason": refusal}, status=410)
    context = {
        "email": subscriber.email, "wording": subscriptions.wording(asked or lists),
        "has_left": not asked,
    }  # fmt: skip
    return render(request, "newsletters/confirm.html", context)


# A mail program posts here for its reader, with no cookie and no token of ours (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    if token == UNSUBSCRIBE:
        return render(request, "newsletters/of_a_test.html")
    delivery = get_object_or_404(
        Delivery.objects.select_related("issue", "subscriber"), token=token
    )
    lists = subscriptions.lists_of(delivery)
    if request.method == "POST":
        subscriptions.unsubscribe_by(delivery)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(_("You are unsubscribed."), content_type="text/plain")
    context = {
        "delivery": delivery, "lists": lists,
        "done": request.method == "POST",
    }  # fmt: skip
    return render(request, "newsletters/unsubscribe.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request, token):
    if token == PREFERENCES:
        return render(request, "newsletters/of_a_test.html")
    subscriber = get_object_or_404(Subscriber, token=token)
    return _preferences(request, subscriber, subscriber.preferences_path(), "preferences")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request):
    subscriber = Subscriber.objects.filter(person=request.user).first()
    if request.method == "POST":
        subscriber = subscriptions.of_member(request.user)
    if subscriber is None:
        # Nothing is written on a look: an unsaved row stands for "nothing yet".
        subscriber = Subscriber.objects.filter(email=request.user.email).first()
    if subscriber is None:
        subscriber = Subscriber(email=request.user.email, language=request.user.language)
    return _preferences(request, subscriber, request.path, "my account")


def _preferences(request, subscriber, path, source):
    form = PreferencesForm(request.POST or None, subscriber=subscriber)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if "leave" in request.POST:
            given["lists"] = List.objects.none()
        subscriptions.choose(subscriber, given["lists"], given["language"], source)
        if given["lists"]:
            messages.success(request, _("Saved."))
        else:
            messages.success(request, _("You get no newsletters from us any more."))
        return redirect(path)
    # A link from a letter shows no account, which may be somebody else's at this screen.
    base = "base_account.html" if source == "my account" else "base.html"
    context = {"form": form, "subscriber": subscriber, "base": base}
    return render(request, "newsletters/preferences.html", context)


@require_safe
def own_data(request, token):
    subscriber = get_object_or_404(Subscriber, token=token)
    answer = JsonResponse(
        personal_data.export_address(subscriber),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer["Content-Disposition"] = 'attachment; filename="balkanetup-newsletters.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def erase(request, token):
    subscriber = get_object_or_404(Subscriber, token=token)
    subscriptions.erase(subscriber)
    messages.success(request, _("We have deleted your address."))
    return redirect("newsletters:archive")
