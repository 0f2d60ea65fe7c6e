"""A cell at fault in, what its writer may have meant out, or nothing where nothing is near."""
