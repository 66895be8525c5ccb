"""Screens for whoever keeps the service running."""
