"""Files that people contribute in; what is wrong with them, or the seeds with their rows, out."""
