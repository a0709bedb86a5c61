"""Whether a text can be the address of a mailbox."""

from __future__ import annotations

import re

LONGEST = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, without the angle brackets)."""

# The plain form that mail servers hand out; quoted names, comments and addresses of machines are left out on purpose.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?P<name>{_ATOM}(?:\.{_ATOM})*)@(?:{_LABEL}\.)+{_LABEL}")


def is_address(text: str) -> bool:
    """Tell whether the text is one plain address such as ``nama@instansi.go.id``, and nothing beside it."""
    found = _ADDRESS.fullmatch(text)
    return found is not None and len(text) <= LONGEST and len(found["name"]) <= 64
