"""What a declaration is made of: a text in place of a tuple, or a number in quotes, is refused where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields
from typing import Any, Final

from dialogs.errors import QuestionnaireError


def _each(is_one: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, tuple) and all(map(is_one, value))


def _is_name(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return type(value) is int


def _is_split(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and _is_name(value[0]) and _each(_is_name)(value[1])


def _is_a(*names: str) -> Callable[[Any], bool]:
    """Return a check by the names of classes: the modules of those import this one."""
    return lambda value: any(base.__name__ in names for base in type(value).__mro__)


def _is_way(value: Any) -> bool:
    return _is_name(value) or (
        isinstance(value, tuple) and len(value) == 2 and _is_name(value[0]) and _is_a("Condition")(value[1])
    )


# By the type a field is declared with: what is looked for, and how it is called.
_SHAPES: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "str": (_is_name, "a text"),
    "str | None": (lambda value: value is None or _is_name(value), "a text or None"),
    "int": (_is_whole, "a whole number"),
    "int | None": (lambda value: value is None or _is_whole(value), "a whole number or None"),
    "bool": (lambda value: isinstance(value, bool), "True or False"),
    "tuple[str, ...]": (_each(_is_name), "a tuple of names"),
    "tuple[int, ...]": (_each(_is_whole), "a tuple of whole numbers"),
    "tuple[Split, ...]": (_each(_is_split), "a tuple of names, each with a tuple of names"),
    "tuple[Topic, ...]": (_each(_is_split), "a tuple of names, each with a tuple of names"),
    "Kind": (_is_a("Kind"), "a kind"),
    "Condition": (_is_a("Condition"), "a condition"),
    "AnyOf": (_is_a("AnyOf"), "several conditions in an AnyOf"),
    "tuple[Question | str, ...]": (_each(_is_a("Question", "str")), "a tuple of questions and names"),
    "tuple[Question, ...]": (_each(_is_a("Question")), "a tuple of questions"),
    "tuple[Chapter, ...]": (_each(_is_a("Chapter")), "a tuple of chapters"),
    "ways": (_each(_is_way), "a tuple of names, alone or each with a condition"),
    "Mapping[str, Page]": (
        lambda value: isinstance(value, Mapping) and all(map(_is_a("Page"), value.values())),
        "pages by their ids",
    ),
}


def wrong_shapes(thing: Any) -> Iterator[str]:
    """Yield a part of a sentence for each field of a declaration that is not of the type it is declared with."""
    for one in fields(thing):
        if one.init:
            yield from _wrong(one, getattr(thing, one.name))


def _wrong(one: Field[Any], value: object) -> Iterator[str]:
    if str(one.type) not in _SHAPES:
        yield f"has {one.name} of the type {one.type}, which `dialogs.shapes` cannot check yet"
        return
    fits, called = _SHAPES[str(one.type)]
    if not fits(value):
        yield f"needs {called} as its {one.name}, not {value!r}"


_OF_PAGES: Final[Mapping[str, str]] = {
    **{"id": "str", "overlay": "bool", "left": "Condition", "leads_to": "ways"},
    **{"goes_back": "bool", "after": "str | None", "by_wish": "bool", "sides": "tuple[str, ...]"},
}


def wrong_shapes_of_page(page: Any) -> Iterator[str]:
    """Yield the same of a page, whose class says what it is made of."""
    for name, kind in _OF_PAGES.items():
        fits, called = _SHAPES[kind]
        value = getattr(page, name, None)
        if not fits(value):
            yield f"needs {called} as its {name}, not {value!r}"


def check_shape(what: str, thing: Any) -> None:
    """Refuse a declaration with a field of another type. Raises `QuestionnaireError` naming the declaration."""
    for problem in wrong_shapes(thing):
        raise QuestionnaireError(f"{what} {thing.id!r} {problem}")
