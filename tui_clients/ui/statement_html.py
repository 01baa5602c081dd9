"""A statement of account as one HTML file that prints on A4: no script, no picture, nothing from elsewhere."""

from collections.abc import Iterable, Sequence

from tui_clients import i18n
from tui_clients.domain.statement import Account, Statement
from tui_clients.domain.text import markup
from tui_clients.i18n import _
from tui_clients.ui import statement_words as told

_STYLE = """
@page { size: A4; margin: 20mm 18mm; }
body { font: 10.5pt/1.4 sans-serif; color: #111; max-width: 174mm; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 16pt; margin: 0 0 .2em; }
h2 { font-size: 12pt; margin: 1.6em 0 .4em; break-after: avoid; }
address { font-style: normal; margin: 0 0 2em; }
p { margin: .2em 0; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
th, td { padding: .25em .4em; text-align: left; vertical-align: top; border-bottom: 1px solid #ddd; }
th { border-bottom: 1px solid #555; }
tr { break-inside: avoid; }
.amount { text-align: right; white-space: nowrap; }
.entry { overflow-wrap: anywhere; }
.day { white-space: nowrap; }
.sum td { font-weight: bold; border-top: 1px solid #555; }
table.ages { break-inside: avoid; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CLASSES = ("day", "entry", "day", "amount", "amount", "amount")


def as_html(account: Account) -> str:
    """Return the statement as a page; everything from the database is escaped."""
    title = _("Statement of account")
    address = "<br>\n".join(map(markup, told.addressee(account.client)))
    sections = "".join(map(_section, account.statements)) or f"<p>{markup(told.nothing(account))}</p>\n"
    return f"""<!DOCTYPE html>
<html lang="{markup(i18n.current().code)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width">
<title>{markup(title)}: {markup(account.client.name)}</title>
<style>{_STYLE}</style>
</head>
<body>
<address>
{address}
</address>
<h1>{markup(title)}</h1>
<p>{markup(told.period(account))}</p>
{sections}</body>
</html>
"""


def _section(statement: Statement) -> str:
    opening, closing = told.opening(statement), told.closing(statement)
    invoiced, paid = told.moved(statement)
    lines = [
        _row(("", opening.label, "", "", "", opening.amount)),
        *(_row(told.line(entry, statement.currency)) for entry in statement.entries),
        _row(("", closing.label, "", invoiced.amount, paid.amount, closing.amount), "sum"),
    ]
    return f"""<h2>{markup(statement.currency)}</h2>
<table>
<thead>{_row(told.headings(), tag="th")}</thead>
<tbody>
{"".join(lines)}</tbody>
</table>
{_ages(statement)}"""


def _ages(statement: Statement) -> str:
    credit = told.credit(statement)
    ages = [*told.ages(statement), *([credit] if credit else [])]
    labels = "".join(f'<th class="amount">{markup(each.label)}</th>' for each in ages)
    amounts = "".join(f'<td class="amount">{markup(each.amount)}</td>' for each in ages)
    return f"""<h2>{markup(_("Open at the end"))}</h2>
<table class="ages">
<thead><tr>{labels}</tr></thead>
<tbody><tr>{amounts}</tr></tbody>
</table>
"""


def _row(cells: Sequence[str], kind: str = "", tag: str = "td") -> str:
    inside: Iterable[str] = (
        f'<{tag} class="{name}">{markup(cell)}</{tag}>' for name, cell in zip(_CLASSES, cells, strict=True)
    )
    opened = f'<tr class="{kind}">' if kind else "<tr>"
    return f"{opened}{''.join(inside)}</tr>\n"
