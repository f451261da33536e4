from django.http import HttpResponse


def institution_list(request):
    return HttpResponse("")


institution_detail = centre_list = centre_detail = institution_list
