"""Files of texts and what a contributor knows of them in; rows of ``sources.csv``, valid, out."""
