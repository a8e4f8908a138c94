"""Telephone numbers, addresses and area codes; nothing here knows a catalogue."""
