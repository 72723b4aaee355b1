"""A real Caddy on loopback with the sample of `deploy/`, changed to lie there."""

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.website.nginx import HOST, ROOT, Nginx, free_port, needed, wait_for

SAMPLE = ROOT / "deploy/caddy/Caddyfile"
WRITER = ROOT / "deploy/caddy/sasando-caddy"
MISSING = "No caddy: apt-get install caddy"


class Caddy(Nginx):
    """Asked as nginx is."""


@contextlib.contextmanager
def running(
    folder: Path, site: Path, application: int, *, tls: int = 0
) -> Iterator[Caddy]:
    """Lend the sample before a site; skip where Caddy is missing, but never in CI."""
    program = needed("caddy", MISSING)
    one = Caddy(folder, free_port())
    read_maps(site, folder)
    main = written(folder, site, one.port, application, tls=tls)
    with (folder / "nginx.log").open("w") as log:
        words = ["run", "--config", str(main), "--adapter", "caddyfile"]
        one.process = subprocess.Popen(
            [program, *words],
            env=os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(one)
        yield one
    finally:
        one.process.terminate()
        one.process.wait(timeout=60)


def read_maps(site: Path, folder: Path) -> None:
    """Do what sasando-caddy.service does when the store says something new."""
    subprocess.run([str(WRITER), str(site), str(folder / "etc")], check=True)


def written(
    folder: Path, site: Path, port: int, application: int, *, tls: int = 0
) -> Path:
    """Write the sample for this place; without TLS, where no port for it is given."""
    words = SAMPLE.read_text()
    words = words.replace("/var/lib/sasando/site", str(site))
    words = words.replace("/etc/caddy/sasando", str(folder / "etc"))
    words = words.replace("127.0.0.1:8000", f"127.0.0.1:{application}")
    ports = f"admin off\n\tdefault_bind 127.0.0.1\n\thttp_port {port}"
    if tls:
        ports += f"\n\thttps_port {tls}"
        pair = f"\ttls {folder}/fullchain.pem {folder}/privkey.pem"
        words = words.replace(f"\n{HOST} {{", f"\n{HOST} {{\n{pair}")
    else:
        ports += "\n\tauto_https off"
        words = re.sub(rf"(?s)\nhttp://{HOST} \{{.*?\n\}}\n", "\n", words)
        words = words.replace(f"\n{HOST} {{", f"\nhttp://{HOST} {{")
    words = re.sub(r"admin unix\S+", ports, words)
    main = folder / "Caddyfile"
    main.write_text(words)
    return main
