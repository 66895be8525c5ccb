"""The desk: what staff decide together."""
