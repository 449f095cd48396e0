"""What can be found *and* compared: one deep module each. They run in this order; each sees what the former found."""

from __future__ import annotations

from recoupe.kinds import dates, events, figures, names, statements
from recoupe.sockets import Kind

KINDS: tuple[Kind, ...] = (names.KIND, dates.KIND, figures.KIND, statements.KIND, events.KIND)
