"""Small changes of behaviour, made in the real code and taken back: would anything notice?"""

import ast
import contextlib
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """A named change in one function; `where` is `module:function` or `module:Class.method`.

    `changes` are pairs of source text and what takes its place; each text stands in the function
    exactly once, so a mutant whose place is gone fails instead of changing nothing.
    """

    name: str
    where: str
    changes: tuple[tuple[str, str], ...]
    killed_by: str

    @property
    def summary(self) -> str:
        """The change as a line of a table."""
        return "; ".join(f"{_short(old)} → {_short(new)}" for old, new in self.changes)


@contextlib.contextmanager
def mutated(mutant: Mutant) -> Iterator[None]:
    """The program with this change, wherever the function was imported to."""
    module_name, qualified = mutant.where.split(":")
    module = importlib.import_module(module_name)
    function = _function(module, qualified)
    source = inspect.getsource(module)
    begin, end = _lines_of(source, qualified)
    lines = source.splitlines(keepends=True)
    text = "".join(lines[begin:end])
    for old, new in mutant.changes:
        assert text.count(old) == 1, f"{mutant.name}: {old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    changed = "".join([*lines[:begin], text, *lines[end:]])
    code = _code_of(compile(changed, module.__file__ or "", "exec", dont_inherit=True), qualified)
    before = function.__code__
    function.__code__ = code
    try:
        yield
    finally:
        function.__code__ = before


def _function(module: ModuleType, qualified: str) -> FunctionType:
    found: Any = module
    for name in qualified.split("."):
        found = inspect.getattr_static(found, name)
    found = getattr(found, "fget", found)
    found = inspect.unwrap(found)
    assert isinstance(found, FunctionType), qualified
    return found


def _lines_of(source: str, qualified: str) -> tuple[int, int]:
    node: Any = ast.parse(source)
    for name in qualified.split("."):
        node = next(
            one
            for one in node.body
            if isinstance(one, ast.FunctionDef | ast.ClassDef) and one.name == name
        )
    return node.lineno - 1, node.end_lineno


def _code_of(code: CodeType, qualified: str) -> CodeType:
    for name in qualified.split("."):
        code = next(
            one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name
        )
    return code


def _short(text: str) -> str:
    words = " ".join(text.split()).replace("|", "\\|")
    return f"`{words}`" if words else "nothing"
