"""The things of lower apps that an editor may choose from."""


def register_all() -> None:
    pass
