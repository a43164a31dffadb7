"""Half-filled forms that are not records yet: kept in memory and in one small file, so that nothing typed is lost."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from exoannotate.domain.records import Value, Words
from exoannotate.workspace import settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new record as far as it was filled: its passages, and what stands in the fields as typed.

    ``known`` are the values among them that have an identifier or point at words; ``suggested`` names the fields whose
    values were suggested and not looked at yet, with whether they are doubtful; ``because`` says why they were.
    ``focus`` is where to begin, "" for the least certain field.
    """

    passages: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    suggested: Mapping[str, bool] = field(default_factory=dict)
    focus: str = ""
    because: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was filled by a person; what was only suggested is suggested again."""
        return any(text for name, text in self.texts.items() if name not in self.suggested) or any(
            self.reasons.values()
        )

    def without(self, passage: str) -> Draft:
        """The same without one passage and the words in it."""
        kept = {
            name: tuple(replace(v, words=None) if v.words and v.words.passage == passage else v for v in values)
            for name, values in self.known.items()
        }
        return replace(self, passages=tuple(key for key in self.passages if key != passage), known=kept)


def _file() -> Path:
    return settings.config_folder() / "drafts.json"


def load(project: str) -> tuple[Draft, ...]:
    """The drafts of a project that were left behind."""
    found = _read().get(project, [])
    drafts = []
    for given in found if isinstance(found, list) else []:
        try:
            known = {name: tuple(map(_value, values)) for name, values in given.get("known", {}).items()}
            texts, details, reasons = given["texts"], given["details"], given["reasons"]
            suggested = {str(name): bool(doubtful) for name, doubtful in given.get("suggested", {}).items()}
            because = {str(name): str(told) for name, told in given.get("because", {}).items()}
            passages = tuple(given["passages"])
            drafts.append(Draft(passages, texts, details, reasons, known, suggested, because=because))
        except (KeyError, TypeError, AttributeError):
            log.info("a draft cannot be read and is left out")
    return tuple(drafts)


def keep(project: str, drafts: tuple[Draft, ...]) -> None:
    """Keep the drafts of a project, in place of those kept before. Written aside and renamed."""
    whole = {k: v for k, v in _read().items() if k != project}
    if drafts:
        whole[project] = [asdict(d) for d in drafts]
    elif not _file().exists():
        return
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        aside = _file().with_suffix(".new")
        aside.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
        aside.replace(_file())
    except OSError:
        log.info("the drafts cannot be written; they hold until the program ends")


def _value(given: dict[str, Any]) -> Value:
    words = given.get("words")
    return Value(**{**given, "words": Words(**words) if words else None})


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
