"""Take away what Wagtail puts into a new database: a new office starts empty.

Its welcome page, its groups and its workflow speak English and know no second person;
`website.workflow.set_up` and the roles make ours.
"""

from django.db import migrations


def empty(apps, schema_editor):
    wagtail = {
        name: apps.get_model("wagtailcore", name).objects
        for name in ("Page", "Site", "Workflow", "Task", "Collection", "GroupPagePermission")
    }
    wagtail["Site"].all().delete()
    wagtail["Workflow"].all().delete()
    wagtail["Task"].all().delete()
    wagtail["GroupPagePermission"].all().delete()
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.all().delete()
    apps.get_model("auth", "Group").objects.filter(
        name__in=["Editors", "Moderators"]
    ).delete()
    wagtail["Page"].filter(depth=2, slug="home").delete()
    wagtail["Page"].filter(depth=1).update(
        numchild=0, title="Semua halaman", draft_title="Semua halaman"
    )
    wagtail["Collection"].filter(depth=1).update(name="Semua berkas")


class Migration(migrations.Migration):
    dependencies = [
        ("website", "0001_start"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [
        # Nothing to bring back: it held only what Wagtail ships.
        migrations.RunPython(empty, migrations.RunPython.noop)
    ]
