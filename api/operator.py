"""Who acts when a command does: whoever has the machine, named in the log as the command line."""

from planner.access import Actor, Role

OPERATOR = Actor(None, "command line", Role.ADMINISTRATOR)
