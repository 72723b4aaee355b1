"""A real nginx on loopback with the sample of `deploy/`, changed to lie there."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "deploy/nginx/sasando.conf"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
HOST = "humas.example.go.id"
MISSING = "No nginx: apt-get install nginx libnginx-mod-http-brotli-static"
MAIN = """
{modules} daemon off; worker_processes 2; pid {folder}/nginx.pid;
error_log {folder}/nginx.log; events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; gzip on;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/sasando.conf;
}}
"""


@dataclass
class Said:
    """One answer as it came over the wire; status 0 is a closed line."""

    status: int
    headers: dict[str, str]
    body: bytes
    names: list[str] = field(default_factory=list)


@dataclass
class Nginx:
    folder: Path
    port: int
    process: Any = None

    def ask(self, path: str, method: str = "GET", **headers: str) -> Said:
        return ask(self.port, path, method, **headers)

    def takes_its_files(self) -> bool:
        assert self.process is not None
        program, *words = self.process.args
        test = [program, "-t", "-q", *words]
        return not subprocess.run(test, check=False, capture_output=True).returncode

    def reload(self) -> None:
        """Let it read its files again, and wait until the old workers are told."""
        assert self.process is not None
        old = workers(self.process.pid)
        self.process.send_signal(signal.SIGHUP)
        for _each in range(1200):
            if old.isdisjoint(workers(self.process.pid)):
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "nginx.log").read_text())


def workers(master: int) -> set[int]:
    said = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return {int(pid) for pid in said}


@contextlib.contextmanager
def room() -> Iterator[Path]:
    """Lend a folder that nginx's own user may pass through, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="sasando-nginx-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def needed(name: str, missing: str) -> str:
    """Return where a program is; skip where it is missing, but never in CI."""
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return program


@contextlib.contextmanager
def running(
    folder: Path, site: Path, application: int, *, tls: int = 0
) -> Iterator[Nginx]:
    """Lend the sample before a site; skip where nginx is missing, but never in CI."""
    program = needed("nginx", MISSING)
    one = Nginx(folder, free_port())
    main = written(folder, site, one.port, application, tls=tls)
    one.process = subprocess.Popen([program, "-c", str(main)], start_new_session=True)
    try:
        wait_for(one)
        yield one
    finally:
        one.process.terminate()
        one.process.wait(timeout=60)


def written(
    folder: Path, site: Path, port: int, application: int, *, tls: int = 0
) -> Path:
    """Write the sample for this place; with a port for TLS, as its first lines say."""
    words = SAMPLE.read_text()
    if tls:
        words = re.sub(r"(?m)^.*#http\n", "", words).replace("#tls ", "")
        words = words.replace("listen 443", f"listen 127.0.0.1:{tls}")
        words = words.replace(f"/etc/letsencrypt/live/{HOST}", str(folder))
    words = words.replace("/var/lib/sasando/site", str(site))
    words = words.replace("/var/log/nginx", str(folder))
    words = words.replace("/var/www/acme", str(folder / "acme"))
    words = words.replace("127.0.0.1:8000", f"127.0.0.1:{application}")
    words = words.replace("listen 80", f"listen 127.0.0.1:{port}")
    words = re.sub(r"(?m)^\s*listen \[::\].*$", "", words)
    modules = ""
    if BROTLI.exists():
        words = words.replace("#brotli_static on;", "brotli_static on;")
        modules = f"load_module {BROTLI};"
    (folder / "sasando.conf").write_text(words)
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, modules=modules))
    return main


def challenge(folder: Path) -> str:
    """Put there what certbot does to show that a name is ours; return its address."""
    there = folder / "acme" / ".well-known" / "acme-challenge" / "a-B_9"
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_text("a-B_9.thumb")
    return "/.well-known/acme-challenge/a-B_9"


def wait_for(one: Nginx) -> None:
    for _each in range(1200):
        assert one.process is not None
        if one.process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", one.port), timeout=30).close()
            return
        time.sleep(0.05)
    raise AssertionError((one.folder / "nginx.log").read_text())


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Said:
    """Ask in bytes that no client library would let through."""
    named = {"Host": HOST, "Connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in named.items())]
    return send(port, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))


def send(port: int, data: bytes) -> Said:
    said = b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(data)
        with contextlib.suppress(ConnectionResetError):
            while more := line.recv(65536):
                said += more
    if not said:
        return Said(0, {}, b"")
    head, _blank, body = said.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    pairs = [each.partition(": ") for each in rest]
    headers = {name.lower(): value for name, _colon, value in pairs}
    names = [name.lower() for name, _colon, _value in pairs]
    if headers.get("transfer-encoding") == "chunked":
        body = joined(body)
    return Said(int(first.split()[1]), headers, body, names)


def joined(chunks: bytes) -> bytes:
    body = b""
    while chunks:
        size, _line, rest = chunks.partition(b"\r\n")
        length = int(size, 16)
        body += rest[:length]
        chunks = rest[length + 2 :] if length else b""
    return body


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
