from django.apps import AppConfig, apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def stops_half_way(using: str = "default", plan: list | None = None, **kwargs) -> bool:
    """Whether the migrate that just ended left some out: tables may lack today's columns.

    Takes what `post_migrate` sends. A flush has no plan, and leaves the tables as they are.
    """
    if not plan:
        return False
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_last(app_config: AppConfig) -> bool:
    """Whether `post_migrate` is sent for the last of the apps, when all permissions exist."""
    return app_config == [config for config in apps.get_app_configs() if config.models_module][-1]
