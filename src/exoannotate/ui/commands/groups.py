"""GROUPS: the parts of the program that add acts to the window."""

from __future__ import annotations

from exoannotate.ui.commands.access import AccessCommands
from exoannotate.ui.commands.agreeing import AgreeingCommands
from exoannotate.ui.commands.backups import BackupCommands
from exoannotate.ui.commands.blind import BlindCommands
from exoannotate.ui.commands.candidates import CandidateCommands
from exoannotate.ui.commands.citing import CitingCommands
from exoannotate.ui.commands.documents import DocumentCommands
from exoannotate.ui.commands.first_steps import FirstStepsCommands
from exoannotate.ui.commands.gathering import GatheringCommands
from exoannotate.ui.commands.group import Group
from exoannotate.ui.commands.history import HistoryCommands
from exoannotate.ui.commands.importing import ImportingCommands
from exoannotate.ui.commands.linking import LinkCommands
from exoannotate.ui.commands.merging import MergingCommands
from exoannotate.ui.commands.overviews import OverviewCommands
from exoannotate.ui.commands.own_fields import OwnFieldCommands
from exoannotate.ui.commands.record import RecordCommands
from exoannotate.ui.commands.recording import RecordingCommands
from exoannotate.ui.commands.reviewing import ReviewCommands
from exoannotate.ui.commands.search import SearchCommands
from exoannotate.ui.commands.settings import SettingsCommands
from exoannotate.ui.commands.sql import SqlCommands
from exoannotate.ui.commands.summarising import SummaryCommands
from exoannotate.ui.commands.table import TableCommands
from exoannotate.ui.commands.terms import TermsCommands
from exoannotate.ui.commands.verifying import VerifyingCommands

GROUPS: tuple[type[Group], ...] = (
    DocumentCommands,
    OwnFieldCommands,
    RecordCommands,
    RecordingCommands,
    CitingCommands,
    ImportingCommands,
    GatheringCommands,
    MergingCommands,
    BackupCommands,
    AgreeingCommands,
    BlindCommands,
    SearchCommands,
    HistoryCommands,
    LinkCommands,
    ReviewCommands,
    CandidateCommands,
    VerifyingCommands,
    OverviewCommands,
    FirstStepsCommands,
    SettingsCommands,
    SqlCommands,
    SummaryCommands,
    TableCommands,
    TermsCommands,
    AccessCommands,
)
