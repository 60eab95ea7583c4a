"""Someone at a page, without a browser: a session over its socket, and uploads for it."""

from __future__ import annotations

import http.client
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

BOUNDARY = "a-line-between-parts"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
    "Content-Type: text/csv\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
"""What stands before and after the content of a file in the body of an upload."""


@dataclass(frozen=True)
class Visitor:
    """A session of a running server."""

    server: str
    session: str
    socket: ClientConnection

    def hear(self, words: str) -> None:
        """Wait until the server has sent these words."""
        while words.encode() not in bytes(self.socket.recv(timeout=60)):
            pass

    def sent(self) -> list[ForwardMsg]:
        """Wait until the script has ended; return what it sent, its end last."""
        messages = [ForwardMsg()]
        while not messages[-1].HasField("script_finished"):
            messages.append(ForwardMsg.FromString(bytes(self.socket.recv(timeout=60))))
        return messages[1:]

    @contextmanager
    def uploading(self, size: int) -> Iterator[http.client.HTTPConnection]:
        """Send what stands before a file of so many bytes; these and ``TAIL`` are to follow."""
        token = self._token()
        connection = http.client.HTTPConnection(self.server, timeout=60)
        connection.putrequest("PUT", f"/_stcore/upload_file/{self.session}/{uuid.uuid4()}")
        for name, value in {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": str(len(HEAD) + size + len(TAIL)),
            "Cookie": f"_streamlit_xsrf={token}",
            "X-Xsrftoken": token,
        }.items():
            connection.putheader(name, value)
        connection.endheaders(HEAD)
        with closing(connection):
            yield connection

    def upload(self, content: bytes) -> tuple[int, str]:
        """Send a file; return status and text of the answer."""
        with self.uploading(len(content)) as connection:
            connection.send(content + TAIL)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def _token(self) -> str:
        with closing(http.client.HTTPConnection(self.server, timeout=60)) as connection:
            connection.request("GET", "/_stcore/health")
            cookie = connection.getresponse().headers["Set-Cookie"]
        return str(cookie).partition("_streamlit_xsrf=")[2].partition(";")[0]


@contextmanager
def visit(address: str, query: str = "", page: str = "") -> Iterator[Visitor]:
    """Yield a visitor of a page, the overview at first; the session ends with the block."""
    server = urlsplit(address).netloc
    ask = BackMsg()
    ask.rerun_script.query_string, ask.rerun_script.page_name = query, page
    ask.rerun_script.context_info.url = f"{address}/?{query}"
    with connect(
        f"ws://{server}/_stcore/stream",
        origin=f"http://{server}",  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        max_queue=None,
    ) as socket:
        socket.send(ask.SerializeToString())
        yield Visitor(server, _session(socket), socket)


def _session(socket: ClientConnection) -> str:
    while True:
        heard = ForwardMsg()
        heard.ParseFromString(bytes(socket.recv(timeout=60)))
        if heard.new_session.initialize.session_id:
            return str(heard.new_session.initialize.session_id)
