"""The tables of clients as peewee sees them; what creates them are the migrations.

No model is bound to a database: `Database` compiles and runs every query, so that several databases
can be open in one process.
"""

from peewee import AutoField, ForeignKeyField, IntegerField, Model, TextField


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
    tag_text = TextField()

    class Meta:
        table_name = "client"
