"""A large, believable, reproducible network for load tests, by bulk inserts.

Each module makes one app's part: `run(plan, rng, step)`; `step(label, done, total)` moves the bar.
"""
