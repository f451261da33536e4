from .assessments import Assessment, OwnSheet
from .guides import Guide, GuideVersion
from .needs import NeedsAnalysis, NeedsPlan
from .rounds import Round

__all__ = [
    "Assessment",
    "Guide",
    "GuideVersion",
    "NeedsAnalysis",
    "NeedsPlan",
    "OwnSheet",
    "Round",
]
