"""Whose number, e-mail or web address this is."""
