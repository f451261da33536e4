from members.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Enter the institutions of a CSV file into the register, as confirmed."
    kind = "institutions"
