"""Batches in, their harvests out, by the machines of a Dask cluster that is there already.

Texts and rows go through storage that all machines see; through the scheduler go names and numbers. The workers need
this package and its libraries in the same versions, and neither Prefect nor its server.
"""
