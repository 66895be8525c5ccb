"""Acts and views about attempts: starting, answering, submitting, looking back."""
