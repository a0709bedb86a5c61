"""How planning for everybody grows with people and machines: measured, and simulated from what was measured."""
