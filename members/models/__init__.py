from .applications import Application, ApplicationMessage, ApplicationStep, Policy
from .centres import Centre, CentreMandate, CentreName, CentreStage, Service, TargetGroup
from .contact import Block, Message
from .doors import KnownDevice, SignupDoor
from .exports import DataExport
from .imports import Import, ImportRow, NotTheSame
from .institutions import Country, Institution, InstitutionDomain, InstitutionName, Position
from .invitations import Invitation
from .memberships import Membership, MembershipStep, MembershipType
from .moderation import ProfileReport, ProfileRuling
from .notices import Notice, NoticeSent, NoticeText
from .people import Consent, Expertise, ExpertiseOfUser, User
from .questions import Question
from .requests import InstitutionRequest
from .votes import Vote

__all__ = [
    "Application",
    "ApplicationMessage",
    "ApplicationStep",
    "Block",
    "Centre",
    "CentreMandate",
    "CentreName",
    "CentreStage",
    "Consent",
    "Country",
    "DataExport",
    "Expertise",
    "ExpertiseOfUser",
    "Import",
    "ImportRow",
    "Institution",
    "InstitutionDomain",
    "InstitutionName",
    "InstitutionRequest",
    "Invitation",
    "KnownDevice",
    "Membership",
    "MembershipStep",
    "MembershipType",
    "Message",
    "NotTheSame",
    "Notice",
    "NoticeSent",
    "NoticeText",
    "Policy",
    "Position",
    "ProfileReport",
    "ProfileRuling",
    "Question",
    "Service",
    "SignupDoor",
    "TargetGroup",
    "User",
    "Vote",
]
