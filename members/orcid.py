"""What ORCID answers, looked at before allauth relies on it."""

import requests
from allauth.socialaccount.providers.orcid.views import OrcidOAuth2Adapter


def look_at(answer: requests.Response, *args, **kwargs) -> None:
    """For a session's hook: an answer without what was asked for is no answer."""
    if answer.url.startswith(OrcidOAuth2Adapter.access_token_url):
        wanted = "orcid"
    elif answer.url.startswith(OrcidOAuth2Adapter.profile_url.partition("%s")[0]):
        wanted = "orcid-identifier"
    else:  # another way to sign in
        return
    # What cannot be read as JSON is a RequestException by itself.
    if not answer.ok or wanted not in answer.json():
        raise requests.RequestException(f"ORCID answered {answer.status_code}, without {wanted}")
    answer.headers.setdefault("content-type", "application/json")
