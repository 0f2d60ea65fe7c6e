"""What a run computed in, kept by the content of all that decided it; the same out again, or nothing, at the next run.

Nothing depends on the cache: an entry that is missing, damaged or cut off is computed again. So it may be shared by
runs at the same time, and deleted at any moment.
"""
