"""What holds for the project as a whole: the documentation runs, the import contract holds, importing is light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "recoupe"
MODULES = sorted(SOURCE.rglob("*.py"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
BLOCKS = [(page, i, block) for page in PAGES for i, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize(("page", "number", "block"), BLOCKS, ids=[f"{p.name}-{i}" for p, i, _ in BLOCKS])
def test_code_blocks_of_the_documentation_run(page: Path, number: int, block: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{page.name}, block {number}:\n{done.stderr}"


def test_there_are_code_blocks_to_run() -> None:
    assert {page.name for page, _, _ in BLOCKS} >= {"README.md", "how-it-works.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    missing = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()]
    assert not missing


def test_the_import_contract_holds() -> None:
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("statement", ["import recoupe", "import recoupe, recoupe.records, recoupe.errors"])
def test_importing_loads_the_standard_library_only(statement: str) -> None:
    code = f"import sys; before = set(sys.modules); {statement}; print(*(set(sys.modules) - before), sep=chr(10))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded - set(sys.stdlib_module_names) == {"recoupe"}


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_stay_readable(module: Path) -> None:
    """Ceiling: 600 lines; and every module says what it is."""
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= 600
    tree = ast.parse(text)
    assert not tree.body or ast.get_docstring(tree)


def test_no_language_by_name_outside_languages() -> None:
    """What is known about a language is data: no code compares a language with a literal."""
    found = []
    for module in MODULES:
        if SOURCE / "languages" in module.parents:
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                literal = any(isinstance(s, ast.Constant) and s.value in ("fr", "en", "de", "es", "it") for s in sides)
                if literal and re.search(r"lang|code", ast.unparse(node)):
                    found.append(f"{module.relative_to(SOURCE)}:{node.lineno} {ast.unparse(node)}")
    assert not found


def test_languages_have_the_same_tables() -> None:
    """A table that one language has and another lacks is a room that silently finds nothing there."""
    folders = [p for p in (SOURCE / "languages").iterdir() if (p / "sentences.toml").is_file() and p.name != "any"]
    tables = {p.name: {t.name for t in p.iterdir() if t.suffix in (".toml", ".txt")} for p in folders}
    assert len(tables) >= 2
    every = set.union(*tables.values())
    assert {name: sorted(every - have) for name, have in tables.items() if every - have} == {}


def test_nothing_of_the_machine_is_in_the_repository() -> None:
    """No path of a developer's machine, no carriage returns in scripts, scripts are executable."""
    for script in (ROOT / "bin" / "test", ROOT / "bin" / "recoupe-demo", ROOT / ".ci" / "run"):
        assert script.stat().st_mode & 0o111, f"{script.name} is not executable"
        assert b"\r" not in script.read_bytes()
    for file in [*MODULES, *PAGES, *(ROOT / "bin").iterdir(), *(ROOT / "bench").rglob("*.py")]:
        assert not re.search(r"/(?:work|home|Users)/\w", file.read_text(encoding="utf-8")), file
