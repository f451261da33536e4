from .applications import Application, ApplicationMessage, ApplicationStep, Policy
from .doors import KnownDevice, SignupDoor
from .exports import DataExport
from .imports import Import, ImportRow, NotTheSame
from .institutions import Centre, Country, Institution, InstitutionName, Position
from .invitations import Invitation
from .memberships import Membership, MembershipType
from .people import Consent, Expertise, ExpertiseOfUser, User

__all__ = [
    "Application",
    "ApplicationMessage",
    "ApplicationStep",
    "Centre",
    "Consent",
    "Country",
    "DataExport",
    "Expertise",
    "ExpertiseOfUser",
    "Import",
    "ImportRow",
    "Institution",
    "InstitutionName",
    "Invitation",
    "KnownDevice",
    "Membership",
    "MembershipType",
    "NotTheSame",
    "Policy",
    "Position",
    "SignupDoor",
    "User",
]
