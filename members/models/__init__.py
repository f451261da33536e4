from .applications import Application, ApplicationMessage, ApplicationStep, Policy
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
    "Membership",
    "MembershipType",
    "Policy",
    "Position",
    "User",
]
