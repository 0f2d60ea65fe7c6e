"""A version's tables in, its page out: index.html, one file that needs no network and no server."""
