"""Documents in, what is harvested of them out, a batch at a time, by the processes of this machine."""
