"""What WhatsApp's numbers mean, for one person and for all.

From memory ([M] in channel-contracts.md §6) but for what the Graph API shares: to be
checked live. A number that is not here is, on a message, as good as no answer.
"""

from sasando.channels.outcomes import Fault, Kind, Sentence


def row(kind: Kind, indonesian: str, english: str) -> Fault:
    """Return one row of the table."""
    return Fault(kind, Sentence(indonesian, english))


REST = row(
    Kind.RATE,
    "WhatsApp meminta jeda karena terlalu banyak pesan. Sisanya dikirim sendiri "
    "sesudahnya.",
    "WhatsApp asks for a rest after too many messages. The rest goes out by itself "
    "afterwards.",
)
PAIR = row(
    Kind.RETRY,
    "Terlalu banyak pesan ke nomor ini dalam waktu singkat; dicoba lagi sendiri.",
    "Too many messages to this number in a short time; it is tried again by itself.",
)
NOBODY = row(
    Kind.LOST,
    "Nomor ini tidak bisa menerima pesan WhatsApp kita, atau pemiliknya menolak. "
    "Setelah tiga kali, langganannya dihentikan.",
    "This number cannot take our WhatsApp messages, or its owner declined. After "
    "three times it is unsubscribed.",
)
HELD = row(
    Kind.PERMANENT,
    "WhatsApp tidak mengantar pesan ini agar orang tidak menerima terlalu banyak.",
    "WhatsApp did not deliver this message, so that people do not get too many.",
)
TEMPLATE = row(
    Kind.CONFIG,
    "Templat pesan kanal ini tidak ada, belum disetujui, atau dijeda oleh WhatsApp; "
    "pengiriman berhenti. Periksa di WhatsApp Manager, lalu pilih “Coba lagi”.",
    "The message template of this channel is missing, not approved, or paused by "
    "WhatsApp; sending stopped. Look in WhatsApp Manager, then choose “Try again”.",
)
WORDS = row(
    Kind.CONFIG,
    "Isi pesan tidak cocok dengan templatnya; pengiriman berhenti. Templat perlu dua "
    "isian: judul dan tautan.",
    "The message does not fit its template; sending stopped. The template needs two "
    "fields: title and link.",
)
TOKEN = row(
    Kind.REAUTH,
    "WhatsApp tidak menerima token ini lagi. Sambungkan kanal ini sekali lagi; "
    "sesudahnya sisa pesan dikirim.",
    "WhatsApp does not accept this token any more. Connect the channel once more; "
    "then the rest goes out.",
)
STOPPED = row(
    Kind.BLOCKED,
    "WhatsApp membatasi akun ini. Buka WhatsApp Manager, ikuti petunjuknya, lalu buka "
    "lagi kanal ini.",
    "WhatsApp restricts this account. Open WhatsApp Manager, do what it asks, then "
    "open the channel again.",
)
PAYMENT = row(
    Kind.CONFIG,
    "WhatsApp belum bisa menagih akun ini; pengiriman berhenti. Lengkapi cara bayar "
    "di WhatsApp Manager, lalu pilih “Coba lagi”.",
    "WhatsApp cannot charge this account; sending stopped. Complete the payment in "
    "WhatsApp Manager, then choose “Try again”.",
)
PHONE = row(
    Kind.CONFIG,
    "Nomor kantor ini belum terdaftar di WhatsApp Cloud, atau alamatnya salah. "
    "Administrator kanal perlu memeriksanya.",
    "The office's number is not registered with WhatsApp Cloud, or its id is wrong. "
    "The channel administrator must look.",
)
WHATSAPP_FAULTS = {
    (4, 0): REST,
    (10, 0): TOKEN,
    (100, 0): WORDS,
    (100, 33): PHONE,
    (190, 0): TOKEN,
    (200, 0): TOKEN,
    (368, 0): STOPPED,
    (80007, 0): REST,
    (130429, 0): REST,
    (130472, 0): HELD,
    (131005, 0): TOKEN,
    (131026, 0): NOBODY,
    (131031, 0): STOPPED,
    (131042, 0): PAYMENT,
    (131045, 0): PHONE,
    (131047, 0): HELD,
    (131048, 0): REST,
    (131049, 0): HELD,
    (131050, 0): NOBODY,
    (131056, 0): PAIR,
    (132000, 0): WORDS,
    (132001, 0): TEMPLATE,
    (132005, 0): WORDS,
    (132007, 0): TEMPLATE,
    (132012, 0): WORDS,
    (132015, 0): TEMPLATE,
    (132016, 0): TEMPLATE,
    (133010, 0): PHONE,
}
