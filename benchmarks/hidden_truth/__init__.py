"""How near the trained ranker comes to the hidden truth of the demo agency, on a later year than it learned from."""
