"""Help among peers: who asks and offers, one of them, and a pair that writes to each other."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.views import sent, try_verb
from roadmaps import holders, matching
from roadmaps.actions import peers as actions
from roadmaps.forms.peers import MessageForm, RequestForm
from roadmaps.models import ChecklistTemplate, PeerPair, PeerRequest
from roadmaps.permissions import can_withdraw, sides_of
from roadmaps.queries import with_items


@login_required
@require_safe
def request_list(request):
    """What is asked and offered now; one's own pairs above."""
    user = request.user
    seen = PeerRequest.objects.visible_to(user).open().select_related("template")
    direction = request.GET.get("direction", "")
    if direction in PeerRequest.Direction.values:
        seen = seen.filter(direction=direction)
    page = Paginator(seen, 30).get_page(request.GET.get("page"))
    page.object_list = with_items(list(page.object_list))
    pairs = list(PeerPair.objects.visible_to(user).select_related("ask__template")[:20])
    holders.in_bulk(pairs)
    with_items([pair.ask for pair in pairs])
    context = {
        "page": page,
        "direction": direction,
        "pairs": [pair for pair in pairs if pair.holder],
    }
    return render(request, "roadmaps/peers/list.html", context)


def _speaks_for(user) -> list:
    """The institutions and centres for which somebody may ask and offer."""
    return [one for one in holders.editable_by(user) if holders.kind_of(one).speaks]


@login_required
@limited("roadmaps.ask", 30, 3600)
@require_http_methods(["GET", "POST"])
def request_add(request):
    """Ask for help on a step, or offer it: ?template=slug&item=key."""
    found = _speaks_for(request.user)
    if not found:
        raise PermissionDenied
    templates = ChecklistTemplate.objects.open()
    template = get_object_or_404(templates, slug=request.GET.get("template", "")[:60])
    version = template.published()
    item = get_object_or_404(version.items, key=request.GET.get("item", "")[:20])
    item.version = version
    data, _files = sent(request)
    form = RequestForm(
        data,
        found=found,
        initial={
            "direction": request.GET.get("direction", "")[:5],
            "languages": [request.user.language.replace("sr-latn", "sr")],
        },
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            row = actions.enter(
                told["direction"],
                template,
                item.key,
                told["holder"],
                request.user,
                languages=told["languages"],
                text=told["text"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is entered. We look for somebody who fits."))
            return redirect(row)
    context = {"form": form, "item": item, "template": template, "version": version}
    status = 422 if form.is_bound else 200
    return render(request, "roadmaps/peers/form.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def request_detail(request, short_id):
    """One ask or offer; its people take it back here."""
    rows = PeerRequest.objects.visible_to(request.user).select_related("template")
    row = get_object_or_404(rows, short_id=short_id)
    if row.holder is None or row.item is None:
        raise Http404
    if request.method == "POST":
        if not can_withdraw(request.user, row):
            raise PermissionDenied
        try_verb(request, _("It is taken back."), actions.withdraw, row, request.user)
        return redirect(row)
    pairs = PeerPair.objects.visible_to(request.user).select_related("ask__template", "offer")
    relation = {"ask": row} if row.direction == PeerRequest.Direction.ASK else {"offer": row}
    context = {
        "row": row,
        "item": row.item,
        "pairs": list(pairs.filter(**relation)),
        "may_withdraw": can_withdraw(request.user, row),
        "may_answer": row.withdrawn_at is None and bool(_speaks_for(request.user)),
    }
    return render(request, "roadmaps/peers/request.html", context)


@login_required
@limited("roadmaps.pair", 120, 3600)
@require_http_methods(["GET", "POST"])
def pair_detail(request, short_id):
    """Two who may help each other: accept or decline, write, close."""
    rows = PeerPair.objects.visible_to(request.user).select_related("ask__template", "offer")
    pair = get_object_or_404(rows, short_id=short_id)
    if pair.holder is None or pair.ask.holder is None:
        raise Http404
    sides = sides_of(request.user, pair)
    do = request.POST.get("do", "")
    form = MessageForm(request.POST if do == "write" else None)
    if request.method == "POST":
        if not sides:
            raise PermissionDenied
        try:
            if told := _do(request.user, pair, do, form):
                messages.success(request, told)
                return redirect(pair)
        except Refused as refusal:
            form.add_error(None, str(refusal)) if form.is_bound else messages.error(
                request, str(refusal)
            )
        pair = get_object_or_404(rows, short_id=short_id)
    context = {
        "pair": pair,
        "item": pair.ask.item,
        "reason": matching.reason(pair),
        "sides": sides,
        "mine_accepted": bool(
            ("ask" in sides and pair.ask_accepted_at)
            or ("helper" in sides and pair.helper_accepted_at)
        ),
        "thread": list(pair.messages.select_related("author")) if pair.is_agreed else [],
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "roadmaps/peers/pair.html", context, status=status)


def _do(user, pair, do, form) -> str:
    """What the pressed button says; returns what to tell, nothing when the form has errors."""
    match do:
        case "accept":
            pair = actions.accept(pair, user)
            return (
                _("Both of you have accepted. You can write to each other.")
                if pair.is_agreed
                else _("Thank you. We wait for the other side.")
            )
        case "decline":
            actions.decline(pair, user)
            return _("Thank you for saying so. Nobody asks why.")
        case "close":
            actions.close(pair, user)
            return _("It is closed. What you wrote stays here for both of you.")
        case "write":
            if not form.is_valid():
                return ""
            actions.write(pair, user, form.cleaned_data["text"])
            return _("It is sent.")
    raise Refused(_("This button is not known here."))
