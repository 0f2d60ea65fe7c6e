"""A table's name in; a CSV file to fill in out: its header, what each column must be, and an example, as comments."""
