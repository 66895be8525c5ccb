"""Bringing foreign questions into a bank: look first, then take, and take back if need be."""
