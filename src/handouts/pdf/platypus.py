"""ReportLab's paragraph classes, imported without compiling a pattern that nothing here uses.

In: nothing. Out: `Paragraph`, `ParaFrag`, `ParagraphStyle`. Never true afterwards: that another pattern waits, or that
the one which does finds anything else when it is asked.

`reportlab.platypus.paragraph` compiles, as it is imported, a pattern of web addresses, for styles that hyphenate or
break addresses. Its character ranges take a twentieth of a whole build on an empty cache, and our styles do neither.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ParaFrag", "Paragraph", "ParagraphStyle"]

_ADDRESSES: Final = "(^(?:[a-z0-9\\.\\-\\+]*)://)"
"""How the pattern begins. Where another ReportLab spells it otherwise, it is compiled as it always was."""


class _Later:
    """A pattern that is compiled when somebody asks anything of it."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._given), name)


@contextmanager
def _addresses_later() -> Iterator[None]:
    compile_now = re.compile

    def compile_later(pattern: Any, flags: Any = 0) -> Any:
        is_ours = isinstance(pattern, str) and pattern.startswith(_ADDRESSES)
        return _Later(pattern, flags) if is_ours else compile_now(pattern, flags)

    vars(re)["compile"] = compile_later
    try:
        yield
    finally:
        vars(re)["compile"] = compile_now


with _addresses_later():
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph
    from reportlab.platypus.paraparser import ParaFrag
