"""Two published versions, here or elsewhere, in; what changed from one to the other out, for people and programs."""
