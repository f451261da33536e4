#!/usr/bin/env python
import gc
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanetup.settings")
    # As in wsgi.py: a fifth of the start went into looking for garbage among fresh modules.
    gc.set_threshold(10_000, 20, 20)
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "This Python has not the libraries. Run: "
            "python3 deploy/install.py && .venv/bin/python manage.py " + " ".join(sys.argv[1:])
        )
    from core.failures import run_and_explain

    run_and_explain(execute_from_command_line, sys.argv)
