"""What `sasando` says of itself, in Indonesian, then in English. Without Django."""

import sys

from sasando.core.terminal import say, show

COMMANDS = {
    "start": ("siapkan demo bila kosong, lalu sajikan", "make a demo if empty, serve"),
    "serve": ("sajikan situs dan jalankan pekerja", "serve the site, run the worker"),
    "setup": ("buka kantor Anda sendiri, tanpa contoh", "open an office of your own"),
    "schema": ("siapkan atau barui basis data", "set up or renew the database"),
    "demo": ("isi basis data kosong dengan contoh", "fill an empty database"),
    "doctor": ("cari yang salah dan jalan keluarnya", "say what is wrong here"),
    "backup": ("buat cadangan", "make a backup"),
    "restore": ("pulihkan cadangan", "restore a backup"),
    "verify": ("buktikan tidak ada yang diubah", "prove that nothing was changed"),
    "channels": ("sambungkan dan atur saluran", "connect and manage channels"),
    "post": ("sampaikan sesuatu di saluran", "say something on channels"),
    "deliveries": ("lihat nasib tiap kiriman", "see what became of each post"),
    "sandbox": ("tiruan platform untuk mencoba", "a double of the platforms to try"),
    "holidays": ("impor atau tampilkan hari libur", "import or list days off"),
    "foi": ("hitung jangka waktu", "count a term"),
    "tick": ("jalankan sekali semua yang jatuh tempo", "run once all that is due"),
    "worker": ("jalankan terus yang jatuh tempo", "run what is due, again and again"),
}
SERVED = {
    "start": (
        "Pemakaian: sasando start\n"
        "Menyiapkan basis data, demo bila masih kosong, lalu menyajikan situs.",
        "Usage: sasando start\n"
        "Sets up the database, a demo if it is empty, and serves the site.",
    ),
    "serve": (
        "Pemakaian: sasando serve\n"
        "Menyajikan situs dan menjalankan pekerja. Basis data harus sudah siap.",
        "Usage: sasando serve\n"
        "Serves the site and runs the worker. The database must be ready.",
    ),
}
SETTINGS = (
    "Porta, folder, dan alamat diatur dengan PORT, SASANDO_DATA, SASANDO_PUBLIC_URL.",
    "PORT, SASANDO_DATA, SASANDO_PUBLIC_URL choose the port, the folder, the address.",
)
HELP, BAD = {"-h", "--help"}, 2


def asks(words: list[str]) -> bool:
    """Return whether these words ask for the list of commands."""
    return not words or words == ["help"] or words[0] in HELP


def tell() -> None:
    """Say which commands there are."""
    show("Pemakaian: sasando PERINTAH", "Usage: sasando COMMAND")
    width = max(map(len, COMMANDS))
    for name, (indonesian, english) in COMMANDS.items():
        say(f"  {name:{width}}  {indonesian}\n  {'':{width}}  {english}")
    show(
        "Tentang satu perintah: sasando PERINTAH --help",
        "About one command: sasando COMMAND --help",
    )
    show(
        "Perintah Django dan Wagtail, untuk pengembang: sasando help --commands",
        "Commands of Django and Wagtail, for developers: sasando help --commands",
    )


def answer(words: list[str]) -> int | None:
    """Say what `start` or `serve` takes if asked or if it was given something else.

    Returns the exit code, or None where the command is to run.
    """
    name, *more = words
    if not more:
        return None
    if HELP & set(more):
        indonesian, english = SERVED[name]
        show(indonesian, english)
        show(*SETTINGS)
        return 0
    what = " ".join(more)
    show(
        f"sasando {name} tidak mengenal “{what}”. Bantuan: sasando {name} --help",
        f"sasando {name} does not know “{what}”. Help: sasando {name} --help",
        to=sys.stderr,
    )
    return BAD
