"""The command line: each command parses, calls one use case of the desk, and renders its answer."""

from foedus.present.cli.entry import main

__all__ = ["main"]
