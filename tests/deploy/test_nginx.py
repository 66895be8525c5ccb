"""The nginx of deploy/: who is led to which node, and what the nodes are told."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection, RemoteDisconnected
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.proxy import NGINX, Proxy

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")


class Node(ThreadingHTTPServer):
    """A node that says what it was asked, and that can be taken away."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Told)
        self.port = int(self.socket.getsockname()[1])
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def go(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()


class Told(BaseHTTPRequestHandler):
    """Answers with the node's port and the headers that came."""

    def do_GET(self) -> None:
        """Answer."""
        port = self.connection.getsockname()[1]
        body = json.dumps([port, dict(self.headers)]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Site:
    """Three replicas and the desk behind the proxy."""

    def __init__(self, proxy: Proxy, replicas: list[Node], desk: Node) -> None:
        self.proxy, self.replicas, self.desk = proxy, replicas, desk

    def ask(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """Return what a browser is answered."""
        given = {name.replace("_", "-"): headers[name] for name in headers}
        connection = HTTPSConnection("localhost", self.proxy.port, context=self.proxy.trusts)
        with closing(connection) as asked:
            asked.request("GET", path, headers=given)
            reply = asked.getresponse()
            return reply, reply.read()

    def node(self, cookie: str) -> int:
        """Return which node answers a browser with this cookie."""
        return int(json.loads(self.ask("/", Cookie=cookie)[1])[0])


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site."""
    nodes = [Node() for _ in range(4)]
    folder = tmp_path_factory.mktemp("nginx")
    proxy = Proxy(folder, [one.port for one in nodes[:3]], nodes[3].port)
    proxy.start()
    yield Site(proxy, nodes[:3], nodes[3])
    proxy.stop()
    for one in nodes:
        one.server_close()


def test_a_browser_is_told_its_cookie_once_and_stays_on_its_replica(site: Site) -> None:
    """Browsers spread over all replicas; without one of them they go on at the others."""
    reply, body = site.ask("/")
    told = reply.headers["set-cookie"]
    assert told.startswith("replica=")
    assert told.endswith("; Path=/; Secure; HttpOnly; SameSite=Lax")
    own = told.partition(";")[0]
    first, again = json.loads(body)[0], site.ask("/", Cookie=own)[0]
    assert again.headers["set-cookie"] is None
    assert {site.node(own) for _ in range(3)} == {first}
    everybody = {
        f"replica={number:032x}": site.node(f"replica={number:032x}") for number in range(30)
    }
    assert set(everybody.values()) == {one.port for one in site.replicas}
    gone = site.replicas[0]
    gone.go()
    after = {cookie: site.node(cookie) for cookie in everybody}
    assert gone.port not in after.values()
    assert all(after[one] == at for one, at in everybody.items() if at != gone.port)


def test_the_way_to_the_desk(site: Site) -> None:
    """It keeps the page, never leaves the host, and ends at a replica while the desk is away."""
    for path, place in {
        "/at-desk/write?bank=sepsis&item=a%20b": "/write?bank=sepsis&item=a%20b",
        "/at-desk": "/today",
        "/at-desk/": "/today",
        "/at-desk//evil.example": "/today",
        "/at-desk/\\evil.example": "/today",
        "/at-desk/a%0d%0aSet-Cookie:x=y": "/a%0d%0aSet-Cookie:x=y",
    }.items():
        reply, _ = site.ask(path)
        assert reply.status == 303
        assert reply.headers["location"] == f"{site.proxy.address}{place}"
        assert reply.headers.get_all("set-cookie") == [
            "replica=desk; Path=/; Secure; HttpOnly; SameSite=Lax"
        ]
    assert site.node("replica=desk") == site.desk.port
    for path in ("/moc", "/contact", "/about"):
        assert json.loads(site.ask(path)[1])[0] == site.desk.port
    site.desk.go()
    assert site.node("replica=desk") in {one.port for one in site.replicas}


def test_what_a_node_is_told(site: Site) -> None:
    """The host and the protocol of the browser; what a browser says of either is not passed on."""
    _, body = site.ask(
        "/", X_Session="forged", X_Forwarded_Proto="http", X_Forwarded_For="203.0.113.9"
    )
    told = {name.lower(): value for name, value in json.loads(body)[1].items()}
    assert told["host"] == f"localhost:{site.proxy.port}"
    assert told["x-forwarded-proto"] == "https"
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert "x-session" not in told


def test_what_is_not_for_browsers(site: Site) -> None:
    """Plain http leads on, another name is not answered, figures are for the inside."""
    with closing(HTTPConnection("localhost", site.proxy.plain)) as plain:
        plain.request("GET", "/records")
        reply = plain.getresponse()
        assert (reply.status, reply.headers["location"]) == (301, "https://localhost/records")
    with pytest.raises(RemoteDisconnected):
        site.ask("/", Host="other.example")
    assert site.ask("/metrics")[0].status == 404


def test_who_asks_for_files_without_end_is_told_to_wait(site: Site) -> None:
    """One session's files are bounded; neither another's nor one's own pages wait for that."""
    mine, theirs = "a=b; __Host-session=Ada_1", "__Host-session=Ben_2"
    replies = [site.ask(f"/export/roster?activity={one}", Cookie=mine) for one in range(60)]
    assert [one.status for one, _ in replies[:31]] == [200] * 31
    waits = [one for one in replies if one[0].status == 429]
    assert waits
    assert waits[0][0].headers["retry-after"] == "5"
    assert b"Nothing was lost" in waits[0][1]
    assert site.ask("/export/roster", Cookie=theirs)[0].status == 200
    assert site.ask("/records", Cookie=mine)[0].status == 200


def test_when_no_node_answers_one_sentence_says_so(site: Site) -> None:
    """And when to try again."""
    for one in (*site.replicas, site.desk):
        one.go()
    reply, body = site.ask("/")
    assert (reply.status, reply.headers["retry-after"]) == (503, "5")
    assert b"What was saved is safe" in body
