"""The least a Typer program can be, the peer that a cold start is measured against."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def main(word: str = "hello") -> None:
    """Print a word."""
    print(word)


if __name__ == "__main__":
    app()
