import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Board, Post, Report, Topic


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your post"), max_length=Post.MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("**bold**, *italic*, > quote, - list, [words](https://link)"),
        error_messages={"required": _("Please write something.")},
    )  # fmt: skip
    watch = forms.BooleanField(
        label=_("Tell me about new posts in this topic"), required=False, initial=True
    )
    # Made anew with each empty form; the same form sent twice is one post.
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")


class TopicForm(ReplyForm):
    title = forms.CharField(
        label=_("Title"), max_length=Topic._meta.get_field("title").max_length,
        help_text=_("What it is about, so that colleagues find it again."),
        error_messages={"required": _("Please give the topic a title.")},
    )  # fmt: skip

    field_order = ["title", "text", "watch", "once"]


class EditForm(forms.Form):
    text = ReplyForm.base_fields["text"]
    clean_text = ReplyForm.clean_text


class FirstPostForm(EditForm):
    """The first post of a topic carries the title."""

    title = TopicForm.base_fields["title"]
    field_order = ["title", "text"]


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["reason", "note"]
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads this, in your words."),
    )  # fmt: skip


class MoveForm(forms.Form):
    board = forms.ModelChoiceField(Board.objects.all(), label=_("To the board"))
