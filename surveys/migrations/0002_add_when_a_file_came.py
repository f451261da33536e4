import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.AddField(
            "answerfile",
            "added_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False),
        )
    ]
