"""A document's text in; what stands before its running text and says where and when it was published, out."""

from karabakh.flows.header.lines import FORMS, Header, may_have_header, read_header

__all__ = ["FORMS", "Header", "may_have_header", "read_header"]
