import factory
from django.utils import timezone

from members.models import (
    Application,
    Centre,
    Country,
    Institution,
    Membership,
    MembershipType,
    Policy,
    Position,
    User,
)


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a confirmed account and no membership."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person{}@example.org".format)
    handle = factory.Sequence("person-{}".format)
    first_name = "Person"
    last_name = factory.Sequence("Number {}".format)

    @factory.post_generation
    def confirmed(self, create, extracted, **kwargs):
        from allauth.account.models import EmailAddress

        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class CountryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ["code"]

    code = "BA"
    name = "Bosnia and Herzegovina"


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence("University {}".format)
    slug = factory.Sequence("university-{}".format)
    country = factory.SubFactory(CountryFactory)
    city = "Sarajevo"
    is_confirmed = True


class CentreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Centre

    name = factory.Sequence("Centre for Teaching {}".format)
    slug = factory.Sequence("centre-{}".format)
    institution = factory.SubFactory(InstitutionFactory)


class MembershipTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MembershipType
        django_get_or_create = ["slug"]

    slug = "individual"
    name = "Individual"
    summary = "For scholars."


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    number = factory.Sequence("T-{:04}".format)
    type = factory.SubFactory(MembershipTypeFactory)
    person = factory.SubFactory(UserFactory)


class MemberFactory(UserFactory):
    """Somebody whose individual membership stands."""

    class Meta:
        skip_postgeneration_save = True

    is_member = True

    @factory.post_generation
    def membership(self, create, extracted, **kwargs):
        MembershipFactory(person=self)


class PositionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Position
        skip_postgeneration_save = True

    person = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = Position.Role.REPRESENTATIVE

    @factory.post_generation
    def held(self, create, extracted, **kwargs):
        """The keys on the person, as actions.memberships.refresh would keep them."""
        current = Position.objects.current().filter(person=self.person)
        self.person.institutions_held = sorted(set(current.values_list("institution", flat=True)))
        self.person.save(update_fields=["institutions_held"])


class PolicyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Policy
        django_get_or_create = ["version"]

    version = "2026-1"
    text = "We share what we know and are kind about it."


class ApplicationFactory(factory.django.DjangoModelFactory):
    """Handed in and not decided."""

    class Meta:
        model = Application

    applicant = factory.SubFactory(UserFactory)
    type = factory.SubFactory(MembershipTypeFactory)
    state = Application.State.SUBMITTED
    policy = factory.SubFactory(PolicyFactory)
    adhered_at = factory.LazyFunction(timezone.now)
    submitted_at = factory.LazyAttribute(
        lambda one: None if one.state == Application.State.DRAFT else timezone.now()
    )
    waits_since = factory.SelfAttribute("submitted_at")
    qualifications = "Ten years of teaching."
    commitment = "I will run a workshop a year."
