"""The rules of a contract for single cells, as SQL over the text of a row.

Each rule is one expression that is true where the rule is broken. The same expressions judge a
sound file in flight, all at once, and word the problems of a bad one, rule by rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.contracts import Dataset, Field
from dashboard.loading.reading import literal, quote

INTEGER = "[+-]?[0-9]+"
NUMBER = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"


@dataclass(frozen=True)
class Rule:
    """``broken`` and ``found`` are SQL over a row of text; ``allowed`` follows what was found.

    A cell for which ``unless`` is true is not worded again: its type is wrong already.
    """

    name: str
    column: str
    broken: str
    allowed: str
    found: str
    unless: str = "false"


def cast(field: Field) -> str:
    """Return the SQL that turns the text of a cell into its type; NULL where it cannot."""
    cell = quote(field.name)
    if field.type == "string":
        return cell
    if field.type == "boolean":
        yes, no = _list(field.true_values), _list(field.false_values)
        return f"case when {cell} in ({yes}) then true when {cell} in ({no}) then false end"
    return f"try_cast({cell} as {field.sql_type})"


def cell_rules(dataset: Dataset) -> list[Rule]:
    """Return the rules of every column, in the order of the columns."""
    return [rule for field in dataset.fields for rule in _rules(field)]


def _rules(field: Field) -> list[Rule]:
    cell, value = quote(field.name), cast(field)
    rules: list[tuple[str, str, str]] = []
    if field.required:
        rules.append(("required", f"{cell} is null", "is empty; a value is required"))
    not_of_type = _not_of_type(field)
    if not_of_type:
        rules.append(("type", *not_of_type))
    if field.enum:
        among = ", ".join(f"{literal(v)}::{field.sql_type}" for v in field.enum)
        stranger = f"not list_contains([{among}], {value})"
        rules.append(("enum", stranger, f"is none of {', '.join(field.enum)}"))
    for name, limit, sign, word in (
        ("minimum", field.minimum, "<", "below"),
        ("maximum", field.maximum, ">", "above"),
    ):
        if limit is not None:
            bound = f"{literal(str(limit))}::{field.sql_type}"
            allowed = f"is {word} {limit}, the {name} allowed"
            rules.append((name, f"{value} {sign} {bound}", allowed))
    if field.pattern is not None:
        matches = f"regexp_full_match({cell}, {literal(field.pattern)})"
        rules.append(("pattern", f"not {matches}", f"does not have the form {field.pattern}"))
    untyped = not_of_type[0] if not_of_type else "false"
    made = [
        Rule(name, field.name, broken, allowed, cell, "false" if name == "type" else untyped)
        for name, broken, allowed in rules
    ]
    if field.item_enum and field.item_delimiter:
        items = f"string_split({cell}, {literal(field.item_delimiter)})"
        strangers = f"list_filter({items}, lambda item: item not in ({_list(field.item_enum)}))"
        allowed = f"is none of {', '.join(field.item_enum)}"
        made.append(Rule("enum", field.name, f"len({strangers}) > 0", allowed, f"({strangers})[1]"))
    return made


def _not_of_type(field: Field) -> tuple[str, str] | None:
    """Return the rule of a type and its words; cells as most are written need no look at a form."""
    cell, value = quote(field.name), cast(field)
    if field.type == "integer":
        form = f"regexp_full_match({cell}, '{INTEGER}')"
        return (
            f"case when {value}::varchar = {cell} then false"
            f" else {cell} is not null and (not {form} or {value} is null) end",
            "is not a whole number",
        )
    if field.type == "number":
        form = f"regexp_full_match({cell}, '{NUMBER}')"
        finite = f"coalesce(isfinite({value}), false)"
        return (
            f"case when {cell} = '0' then false"
            f" else {cell} is not null and (not {form} or not {finite}) end",
            "is not a number; write digits with a point, for example 1234.5",
        )
    if field.type == "date":
        return (
            f"{cell} is not null and ({value}::varchar is distinct from {cell}"
            f" or strlen({cell}) <> 10)",
            "is not a date; write YYYY-MM-DD, for example 2024-03-31",
        )
    if field.type == "boolean":
        words = ", ".join([*field.true_values, *field.false_values])
        return f"{cell} is not null and ({value}) is null", f"is none of {words}"
    return None


def _list(values: tuple[str, ...]) -> str:
    return ", ".join(literal(value) for value in values)
