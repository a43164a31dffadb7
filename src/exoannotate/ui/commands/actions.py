"""ACTIONS: everything the menus, tool bars, tooltips and the sheet of shortcuts are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from exoannotate.ui.icons import Icons

When = Literal["always", "project", "writable", "document", "record", "undo", "redo", "rows"]
"""always; a project is open; it can be written; a document is shown; a record is shown; there is something to undo or
redo; the table has rows."""

Menu = Literal["File", "Edit", "View", "Evidence", "Tools", "Help", ""]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do. ``keys`` are shortcuts in portable text; ``page_key`` is a single letter that acts
    only while the page has the focus and is handled there. ``label`` may hold "&" for its mnemonic; a line of
    the menu stands above it when ``rule`` is set. ``submenu``: the title of the menu in that menu it stands in."""

    id: str
    label: str
    menu: Menu
    keys: tuple[str, ...] = ()
    icon: str = ""
    tooltip: str = ""
    when: When = "always"
    page_key: str = ""
    short: str = ""
    checkable: bool = False
    rule: bool = False
    submenu: str = ""

    @property
    def plain_label(self) -> str:
        """The label without its mnemonic and dots."""
        return self.label.replace("&", "").rstrip("…")

    @property
    def shortcut_text(self) -> str:
        """The keys as people read them."""
        shown = [QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in self.keys]
        return " or ".join([*shown, *([self.page_key] if self.page_key else [])])


ACTIONS: tuple[Action, ...] = (
    Action("new_project", "&New project…", "File", ("Ctrl+N",), "file-plus", "Make a new project file"),
    Action("open_project", "&Open project…", "File", ("Ctrl+O",), "folder-open", "Open a project file (.exo)"),
    Action("open_sample", "Open the &sample project", "File", (), "book-open", "A small project to look around in"),
    Action("add_pdfs", "&Add PDFs…", "File", ("Ctrl+Shift+A",), "plus", "Add PDFs to the project", "writable",
           rule=True),
    Action("import_file", "&Import references or evidence…", "File", ("Ctrl+Shift+I",), "download",
           "Papers from Zotero, EndNote, PubMed or BibTeX, or a table of evidence that was exported here",
           "writable"),
    Action("find_pdfs", "Find missing PDFs in a folder…", "File", (), "search",
           "Moved and renamed files are known by their content, those of papers without a PDF by DOI and title",
           "writable"),
    Action("close_document", "&Close document", "File", ("Ctrl+W",), "x", "Close the document that is shown",
           "document"),
    Action("bibliography", "&Bibliographic data…", "File", ("Ctrl+Shift+B",), "pencil",
           "Title, authors, year, journal, DOI, PMID, tags and note of the document", "project", rule=True),
    Action("mark_to_read", "Mark as to &read", "File", (), "", "The document is still to be read", "writable",
           submenu="Reading s&tate"),
    Action("mark_under_way", "Mark as &under way", "File", (), "", "The document is being read", "writable",
           submenu="Reading s&tate"),
    Action("mark_done", "Mark as &done", "File", (), "", "The document is read and recorded", "writable",
           submenu="Reading s&tate"),
    Action("next_to_read", "Ne&xt document to read", "File", (), "",
           "Open the next document of the queue that is not done", "project"),
    Action("new_collection", "New co&llection…", "File", (), "layers",
           "A named group of documents; those chosen in the list go into it", "writable"),
    Action("same_paper", "Same &paper as…", "File", (), "layers",
           "Join the document that is shown with another one that is the same paper", "writable"),
    Action("remove_document", "&Take the document out", "File", (), "trash-2",
           "Take the document that is shown out of the project, with its highlights; its PDF is not touched",
           "writable"),
    Action("import_highlights", "Import highlights &from the PDF", "File", (), "highlighter",
           "Highlights, notes and areas that other programs left in the PDF become highlights of the project",
           "writable"),
    Action("copy_pdf", "Copy of the PDF with &highlights…", "File", (), "copy",
           "A PDF whose highlights every reader shows; the original is not touched", "document"),
    Action("share_project", "S&hare a copy…", "File", ("Ctrl+Shift+S",), "copy",
           "One checked file to send to a colleague; no path of this computer is in it", "project", rule=True),
    Action("merge_project", "&Merge a copy…", "File", (), "layers",
           "Join what a colleague sent back: looked at first, one undo takes it back", "writable"),
    Action("save_copy", "Save a cop&y…", "File", (), "save",
           "All that was saved in this project as a new file; also when its own file was deleted or replaced meanwhile",
           "project"),
    Action("show_backups", "&Backups…", "File", (), "clock",
           "What was saved before: go back to it; nothing that stands there now is lost", "project"),
    Action("compare_project", "Compare &with a copy…", "File", (), "columns-2",
           "What another copy says differently; neither is changed", "project"),
    Action("export", "&Export evidence…", "File", ("Ctrl+Shift+E",), "download", "Write the evidence table to a file",
           "rows", rule=True),
    Action("export_library", "Export all &papers…", "File", (), "",
           "All papers of the project as BibTeX, RIS, CSL-JSON or PubMed .nbib, whether a record rests on them or not",
           "project"),
    Action("quit", "&Quit", "File", ("Ctrl+Q",), "", "Everything is saved already", rule=True),
    Action("undo", "&Undo", "Edit", ("Ctrl+Z",), "undo-2", "Take back the last edit", "undo"),
    Action("redo", "&Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", "Do the undone edit again", "redo"),
    Action("find", "&Find in document…", "Edit", ("Ctrl+F",), "search", "Find words in the document that is shown",
           "document", rule=True),
    Action("find_next", "Find ne&xt", "Edit", ("F3",), "", "The next place where they stand", "document"),
    Action("find_previous", "Find pre&vious", "Edit", ("Shift+F3",), "", "The place before", "document"),
    Action("search_everything", "&Search everything…", "Edit", ("Ctrl+K",), "search",
           "Run a command, or find documents, records, quotes, notes and words in any document", rule=True),
    Action("search_documents", "Search the te&xt of all documents…", "Edit", ("Ctrl+Shift+F",), "",
           "Where words stand in the text of all documents, other names of the same included", "project"),
    Action("delete_highlight", "&Delete highlight", "Edit", ("Del",), "trash-2",
           "Delete the highlight that was clicked last", "writable", rule=True),
    Action("lost_highlights", "Highlights not &found again…", "Edit", ("Ctrl+Shift+J",), "triangle-alert",
           "Go through highlights without a place: where they may stand, one key to accept", "project", rule=True),
    Action("reattach", "Attach the lost highlight to the selection", "Edit", (), "link",
           "Put the highlight chosen in the list of lost ones where the text is selected", "writable", "R"),
    Action("zoom_in", "Zoom &in", "View", ("Ctrl++", "Ctrl+="), "zoom-in", "Larger", "document"),
    Action("zoom_out", "Zoom &out", "View", ("Ctrl+-",), "zoom-out", "Smaller", "document"),
    Action("zoom_normal", "&Actual size", "View", ("Ctrl+0",), "", "100 %", "document"),
    Action("fit_width", "Fit &width", "View", ("Ctrl+1",), "move-horizontal", "As wide as the window", "document"),
    Action("fit_page", "Fit &page", "View", ("Ctrl+2",), "maximize", "The whole page", "document"),
    Action("rotate_right", "Rotate &clockwise", "View", ("Ctrl+]",), "rotate-cw", "Turn the pages a quarter clockwise",
           "document", submenu="&Pages"),
    Action("rotate_left", "Rotate countercloc&kwise", "View", ("Ctrl+[",), "", "Turn the pages a quarter back",
           "document", submenu="&Pages"),
    Action("two_pages", "&Two pages", "View", ("Ctrl+3",), "book-open", "Two pages beside one another", "document",
           checkable=True, rule=True, submenu="&Pages"),
    Action("first_page_alone", "First page a&lone", "View", (), "",
           "In pairs, odd pages stand right, as in a printed issue", "document", checkable=True, submenu="&Pages"),
    Action("hand_tool", "&Hand tool", "View", ("Ctrl+Shift+H",), "hand",
           "The left button moves pages; the middle one always does", checkable=True),
    Action("split_view", "&Split view", "View", ("F4",), "columns-2",
           "Show the document twice, beside itself; again: make the two sides one", "document", checkable=True,
           rule=True),
    Action("move_over", "&Move to the other side", "View", ("Shift+F4",), "",
           "Show two documents beside one another", "document"),
    Action("go_to_page", "&Go to page", "View", ("Ctrl+G",), "", "By its printed label or its number", "document",
           rule=True),
    Action("back", "&Back", "View", ("Alt+Left",), "arrow-left", "To where you were before the jump", "document"),
    Action("forward", "For&ward", "View", ("Alt+Right",), "arrow-right", "To where you went back from", "document"),
    Action("caret_mode", "&Caret in the text", "View", (), "", "A caret that the arrow keys move; Shift selects",
           "document", "C", checkable=True, rule=True),
    Action("next_highlight", "Next highlight", "View", (), "", "The next one in reading order", "document",
           "Alt+Down"),
    Action("previous_highlight", "Previous highlight", "View", (), "", "The one before", "document", "Alt+Up"),
    Action("legend", "Colours and &meanings…", "View", (), "", "What the colours mean; rename and recolour them",
           "project"),
    Action("number_pages", "First page &number…", "View", (), "", "Say what number is printed on the first page",
           "document"),
    Action("show_outline", "&Outline", "View", (), "list", "The headings of the document, in the project pane",
           "document", rule=True),
    Action("show_thumbnails", "&Thumbnails", "View", (), "layers", "Small pictures of the pages, in the project pane",
           "document"),
    Action("filter_documents", "Fi&lter the documents", "View", (), "filter",
           "Go to the filter line above the list of documents", "project"),
    Action("toggle_project", "P&roject pane", "View", ("F9",), "panel-left", "Show or hide the project pane",
           checkable=True, rule=True),
    Action("toggle_record", "Recor&d pane", "View", ("F8",), "panel-right", "Show or hide the record pane",
           checkable=True),
    Action("toggle_evidence", "&Evidence table", "View", ("F7",), "panel-bottom", "Show or hide the evidence table",
           checkable=True),
    Action("next_pane", "Next pane", "View", ("F6",), "", "Move the focus to the next pane"),
    Action("full_screen", "&Full screen", "View", ("F11",), "", "Pages only; Escape brings everything back", "document",
           checkable=True),
    Action("theme_system", "Colours: as the system", "View", (), "settings", "Light or dark as the desktop is",
           rule=True, submenu="&Colours"),
    Action("theme_light", "Colours: light", "View", (), "sun", "Light window", submenu="&Colours"),
    Action("theme_dark", "Colours: dark", "View", (), "moon", "Dark window", submenu="&Colours"),
    Action("page_normal", "Page: as printed", "View", (), "", "Pages in their own colours", rule=True,
           submenu="&Pages"),
    Action("page_sepia", "Page: sepia", "View", (), "", "Pages on sepia", submenu="&Pages"),
    Action("page_dark", "Page: dark", "View", (), "", "Pages light on dark", submenu="&Pages"),
    Action("highlight", "&Highlight", "Evidence", (), "highlighter", "Highlight the selection", "document", "H",
           "Highlight  H"),
    Action("new_record", "N&ew record from selection", "Evidence", (), "file-plus",
           "Make a record from the selection: highlights it and opens the form", "document", "E", "New record  E"),
    Action("link", "&Link selection to a record…", "Evidence", (), "link",
           "Link the selection, or the highlight clicked last, to a record", "document", "L", "Link  L"),
    Action("select_area", "Highlight an &area", "Evidence", (), "scan",
           "Drag a rectangle round a figure or table; its picture is kept in the project", "document", "A"),
    Action("note_highlight", "&Note on highlight…", "Evidence", (), "message-square",
           "Write a note on the highlight clicked last", "writable", "M"),
    Action("save_record", "&Save record", "Evidence", ("Ctrl+Return",), "save", "Save the record in the form",
           "writable"),
    Action("reason", "Reason for an empty field", "Evidence", ("Ctrl+R",), "circle-help",
           "Say why the field in focus is empty", "writable"),
    Action("accept_record", "&Accept record", "Evidence", ("Ctrl+Shift+Return",), "check", "A second look: right",
           "record", rule=True),
    Action("reject_record", "Re&ject record", "Evidence", (), "circle-x", "A second look: not right", "record"),
    Action("delete_record", "&Delete record", "Evidence", ("Ctrl+Del",), "trash-2",
           "Delete the record shown; its highlights stay", "record"),
    Action("clone_record", "&Clone record", "Evidence", ("Ctrl+D",), "copy",
           "A new record on the same passages, for the next cargo of the sentence", "record"),
    Action("split_record", "Split into one record a car&go", "Evidence", ("Ctrl+Shift+D",), "",
           "A record that names several cargos becomes one for each; one undo takes it back", "record"),
    Action("read_here", "This field was read here", "Evidence", ("Alt+W",), "",
           "The field in hand points at the words that are selected; an empty one gets them as its value",
           "writable"),
    Action("why_value", "Wh&y this value?", "Evidence", ("Ctrl+I",), "",
           "Say under the field in hand which words a suggested value was read from and by which rule; without a field "
           "in hand, under all of them", "project"),
    Action("next_passage", "Next passage of the record", "Evidence", ("Ctrl+Alt+Right",), "",
           "Show the next passage of the record in the form", "rows"),
    Action("previous_passage", "Previous passage of the record", "Evidence", ("Ctrl+Alt+Left",), "",
           "Show the one before", "rows"),
    Action("jump_between", "&From highlight to record and back", "Evidence", ("Ctrl+J",), "",
           "The record of the outlined highlight, the next one each time; from the form, the passage", "rows"),
    Action("link_shown", "Link to the record sho&wn", "Evidence", ("Ctrl+Shift+K",), "",
           "Link the selection, or the highlight clicked last, to the record in the form", "writable"),
    Action("record_history", "H&istory of the record", "Evidence", ("Ctrl+H",), "clock",
           "What the record said before, who changed it and when, and back to it", "rows"),
    Action("next_record", "Next record", "Evidence", ("Ctrl+Alt+Down",), "", "Show the next row of the table", "rows",
           rule=True),
    Action("previous_record", "Previous record", "Evidence", ("Ctrl+Alt+Up",), "", "Show the row before", "rows"),
    Action("own_fields", "O&wn fields…", "Evidence", (), "list",
           "Fields of this project beside those every record has: add, rename, reorder, delete", "project", rule=True),
    Action("terms", "Ter&ms…", "Evidence", (), "",
           "Names of your own: see, add, import and export them", "project"),
    Action("filter", "&Filter the table", "Evidence", ("Ctrl+L",), "filter", "Go to the filter field", "rows"),
    Action("filter_by", "Filter &by a field…", "Evidence", ("Ctrl+Shift+L",), "plus",
           "Choose a field and its values; they stand over the table as chips", "rows"),
    Action("saved_queries", "Saved &queries…", "Evidence", (), "star", "Filters to come back to", "project",
           submenu="&Table"),
    Action("save_query", "Save this f&ilter…", "Evidence", (), "", "Keep the filter and the sorting under a name",
           "rows", submenu="&Table"),
    Action("table_columns", "&Columns…", "Evidence", (), "columns-2", "Choose the columns of the table", "project",
           rule=True, submenu="&Table"),
    Action("group_rows", "&Group by…", "Evidence", (), "layers", "Put the rows under the values of a column", "rows",
           submenu="&Table"),
    Action("table_layout", "&Layouts…", "Evidence", (), "", "Columns, groups and saved layouts", "project",
           submenu="&Table"),
    Action("edit_records", "&Edit the chosen records…", "Evidence", ("Ctrl+E",), "pencil",
           "Let a field of all records that are marked in the table say the same", "rows", rule=True, submenu="&Table"),
    Action("copy_rows", "Copy as a ta&ble", "Evidence", (), "copy",
           "The marked rows, to paste into Word or Excel; Ctrl+C in the table", "rows", submenu="&Table"),
    Action("copy_cited", "Copy &quotes as cited text", "Evidence", ("Ctrl+Shift+C",), "",
           "The quotes of the marked records, or the words selected on the page, with author, year and page", "project",
           submenu="&Table"),
    Action("table_view", "&Table", "Evidence", ("Ctrl+4",), "table", "One row for each record", "project", rule=True,
           submenu="Sho&w as"),
    Action("matrix_view", "&Matrix", "Evidence", ("Ctrl+5",), "", "Count records or studies by any two columns",
           "project", submenu="Sho&w as"),
    Action("contradictions_view", "&Contradictions", "Evidence", ("Ctrl+6",), "scale",
           "Where records disagree about a cargo and a therapy, side by side", "project", submenu="Sho&w as"),
    Action("gaps_view", "Likely &gaps", "Evidence", ("Ctrl+7",), "list-checks", "What to look at next", "project",
           submenu="Sho&w as"),
    Action("figures_view", "&Figures", "Evidence", ("Ctrl+8",), "", "The evidence drawn for print: map, matrix, board, "
           "counts", "project", submenu="Sho&w as"),
    Action("summary", "Summar&y in sentences…", "Evidence", ("Ctrl+Shift+M",), "file-text",
           "A paragraph for a grant or a structured summary: each clause is tied to its records", "project"),
    Action("find_evidence", "Find the &evidence of this document", "Tools", ("Ctrl+Shift+G",), "sparkles",
           "Its sentences and table rows that tell evidence, one by one beside the record they draft: A accepts, "
           "R rejects, N decides later, Esc leaves", "project", checkable=True),
    Action("review", "&Review records", "Tools", ("Ctrl+Shift+R",), "check",
           "Record after record beside its passage: A accepts, R rejects, N goes on, Esc leaves", "rows",
           checkable=True),
    Action("verify", "Chec&k a sample again…", "Tools", (), "list-checks",
           "Extract a second time from passages of others, drawn by chance, and count the errors: A saves, N leaves "
           "open, Esc leaves", "project", checkable=True),
    Action("agreement", "A&greement between people…", "Tools", (), "scale",
           "How far people who coded the same words agree: per cent and kappa, field by field", "project"),
    Action("blind_round", "&Blind double coding…", "Tools", (), "layers",
           "Two people or more code the same documents, and none sees what the others make until the round is closed",
           "project"),
    Action("consensus", "C&onsensus…", "Tools", (), "columns-2",
           "After a blind round: what people coded side by side, and one record agreed on field by field", "project"),
    Action("recognise_text", "Recognise te&xt of scanned pages", "Tools", (), "scan",
           "Read the text of pages that are pictures, with Tesseract", "document"),
    Action("own_sql", "Own S&QL…", "Tools", ("Ctrl+Shift+Y",), "table",
           "Ask the project with a SELECT of your own; nothing is written", "project", rule=True),
    Action("settings", "&Settings…", "Tools", ("Ctrl+,",), "settings", "Your name, colours, pages, scans and keys",
           rule=True),
    Action("change_keys", "Change &keys…", "Tools", (), "pencil", "Give acts other keys"),
    Action("help", "&Help", "Help", ("F1",), "circle-help", "What the window can do, and all keys"),
    Action("shortcuts", "&Keys", "Help", ("Ctrl+?",), "", "All keys on one sheet"),
    Action("about", "&About exoannotate", "Help", (), "info", "Version and licence", rule=True),
    Action("vocabularies", "&Vocabularies…", "Help", (), "",
           "Where names and identifiers come from, and their licences"),
)  # fmt: skip

ON_TOOL_BARS = ("back", "forward", "zoom_out", "zoom_in", "fit_width", "fit_page", "highlight", "new_record", "link")

HANDLED_BY_FORM = ("save_record", "reason")
"""Their keys belong to the form while it has the focus, so the window must not claim them as well."""

READING_KEYS: tuple[tuple[str, str], ...] = (
    ("Double click", "select the word"),
    ("Triple click", "select the sentence"),
    ("S, Shift and S", "grow the selection by a sentence, forward or backward"),
    ("Shift and arrows", "select from where you clicked: letters and lines; with Ctrl words and paragraphs"),
    ("Shift and Home, End", "to the start or end of the line"),
    ("C", "a caret that the arrow keys move; Enter takes the word or follows a link"),
    ("H", "highlight the selection"),
    ("1 to 8", "highlight it with that colour"),
    ("A, or Alt and drag", "highlight an area of a figure or table"),
    ("M", "note on the highlight"),
    ("Alt and Down, Up", "next and previous highlight, overlapping ones in turn"),
    ("Drag a knob", "move an end of the highlight by words; with Shift by letters"),
    ("Alt, Shift and Left, Right", "move the end of the highlight by a word; with Ctrl by a letter"),
    ("Alt, Shift and Up, Down", "move its beginning likewise"),
    ("E", "new record from the selection"),
    ("L", "link the selection to a record"),
    ("J, K", "next and previous record of the table"),
    ("Drag a badge", "carry the highlight to a row of the table or to the record, which links it"),
    ("Right click", "the menu of a highlight, with its records"),
    ("R", "attach the lost highlight chosen at the left to the selection"),
    ("Space, Page Down", "one screen down"),
    ("N, P", "next and previous page"),
    ("Ctrl and wheel", "zoom at the pointer"),
    ("Middle button and drag", "move the pages"),
)
"""Keys and clicks that act while the page has the focus."""


def action(id: str) -> Action:
    """The entry with this id. Raises StopIteration for a word that is none."""
    return next(entry for entry in ACTIONS if entry.id == id)


class _Late(Mapping[str, Callable[[], object]]):
    """Acts that are looked up when they are called."""

    def __init__(self, acts: Mapping[str, Callable[[], object]]) -> None:
        self._acts = acts

    def __getitem__(self, id: str) -> Callable[[], object]:
        def act(_checked: bool = False) -> None:
            known = self._acts.get(id)
            if known is not None:
                known()

        return act

    def __iter__(self) -> Iterator[str]:
        return iter(entry.id for entry in ACTIONS)

    def __len__(self) -> int:
        return len(ACTIONS)


def late(acts: Mapping[str, Callable[[], object]]) -> Mapping[str, Callable[[], object]]:
    """Acts that need not be known before somebody wants one; until then nothing happens."""
    return _Late(acts)


def make(icons: Icons, acts: Mapping[str, Callable[[], object]], parent: QObject) -> dict[str, QAction]:
    """A QAction for each entry, connected to its act; an entry without an act is a mistake of ours."""
    made: dict[str, QAction] = {}
    for entry in ACTIONS:
        act = QAction(entry.label, parent)
        act.setObjectName(entry.id)
        if entry.id in ON_TOOL_BARS:  # the icons of menus are drawn when a menu opens; at start they would cost a third
            act.setIcon(icons.icon(entry.icon))
        if entry.id not in HANDLED_BY_FORM:
            act.setShortcuts([QKeySequence(k) for k in entry.keys])
        keys = entry.shortcut_text
        act.setToolTip(f"{entry.tooltip or entry.plain_label} ({keys})" if keys else entry.tooltip)
        if entry.short:
            act.setIconText(f" {entry.short}")  # stands a little off its icon
        act.setCheckable(entry.checkable)
        act.setMenuRole(_menu_role(entry.id))
        act.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        act.triggered.connect(acts[entry.id])
        made[entry.id] = act
    return made


def _menu_role(id: str) -> QAction.MenuRole:
    roles = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}
    return roles.get(id, QAction.MenuRole.NoRole)
