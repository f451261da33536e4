"""Help among peers: ask or offer it, be proposed to each other, write, and stop at any time."""

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import audit
from core.exceptions import Refused
from members.models import User
from notifications.actions import notify
from notifications.sentences import Sentence
from roadmaps import holders, matching
from roadmaps.models import ChecklistTemplate, Item, PeerMessage, PeerPair, PeerRequest
from roadmaps.permissions import can_act_for, can_pair, can_withdraw, sides_of

PEERS = "roadmaps.peers"
Direction = PeerRequest.Direction


# --- Asks and offers ---------------------------------------------------------------------------


@transaction.atomic
def enter(
    direction: str,
    template: ChecklistTemplate,
    item_key: str,
    holder: models.Model,
    by: User,
    *,
    languages: list[str],
    text: str,
) -> PeerRequest:
    """Ask for help on a step, or offer it, and be proposed to those who fit."""
    if direction not in Direction.values:
        raise Refused(_("Say whether you ask for help or offer it."))
    if not can_act_for(by, holder) or holders.kind_of(holder).speaks is None:
        raise Refused(_("Only who acts for an institution or a centre asks and offers."))
    if not _is_step(template, item_key):
        raise Refused(_("There is no such step in this checklist."))
    if not languages:
        raise Refused(_("Say in which languages you can work together."))
    request = PeerRequest(
        direction=direction,
        template=template,
        item_key=item_key,
        text=text.strip(),
        created_by=by,
    )
    request.holder, request.language_codes = holder, languages
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        raise Refused(_("You have entered this already.")) from None
    audit.record(direction, request, after={"holder": holder})
    propose(request)
    return request


def _is_step(template: ChecklistTemplate, key: str) -> bool:
    items = Item.objects.filter(version__template=template, version__published_at__isnull=False)
    return items.filter(key=key).exists()


@transaction.atomic
def withdraw(request: PeerRequest, by: User) -> None:
    """Take it back. Pairs that have not come together yet end with it; threads go on."""
    request = PeerRequest.objects.select_for_update().get(pk=request.pk)
    if not can_withdraw(by, request):
        raise Refused(_("This is not open any more, or not yours to take back."))
    request.withdrawn_at = timezone.now()
    request.save(update_fields=["withdrawn_at"])
    pairs = PeerPair.objects.filter(models.Q(ask=request) | models.Q(offer=request))
    waiting = models.Q(ask_accepted_at=None) | models.Q(helper_accepted_at=None)
    pairs.filter(waiting, declined_at=None, closed_at=None).update(closed_at=timezone.now())
    audit.record("withdraw", request, before={"open": True}, after={"open": False})


# --- Pairs -------------------------------------------------------------------------------------


def propose(request: PeerRequest) -> list[PeerPair]:
    """Propose the best few who fit, and tell both sides. Nobody is proposed twice."""
    made = []
    for other in matching.candidates(request):
        ask, offer = (request, other) if request.direction == Direction.ASK else (other, request)
        pair, is_new = PeerPair.objects.get_or_create(
            ask=ask, **PeerPair.held(offer.holder), defaults={"offer": offer}
        )
        if is_new:
            made.append(pair)
            _tell_of(pair)
    return made


def propose_for_unanswered() -> None:
    """Look once more for those whom nobody was found for: two may have entered at one moment."""
    for ask in PeerRequest.objects.unanswered().select_related("template"):
        with transaction.atomic():
            propose(ask)


@transaction.atomic
def propose_by_hand(ask: PeerRequest, helper: models.Model, by: User, note: str) -> PeerPair:
    """The committee thinks of somebody, whether they have offered or not."""
    if not can_pair(by):
        raise Refused(_("Only the committee proposes others to each other."))
    ask = PeerRequest.objects.select_for_update().get(pk=ask.pk)
    if ask.withdrawn_at is not None or ask.direction != Direction.ASK:
        raise Refused(_("Nobody asks for this any more."))
    if holders.kind_of(helper).speaks is None:
        raise Refused(_("Choose an institution or a centre."))
    if PeerPair.held(helper) == PeerPair.held(ask.holder):
        raise Refused(_("They are the same."))
    if not _speakers(helper):
        raise Refused(
            _("Nobody acts for %(name)s here, so nobody could answer.") % {"name": helper}
        )
    if PeerPair.objects.filter(ask=ask, **PeerPair.held(helper)).exists():
        raise Refused(_("These two have been proposed to each other already."))
    offers = PeerRequest.objects.open().filter(
        direction=Direction.OFFER,
        item_key=ask.item_key,
        template=ask.template,
        **PeerRequest.held(helper),
    )
    pair = PeerPair(ask=ask, offer=offers.first(), proposed_by=by, note=note.strip()[:500])
    pair.holder = helper
    pair.save()
    audit.record("propose pair", ask, after={"helper": helper})
    _tell_of(pair)
    return pair


def _speakers(holder: models.Model) -> list[User]:
    """Those who can answer for a side."""
    kind = holders.kind_of(holder)
    return [
        person
        for person in kind.people(holder)
        if kind.edited_by(person).filter(pk=holder.pk).exists()
    ]


def _tell(pair: PeerPair, holder: models.Model, words, *, but: User | None = None) -> None:
    people = [person for person in _speakers(holder) if but is None or person.pk != but.pk]
    other = pair.holder if holder == pair.ask.holder else pair.ask.holder
    for person in people:
        # The title of a step is told in the language of whoever reads it.
        with override(person.language):
            sentence = Sentence(words, step=str(pair.ask.item), other=str(other))
        notify(PEERS, [person], sentence, pair.get_absolute_url())


def _tell_of(pair: PeerPair) -> None:
    _tell(pair, pair.ask.holder, gettext_lazy("%(other)s could help you with “%(step)s”."))
    _tell(pair, pair.holder, gettext_lazy("%(other)s asks for help with “%(step)s”."))


def _lock(pair: PeerPair, by: User) -> tuple[PeerPair, set[str]]:
    rows = PeerPair.objects.select_for_update(of=("self",)).select_related("ask__template")
    pair = rows.get(pk=pair.pk)
    sides = sides_of(by, pair)
    if not sides:
        raise Refused(_("This is for others to answer."))
    return pair, sides


@transaction.atomic
def accept(pair: PeerPair, by: User) -> PeerPair:
    """Say yes for one's side. When both have, the two may write to each other."""
    pair, sides = _lock(pair, by)
    if pair.declined_at or pair.closed_at:
        raise Refused(_("This is over. You can ask or offer again at any time."))
    before = pair.is_agreed
    now = timezone.now()
    if "ask" in sides:
        pair.ask_accepted_at = pair.ask_accepted_at or now
    if "helper" in sides:
        pair.helper_accepted_at = pair.helper_accepted_at or now
    pair.save(update_fields=["ask_accepted_at", "helper_accepted_at"])
    if pair.is_agreed and not before:
        words = gettext_lazy("You and %(other)s can write to each other now about “%(step)s”.")
        for holder in (pair.ask.holder, pair.holder):
            _tell(pair, holder, words, but=by)
    return pair


@transaction.atomic
def decline(pair: PeerPair, by: User) -> PeerPair:
    """Say no. No reason is asked for, and nobody proposes the two again."""
    pair, _sides = _lock(pair, by)
    if not pair.waits:
        raise Refused(_("This has been answered already."))
    pair.declined_at = timezone.now()
    pair.save(update_fields=["declined_at"])
    return pair


@transaction.atomic
def close(pair: PeerPair, by: User) -> PeerPair:
    """End it from one's side. What was written stays readable for both."""
    pair, sides = _lock(pair, by)
    if pair.closed_at or pair.declined_at:
        raise Refused(_("This is over already."))
    pair.closed_at = timezone.now()
    pair.save(update_fields=["closed_at"])
    words = gettext_lazy("%(other)s has closed your exchange about “%(step)s”.")
    for side, holder in (("ask", pair.ask.holder), ("helper", pair.holder)):
        if side not in sides:
            _tell(pair, holder, words)
    return pair


@transaction.atomic
def write(pair: PeerPair, by: User, text: str) -> PeerMessage:
    """Write to the other side, which hears of it."""
    pair, sides = _lock(pair, by)
    if not pair.is_open:
        raise Refused(
            _(
                "The two of you cannot write here: both have to accept, and it ends when "
                "either of you closes it."
            )
        )
    if not text.strip():
        raise Refused(_("Write something first."))
    is_from_helper = "ask" not in sides
    message = PeerMessage.objects.create(
        pair=pair, author=by, is_from_helper=is_from_helper, text=text.strip()[:5000]
    )
    holder = pair.ask.holder if is_from_helper else pair.holder
    _tell(pair, holder, gettext_lazy("%(other)s has written to you about “%(step)s”."), but=by)
    return message
