"""Whether the service can do its work at this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from storage.connect import reading
from storage.tables import person

if TYPE_CHECKING:
    from workflows.service import Service


def is_well(service: Service) -> bool:
    """Whether the database answers and has its tables."""
    try:
        with reading(service.engine) as connection:
            connection.execute(select(person.c.id).limit(1))
    except SQLAlchemyError:
        return False
    return True
