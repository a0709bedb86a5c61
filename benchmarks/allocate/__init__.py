"""Planning for everybody measured: made organisations, bounds, an independent checker, time and memory."""
