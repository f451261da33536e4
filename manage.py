#!/usr/bin/env python
import gc
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanetup.settings")
    # As in wsgi.py: a fifth of the start went into looking for garbage among fresh modules.
    gc.set_threshold(10_000, 20, 20)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
