"""The planner's stores, written in SQL that both databases understand."""
