"""The first schema: clients and what belongs to them (DESIGN §4)."""

from typing import Any

_OWNED = "client_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE"

TABLES = (
    """CREATE TABLE category (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        sub_category TEXT NOT NULL,
        UNIQUE (name, sub_category))""",
    """CREATE TABLE client (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        salutation TEXT NOT NULL, email TEXT NOT NULL, country TEXT NOT NULL, mobile TEXT NOT NULL,
        gender TEXT NOT NULL, language TEXT NOT NULL,
        category_id INTEGER REFERENCES category (id),
        tags TEXT NOT NULL, status TEXT NOT NULL,
        company_name TEXT NOT NULL, website TEXT NOT NULL, office_phone TEXT NOT NULL,
        tax_name TEXT NOT NULL, tax_number TEXT NOT NULL,
        address TEXT NOT NULL, city TEXT NOT NULL, state TEXT NOT NULL, postal_code TEXT NOT NULL,
        note TEXT NOT NULL, extra TEXT NOT NULL,
        created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
        created_by TEXT NOT NULL, updated_by TEXT NOT NULL,
        version INTEGER NOT NULL, deleted_at INTEGER,
        sort_name TEXT NOT NULL, sort_company TEXT NOT NULL, search TEXT NOT NULL)""",
    "CREATE INDEX client_sort_name ON client (sort_name, id)",
    "CREATE INDEX client_created_at ON client (created_at)",
    "CREATE INDEX client_email ON client (lower(email)) WHERE email <> ''",
    "CREATE INDEX client_mobile ON client (mobile) WHERE mobile <> ''",
    "CREATE INDEX client_office_phone ON client (office_phone) WHERE office_phone <> ''",
    """CREATE TABLE picture (
        client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
        media_type TEXT NOT NULL, data BLOB NOT NULL)""",
    f"""CREATE TABLE contact_point (
        id INTEGER PRIMARY KEY, {_OWNED},
        kind TEXT NOT NULL, label TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL)""",
    "CREATE INDEX contact_point_client ON contact_point (client_id, kind, position)",
    "CREATE INDEX contact_point_value ON contact_point (lower(value))",
    f"""CREATE TABLE project (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, {_OWNED},
        name TEXT NOT NULL, status TEXT NOT NULL, start TEXT NOT NULL, deadline TEXT NOT NULL,
        budget INTEGER, currency TEXT NOT NULL, version INTEGER NOT NULL)""",
    "CREATE INDEX project_client ON project (client_id, name)",
    f"""CREATE TABLE invoice (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, {_OWNED},
        project_id INTEGER REFERENCES project (id) ON DELETE SET NULL,
        number TEXT NOT NULL, issue_date TEXT NOT NULL, due_date TEXT NOT NULL,
        currency TEXT NOT NULL, total INTEGER NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL,
        version INTEGER NOT NULL)""",
    "CREATE INDEX invoice_client ON invoice (client_id, issue_date)",
    "CREATE INDEX invoice_number ON invoice (number)",
    "CREATE INDEX invoice_project ON invoice (project_id) WHERE project_id IS NOT NULL",
    """CREATE TABLE payment (
        id INTEGER PRIMARY KEY,
        invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
        amount INTEGER NOT NULL, paid_on TEXT NOT NULL, method TEXT NOT NULL)""",
    "CREATE INDEX payment_invoice ON payment (invoice_id)",
    f"""CREATE TABLE contact (
        id INTEGER PRIMARY KEY, {_OWNED},
        name TEXT NOT NULL, role TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, note TEXT NOT NULL,
        version INTEGER NOT NULL)""",
    "CREATE INDEX contact_client ON contact (client_id, name)",
    f"""CREATE TABLE note (
        id INTEGER PRIMARY KEY, {_OWNED},
        text TEXT NOT NULL, author TEXT NOT NULL, created_at INTEGER NOT NULL, version INTEGER NOT NULL)""",
    "CREATE INDEX note_client ON note (client_id, created_at)",
    """CREATE TABLE import_run (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, "by" TEXT NOT NULL,
        source TEXT NOT NULL, target TEXT NOT NULL, counts TEXT NOT NULL)""",
    f"""CREATE TABLE change (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, "by" TEXT NOT NULL, {_OWNED},
        action TEXT NOT NULL, fields TEXT NOT NULL,
        import_id INTEGER REFERENCES import_run (id))""",
    "CREATE INDEX change_client ON change (client_id, id)",
    "CREATE INDEX change_import ON change (import_id) WHERE import_id IS NOT NULL",
)


def up(_migrator: Any, db: Any) -> None:
    """Create every table and index."""
    for statement in TABLES:
        db.execute_sql(statement)
