"""What a row of a table means. One module a kind, each with its columns and its `plan`."""
