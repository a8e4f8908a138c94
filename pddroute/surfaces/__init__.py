"""Where questions come in and answers go out: the command line, batches."""
