"""The speed budget, measured: `python -m tests.bench [loader|server|loaded|queries|browser]`.

Every figure stands beside a bare counterpart that was measured in turn with it, in the same run,
so that a busy or slow machine changes both. Nothing is asserted: a line that is over its budget
says OVER.
"""

import logging

logging.disable(logging.WARNING)  # Streamlit's, when it is imported without a server
