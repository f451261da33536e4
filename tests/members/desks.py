"""What is on the desk of each role in /admin/: v(iew), a(dd), c(hange), d(elete)."""

DESKS = {
    "committee": {
        "assessments.guide": "vac",
        "core.auditentry": "v", "core.letter": "v", "core.retentionrun": "v",
        "core.retentionterm": "v", "events.event": "vc", "forum.board": "vac",
        "members.application": "vc", "members.centre": "vac", "members.country": "vac",
        "members.expertise": "vacd", "members.import": "vac", "members.institution": "vac",
        "members.institutionrequest": "vc", "members.invitation": "va",
        "members.membership": "vac", "members.membershiptype": "vc", "members.notice": "vacd",
        "members.noticesent": "v", "members.notthesame": "v", "members.policy": "vac",
        "members.position": "vac", "members.profilereport": "vc", "members.profileruling": "vc",
        "members.service": "vacd", "members.signupdoor": "vc", "members.targetgroup": "vacd",
        "members.user": "vc", "resources.resource": "v", "roadmaps.checklist": "v",
        "roadmaps.checklisttemplate": "vc", "roadmaps.peerrequest": "vc",
        "surveys.invitation": "v", "surveys.survey": "v", "surveys.template": "vacd",
        "surveys.version": "v",
    },
    "moderator": {
        "forum.post": "vc", "forum.report": "vc", "forum.ruling": "v", "forum.topic": "vc",
        "members.profilereport": "vc", "members.profileruling": "vc", "members.signupdoor": "vc",
        "resources.resource": "vc", "resources.tag": "vc",
    },
    "curator": {
        "resources.resource": "vc", "resources.tag": "vc",
    },
    "editor": {
        "newsletters.issue": "vacd", "newsletters.list": "vac", "newsletters.subscriber": "v",
        "newsletters.suppression": "vd",
    },
    "event manager": {
        "events.event": "vc",
    },
    "translator": {
        "members.centre": "vc", "members.country": "vc", "members.expertise": "vc",
        "members.institution": "vc", "members.service": "vc", "members.targetgroup": "vc",
    },
    "secretariat": {
        "members.centre": "vac", "members.country": "v", "members.import": "vac",
        "members.institution": "vac", "members.invitation": "va", "members.membership": "v",
        "members.membershiptype": "v", "members.position": "vac", "members.service": "v",
        "members.targetgroup": "v", "members.user": "v",
    },
    "auditor": {
        "assessments.guide": "v",
        "core.auditentry": "v", "core.letter": "v", "core.retentionrun": "v",
        "core.retentionterm": "v", "events.event": "v", "members.application": "v",
        "members.centre": "v", "members.country": "v", "members.expertise": "v",
        "members.import": "v", "members.institution": "v", "members.institutionrequest": "v",
        "members.invitation": "v", "members.membership": "v", "members.membershiptype": "v",
        "members.notice": "v", "members.noticesent": "v",
        "members.policy": "v", "members.position": "v", "members.profilereport": "v",
        "members.profileruling": "v", "members.service": "v", "members.signupdoor": "v",
        "members.targetgroup": "v", "members.user": "v", "roadmaps.checklisttemplate": "v",
        "surveys.survey": "v", "surveys.template": "v", "surveys.version": "v",
    },
}  # fmt: skip
PILES = {
    "committee": {
        "applications",
        "domains",
        "events",
        "institution_requests",
        "institutions",
        "objections",
        "profiles",
        "representatives",
        "roadmaps",
    },
    "moderator": {"forum-held", "forum-reports", "objections", "profiles", "resources"},
    "curator": {"resources"},
    "editor": {"newsletters"},
    "event manager": {"events"},
    "translator": set(),
    "secretariat": {"domains", "institutions", "representatives"},
    "auditor": set(),
}  # fmt: skip
