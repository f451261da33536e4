"""What happens in the forum, by verb: writing, moderating, reading, telling."""
