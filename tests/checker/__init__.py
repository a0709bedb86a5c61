"""A second opinion on proposals: written from the issue and the regulations, sharing no code with the planner."""
