"""The command ``corpu``."""

__all__ = ["main"]


def main() -> None:
    """Run the command. Its parts are imported only now: other rooms import single modules of this package."""
    from api.cli.app import main as run

    run()
