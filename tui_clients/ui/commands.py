r"""The one table of commands: bindings, footer, command palette, help screen and guide follow from it.

Keys can be typed on a German keyboard in any terminal: no `[ ] { } \ ~ @`, no alt, no ctrl+shift,
no ctrl+h/i/j/m.
"""

from collections.abc import Sequence
from functools import cache

from textual.binding import Binding
from textual.dom import DOMNode

from tui_clients.errors import N_
from tui_clients.ui.command import Command, Group

__all__ = ["COMMANDS", "Command", "Group", "bind", "bind_one", "by_id", "of"]


def _silent(id_: str, key: str, label: str, help_: str, group: Group, action: str, key_label: str = "") -> Command:
    return Command(id_, key, label, help_, group, action, False, False, key_label)


COMMANDS: tuple[Command, ...] = (
    Command("help", "f1,question_mark", N_("Help"), N_("Show what every key does"), Group.EVERYWHERE, "help",
            key_label="F1"),
    Command("palette", "ctrl+p", N_("Commands"), N_("Find a command by its name"), Group.EVERYWHERE,
            "command_palette", False, False, N_("Ctrl+P")),
    Command("quit", "ctrl+q", N_("Quit"), N_("Leave the program"), Group.EVERYWHERE, "quit", False,
            key_label=N_("Ctrl+Q"), works_above=True),
    Command("list.add", "a", N_("Add"), N_("Add a client"), Group.LIST, "add"),
    Command("list.edit", "e", N_("Edit"), N_("Edit the client under the cursor"), Group.LIST, "edit"),
    Command("list.import", "i", N_("Import"), N_("Import clients, projects or invoices from a file"),
            Group.LIST, "import"),
    Command("list.imports", "I", N_("Imports"), N_("Show the imports that were run, and take one back"),
            Group.LIST, "imports", False),
    Command("list.export", "x", N_("Export"), N_("Export all clients, those found or those marked"),
            Group.LIST, "export"),
    Command("list.search", "slash", N_("Search"), N_("Search in names, companies, e-mails, phones, cities and notes"),
            Group.LIST, "search", key_label="/"),
    Command("list.date", "d", N_("Date"), N_("Filter by the date added"), Group.LIST, "filter_date"),
    Command("list.sort", "s", N_("Sort"), N_("Sort by a column; choose it again to reverse the order"),
            Group.LIST, "sort", gives_way=2),
    Command("list.overview", "o", N_("Overview"),
            N_("Count the clients shown by month, country and category, and sum up what they owe"),
            Group.LIST, "overview"),
    Command("list.bulk", "b", N_("Change marked"),
            N_("Change the marked clients, or the one under the cursor: category, tags, status, trash"),
            Group.LIST, "bulk", False),
    Command("list.merge", "m", N_("Merge"), N_("Make one client of those that are marked"), Group.LIST, "merge", False),
    Command("list.duplicates", "D", N_("Duplicates"), N_("Find clients that may be the same"), Group.LIST,
            "duplicates", False),
    Command("list.delete", "delete", N_("Delete"),
            N_("Put the marked clients, or the one under the cursor, into the trash"),
            Group.LIST, "delete", False, key_label=N_("Del")),
    Command("list.undelete", "u", N_("Undo"), N_("Take back what was deleted or merged last"), Group.LIST, "undelete",
            False),
    Command("list.clear", "escape", N_("Clear"), N_("Clear the search, then the date filter, then the marks"),
            Group.LIST, "clear", False, key_label="Esc"),
    Command("list.reload", "f5", N_("Reload"), N_("Reload the list"), Group.LIST, "reload", False, key_label="F5"),
    Command("list.quit", "q", N_("Quit"), N_("Leave the program"), Group.LIST, "app.quit", True, False,
            gives_way=0),
    _silent("table.open", "enter", N_("Show"), N_("Open what is under the cursor"), Group.TABLE, "open", N_("Enter")),
    _silent("table.up", "up,k", N_("Up"), N_("One row up"), Group.TABLE, "move(-1)", "↑ k"),
    _silent("table.down", "down,j", N_("Down"), N_("One row down"), Group.TABLE, "move(1)", "↓ j"),
    _silent("table.page_up", "pageup", N_("Page up"), N_("One page up"), Group.TABLE, "page(-1)", N_("PgUp")),
    _silent("table.page_down", "pagedown", N_("Page down"), N_("One page down"), Group.TABLE, "page(1)", N_("PgDn")),
    _silent("table.home", "home,g", N_("First"), N_("To the first row"), Group.TABLE, "home", N_("Home g")),
    _silent("table.end", "end,G", N_("Last"), N_("To the last row"), Group.TABLE, "end", N_("End G")),
    _silent("table.mark", "space", N_("Mark"), N_("Mark or unmark what is under the cursor"), Group.MARKS, "mark",
            N_("Space")),
    _silent("table.mark_range", "v", N_("Mark up to here"),
            N_("Mark the rows from the one marked last up to the cursor"), Group.MARKS, "mark_range"),
    _silent("table.mark_down", "shift+down", N_("Mark downwards"), N_("Go one row down and mark on the way"),
            Group.MARKS, "mark_move(1)", N_("Shift+↓")),
    _silent("table.mark_up", "shift+up", N_("Mark upwards"), N_("Go one row up and mark on the way"),
            Group.MARKS, "mark_move(-1)", N_("Shift+↑")),
    _silent("table.mark_all", "A", N_("Mark all"), N_("Mark all rows"), Group.MARKS, "mark_all"),
    _silent("table.letter", "f", N_("To a letter"), N_("Then a letter: to the first row that begins with it"),
            Group.MARKS, "letter"),
    _silent("overview.left", "left", N_("Left"), N_("To the panel before"), Group.OVERVIEW, "neighbour(-1)", "←"),
    _silent("overview.right", "right", N_("Right"), N_("To the next panel"), Group.OVERVIEW, "neighbour(1)", "→"),
    Command("overview.open", "enter", N_("Show clients"),
            N_("Open the list with the clients of the row, or the debtor"), Group.OVERVIEW, "open",
            is_in_palette=False, key_label=N_("Enter")),
    Command("overview.currency", "c", N_("Currency"), N_("Show the largest debtors of the next currency"),
            Group.OVERVIEW, "currency"),
    Command("overview.reload", "f5", N_("Reload"), N_("Count again"), Group.OVERVIEW, "reload", key_label="F5"),
    Command("overview.back", "escape,q", N_("Back"), N_("Back to the list"), Group.OVERVIEW, "back", key_label="Esc"),
    Command("profile.edit", "e", N_("Edit client"), N_("Edit the client"), Group.PROFILE, "edit", gives_way=3),
    Command("profile.back", "escape,q", N_("Back"), N_("Back to the list"), Group.PROFILE, "back", key_label="Esc"),
    Command("profile.next", "n", N_("Next"), N_("The next client of the list"), Group.PROFILE, "step(1)", gives_way=3),
    Command("profile.previous", "p", N_("Previous"), N_("The previous client of the list"), Group.PROFILE, "step(-1)",
            gives_way=3),
    Command("profile.unmerge", "M", N_("Take merge back"), N_("Take the last merge into this client back"),
            Group.PROFILE, "unmerge", False),
    _silent("profile.left", "left", N_("Left"), N_("To the section on the left"), Group.PROFILE, "neighbour(-1)", "←"),
    _silent("profile.right", "right", N_("Right"), N_("To the section on the right"), Group.PROFILE, "neighbour(1)",
            "→"),
    _silent("profile.section_1", "1", N_("Profile"), N_("To the section “Profile”"), Group.PROFILE,
            "section('profile')"),
    _silent("profile.section_2", "2", N_("Projects"), N_("To the section “Projects”"), Group.PROFILE,
            "section('projects')"),
    _silent("profile.section_3", "3", N_("Invoices"), N_("To the section “Invoices”"), Group.PROFILE,
            "section('invoices')"),
    _silent("profile.section_4", "4", N_("Contacts"), N_("To the section “Contacts”"), Group.PROFILE,
            "section('contacts')"),
    _silent("profile.section_5", "5", N_("Notes"), N_("To the section “Notes”"), Group.PROFILE, "section('notes')"),
    _silent("profile.section_6", "6", N_("Documents"), N_("To the section “Documents”"), Group.PROFILE,
            "section('documents')"),
    _silent("profile.section_7", "7", N_("More"), N_("To the section “More”: further e-mails, phones, tags and fields"),
            Group.PROFILE, "section('more')"),
    _silent("profile.section_8", "8", N_("History"), N_("To the section “History”"), Group.PROFILE,
            "section('history')"),
    Command("profile.statement", "s", N_("Statement"), N_("The client's statement of account"), Group.PROFILE,
            "statement", gives_way=2),
    Command("charts.enlarge", "z", N_("Enlarge"), N_("Show a chart on the whole screen"), Group.CHARTS,
            "enlarge", gives_way=3),
    Command("charts.currency", "c", N_("Currency"), N_("Show the figures of the next currency"), Group.CHARTS,
            "currency", gives_way=3),
    Command("charts.measure", "b", N_("Number or amount"), N_("Draw the invoices by status by number or by amount"),
            Group.CHARTS, "measure", False),
    Command("charts.months", "m", N_("Months"),
            N_("Draw 12 or 24 months, and where there is no room beside them what is open by days overdue"),
            Group.CHARTS, "months", False),
    Command("chart.save", "s", N_("Save"), N_("Save the chart as SVG or text"), Group.CHART, "save"),
    Command("chart.next", "right", N_("Next"), N_("The next chart"), Group.CHART, "turn(1)", key_label="→"),
    Command("chart.previous", "left", N_("Previous"), N_("The previous chart"), Group.CHART, "turn(-1)", key_label="←"),
    Command("chart.back", "escape,q,z", N_("Back"), N_("Back to the client"), Group.CHART, "back", key_label="Esc"),
    Command("statement.period", "d", N_("Period"), N_("Choose the days of the statement"), Group.STATEMENT, "period"),
    Command("statement.currency", "c", N_("Currency"), N_("Show the statement in the next currency"), Group.STATEMENT,
            "currency"),
    Command("statement.save", "s", N_("Save"), N_("Save the statement as text, CSV or HTML for printing"),
            Group.STATEMENT, "save"),
    Command("statement.back", "escape,q", N_("Back"), N_("Back to the client"), Group.STATEMENT, "back",
            key_label="Esc"),
    Command("items.add", "a", N_("Add"), N_("Add something to the list"), Group.ITEMS, "item('add')"),
    Command("items.edit", "enter", N_("Edit"), N_("Edit what is under the cursor"), Group.ITEMS,
            "open", key_label=N_("Enter")),
    Command("items.delete", "delete", N_("Delete"), N_("Put what is under the cursor into the trash"), Group.ITEMS,
            "item('delete')", key_label=N_("Del")),
    Command("items.undo", "u", N_("Undo"),
            N_("Bring back what was deleted last; in the history, undo the step under the cursor"), Group.ITEMS,
            "item('undo')"),
    Command("items.filter", "slash", N_("Filter"), N_("Show only what holds the words you type"), Group.ITEMS,
            "item('filter')", key_label="/"),
    Command("items.trash", "t", N_("Trash"), N_("Show what was deleted from the list, and bring it back"), Group.ITEMS,
            "item('trash')", gives_way=2),
    Command("trash.restore", "enter,u", N_("Bring back"), N_("Bring back what is under the cursor"), Group.TRASH,
            "restore", key_label=N_("Enter")),
    Command("items.payments", "y", N_("Payments"), N_("Show the payments on the invoice, and book one"), Group.ITEMS,
            "item('payments')"),
    Command("items.cancel", "x", N_("Cancel it"), N_("Cancel the invoice, or reopen it"), Group.ITEMS,
            "item('cancel')"),
    Command("items.save", "w", N_("Save as"), N_("Save the document to a file"), Group.ITEMS, "item('save')"),
    Command("form.save", "ctrl+s,f2", N_("Save"), N_("Check and save"), Group.FORM, "save", key_label=N_("Ctrl+S")),
    Command("form.cancel", "escape", N_("Cancel"), N_("Leave without saving; asks if something was changed"),
            Group.FORM, "cancel", key_label="Esc"),
    Command("import.go", "f2,ctrl+s", N_("Import"), N_("Import the file as the preview shows it"), Group.IMPORT, "go",
            key_label="F2"),
    Command("import.browse", "ctrl+o", N_("Browse"), N_("Look for the file in its folder"), Group.IMPORT, "browse",
            key_label=N_("Ctrl+O")),
    Command("import.back", "escape", N_("Back"), N_("Back to the file, or to the list"), Group.IMPORT, "back",
            key_label="Esc"),
    Command("import.next_file", "n", N_("Next file"), N_("To the next of several files"), Group.IMPORT, "file(1)"),
    Command("import.previous_file", "N", N_("Previous file"), N_("To the previous of several files"), Group.IMPORT,
            "file(-1)", False),
    Command("import.preview", "1", N_("Preview"), N_("To the rows as they will be stored"), Group.IMPORT,
            "pane('preview')", gives_way=2),
    Command("import.columns", "2", N_("Columns"), N_("To the columns and the fields they go to"), Group.IMPORT,
            "pane('columns')", gives_way=2),
    Command("import.settings", "3", N_("Settings"), N_("To how the file is read and what happens to duplicates"),
            Group.IMPORT, "pane('settings')", gives_way=2),
    Command("import.problems", "p", N_("Problems"), N_("Show only the rows with problems, or all of them"),
            Group.IMPORT, "problems"),
    Command("import.fix", "e", N_("Fix"), N_("Correct a cell of the row under the cursor; the file stays as it is"),
            Group.IMPORT, "fix"),
    Command("import.save_mapping", "m", N_("Save mapping"), N_("Save by a name what goes into which field"),
            Group.IMPORT, "save_mapping", False),
    Command("import.leave_out", "delete", N_("Leave out"), N_("Leave the column under the cursor out"), Group.IMPORT,
            "leave_out", False, key_label=N_("Del")),
    Command("import.save_rejected", "s", N_("Save rejected"), N_("Save the rejected rows with their reasons"),
            Group.IMPORT, "save_rejected"),
    _silent("duplicate.keep", "k", N_("Keep ours"), N_("Keep the client as it is, skip the row"), Group.DUPLICATE,
            "take('skip')"),
    _silent("duplicate.update", "t", N_("Take the file's"), N_("Overwrite the client with what the row says"),
            Group.DUPLICATE, "take('update')"),
    _silent("duplicate.fill", "f", N_("Fill gaps"), N_("Fill only what is empty in the client"), Group.DUPLICATE,
            "take('fill')"),
    _silent("duplicate.create", "n", N_("Create new"), N_("Create another client from the row"), Group.DUPLICATE,
            "take('create')"),
    _silent("duplicate.reach", "r", N_("All the rest"), N_("Let the answer go for this row, or for all the rest too"),
            Group.DUPLICATE, "reach"),
    Command("import.take_back", "t", N_("Take back"), N_("Take this import back"), Group.IMPORT, "take_back"),
    Command("imports.take_back", "t", N_("Take back"), N_("Take the import under the cursor back"), Group.IMPORTS,
            "take_back"),
    Command("imports.back", "escape,q", N_("Back"), N_("Back to the list"), Group.IMPORTS, "back", key_label="Esc"),
    Command("duplicates.compare", "c", N_("Compare"), N_("Look at them side by side, and merge them"),
            Group.DUPLICATES, "compare"),
    Command("duplicates.part", "x", N_("Not the same"), N_("Remember that these are different clients"),
            Group.DUPLICATES, "part"),
    Command("duplicates.undo", "u", N_("Undo"), N_("Take back what was merged or parted last"), Group.DUPLICATES,
            "undo"),
    Command("duplicates.again", "f5", N_("Search again"), N_("Look for duplicates again"), Group.DUPLICATES, "again",
            key_label="F5"),
    Command("duplicates.back", "escape,q", N_("Back"), N_("Back to the list"), Group.DUPLICATES, "back",
            key_label="Esc"),
    Command("merge.go", "f2,ctrl+s", N_("Merge"), N_("Merge the clients as shown"), Group.MERGE, "go", key_label="F2"),
    Command("merge.right", "c,right", N_("Choose"), N_("Take the value of the client on the right"), Group.MERGE,
            "choose(1)", key_label="← →"),
    _silent("merge.left", "left", N_("Choose"), N_("Take the value of the client on the left"), Group.MERGE,
            "choose(-1)", "←"),
    Command("merge.swap", "s", N_("Keep the next"), N_("Let the next client be the one that stays"), Group.MERGE,
            "swap"),
    Command("merge.all", "t", N_("Take all"), N_("Take all values of the next client"), Group.MERGE, "take_all"),
    Command("merge.back", "escape,q", N_("Back"), N_("Back without merging"), Group.MERGE, "back", key_label="Esc"),
    Command("panel.close", "escape,q", N_("Close"), N_("Close the window"), Group.PANEL, "cancel",
            key_label="Esc"),
    Command("dialog.cancel", "escape", N_("Cancel"), N_("Close without doing anything"), Group.DIALOG, "cancel",
            key_label="Esc"),
    Command("choice.option", "enter", N_("Choose"), N_("Take what is under the cursor"), Group.CHOICE, "select",
            is_in_palette=False, key_label=N_("Enter")),
    Command("choice.line", "enter", N_("Choose"), N_("Take what is under the cursor, or what was typed"),
            Group.CHOICE, "submit", is_in_palette=False, key_label=N_("Enter")),
    Command("choice.button", "enter", N_("Choose"), N_("Press the button"), Group.CHOICE, "press",
            is_in_palette=False, key_label=N_("Enter")),
    Command("choice.write", "enter", N_("Export"), N_("Write the file"), Group.CHOICE, "submit", is_in_palette=False,
            key_label=N_("Enter")),
    Command("choice.turn", "right,space", N_("Change"), N_("Take the next choice"), Group.CHOICE, "turn(1)",
            is_in_palette=False, key_label="← →"),
    _silent("choice.turn_back", "left", N_("Change"), N_("Take the choice before"), Group.CHOICE, "turn(-1)", "←"),
    Command("choice.next", "enter,down", N_("Go on"), N_("To the next question"), Group.CHOICE, "next",
            is_in_palette=False, key_label=N_("Enter")),
    _silent("choice.previous", "up", N_("Up"), N_("To the question before"), Group.CHOICE, "previous", "↑"),
)  # fmt: skip


@cache
def by_id() -> dict[str, Command]:
    """Return every command by its id."""
    return {command.id: command for command in COMMANDS}


def of(group: Group) -> tuple[Command, ...]:
    """Return the commands of a group, in the order of the table."""
    return tuple(command for command in COMMANDS if command.group is group)


def bind(node: DOMNode, *groups: Group) -> None:
    """Give a node the keys of command groups, described in the language spoken now.

    Textual's own BINDINGS are read when a class is made, before the language is chosen. What the node's
    class binds to the same keys no longer works on it.
    """
    _bind(node, [command for group in groups for command in of(group)])


def bind_one(node: DOMNode, id_: str) -> None:
    """Give a node the key of a command."""
    _bind(node, [by_id()[id_]])


def _bind(node: DOMNode, rows: Sequence[Command]) -> None:
    for binding in Binding.make_bindings([command.binding() for command in rows]):
        node._bindings.key_to_bindings[binding.key] = [binding]
