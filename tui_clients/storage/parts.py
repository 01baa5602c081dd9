"""The tables of what belongs to a client, as peewee sees them; apart, so that the list need not load them."""

from peewee import BlobField, IntegerField, Model, TextField

from tui_clients.storage.models import Row


class PictureModel(Model):
    """The picture of a client, apart from its row so that lists stay small."""

    client_id = IntegerField(primary_key=True)
    media_type = TextField()
    data = BlobField()

    class Meta:
        table_name = "picture"


class ContactPointModel(Row):
    """A further e-mail address or phone number of a client."""

    client_id = IntegerField()
    kind = TextField()  # email, phone
    label = TextField()
    value = TextField()
    position = IntegerField()

    class Meta:
        table_name = "contact_point"


class ProjectModel(Row):
    """A project; dates are ISO 8601 days or "", the budget is in minor units."""

    uid = TextField()
    client_id = IntegerField()
    name = TextField()
    status = TextField()
    start = TextField()
    deadline = TextField()
    budget = IntegerField(null=True)
    currency = TextField()
    version = IntegerField()

    class Meta:
        table_name = "project"


class InvoiceModel(Row):
    """An invoice; the total is in minor units of the currency."""

    uid = TextField()
    client_id = IntegerField()
    project_id = IntegerField(null=True)
    number = TextField()
    issue_date = TextField()
    due_date = TextField()
    currency = TextField()
    total = IntegerField()
    state = TextField()
    note = TextField()
    version = IntegerField()

    class Meta:
        table_name = "invoice"


class PaymentModel(Row):
    """A payment on an invoice, in minor units of the invoice's currency."""

    invoice_id = IntegerField()
    amount = IntegerField()
    paid_on = TextField()
    method = TextField()

    class Meta:
        table_name = "payment"


class ContactModel(Row):
    """A person at a client."""

    client_id = IntegerField()
    name = TextField()
    role = TextField()
    email = TextField()
    phone = TextField()
    note = TextField()
    version = IntegerField()

    class Meta:
        table_name = "contact"


class NoteModel(Row):
    """A note on a client."""

    client_id = IntegerField()
    text = TextField()
    author = TextField()
    created_at = IntegerField()
    version = IntegerField()

    class Meta:
        table_name = "note"


class ImportModel(Row):
    """One import that was run."""

    at = IntegerField()
    by = TextField()
    source = TextField()
    target = TextField()
    counts = TextField()  # JSON
    reverted_at = IntegerField(null=True)
    reverted_by = TextField()
    left_count = IntegerField()
    has_steps = IntegerField()

    class Meta:
        table_name = "import_run"
