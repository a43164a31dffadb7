"""The sentences a user may edit: what is allowed is used, everything else is refused in a sentence, at once."""

from __future__ import annotations

import re

import pytest

from exoannotate.domain.errors import BadValueError
from exoannotate.export.summary import templates
from exoannotate.export.summary.model import Cite

REFUSED = (
    "{{ ''.__class__ }}", "{{ subject.__init__.__globals__ }}", "{{ subject['x'] }}", "{{ subject|attr('x') }}",
    "{% for a in subject %}{% for b in subject %}x{% endfor %}{% endfor %}", "{{ 'a' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}", "{{ range(9) }}", "{{ subject() }}", "{% set a = 1 %}x", "{% include 'x' %}",
    "{% import 'x' as y %}", "{% macro a() %}{{ a() }}{% endmacro %}x", "{{ lipsum(999) }}", "{{ cycler }}",
    "{{ nothing }}", "{{ subject", "{% if subject %}x", "{{ '%999999999d'|format(1) }}", "{{ subject|join }}",
    "{{ (" + "(" * 900 + "1" + ")" * 900 + ") }}", "x" * 2001, "", "   ", "a\x00b", "{{ '\\ufdd0' }}",
    "{{ subject|many }}", "{{ self }}", "{{ [1, 2] }}", "{{ {'a': 1} }}", "{{ subject is defined }}",
    "{% filter lower %}x{% endfilter %}", "{% call subject() %}{% endcall %}", "{{ subject ~ nothing }}",
)  # fmt: skip


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_sentence_is_refused_in_one(text: str) -> None:
    with pytest.raises(BadValueError) as error:
        templates.check("agree", text)
    assert error.value.message.startswith("“Agreeing evidence”") and error.value.hint
    assert not re.search(r"jinja|Traceback|nodes\.", str(error.value))


def test_what_is_allowed_is_said() -> None:
    named = "In {{ studies_count|many('paper', 'papers') }} {{ subject|capital }}"
    own = {"agree": f"{named} {{% if path %}}({{{{ path }}}}){{% endif %}} did {{{{ cited }}}} it"}
    values = dict.fromkeys(templates.kind("agree").names, "") | {
        "subject": "vesicular {{ x }} miR-21",
        "studies_count": 1,
    }
    made = templates.clause("agree", own, ("r1",), values, ("k1", "k2"))
    assert made.runs == ("In 1 paper Vesicular {{ x }} miR-21 did", Cite(("k1", "k2")), " it")
    with pytest.raises(ValueError, match="a clause needs the records"):
        templates.clause("agree", own, (), values)
    with pytest.raises(BadValueError, match="came out empty"):
        templates.clause("agree", {"agree": "{{ path }}"}, ("r1",), values)


def test_every_situation_has_a_sentence_that_is_allowed() -> None:
    assert list(templates.defaults()) == [known.id for known in templates.KINDS]
    for known in templates.KINDS:
        templates.check(known.id, templates.defaults()[known.id])
    with pytest.raises(BadValueError, match="no sentence “x”"):
        templates.check("x", "y")
