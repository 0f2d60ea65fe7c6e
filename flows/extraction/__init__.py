"""A document's text in; how it is laid out, what is found in it, with what people corrected, and its rows out."""
