"""Debian's WordPress with the same texts, on processes of its own and in one folder.

apt-get install wordpress wordpress-theme-twentytwentythree php-fpm php-mysql php-gd
mariadb-server: what they start by themselves is neither used nor touched. PHP-FPM has
Debian's pool (five children, opcache), MariaDB its defaults, the theme is the one of
the package. Asked through nginx: straight, and from `fastcgi_cache`.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from bench._serving import Server, free_port, run, running

NEEDED = {
    "wordpress": Path("/usr/share/wordpress/wp-load.php"),
    "wordpress-theme-twentytwentythree": Path(
        "/usr/share/wordpress/wp-content/themes/twentytwentythree"
    ),
    "php-fpm": Path("/usr/sbin/php-fpm8.2"),
    "mariadb-server": Path("/usr/sbin/mariadbd"),
    "php-mysql": Path("/etc/php/8.2/mods-available/mysqli.ini"),
    "php-gd": Path("/etc/php/8.2/mods-available/gd.ini"),
}
FPM = """
[global]
error_log = {folder}/fpm.log
daemonize = no
[www]
user = www-data
group = www-data
listen = {folder}/fpm.sock
listen.owner = www-data
listen.group = www-data
pm = dynamic
pm.max_children = 5
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3
"""
CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{folder}/maria.sock'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://localhost'); define('WP_SITEURL', 'http://localhost');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
FILL = """<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = 'localhost';
require 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
wp_install('Contoh', 'admin', 'admin@example.org', true, '', 'only-for-minutes-1');
foreach (get_posts(['numberposts' => -1]) as $post) wp_delete_post($post->ID, true);
switch_theme('twentytwentythree');
update_option('permalink_structure', '/%postname%/');
foreach (json_decode(file_get_contents($argv[1]), true) as $story) {
    $post = wp_insert_post([
        'post_title' => $story['title'], 'post_name' => $story['slug'],
        'post_content' => $story['body'], 'post_excerpt' => $story['summary'],
        'post_status' => 'publish',
        'post_date' => substr(str_replace('T', ' ', $story['at']), 0, 19)]);
    if (!$story['picture']) continue;
    $name = $story['slug'] . '.' . pathinfo($story['picture'], PATHINFO_EXTENSION);
    $file = wp_upload_bits($name, null, file_get_contents($story['picture']));
    $facts = ['post_mime_type' => $file['type'], 'post_title' => 'x'];
    $facts['post_status'] = 'inherit';
    $picture = wp_insert_attachment($facts, $file['file'], $post);
    $sizes = wp_generate_attachment_metadata($picture, $file['file']);
    wp_update_attachment_metadata($picture, $sizes);
    set_post_thumbnail($post, $picture);
}
global $wp_rewrite; $wp_rewrite->init(); $wp_rewrite->flush_rules(false);
"""
NGINX = """
user www-data; daemon off; worker_processes 2; pid {folder}/nginx.pid;
error_log {folder}/nginx.log; events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; gzip on; keepalive_requests 1000000;
  include /etc/nginx/mime.types;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  fastcgi_cache_path {folder}/cache levels=1:2 keys_zone=pages:10m;
  fastcgi_cache_key "$scheme$request_method$host$request_uri";
  {servers}
}}
"""
ONE = """
  server {{
    listen 127.0.0.1:{port}; root {folder}/wordpress; index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_pass unix:{folder}/fpm.sock; {cache}
    }}
  }}
"""


def missing() -> list[str]:
    """Return the packages that this machine lacks."""
    return [name for name, sign in NEEDED.items() if not sign.exists()]


@contextmanager
def served(folder: Path, stories: Path, slug: str) -> Iterator[list[Server]]:
    """Lend it twice: as it is, and from nginx's cache."""
    folder.mkdir()
    folder.chmod(0o755)
    with ExitStack() as stack:
        pids = [stack.enter_context(running(maria(folder)))]
        site(folder, stories)
        (folder / "fpm.conf").write_text(FPM.format(folder=folder))
        fpm = ["php-fpm8.2", "--fpm-config", f"{folder}/fpm.conf", "--nodaemonize"]
        pids.append(stack.enter_context(running(fpm)))
        ports = [free_port(), free_port()]
        pids.append(stack.enter_context(running(nginx(folder, *ports))))
        pages = {"home": "/", "item": f"/{slug}/"}
        plain = Server("WordPress", ports[0], pages, tuple(pids))
        cached = replace(plain, name="WordPress, fastcgi_cache", port=ports[1])
        bare = replace(cached, name=f"{cached.name}, not compressed")
        yield [plain, cached, replace(bare, encoding="identity")]


def maria(folder: Path) -> list[str]:
    data = f"--datadir={folder}/maria"
    words = f"mariadb-install-db --no-defaults {data} --user=root --skip-test-db "
    # Else only the system's root may come in, and PHP is www-data.
    run([*words.split(), "--auth-root-authentication-method=normal"])
    words = f"mariadbd --no-defaults {data} --socket={folder}/maria.sock --user=root "
    words += f"--pid-file={folder}/maria.pid --log-error={folder}/maria.log "
    return [*words.split(), "--skip-networking"]


def site(folder: Path, stories: Path) -> None:
    """Install WordPress and write the texts, by its own functions."""
    shutil.copytree("/usr/share/wordpress", folder / "wordpress", symlinks=False)
    (folder / "wordpress/wp-config.php").write_text(CONFIG.format(folder=folder))
    (folder / "fill.php").write_text(FILL)
    ask = ["mariadb", "--no-defaults", f"--socket={folder}/maria.sock", "-uroot", "-e"]
    wait = [*ask[:-1], "--connect-timeout=60", "--wait", "-e"]
    run([*wait, "CREATE DATABASE wordpress"])
    words = ["php", "-d", "display_errors=stderr", f"{folder}/fill.php", str(stories)]
    run(words, cwd=folder / "wordpress")
    run(["chown", "-R", "www-data:www-data", f"{folder}/wordpress"])


def nginx(folder: Path, plain: int, cached: int) -> list[str]:
    cache = "fastcgi_cache pages; fastcgi_cache_valid 200 10m;"
    servers = ONE.format(folder=folder, port=plain, cache="")
    servers += ONE.format(folder=folder, port=cached, cache=cache)
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, servers=servers))
    return ["nginx", "-c", str(config)]
