from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0012_fill_new_columns")]

    operations = [
        migrations.RenameField("importrow", "email", "key"),
    ]
