"""Acts and views about credit: evaluation, claims, certificates, transcripts, verification."""
