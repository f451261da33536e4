"""Django's formats, one module a language as FORMAT_MODULE_PATH wants it, all out of CLDR.

What Django and Wagtail write by themselves, at the desks and in forms, is then written as
`core.cldr` writes it; the names of months and weekdays stand in our catalogues.
"""
