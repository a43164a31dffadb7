"""TOPICS: what F1 says about each pane. The keys of acts are drawn from ACTIONS, so they are those in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from exoannotate.ui.commands.actions import READING_KEYS


@dataclass(frozen=True, slots=True)
class Topic:
    """Help for one pane. ``panes``: names of the classes or objects it is shown for; ``acts``: ids of ACTIONS whose
    keys are listed; ``keys``: keys of the pane itself."""

    id: str
    title: str
    lines: tuple[str, ...]
    panes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


TOPICS: tuple[Topic, ...] = (
    Topic(
        "start",
        "In five minutes",
        (
            "Add a PDF and open it from the list at the left.",
            "Click three times on a sentence: it is selected, in its own column and in reading order.",
            "Press E. The sentence is highlighted and the form opens; fill what it says and press Ctrl+Enter.",
            "Press L on another sentence to link it to a record that is there already.",
            "Double-click a row of the table to see where it was read, and export the table when it is full.",
            "Every edit is saved at once; Ctrl+Z takes back any of them, also after a restart.",
        ),
        ("WelcomePage", "FirstSteps"),
        ("new_project", "open_project", "open_sample", "add_pdfs", "undo", "redo", "export", "next_pane", "settings"),
    ),
    Topic(
        "page",
        "The page",
        (
            "Select by dragging, by two or three clicks, or with Shift and the arrow keys. What is selected stays in "
            "its column and goes on over the page break.",
            "Press a letter for what is to become of it: H highlights, E makes a record, L links it to one.",
            "A, or Alt with the mouse, highlights a figure or table as an area. Scans offer to be recognised.",
            "A PDF that was marked in another program offers its highlights.",
        ),
        ("DocumentView", "DocumentTabs", "Canvas"),
        ("find", "find_next", "go_to_page", "back", "forward", "fit_width", "fit_page", "split_view", "highlight",
         "new_record", "link", "select_area", "note_highlight"),
        READING_KEYS,
    ),
    Topic(
        "record",
        "The record",
        (
            "One record is one claim: a cargo, who gave it, who took it, which therapy, and what came of it.",
            "Values are completed as you type; a name that is chosen from the list brings its identifier, a name you "
            "type never gets one. Several names are parted by “;”.",
            "A suggested value says why: the words it was read from, the rule, and the name a vocabulary has for them. "
            "That is gone once you type.",
            "An empty field wants its reason: not reported, not applicable, unclear, or not yet looked.",
            "The role is computed from the effect and from what was done to the vesicle; its tooltip says why.",
            "When the sentence names another cargo, clone the record and change that alone.",
        ),
        ("record_pane", "RecordForm", "RecordPane"),
        ("save_record", "reason", "why_value", "read_here", "clone_record", "split_record", "accept_record",
         "reject_record", "delete_record", "record_history", "next_record", "previous_record", "next_passage",
         "previous_passage", "jump_between", "link_shown"),
        (("Tab", "to the next field, the least certain ones first; takes the marked name along"),
         ("Down, Enter", "choose from the list of names"),
         ("Alt+N, Alt+A, Alt+U", "the empty field: not reported, not applicable, unclear"),
         ("Esc", "close the list and keep what was typed; then back to the page")),
    ),
    Topic(
        "history",
        "History of the record",
        (
            "What the record said before, who changed it and when, the last change first.",
            "A value of then can be said again; that is an edit like any other and can be undone.",
        ),
        ("HistoryView",),
        ("record_history", "undo", "redo"),
        (("Enter", "say again what it said before the marked change"), ("Esc", "back to the fields")),
    ),
    Topic(
        "project",
        "The project",
        (
            "Documents, the outline and small pictures of the one in front, and its highlights. The parts fold.",
            "A highlight that was not found again in a changed PDF is listed with the place most like it.",
            "Documents are to read, under way or done: a click on the sign before the title changes it. Drag them to "
            "order the queue or into a collection; Ctrl or Shift with a click chooses several.",
            "Drop a file of references (Zotero, EndNote, PubMed, BibTeX) on the window: papers are completed, and new "
            "ones wait with “no PDF yet” until you add their PDF. A table of evidence exported here comes back, too.",
        ),
        ("project_pane", "ProjectPane"),
        ("add_pdfs", "import_file", "find_pdfs", "bibliography", "next_to_read", "new_collection", "remove_document",
         "same_paper", "import_highlights", "copy_pdf", "lost_highlights",
         "show_outline", "show_thumbnails", "legend"),
        (("Enter", "open the document, or go to the highlight"), ("Del", "delete it, with an Undo"),
         ("Space", "the next reading state of the documents that are chosen"),
         ("Alt+Up, Alt+Down", "move them in the queue"), ("F2", "rename the collection")),
    ),
    Topic(
        "table",
        "The evidence table",
        (
            "One row is one record. A double click, or Enter, shows where it was read.",
            "The filter takes words, or conditions such as: therapy ~ temozolomide and status != draft.",
            "Columns can be chosen, moved, pinned and saved; a click on a head sorts, with Shift by one more.",
            "What is marked is copied as a table that pastes into Word and Excel.",
            "An export takes the rows the filter shows, in their order, with the columns of the table if you like; "
            "Group by puts them under headings, and Escape stops it.",
        ),
        ("evidence_pane", "EvidencePane"),
        ("filter", "filter_by", "saved_queries", "save_query", "table_columns", "group_rows", "edit_records",
         "copy_rows", "copy_cited", "summary", "next_record", "previous_record", "delete_record", "export"),
        (("F2", "edit the cell"), ("Ctrl+C", "copy the marked rows"), ("Del", "delete the record, with an Undo")),
    ),
    Topic(
        "matrix",
        "Matrix, contradictions, gaps and figures",
        (
            "The matrix counts the filtered records for any two fields, such as cargo against therapy. Enter on a cell "
            "shows its records in the table.",
            "Contradictions stand side by side with their passages, primary studies and levels of evidence.",
            "Gaps are what to look at next, each in a sentence: Enter goes there.",
            "Figures draw the filtered records for a journal's column: a map from donor to role, cargo × therapy, "
            "agreement, counts. A click on a bar, band or cell shows its records; Save writes SVG, PDF or PNG with the "
            "caption beside it.",
        ),
        ("MatrixView", "BoardView", "GapsView", "FigureView"),
        ("matrix_view", "contradictions_view", "gaps_view", "figures_view", "table_view"),
        (("Arrows", "from cell to cell, card to card, or band to band"),
         ("Enter", "show the records, or the passage of a card"),
         ("O", "open the record of a card")),
    ),
    Topic(
        "summary",
        "Summary in sentences",
        (
            "The evidence as a paragraph for a grant, or finding by finding, put together again at each edit.",
            "Click a statement, or go to it with Tab and press Enter: its records are marked in the table.",
            "Primary studies count once however many reviews cite them. Drafts are left out unless you ask for them; "
            "rejected records always.",
            "Copy pastes into Word with italics and raised numbers; a file has a table besides that says where each "
            "statement was read.",
            "The sentences are templates that you may edit; none can say what no record says.",
        ),
        ("SummaryWindow",),
        ("summary", "filter", "export"),
        (("Tab, Enter", "from statement to statement, and to its records"), ("Esc", "close the window")),
    ),
    Topic(
        "search",
        "Search everywhere",
        (
            "Commands, records, quotes, notes and the text of all documents, as you type.",
            "Other names of the same thing are found, too: TMZ finds temozolomide, miR-30b finds hsa-miR-30b-3p.",
            "Quotation marks make it exact.",
        ),
        ("SearchPanel",),
        ("search_everything", "search_documents", "find"),
        (("Down, Up", "from hit to hit"), ("Enter", "go there"), ("Esc", "back to where you were")),
    ),
    Topic(
        "review",
        "Review",
        (
            "Each record beside its passage on the page, one after the other: does it say what the passage says?",
            "The words its fields were read from are underlined. It goes through what the table shows when that is "
            "filtered, else through all that was not reviewed yet; the list at the left offers others.",
            "Who accepted or rejected it, and when, is kept with the record. One that is changed afterwards keeps its "
            "decision and says “changed since”; a second decision takes that away.",
        ),
        ("ReviewBar", "review_bar"),
        ("review", "record_history", "undo"),
        (("A", "accept, and on to the next"), ("R, Enter", "reject; a reason may be typed before Enter"),
         ("N or Space, P", "next and previous record"), ("Left, Right", "its passages, when it has several"),
         ("F, Esc", "into the fields, and back"), ("Z", "take back"), ("Esc", "leave")),
    ),
    Topic(
        "candidates",
        "The evidence of a document",
        (
            "Sentences and table rows that tell evidence, the plainest first. Each is framed on its page, and the "
            "record it drafts stands beside it; nothing is written before you accept.",
            "What you decide is kept in the project by the words of the sentence: nothing is asked twice, in another "
            "copy of the paper or by a colleague either. Leave when you like; coming back goes on where it was.",
            "A sentence that tells several records makes all of them. When a record likely says the same, it is told "
            "before anything is saved.",
        ),
        ("CandidateBar", "candidates_bar"),
        ("find_evidence", "review", "undo"),
        (("A", "accept: the highlight and its records, and on to the next"), ("R", "reject"),
         ("X, M", "reject: not exosomal; a marker only"), ("N or Space", "decide later"), ("P", "the one before"),
         ("Left, Right", "its records, when it tells several"),
         ("F, Ctrl+Enter", "into the fields; save and go on"), ("L", "link to the record that says the same"),
         ("Z", "take back"), ("Esc", "leave")),
    ),
    Topic(
        "verify",
        "Check a sample again",
        (
            "Records of other people, drawn by chance: you see their words on the page and an empty form, and extract "
            "a second time. Highlights, notes and what the first person said are hidden.",
            "What you save is a record of yours with the tag “verification”. It stands in no table and no export; the "
            "report at the end, and Agreement between people, tell how often each field differs, with its "
            "95 % interval.",
            "Where the words hold no evidence, leave them open and reject the record in the review.",
        ),
        ("CheckBar", "check_bar", "DrawDialog"),
        ("verify", "agreement", "review"),
        (("F", "into the fields"), ("A, Ctrl+Enter", "save, and on to the next"),
         ("N or Space, P", "next and previous"),
         ("Left, Right", "its passages, when it has several"), ("Z", "take back what was saved last"),
         ("T", "the report, at the end"), ("Esc", "leave; what was typed is kept while the project is open")),
    ),
    Topic(
        "blind",
        "Blind double coding and consensus",
        (
            "While a round is open, each person sees only what they made themselves: in the table, on the page, in "
            "every list, search, export and statement. Whoever does not take part sees none of it. Highlights from "
            "before the round are there for all, without colour and note; notes and tags of documents, own fields and "
            "meanings are everybody's.",
            "They work in one file, each under their own name (Tools > Settings, then open the project again), or in "
            "copies that are merged. What is hidden is hidden by this program only: a courtesy and no lock.",
            "When all have finished, the round is closed. Agreement tells per cent and kappa; Consensus sets their "
            "records side by side and makes one of each claim. Theirs are kept, and only that one counts. It goes over "
            "all rounds that are closed: who codes in a later round what was agreed on before opens it again.",
            "A document that others work on in an open round cannot be taken out. A round that loses its last document "
            "is closed with it.",
        ),
        ("BlindDialog", "ConsensusDialog"),
        ("blind_round", "consensus", "agreement", "merge_project", "undo"),
        (("Left, Right", "in the consensus: what one or the other says"), ("F2, or typing", "something else"),
         ("Ctrl+Enter", "agree, and on to the next"), ("Up, Down", "the fields"), ("Esc", "leave")),
    ),
    Topic(
        "sharing",
        "Share and merge",
        (
            "A copy to send holds records, highlights, quotes and pages; PDFs, pictures of the quoted lines, notes and "
            "names go along as you choose. Folders of your computer and what was deleted never do.",
            "Drop what comes back on the window: it says what is new there, and asks where both changed a value.",
            "What was left out of the copy stays as it is here. One undo takes a merge back.",
            "Agreement sets records of several people on the same words beside one another: per cent and kappa.",
        ),
        ("ShareDialog", "MergeDialog", "SheetsDialog"),
        ("share_project", "merge_project", "compare_project", "agreement", "undo"),
        (("Space", "tick or clear a choice"), ("Left, Right", "in a merge: yours or theirs"),
         ("Enter", "share, or merge"), ("Esc", "leave")),
    ),
    Topic(
        "sql",
        "Own SQL",
        (
            "Ask the project with one SELECT. Nothing is written; a statement has ten seconds, or more if you like.",
            "The view evidence is the table as it is exported, evidence_long has every field; Enter on a table or "
            "column at the left writes its name.",
            "Text stands in single quotes: WHERE therapy = 'temozolomide'.",
        ),
        ("SqlWindow", "own_sql"),
        ("own_sql",),
        (("Ctrl+Enter", "run the statement, or its marked part"), ("Ctrl+Up, Ctrl+Down", "statements run before"),
         ("Esc", "stop the statement; then close the window")),
    ),
)  # fmt: skip


def topic(id: str) -> Topic:
    """The topic of that id. Raises StopIteration for a word that is none."""
    return next(one for one in TOPICS if one.id == id)


def topic_of(focus: QWidget | None) -> Topic:
    """The topic of the pane a widget stands in; the first one when it stands in none."""
    for names in _around(focus):
        for one in TOPICS:
            if names & set(one.panes):
                return one
    return TOPICS[0]


def _around(widget: QWidget | None) -> Iterator[set[str]]:
    while widget is not None:
        yield {type(widget).__name__, widget.objectName()}
        widget = widget.parentWidget()
