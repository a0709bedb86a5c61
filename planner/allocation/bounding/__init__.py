"""A person's bound, compiled: hours and their mix exactly, everything else by multipliers, made lower by cases."""
