"""What one plain article does not need is not loaded for it: that is what keeps `recoupe check` under a second."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_RUN = """
import sys
from recoupe.cli import main
try:
    main(["check", "-q", sys.argv[1]])
except SystemExit as leaving:
    assert not leaving.code, leaving.code
print("LOADED", *sorted(sys.modules), file=sys.stderr)
"""
NOT_NEEDED = ("trafilatura", "lxml", "chardet", "jinja2", "multiprocessing", "concurrent.futures", "spacy", "numpy", "sqlite3", "asyncio")


def test_one_plain_article_loads_no_page_reader_no_templates_and_no_process_pool(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Un pont fermé à Brest\n\nLe pont de Recouvrance est fermé depuis lundi, a dit le maire.\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", _RUN, str(article)], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(done.stderr.partition("LOADED")[2].split())
    assert "recoupe.desk" in loaded
    assert not {name for name in NOT_NEEDED if name in loaded}
