"""What Telegram's errors mean: a code, and of some a description that we number.

Sources: Bot API, Making requests; channel-contracts.md §7. The descriptions rest on
memory and on others' code ([M]); one that is not here is of the row of its code. A 400
says for certain that nothing was posted, a code that is not here says nothing.
"""

from sasando.channels.outcomes import Fault, Kind, Sentence

# How a description begins after "Bad Request: " or "Forbidden: ", in small letters.
DESCRIPTIONS = {
    "chat not found": 1,
    "message is not modified": 2,
    "message to delete not found": 3,
    "message to edit not found": 4,
    "message can't be deleted": 5,
    "message can't be edited": 6,
    "not enough rights": 7,
    "need administrator rights": 7,
    "have no rights to send": 7,
    "chat_write_forbidden": 7,
    "photo_invalid_dimensions": 8,
    "image_process_failed": 8,
    "photo_save_file_invalid": 8,
    "file must be non-empty": 8,
    "wrong type of the web page content": 8,
    "message is too long": 9,
    "message caption is too long": 9,
    "media_caption_too_long": 9,
    "message text is empty": 9,
    "group chat was upgraded": 10,
}
NOT_MODIFIED, NOT_THERE, KEPT = (400, 2), (400, 3), {(400, 5), (400, 6)}


def row(kind: Kind, indonesian: str, english: str) -> Fault:
    """Return one row of the table."""
    return Fault(kind, Sentence(indonesian, english))


TOKEN = row(
    Kind.REAUTH,
    "Telegram tidak menerima token bot ini lagi. Ambil token baru dari @BotFather, "
    "lalu sambungkan lagi kanal ini; sesudahnya pesannya dikirim.",
    "Telegram does not accept the token of this bot any more. Get a new one from "
    "@BotFather and connect the channel again; then the message goes out.",
)
RIGHT = row(
    Kind.REAUTH,
    "Bot ini tidak boleh menulis di saluran Telegram. Jadikan admin dengan izin "
    "“Kirim pesan”, lalu sambungkan lagi; sesudahnya pesannya dikirim.",
    "This bot may not write in the Telegram channel. Make it an administrator with the "
    "right “Post messages”, then connect again; then the message goes out.",
)
REST = row(
    Kind.RATE,
    "Telegram meminta jeda karena terlalu banyak pesan. "
    "Pesan ini dikirim sendiri sesudahnya.",
    "Telegram asks for a rest after too many messages. "
    "The message goes out by itself afterwards.",
)
NO_CHAT = row(
    Kind.LOST,
    "Saluran Telegram ini tidak ditemukan: alamatnya salah, atau bot belum "
    "ditambahkan. Administrator kanal perlu memeriksanya.",
    "This Telegram channel is not found: its name is wrong, or the bot was not added. "
    "The channel administrator must look.",
)
MOVED = row(
    Kind.CONFIG,
    "Grup ini dijadikan supergrup dan nomornya berubah. "
    "Administrator kanal perlu menyambungkannya lagi dengan nomor baru.",
    "This group became a supergroup, and its number changed. "
    "The channel administrator must connect it anew by its new number.",
)
SAME = row(
    Kind.PERMANENT,
    "Isinya sama dengan yang sudah tayang di Telegram; tidak ada yang perlu dilakukan.",
    "It is the same as what is out on Telegram; nothing to do.",
)
GONE = row(
    Kind.LOST,
    "Pesannya tidak ada lagi di Telegram.",
    "The message is not on Telegram any more.",
)
FIXED = row(
    Kind.PERMANENT,
    "Telegram tidak mengizinkan pesan ini diubah atau dihapus oleh bot. "
    "Lakukan di aplikasi Telegram, lalu konfirmasi di sini.",
    "Telegram does not let the bot change or delete this message. "
    "Do it in the Telegram app, then confirm here.",
)
FILE = row(
    Kind.MEDIA,
    "Telegram menolak gambar atau video nomor %(item)s. Gambar paling besar 10 MB, "
    "video 50 MB. Perbaiki berkasnya, lalu coba lagi.",
    "Telegram refused picture or film %(item)s. Pictures have 10 MB at most, films 50. "
    "Mend the file, then try again.",
)
LONG = row(
    Kind.PERMANENT,
    "Telegram menolak teksnya: kosong atau terlalu panjang. Ubah teksnya, "
    "lalu minta persetujuan lagi.",
    "Telegram refused the text: it is empty or too long. Change it, "
    "then ask for approval again.",
)
MISTAKE = row(
    Kind.PERMANENT,
    "Telegram tidak menerima pesan ini. Lihat catatan percobaan, perbaiki, "
    "lalu minta persetujuan lagi.",
    "Telegram did not accept this message. See the attempts, mend it, "
    "then ask for approval again.",
)

TELEGRAM_FAULTS = {
    (400, 0): MISTAKE,
    (400, 1): NO_CHAT,
    (400, 2): SAME,
    (400, 3): GONE,
    (400, 4): GONE,
    (400, 5): FIXED,
    (400, 6): FIXED,
    (400, 7): RIGHT,
    (400, 8): FILE,
    (400, 9): LONG,
    (400, 10): MOVED,
    (401, 0): TOKEN,
    (403, 0): RIGHT,
    (404, 0): TOKEN,
    (413, 0): FILE,
    (429, 0): REST,
}
