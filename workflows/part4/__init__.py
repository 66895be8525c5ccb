"""Part IV: projects, attestations and what was sent; recorded here, awarded by the boards."""
