from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

# Help leads to other sites; forms are ours (pages.forms); settings stay with administrators.
_NOT_FOR_EDITORS = {"help", "forms"}


@hooks.register("construct_main_menu")
def only_what_editors_need(request, items):
    items[:] = [item for item in items if item.name not in _NOT_FOR_EDITORS]


@hooks.register("insert_global_admin_css")
def our_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))
