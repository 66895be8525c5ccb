"""What these tests begin with: the small bank in a service."""

from tests.workflows.small_bank import ben, cora, folder, here

__all__ = ["ben", "cora", "folder", "here"]
