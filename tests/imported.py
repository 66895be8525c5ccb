"""What a server imports until it answers: whoever imports this has it at hand for every fork."""

import alembic.command  # noqa: F401
import pandas as pd  # noqa: F401
import uvicorn  # noqa: F401
from streamlit.web import bootstrap, cli  # noqa: F401
from streamlit.web.server.starlette import UvicornServer  # noqa: F401

import journal  # noqa: F401
import routes.table  # noqa: F401
import screens.table  # noqa: F401
import workflows.operations.work  # noqa: F401
