"""The tables as peewee sees them; what creates them are the migrations.

No model is bound to a database: `Database` compiles and runs every query, so that several databases
can be open in one process.
"""

from peewee import AutoField, BlobField, ForeignKeyField, IntegerField, Model, TextField


class Row(Model):
    """What every table has."""

    id = AutoField()


class Category(Row):
    """A client category with one of its sub-categories; either may be ""."""

    name = TextField()
    sub_category = TextField()

    class Meta:
        table_name = "category"


class ClientModel(Row):
    """A client; text is "" where nothing is known, times are seconds since the epoch, UTC."""

    uid = TextField()
    name = TextField()
    salutation = TextField()
    email = TextField()
    country = TextField()
    mobile = TextField()
    gender = TextField()
    language = TextField()
    category = ForeignKeyField(Category, null=True, column_name="category_id")
    tags = TextField()
    status = TextField()
    company_name = TextField()
    website = TextField()
    office_phone = TextField()
    tax_name = TextField()
    tax_number = TextField()
    address = TextField()
    city = TextField()
    state = TextField()
    postal_code = TextField()
    note = TextField()
    extra = TextField()
    created_at = IntegerField()
    updated_at = IntegerField()
    created_by = TextField()
    updated_by = TextField()
    version = IntegerField()
    deleted_at = IntegerField(null=True)
    sort_name = TextField()
    sort_company = TextField()
    search = TextField()

    class Meta:
        table_name = "client"


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


class ChangeModel(Row):
    """One step of the history; `fields` is a JSON object of field → [before, after]."""

    at = IntegerField()
    by = TextField()
    client_id = IntegerField()
    action = TextField()
    fields = TextField()
    import_id = IntegerField(null=True)

    class Meta:
        table_name = "change"


class ImportModel(Row):
    """One import that was run."""

    at = IntegerField()
    by = TextField()
    source = TextField()
    target = TextField()
    counts = TextField()  # JSON

    class Meta:
        table_name = "import_run"
