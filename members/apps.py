from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import desk, roles


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        from core import contributions, personal_data, search, uploads

        from . import (  # noqa: F401
            agreements,
            figures,
            filing,
            receivers,
            retention,
            seeds,
        )
        from . import personal_data as own_data
        from . import search as found
        from .models import Centre, Institution, User

        search.register("member", User, found.describe_person, label=_("People"))
        search.register(
            "institution", Institution, found.describe_institution, label=_("Institutions")
        )
        search.register(
            "centre", Centre, found.describe_centre, label=_("Centres"),
            queryset=lambda: Centre.objects.select_related("institution"),
        )  # fmt: skip
        search.audience(found.audiences)
        personal_data.register(
            "account", export=own_data.export, erase=own_data.erase, files=own_data.files
        )
        contributions.contributor("person", User, "handle")
        contributions.contributor("institution", Institution, "slug")
        contributions.contributor("centre", Centre, "slug")
        agreements.register()
        retention.register()
        figures.register()
        uploads.usage(own_data.usage)
        post_migrate.connect(seeds.plant, sender=self, dispatch_uid="members.seeds")
        post_migrate.connect(filing.file_again, sender=self, dispatch_uid="members.filing")
        _hand_out_powers()
        _put_on_the_desk()


def _hand_out_powers():
    """The committee works with all of it; auditors read. Nobody's powers lie in here."""
    models = [
        "application", "centre", "centrename", "country", "expertise", "import", "institution",
        "institutiondomain", "institutionname", "invitation",
        "institutionrequest", "membership", "membershiptype", "policy", "position", "question",
        "service", "targetgroup", "user",
    ]  # fmt: skip
    roles.grant(roles.AUDITORS, *(f"members.view_{model}" for model in models))
    roles.grant(roles.COMMITTEE, *(f"members.view_{model}" for model in models))
    roles.grant(roles.COMMITTEE, *(f"members.change_{model}" for model in models))
    # An application is made by its applicant, an account by its owner.
    mine = set(models) - {"application", "institutionrequest", "user", "membershiptype"}
    roles.grant(roles.COMMITTEE, *(f"members.add_{model}" for model in mine))
    roles.grant(roles.COMMITTEE, "members.delete_institutionname", "members.delete_expertise",
                "members.delete_question", "members.delete_institutiondomain")  # fmt: skip
    roles.grant(roles.COMMITTEE, "members.delete_centrename", "members.delete_service",
                "members.delete_targetgroup")  # fmt: skip
    for group in (roles.COMMITTEE, roles.AUDITORS, roles.SECRETARIAT):
        roles.grant(group, "members.view_centrestage", "members.view_centremandate")
    told = ["membershipstep", "notice", "noticetext", "noticesent"]
    for group in (roles.AUDITORS, roles.COMMITTEE):
        roles.grant(group, *(f"members.view_{model}" for model in told))
    for model in ("notice", "noticetext"):
        write = [f"members.{verb}_{model}" for verb in ("add", "change", "delete")]
        roles.grant(roles.COMMITTEE, *write)
    # The secretariat keeps the register; it decides on nothing and gives nobody a power.
    kept = {
        "centre", "centrename", "import", "institution", "institutiondomain", "institutionname",
        "invitation", "position",
    }  # fmt: skip
    roles.grant(roles.SECRETARIAT, *(f"members.{verb}_{model}" for model in kept
                                     for verb in ("view", "add", "change")))  # fmt: skip
    roles.grant(
        roles.SECRETARIAT, "members.delete_institutionname", "members.delete_centrename",
        "members.view_country", "members.view_service", "members.view_targetgroup",
        "members.view_membership", "members.view_membershiptype", "members.view_user",
    )  # fmt: skip
    # Who may change both entries of a pair may look for pairs.
    roles.grant(roles.COMMITTEE, "members.view_notthesame", "members.add_notthesame")
    # Translators write what something is called in their language, and nothing else.
    roles.grant(roles.TRANSLATORS, "members.write_names")
    # In a wave of machines that sign up, whoever is awake closes the door.
    for group in (roles.COMMITTEE, roles.MODERATORS):
        roles.grant(group, "members.view_signupdoor", "members.change_signupdoor")
    roles.grant(roles.AUDITORS, "members.view_signupdoor")
    for group in (roles.COMMITTEE, roles.MODERATORS):
        for model in ("profilereport", "profileruling"):
            roles.grant(group, f"members.view_{model}", f"members.change_{model}")
    roles.grant(roles.AUDITORS, "members.view_profilereport", "members.view_profileruling")
    for group in (roles.CURATORS, roles.EDITORS, roles.EVENT_MANAGERS):
        roles.grant(group)


def _put_on_the_desk():
    from .models import (
        Application,
        Institution,
        InstitutionDomain,
        InstitutionRequest,
        ProfileReport,
        ProfileRuling,
    )

    def listed(model, query):
        return lambda: f"{reverse(f'admin:members_{model}_changelist')}?{query}"

    desk.waiting(
        "applications",
        _("Applications to decide"),
        lambda user: Application.objects.awaiting_vote_of(user).count(),
        listed("application", "my_vote=missing"),
        "members.change_application",
        personal=True,
    )
    desk.waiting(
        "institution_requests", _("Requests for missing institutions"),
        lambda: InstitutionRequest.objects.waiting().count(),
        listed("institutionrequest", "state__exact=open"), "members.change_institutionrequest",
    )  # fmt: skip
    desk.waiting(
        "institutions",
        _("Institutions to confirm"),
        lambda: Institution.objects.filter(is_confirmed=False).count(),
        listed("institution", "is_confirmed__exact=0"),
        "members.change_institution",
    )
    desk.waiting(
        "domains", _("E-mail domains to confirm"),
        lambda: InstitutionDomain.objects.filter(is_confirmed=False).count(),
        listed("institution", "domains=waiting"), "members.change_institutiondomain",
    )  # fmt: skip
    desk.waiting(
        "profiles", _("Reported profiles"),
        lambda: ProfileReport.objects.filter(state="open").count(),
        listed("profilereport", "state__exact=open"), "members.change_profilereport",
    )  # fmt: skip
    desk.waiting(
        "objections", _("Objections to rulings"),
        lambda: ProfileRuling.objects.filter(objected_at__isnull=False, answered_at=None).count(),
        listed("profileruling", "objection=open"), "members.change_profileruling",
    )  # fmt: skip
    desk.waiting(
        "representatives", _("Member institutions without a representative"),
        lambda: Institution.objects.without_representative().count(),
        listed("institution", "representative=none"), "members.change_institution",
    )  # fmt: skip
