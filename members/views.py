from django.http import HttpResponse


def member_list(request):
    return HttpResponse("")


member_detail = institution_detail = centre_detail = application_detail = member_list
