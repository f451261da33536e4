from .applications import Application, ApplicationMessage, ApplicationStep, Policy
from .doors import KnownDevice, SignupDoor
from .exports import DataExport
from .institutions import Centre, Country, Institution, InstitutionName, Position
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
    "Institution",
    "InstitutionName",
    "KnownDevice",
    "Membership",
    "MembershipType",
    "Policy",
    "Position",
    "SignupDoor",
    "User",
]
