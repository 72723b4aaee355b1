"""The numbers of Meta's Graph API, what each means, and what a person does about it.

Sources: Graph API, Handling Errors; Page and Video reference; contracts §1.5. Only
whole numbers decide, never words or digits inside a text. A number that is not here is,
on a commit, as good as no answer.
"""

from sasando.channels.outcomes import Fault, Kind, Sentence


def row(kind: Kind, indonesian: str, english: str) -> Fault:
    """Return one row of the table."""
    return Fault(kind, Sentence(indonesian, english))


BUSY = row(
    Kind.RETRY,
    "Facebook sedang terganggu. Sasando mengurusnya sendiri.",
    "Facebook has a disturbance. Sasando sees to it by itself.",
)
REST = row(
    Kind.RATE,
    "Facebook meminta jeda karena terlalu banyak permintaan. "
    "Postingan ini dikirim sendiri sesudahnya.",
    "Facebook asks for a rest after too many requests. "
    "The post goes out by itself afterwards.",
)
TOKEN = row(
    Kind.REAUTH,
    "Facebook tidak menerima token ini lagi. Sambungkan kanal ini sekali lagi; "
    "sesudahnya postingan ini dikirim.",
    "Facebook does not accept this token any more. Connect the channel once more; "
    "then the post goes out.",
)
RIGHT = row(
    Kind.REAUTH,
    "Izin untuk memposting di halaman ini tidak ada atau sudah dicabut. "
    "Sambungkan lagi kanal ini dan setujui semua izin.",
    "The right to post on this page is missing or was taken away. "
    "Connect the channel again and grant every right.",
)
SAME = row(
    Kind.DUPLICATE,
    "Facebook mengatakan postingan ini sudah ada; sedang dicari. Jangan kirim ulang.",
    "Facebook says that it has this post; it is looked for. Do not send it again.",
)
STOPPED = row(
    Kind.BLOCKED,
    "Facebook membatasi akun ini. Buka Facebook, ikuti petunjuknya, "
    "lalu buka lagi kanal ini.",
    "Facebook restricts this account. Open Facebook, do what it asks, "
    "then open the channel again.",
)
PICTURE = row(
    Kind.MEDIA,
    "Facebook menolak gambar nomor %(item)s: harus JPG atau PNG di bawah 4 MB. "
    "Perbaiki gambarnya, lalu coba lagi.",
    "Facebook refused picture %(item)s: it must be a JPG or PNG under 4 MB. "
    "Mend it, then try again.",
)
FILM = row(
    Kind.MEDIA,
    "Facebook menolak video nomor %(item)s. Ubah formatnya ke MP4, lalu coba lagi.",
    "Facebook refused film %(item)s. Convert it to MP4, then try again.",
)
UPLOAD = row(
    Kind.MEDIA_RETRY,
    "Unggahan nomor %(item)s gagal; dicoba lagi sendiri.",
    "The upload of number %(item)s failed; it is tried again by itself.",
)
WORDS = row(
    Kind.PERMANENT,
    "Facebook menolak isi postingan ini. Ubah isinya, lalu minta persetujuan lagi.",
    "Facebook refused what this post says. Change it, then ask for approval again.",
)
LINK = row(
    Kind.PERMANENT,
    "Facebook tidak bisa memakai tautan ini. Perbaiki tautannya, "
    "lalu minta persetujuan lagi.",
    "Facebook cannot use this link. Mend the link, then ask for approval again.",
)
GONE = row(
    Kind.LOST,
    "Halaman ini tidak ada lagi, atau kanal ini tidak boleh melihatnya. "
    "Admin kanal perlu memeriksanya.",
    "This page is gone, or the channel may not see it. "
    "The channel administrator must look.",
)
SET_UP = row(
    Kind.CONFIG,
    "Aplikasi atau token kanal ini tidak cocok untuk memposting. "
    "Admin kanal perlu memeriksanya.",
    "The app or the token of this channel does not fit for posting. "
    "The channel administrator must look.",
)
MISTAKE = row(
    Kind.PERMANENT,
    "Facebook tidak menerima salah satu isian. Lihat catatan percobaan, perbaiki, "
    "lalu minta persetujuan lagi.",
    "Facebook did not accept one of the facts given. See the attempts, mend it, "
    "then ask for approval again.",
)

GRAPH_FAULTS = {
    (1, 0): BUSY,
    (2, 0): BUSY,
    (3, 0): SET_UP,
    **{(code, 0): REST for code in (4, 17, 32, 341, 613, *range(80000, 80015))},
    (10, 0): RIGHT,
    (100, 0): MISTAKE,
    (100, 33): GONE,
    (102, 0): TOKEN,
    (190, 0): TOKEN,
    **{(code, 0): RIGHT for code in range(200, 300)},
    (210, 0): SET_UP,
    (368, 0): STOPPED,
    (368, 1390008): REST,
    (368, 1404082): SAME,
    (382, 0): FILM,
    (389, 0): FILM,
    (506, 0): SAME,
    (6000, 0): UPLOAD,
    (6001, 0): UPLOAD,
    (1609005, 0): LINK,
}
# Seen with more than one code; the subcode says it alone.
SUBCODES = {
    1366046: PICTURE,
    2069019: PICTURE,
    1349125: PICTURE,
    1366051: SAME,
    1404082: SAME,
    1346003: WORDS,
    1404102: WORDS,
    1404006: STOPPED,
    1404078: SET_UP,
    1404112: STOPPED,
    1609008: LINK,
    2061006: LINK,
    1363047: BUSY,
    1609010: BUSY,
}
GRAPH_FAULTS |= {(0, subcode): fault for subcode, fault in SUBCODES.items()}


def named_for(platform: str) -> dict[tuple[int, int], Fault]:
    """Return the table as another platform of Meta's would say it."""
    other = {"Facebook": platform, "halaman": "akun", "Halaman": "Akun"}
    other |= {"page": "account"}

    def said(text: str) -> str:
        for name, instead in other.items():
            text = text.replace(name, instead)
        return text

    return {
        numbers: row(fault.kind, said(fault.says.id), said(fault.says.en))
        for numbers, fault in GRAPH_FAULTS.items()
    }
