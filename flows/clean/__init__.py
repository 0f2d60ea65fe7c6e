"""A document's text in, marks out on what is not running text; no character is ever moved."""

from karabakh.flows.clean.characters import plain
from karabakh.flows.clean.marks import LETTERS, RULES, Cleaned, clean, cleaned, cleaned_all, header_of, headers_of
from karabakh.flows.clean.rule import Rule

__all__ = ["LETTERS", "RULES", "Cleaned", "Rule", "clean", "cleaned", "cleaned_all", "header_of", "headers_of", "plain"]
