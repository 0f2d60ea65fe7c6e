"""The tables: one Pandera model each, and what is derived from it."""
