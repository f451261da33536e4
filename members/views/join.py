from django.http import HttpResponse


def join(request):
    return HttpResponse("")


policy_detail = institution_search = join


def join_kind(request, kind):
    return HttpResponse("")
