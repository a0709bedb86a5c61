"""The search for one person's plan: the problem as arrays, its compiled loop, and what to relax where nothing is found."""
