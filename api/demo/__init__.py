"""The demo agency: real structure, invented people, and a past drawn from a written-down hidden truth."""
