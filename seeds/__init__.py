"""The seed files: the gazetteer, found with importlib.resources by whoever imports this package."""
