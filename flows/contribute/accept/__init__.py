"""Contributed files in; the seeds with their rows and texts, who sent them and why, out, or why nothing is accepted."""
