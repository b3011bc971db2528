"""Shared words: frozen dataclasses and enums that cross the rooms. Imports no other room."""
