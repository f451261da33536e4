from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="historyentry",
            name="details",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name="historyentry",
            name="verb",
            field=models.CharField(
                choices=[
                    ("taken", "took the checklist"),
                    ("progress", "began"),
                    ("done", "finished the step"),
                    ("open", "opened again"),
                    ("not-applicable", "said that it does not apply"),
                    ("planned", "changed who sees to it, or until when"),
                    ("evidence", "added evidence"),
                    ("evidence-gone", "took evidence away"),
                    ("change-taken", "took over a change of the template"),
                    ("change-declined", "left a change of the template out"),
                    ("sharing", "changed who sees it"),
                    ("put-away", "put the checklist away"),
                    ("stage", "entered the stage of the centre"),
                ],
                max_length=20,
            ),
        ),
    ]
