"""Pages for people: the same use cases and views as the JSON routes, as HTML."""
