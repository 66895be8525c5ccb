"""Views for whoever operates the service: is it set right, is its log whole."""
