"""The shape of the code: imports point one way, and each module is short and says what lives in it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "undersigned"
LAYERS = ("work", "source", "model", "archive", "views", "render", "outputs", "drafting", "plugin", "cli")
HOST = {"mkdocs", "material"}
"""What only the plugin may import: MkDocs, and Material, whose Python package has this name."""
MOST_LINES = 249
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(module: str, code: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything that `module` imports, at any depth of `code`."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)


def layer(name: str) -> str | None:
    """Return the layer in which the module or thing `name` lives, None for what is not ours."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] if first == "undersigned" else None


def output(name: str) -> str | None:
    """Return the output that `name` belongs to: the first name below `outputs`."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["undersigned", "outputs"] and len(parts) > 2 else None


def wrong_imports(module: str, code: str) -> Iterator[str]:
    """Yield everything that `module` imports and may not, and why."""
    home = layer(module)
    for line, name in imported(module, code):
        there = layer(name)
        if there is None:
            if name.partition(".")[0] in HOST and home != "plugin":
                yield f"{module}:{line}: imports {name}, which is the plugin's alone"
        elif there and there not in LAYERS:
            yield f"{module}:{line}: imports {name}, which is in no layer"
        elif home in LAYERS and LAYERS.index(there) > LAYERS.index(home):
            yield f"{module}:{line}: imports {name}, which is further down"
        elif output(module) and output(name) and output(name) != output(module):
            yield f"{module}:{line}: imports {name}, which is another output"


def module_name(file: Path) -> str:
    # A package counts as a module in it, so that one dot means the package in both.
    return ".".join(("undersigned", *file.relative_to(PACKAGE).with_suffix("").parts))


@pytest.mark.parametrize("file", MODULES, ids=module_name)
def test_imports_point_one_way(file: Path) -> None:
    assert list(wrong_imports(module_name(file), file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("file", MODULES, ids=module_name)
def test_a_module_says_what_lives_in_it_and_is_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= MOST_LINES


def test_every_module_is_in_a_layer() -> None:
    top = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert top == {"__init__", *LAYERS}


@pytest.mark.parametrize(
    ("module", "code", "reason"),
    [
        ("undersigned.source.text", "from undersigned.model.letter import Letter", "further down"),
        ("undersigned.archive.load", "import undersigned.cli", "further down"),
        ("undersigned.plugin.plugin", "from ..cli import main", "further down"),
        ("undersigned.render.body", "def f():\n    from undersigned.outputs import search", "further down"),
        ("undersigned.outputs.feeds", "from undersigned.outputs.sitemap import robots", "another output"),
        ("undersigned.outputs.feeds", "from undersigned.outputs import sitemap", "another output"),
        ("undersigned.outputs.search.index", "from .pagefind import write_index", ""),
        ("undersigned.outputs.search.index", "from undersigned.outputs.search.pagefind import x", ""),
        ("undersigned.views.pages", "import mkdocs.structure", "the plugin's alone"),
        ("undersigned.cli", "from material import x", "the plugin's alone"),
        ("undersigned.plugin.plugin", "from mkdocs.plugins import BasePlugin", ""),
        ("undersigned.cli", "from undersigned.helpers import x", "in no layer"),
        ("undersigned.cli", "from undersigned.plugin import x\nimport click", ""),
    ],
)
def test_this_test_sees_what_it_looks_for(module: str, code: str, reason: str) -> None:
    found = list(wrong_imports(module, code))
    assert len(found) == bool(reason)
    assert all(reason in line for line in found)
