"""Stored pages by our own door and by nginx, the same bytes in the same run.

    python bench/pagestore.py [--seconds 4] [--rounds 3]

Makes a demo in a temporary place, stores its pages, and asks for home and one story
with 32 connections (wrk), in turn and in changing order. Then: what recording costs,
and how long a change takes until it is read. Needs nginx and wrk (Debian packages).
"""

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

CLIENTS = 32
NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  open_file_cache max=2000; types {{ text/html html; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port}; root {site}/pages; gzip_static on;
    location / {{ try_files $uri ${{uri}}index.html =404; }}
  }}
}}
"""
FILL = """
import django; django.setup()
from django.utils import timezone
from sasando.website.store import refreshing
from sasando.website.store.rows import StoredPage
while refreshing.run(at=timezone.now(), seconds=600): pass
item = StoredPage.objects.filter(path__startswith="/berita/", status=200)
print(item.exclude(path__contains="/hal/").order_by("-pk").first().path)
"""
COST = """
import time, django; django.setup()
from django.utils import timezone
from sasando.website.store import keeping, refreshing, rendering, staleness
from sasando.website.store.rows import StoredPage
handler = rendering.handler()
def cpu(call, n=40):
    call(); began = time.process_time()
    for _ in range(n): call()
    return (time.process_time() - began) / n * 1000
for path in ("/", "/berita/", {item!r}):
    plain = cpu(lambda: handler.get_response(rendering.request_for(path)).content)
    noted = cpu(lambda: rendering.render(path))
    stored = StoredPage.objects.get(path=path)
    whole = cpu(lambda: refreshing.refresh(stored, at=timezone.now()), 20)
    print(f"{{path:40}} CPU ms: rendered {{plain:.1f}}, "
          f"noted {{noted:.1f}}, stored {{whole:.1f}}")
from sasando.accounts.models import Unit
unit = Unit.objects.first()
Unit.objects.filter(pk=unit.pk).update(name=unit.name + " baru")
began, spent = time.perf_counter(), time.process_time()
done = refreshing.at_once(timezone.now())
took = time.perf_counter() - began
print(f"a unit is renamed: {{done}} pages in {{took:.2f}} s, "
      f"{{(time.process_time() - spent) / max(done, 1) * 1000:.1f}} CPU ms each")
"""


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--seconds", type=int, default=4)
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="sasando-bench-") as folder:
        Path(folder).chmod(0o755)
        env = os.environ | {"SASANDO_DATA": f"{folder}/var"}
        env |= {"DJANGO_SETTINGS_MODULE": "sasando.settings"}
        for command in (["schema"], ["demo", "--if-empty"]):
            run([sys.executable, "-m", "sasando", *command], env)
        # Our nginx runs as another user here.
        (Path(folder) / "var").chmod(0o755)
        item = run([sys.executable, "-c", FILL], env).splitlines()[-1]
        ours, theirs = free_port(), free_port()
        with served(env, ours), beside(folder, theirs):
            compare({"door": ours, "nginx": theirs}, ["/", item], asked)
        print(run([sys.executable, "-c", COST.format(item=item)], env), end="")
    return 0


def compare(ports: dict[str, int], paths: list[str], asked: argparse.Namespace) -> None:
    for path in paths:
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for number in range(asked.rounds):
            names = list(ports)[:: 1 if number % 2 else -1]
            for name in names:
                rates[name].append(rate(ports[name], path, asked.seconds))
        middle = {name: statistics.median(found) for name, found in rates.items()}
        share = middle["door"] / middle["nginx"]
        said = "  ".join(f"{name} {rate:8,.0f}/s" for name, rate in middle.items())
        print(f"{path:40} {said}  ratio {share:.2f}  all {rates}")


def rate(port: int, path: str, seconds: int) -> float:
    """Return answers a second, as wrk counts them; stop where any is no 200."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}{path}"]
    said = run(command, dict(os.environ))
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(found[1]) if found else 0.0


@contextmanager
def served(env: dict[str, str], port: int) -> Iterator[None]:
    from sasando.core.serving import web_command

    facts = {"SASANDO_PUBLIC_URL": "http://localhost:8000"}
    with running(list(web_command(port)), env | facts, port):
        yield


@contextmanager
def beside(folder: str, port: int) -> Iterator[None]:
    config = Path(folder) / "nginx.conf"
    site = f"{folder}/var/site"
    config.write_text(NGINX.format(folder=folder, port=port, site=site))
    with running(["nginx", "-c", str(config)], dict(os.environ), port):
        yield


@contextmanager
def running(command: list[str], env: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        wait_for(port)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def wait_for(port: int) -> None:
    for _each in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"port {port} does not answer")


def run(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr[-2000:]}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
