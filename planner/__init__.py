"""What to do: score, compose, check, explain and decide learning journeys."""
