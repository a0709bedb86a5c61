"""Logs of who took what in which order, of any platform: scored, ranked and measured as our own history is.

The log is the only evidence here, so the features are those that a log can give: what tends to follow what, what is
taken together, how much is taken, and the tags of items and people.
"""
