"""Elements from the file in the address, kept in memory as they were sent by a page."""

from pathlib import Path

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, ForwardMsgList
from streamlit.runtime.scriptrunner_utils.script_run_context import enqueue_message


@st.cache_resource
def messages(file: str) -> list[ForwardMsg]:
    """Return what the page sent."""
    sent = ForwardMsgList.FromString(Path(file).read_bytes())
    return list(sent.messages)


for message in messages(st.query_params["file"]):
    again = ForwardMsg()
    again.CopyFrom(message)
    again.ClearField("hash")  # as every element's is made when it is sent
    enqueue_message(again)
