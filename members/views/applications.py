from django.http import HttpResponse


def application_detail(request, pk):
    return HttpResponse("")


application_answer = application_withdraw = application_detail
