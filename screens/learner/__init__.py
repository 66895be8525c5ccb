"""The screens of physicians and other learners."""
