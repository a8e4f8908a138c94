"""A struct whose fields are lists, asked as a mapping is: of the fields that hold anything."""

from __future__ import annotations

from collections.abc import ItemsView, KeysView, Sequence, ValuesView
from functools import cached_property
from typing import ClassVar, Generic, TypeVar

T = TypeVar("T")


class Fields(Generic[T]):
    """What a struct of lists can be asked: a field that holds nothing is not there."""

    __struct_fields__: ClassVar[tuple[str, ...]]

    @cached_property
    def _held(self) -> dict[str, list[T]]:
        named = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: values for name, values in named if values}

    def __getitem__(self, field: str) -> list[T]:
        return self._held[field]

    def get(self, field: str, default: Sequence[T] = ()) -> Sequence[T]:
        """What a field holds; ``default`` where it holds nothing."""
        return self._held.get(field, default)

    def keys(self) -> KeysView[str]:
        """The fields that hold anything, in their order."""
        return self._held.keys()

    def values(self) -> ValuesView[list[T]]:
        """What these fields hold."""
        return self._held.values()

    def items(self) -> ItemsView[str, list[T]]:
        """These fields, each with what it holds."""
        return self._held.items()
