"""RecDesk: private recommendations of films, series, music, books and podcasts from your own history."""

__version__ = "0.1.0"
