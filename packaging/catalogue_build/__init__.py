"""Builds the starter catalogue from its readable sources: read, check, merge, join, resolve, write.

Run through `packaging/build_catalogue.py`. Used when the catalogue grows, never on the person's machine.
"""
