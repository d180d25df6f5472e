"""The modules of the package keep the measure of the house."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

from tests.house.repository import SOURCE, modules, name

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_modules_are_short() -> None:
    """A folder's `__init__` is short by nature and would flatter the median."""
    lengths = {name(path): lines(path) for path in modules() if path.name != "__init__.py"}
    assert len(lengths) > 5
    assert {where: length for where, length in lengths.items() if length > 500} == {}
    assert median(lengths.values()) < 150


def test_folders_are_two_deep() -> None:
    deep = [name(path) for path in modules() if len(path.relative_to(SOURCE).parts) > 3]
    assert deep == []


def test_a_folder_hands_on_names_and_defines_nothing() -> None:
    """`__init__` holds a docstring, imports, and constants in capitals or dunders: `__all__`, `__version__`."""
    found = []
    for path, tree in modules().items():
        if path.name != "__init__.py":
            continue
        allowed = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign, ast.AnnAssign, ast.If)
        for node in tree.body:
            lazy_lookup = isinstance(node, ast.FunctionDef) and node.name in {"__getattr__", "__dir__"}
            if not isinstance(node, allowed) and not lazy_lookup:
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_every_module_and_public_definition_says_what_it_is() -> None:
    silent = []
    for path, tree in modules().items():
        if not ast.get_docstring(tree):
            silent.append(name(path))
        silent.extend(f"{name(path)}:{node.lineno} {label}" for label, node in public(tree) if not documented(node))
    assert silent == []


def test_every_module_names_what_it_offers_or_offers_little() -> None:
    """A star import is never needed: nothing in the package uses one."""
    starred = [
        f"{name(path)}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert starred == []


def test_annotations_are_not_evaluated() -> None:
    """Every module with code begins with `from __future__ import annotations`, so that all read alike."""
    missing = [
        name(path)
        for path, tree in modules().items()
        if any(isinstance(node, DEFINITIONS) for node in tree.body)
        and not any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
    ]
    assert missing == []


def public(tree: ast.Module) -> list[tuple[str, ast.stmt]]:
    """Return the public functions and classes of a module, and the public methods of its public classes."""
    found: list[tuple[str, ast.stmt]] = []
    for node in tree.body:
        if not isinstance(node, DEFINITIONS) or node.name.startswith("_"):
            continue
        found.append((node.name, node))
        if isinstance(node, ast.ClassDef):
            found.extend(
                (f"{node.name}.{child.name}", child)
                for child in node.body
                if isinstance(child, DEFINITIONS) and not child.name.startswith("_")
            )
    return found


def documented(node: ast.stmt) -> bool:
    """An overload is documented where its body is; so is a setter."""
    assert isinstance(node, DEFINITIONS)
    decorators = {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}
    if "overload" in decorators or any(decorator.endswith(".setter") for decorator in decorators):
        return True
    return bool(ast.get_docstring(node))
