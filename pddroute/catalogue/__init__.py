"""What a catalogue says, and how one is read."""
