from allauth.usersessions.admin import UserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin

admin.site.unregister(UserSession)


@admin.register(UserSession)
class SessionAdmin(UserSessionAdmin):
    """Who is signed in where. The library looks for user names, which nobody has here."""

    search_fields = ["user__email", "user__first_name", "user__last_name", "ip"]
