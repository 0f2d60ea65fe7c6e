"""The parts of one refresh: who works, what is gathered of the batches, assembled, known from before and reported."""
