"""Values in, bytes out: certificates, transcripts and everything else that is printed or sent."""
