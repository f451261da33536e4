from .models import ReadLine, ReadMark, Watch


def forget_habits(sender, member, keep_content, **kwargs) -> None:
    """A person who leaves gets no more letters, from this moment on."""
    for habit in (Watch, ReadMark, ReadLine):
        habit.objects.filter(person=member).delete()
