from django.utils.functional import Promise


class Refused(Exception):
    """A verb says no, with the sentence to show to the person who asked."""

    def __init__(self, sentence: "str | Promise"):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
