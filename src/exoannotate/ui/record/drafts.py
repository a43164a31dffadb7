"""Half-filled forms that are not records yet: kept in memory and in one small file, so that nothing typed is lost."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from exoannotate.workspace import settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new record as far as it was filled: its passages, and what stands in the fields as typed."""

    passages: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was filled."""
        return any(self.texts.values()) or any(self.reasons.values())


def _file() -> Path:
    return settings.config_folder() / "drafts.json"


def load(project: str) -> tuple[Draft, ...]:
    """The drafts of a project that were left behind."""
    found = _read().get(project, [])
    drafts = []
    for given in found if isinstance(found, list) else []:
        try:
            drafts.append(Draft(tuple(given["passages"]), given["texts"], given["details"], given["reasons"]))
        except (KeyError, TypeError):
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


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
