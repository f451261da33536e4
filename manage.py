#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanetup.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "This Python has not the libraries. Run: "
            "python3 deploy/install.py && .venv/bin/python manage.py " + " ".join(sys.argv[1:])
        )
    from core.failures import run_and_explain

    run_and_explain(execute_from_command_line, sys.argv)
