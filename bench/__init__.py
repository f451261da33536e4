"""How fast the platform is: ratios against a bare floor, measured in the same run.

`python -m bench` starts throw-away servers, fills them with `manage.py populate`, and prints a
table; what it measured is kept under `var/bench/`.
"""
