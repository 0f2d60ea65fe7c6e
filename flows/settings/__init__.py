"""What a refresh is told, as one model, and the options of commands that are derived from it."""
