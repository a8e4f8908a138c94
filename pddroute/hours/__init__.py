"""Opening hours and the Chinese calendar; nothing here knows a catalogue."""
