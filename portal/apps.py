from django.apps import AppConfig
from django.core.checks import Error, register


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self):
        register(no_half_restored_place)


def no_half_restored_place(app_configs, **kwargs):
    """Nobody may be let into a place whose restore was interrupted."""
    from .bundles import restoring

    if not restoring.marker().exists():
        return []
    return [
        Error(
            "A restore was interrupted: what is here is not whole.",
            hint=f"Run it again: manage.py restore {restoring.marker().read_text().strip()}",
            id="portal.E001",
        )
    ]
