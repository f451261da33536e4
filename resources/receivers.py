from django.dispatch import receiver

from members.signals import member_leaving

from . import actions


@receiver(member_leaving, dispatch_uid="resources.member_leaving")
def let_go_of_the_depositor(sender, member, keep_content=True, **kwargs):
    actions.forget_depositor(member, keep_content)
