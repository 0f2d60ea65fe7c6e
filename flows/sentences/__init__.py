"""Texts as they are read and their marks in, the sentences of all of them out."""

from karabakh.flows.sentences.sentences import spans, split, split_all

__all__ = ["spans", "split", "split_all"]
