from django.urls import path

from .views import (
    account,
    applications,
    centres,
    directory,
    institution_people,
    institutions,
    invitations,
    join,
    memberships,
    own_data,
    own_profile,
    registers,
    requests,
)

app_name = "members"
urlpatterns = [
    # One's own account
    path("my/profile/", own_profile.edit_profile, name="edit_profile"),
    path("my/data/", own_data.own_data, name="own_data"),
    path("my/data/gather/", own_data.export_ask, name="export_ask"),
    path("my/data/close/", own_data.account_close, name="account_close"),
    path("my/data/closed/", own_data.account_closed, name="account_closed"),
    path("my/data/consents/", own_data.consent_list, name="consents"),
    path(
        "my/data/consents/<slug:purpose>/take-back/",
        own_data.consent_take_back,
        name="consent_take_back",
    ),
    path("my/data/<str:token>/", own_data.export_fetch, name="export_fetch"),
    path("my/language/", account.letters, name="letters"),
    path("my/language/choose/", account.language_choose, name="language_choose"),
    path("account/not-me/<str:token>/", account.not_me, name="not_me"),
    path("my/institution-requests/", requests.my_requests, name="my_requests"),
    path(
        "my/institution-requests/<uuid:pk>/withdraw/",
        requests.request_withdraw,
        name="request_withdraw",
    ),
    # One's membership
    path("my/membership/", memberships.membership_detail, name="membership"),
    path("my/membership/card.pdf", memberships.membership_card, name="card"),
    path("my/membership/leave/", memberships.membership_leave, name="leave"),
    path("my/membership/<str:number>/card.pdf", memberships.membership_card, name="card_of"),
    path("my/membership/<str:number>/renew/", memberships.membership_renew, name="renew"),
    path("my/membership/<str:number>/run-out/", memberships.membership_run_out, name="run_out"),
    path("my/membership/<str:number>/resign/", memberships.membership_resign, name="resign"),
    path("members/verify/<str:token>/", memberships.membership_verify, name="verify"),
    # Applying
    path("members/join/", join.join, name="join"),
    path("members/join/institutions/", join.institution_search, name="institution_search"),
    path("members/join/policy/<slug:version>/", join.policy_detail, name="policy"),
    path("members/join/<slug:kind>/", join.join_kind, name="join_kind"),
    path("members/applications/<uuid:pk>/", applications.application_detail, name="application"),
    path("members/applications/<uuid:pk>/answer/", applications.application_answer, name="answer"),
    path(
        "members/applications/<uuid:pk>/withdraw/",
        applications.application_withdraw,
        name="withdraw",
    ),
    # Invitations
    path("invitations/<str:token>/", invitations.invitation_detail, name="invitation"),
    path("invitations/<str:token>/accept/", invitations.invitation_accept, name="accept"),
    path("invitations/<str:token>/join/", invitations.invitation_join, name="accept_anew"),
    path("invitations/<str:token>/decline/", invitations.invitation_decline, name="decline"),
    path(
        "members/applications/<uuid:pk>/again/",
        applications.application_again,
        name="begin_again",
    ),
    # The directory. A handle may be neither "join" nor "applications".
    path("members/", directory.member_list, name="directory"),
    path("members/<slug:handle>/", directory.member_detail, name="profile"),
    path("institutions/", institutions.institution_list, name="institutions"),
    path("institutions/register.csv", registers.institutions_csv, name="institutions_csv"),
    path("institutions/request/", requests.institution_request, name="institution_request"),
    path("institutions/<slug:slug>/", institutions.institution_detail, name="institution"),
    path(
        "institutions/<slug:slug>/edit/",
        institution_people.institution_edit,
        name="institution_edit",
    ),
    path(
        "institutions/<slug:slug>/people/",
        institution_people.institution_people,
        name="institution_people",
    ),
    path(
        "institutions/<slug:slug>/people/<slug:handle>/",
        institution_people.institution_person,
        name="institution_person",
    ),
    path(
        "institutions/<slug:slug>/people/<slug:handle>/give/",
        institution_people.position_give,
        name="position_give",
    ),
    path(
        "institutions/<slug:slug>/people/<slug:handle>/end/",
        institution_people.position_end,
        name="position_end",
    ),
    path(
        "institutions/<slug:slug>/people/<slug:handle>/hand-over/",
        institution_people.hand_over,
        name="hand_over",
    ),
    path("institutions/<slug:slug>/take-over/", institution_people.take_over, name="take_over"),
    path(
        "institutions/<slug:slug>/invitations/",
        institution_people.institution_invitation,
        name="institution_invitation",
    ),
    path(
        "institutions/<slug:slug>/domains/",
        institution_people.institution_domain,
        name="institution_domain",
    ),
    path(
        "institutions/<slug:slug>/join/",
        institution_people.institution_join,
        name="institution_join",
    ),
    path(
        "institutions/<slug:slug>/leave/",
        institution_people.institution_leave,
        name="institution_leave",
    ),
    path("institutions/<slug:slug>/centres/add/", centres.centre_add, name="centre_add"),
    path("centres/", centres.centre_list, name="centres"),
    path("centres/register.csv", registers.centres_csv, name="centres_csv"),
    path("centres/<slug:slug>/", centres.centre_detail, name="centre"),
    path("centres/<slug:slug>/edit/", centres.centre_edit, name="centre_edit"),
    path("centres/<slug:slug>/stage/", centres.centre_stage, name="centre_stage"),
    path(
        "centres/<slug:slug>/stage/<uuid:pk>/strike/",
        centres.centre_stage_strike,
        name="centre_stage_strike",
    ),
    path("centres/<slug:slug>/mandate/", centres.centre_mandate, name="centre_mandate"),
    path(
        "centres/<slug:slug>/mandate/edit/",
        centres.centre_mandate_edit,
        name="centre_mandate_edit",
    ),
    path(
        "centres/<slug:slug>/mandate/drop/",
        centres.centre_mandate_drop,
        name="centre_mandate_drop",
    ),
]
