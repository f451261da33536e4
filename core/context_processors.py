from django.conf import settings


def site(request):
    """What every page may need and no view should have to hand over."""
    return {"site_name": settings.WAGTAIL_SITE_NAME, "base_url": settings.BASE_URL}
