"""Settings that all tests share.

Property tests draw the same examples on every run, so that a change is never failed by luck; `RECOUPE_FUZZ=1 bin/test`
draws new ones."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", deadline=None)
settings.load_profile("fuzz" if os.environ.get("RECOUPE_FUZZ") else "steady")
