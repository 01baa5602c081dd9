"""Which values the style sheets give a node in its place, found out once for all applications of a process."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.css.stylesheet import Stylesheet

_OF_THE_APP = frozenset({"dark", "light", "inline", "ansi", "nocolor"})
"""Pseudo-classes that all nodes of an application have, or none."""

_INHERITED = frozenset({"disabled", "enabled"})
"""Pseudo-classes that follow from whether the node or one in which it stands is disabled."""

_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")


class _Candidates:
    """The rules that may hold for nodes of a kind, and what came of them in each place of the tree."""

    def __init__(self, rules: Sequence[Any]) -> None:
        self.rules = rules
        self.flags: tuple[bool, ...] = ()
        self.found: dict[object, Any] = {}
        asked = frozenset[str]().union(*(rule.pseudo_classes for rule in rules))
        self._of_the_app = tuple(asked & _OF_THE_APP)
        self._own = tuple(asked - _OF_THE_APP - _INHERITED)

    def place(self, node: Any) -> object:
        """Return all that a rule can ask of a node and of those in which it stands."""
        path, own = node.css_path_nodes, self._own
        return tuple(path[0].has_pseudo_class(name) for name in self._of_the_app), tuple(
            (type(n), n._id, frozenset(n._classes), getattr(n, "disabled", False), *map(n.has_pseudo_class, own))
            for n in path
        )


class _Kinds:
    """The candidates for each kind of node among the same rules, which it holds on to, in all applications."""

    def __init__(self, sheet: Stylesheet, known: dict[tuple[int, ...], _Candidates]) -> None:
        self.rules = sheet.rules
        self._map = sheet.rules_map
        self._known = known
        self._of_kind: dict[object, _Candidates] = {}

    def candidates(self, node: Any) -> _Candidates:
        """Return the rules that may hold for a node."""
        kind = (type(node), node._id, frozenset(node._classes))
        if kind not in self._of_kind:
            names = self._map.keys() & node._selector_names
            ids = {id(rule) for name in names for rule in self._map[name]}
            rules = [rule for rule in self.rules if id(rule) in ids]
            self._of_kind[kind] = self._known.setdefault(tuple(map(id, rules)), _Candidates(rules))
        return self._of_kind[kind]


class _Matching:
    """Has Textual match rules where they were not matched before."""

    def __init__(self, apply: Callable[..., None]) -> None:
        self._apply = apply
        self._known: dict[tuple[int, ...], _Candidates] = {}
        self._kinds: dict[int, _Kinds] = {}
        self._asked: dict[object, tuple[_Candidates, object]] = {}

    def apply(self, sheet: Stylesheet, node: Any, animate: bool) -> None:
        """Give a node its values, as `Stylesheet.apply` does."""
        kinds = self._kinds.get(id(sheet.rules)) or self._kinds.setdefault(id(sheet.rules), _Kinds(sheet, self._known))
        its = kinds.candidates(node)
        place = its.place(node)
        if place not in its.found:
            self._ask(its, place, sheet, node, animate)
            return
        for flag, value in zip(_FLAGS, its.flags, strict=True):
            setattr(node, flag, value)
        if (values := its.found[place]) is not None:
            sheet.replace_rules(node, values, animate=animate)
        sheet._process_component_classes(node)

    def _ask(self, its: _Candidates, place: object, sheet: Stylesheet, node: Any, animate: bool) -> None:
        self._asked[node] = its, place
        self._apply(sheet, node, animate=animate)
        its.flags = tuple(getattr(node, flag) for flag in _FLAGS)
        if self._asked.pop(node, None):
            its.found[place] = None

    def note(self, node: object, values: Any) -> None:
        """Keep what Textual found for a node."""
        if node in self._asked:
            its, place = self._asked.pop(node)
            its.found[place] = values


def match_rules_once() -> None:
    """Keep which values the style sheets give a node in its place."""
    replace_rules, matching = Stylesheet.replace_rules, _Matching(Stylesheet.apply)

    def apply(self: Stylesheet, node: Any, *, animate: bool = False, cache: object = None) -> None:
        matching.apply(self, node, animate)

    def noted(cls: type[Stylesheet], node: Any, rules: Any, animate: bool = False) -> None:
        matching.note(node, rules)
        if node.styles.base._rules != rules:  # as Textual asks itself where it would animate
            replace_rules(node, rules, animate)
        elif not animate:
            node.notify_style_update()

    Stylesheet.apply = apply  # type: ignore[method-assign]
    Stylesheet.replace_rules = classmethod(noted)  # type: ignore[method-assign,assignment]
