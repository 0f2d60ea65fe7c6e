"""Outside sources of places in, rows of the gazetteer out: a GeoNames country dump, the world's states and cities."""
