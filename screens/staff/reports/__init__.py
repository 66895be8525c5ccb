"""The parts of the page Reporting, a noun each."""
