"""Verbs: who gets letters, what they say, how they leave; a file each."""
