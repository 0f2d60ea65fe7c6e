"""What a run asks of the process that it is in: memory that stays at hand, a folder for a while, an end in seconds."""
