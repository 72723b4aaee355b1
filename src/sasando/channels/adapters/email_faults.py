"""What a mail server's replies mean: a code, and the enhanced one (5.1.1 is 511).

RFC 5321 §4.2, RFC 3463. A reply is of one recipient, unless its kind says that the
whole delivery waits or stops. Below 100 are rows of our own.
"""

from sasando.channels.outcomes import Fault, Kind, Sentence

NO_SERVER, OF_SENDER = (1, 0), (2, 0)


def row(kind: Kind, indonesian: str, english: str) -> Fault:
    """Return one row of the table."""
    return Fault(kind, Sentence(indonesian, english))


BUSY = row(
    Kind.RETRY,
    "Server surat penerima sedang sibuk; surat ini dicoba lagi sendiri.",
    "The recipient's mail server is busy; the letter is tried again by itself.",
)
GONE = row(
    Kind.LOST,
    "Alamat ini tidak ada lagi. Setelah tiga kali ditolak, langganannya dihentikan.",
    "This address is not there any more. After three refusals it is unsubscribed.",
)
FULL = row(
    Kind.PERMANENT,
    "Kotak surat penerima penuh; surat ini tidak sampai.",
    "The recipient's mailbox is full; the letter did not arrive.",
)
POLICY = row(
    Kind.PERMANENT,
    "Server penerima menolak isi atau pengirim surat ini. Jika banyak yang menolak, "
    "periksa SPF, DKIM, dan DMARC domain kantor.",
    "The recipient's server refused the letter or its sender. Where many refuse, look "
    "at SPF, DKIM and DMARC of the office's domain.",
)
NO = row(
    Kind.PERMANENT,
    "Server surat penerima menolak surat ini.",
    "The recipient's mail server refused the letter.",
)
PASSWORD = row(
    Kind.REAUTH,
    "Server surat tidak menerima nama atau kata sandi kanal ini. Sambungkan lagi; "
    "sesudahnya sisa surat dikirim.",
    "The mail server does not take this channel's name or password. Connect it again; "
    "then the rest goes out.",
)
TOO_MANY = row(
    Kind.RATE,
    "Server surat meminta jeda karena terlalu banyak surat. Sisanya dikirim sendiri "
    "sesudahnya.",
    "The mail server asks for a rest after too many letters. The rest goes out by "
    "itself afterwards.",
)
EMAIL_FAULTS = {
    NO_SERVER: row(
        Kind.CONFIG,
        "Belum ada server surat: isi SASANDO_MAIL_URL, atau beri kanal ini alamat "
        "server. Sesudahnya pilih “Coba lagi”.",
        "There is no mail server: set SASANDO_MAIL_URL, or give this channel the "
        "address of one. Then choose “Try again”.",
    ),
    OF_SENDER: row(
        Kind.CONFIG,
        "Server surat tidak menerima alamat pengirim kanal ini; belum ada surat yang "
        "keluar karenanya. Perbaiki alamatnya, lalu pilih “Coba lagi”.",
        "The mail server does not take the sender's address of this channel, so no "
        "letter went out. Mend it, then choose “Try again”.",
    ),
    (421, 0): BUSY,
    (421, 470): TOO_MANY,
    (450, 0): BUSY,
    (451, 0): BUSY,
    (452, 0): BUSY,
    (452, 422): FULL,
    (454, 0): BUSY,
    (530, 0): PASSWORD,
    (534, 0): PASSWORD,
    (535, 0): PASSWORD,
    (550, 0): GONE,
    (550, 571): POLICY,
    (550, 570): POLICY,
    (550, 522): FULL,
    (551, 0): GONE,
    (552, 0): FULL,
    (553, 0): GONE,
    (554, 0): POLICY,
    (554, 511): GONE,
    (556, 0): GONE,
}


def fault_of(code: int, subcode: int) -> Fault:
    """Return the row of a reply; one that is not there is as its first digit says."""
    found = EMAIL_FAULTS.get((code, subcode)) or EMAIL_FAULTS.get((code, 0))
    return found or (BUSY if code < 500 else NO)
