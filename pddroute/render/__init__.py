"""An answer as text: for a terminal, as Markdown, as JSON, as a calendar."""
