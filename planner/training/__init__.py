"""Learning from what became of past learning: examples, models, and which of them serves."""
