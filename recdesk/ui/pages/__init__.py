"""See recdesk.ui."""
