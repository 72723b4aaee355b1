"""The numbers of Instagram's publishing, beside those that all of Meta shares.

Source: Instagram Platform, Error Codes; channel-contracts.md §3.8.
"""

from sasando.channels.adapters.graph_faults import named_for, row
from sasando.channels.outcomes import Kind

SLOW = row(
    Kind.MEDIA_RETRY,
    "Instagram tidak sempat mengambil berkas nomor %(item)s; dicoba lagi sendiri.",
    "Instagram could not fetch file number %(item)s in time; it is tried again by "
    "itself.",
)
OLD = row(
    Kind.MEDIA_RETRY,
    "Unggahan untuk postingan ini sudah kedaluwarsa; disiapkan lagi sendiri.",
    "What was uploaded for this post has expired; it is prepared again by itself.",
)
BUSY = row(
    Kind.RETRY,
    "Instagram sedang terganggu. Sasando mengurusnya sendiri.",
    "Instagram has a disturbance. Sasando sees to it by itself.",
)
SPAM = row(
    Kind.BLOCKED,
    "Instagram membatasi akun ini karena dianggap spam. Buka Instagram, ikuti "
    "petunjuknya, lalu buka lagi kanal ini.",
    "Instagram restricts this account as spam. Open Instagram, do what it asks, "
    "then open the channel again.",
)
QUOTA = row(
    Kind.RATE,
    "Jatah postingan Instagram untuk 24 jam ini habis. "
    "Postingan ini dikirim sendiri begitu ada jatah lagi.",
    "Instagram's allowance of posts for these 24 hours is used up. "
    "The post goes out by itself as soon as one is free.",
)
NOT_FETCHED = row(
    Kind.MEDIA_RETRY,
    "Instagram tidak bisa mengambil berkas nomor %(item)s dari situs kita, padahal "
    "alamatnya bisa dibuka dari sini. Dicoba lagi; jika tetap gagal, mintalah "
    "administrator memeriksa tembok api.",
    "Instagram cannot fetch file number %(item)s from our site, although its address "
    "can be opened from here. It is tried again; if it keeps failing, ask the "
    "administrator to look at the firewall.",
)
NOT_READY = row(
    Kind.RETRY,
    "Instagram belum selesai mengolah berkasnya. Sasando menunggunya sendiri.",
    "Instagram has not finished taking in the file. Sasando waits for it by itself.",
)
INACTIVE = row(
    Kind.BLOCKED,
    "Akun Instagram ini tidak aktif atau sedang diperiksa. Buka Instagram, ikuti "
    "petunjuknya, lalu buka lagi kanal ini.",
    "This Instagram account is inactive or under review. Open Instagram, do what it "
    "asks, then open the channel again.",
)
SEVERAL = row(
    Kind.PERMANENT,
    "Korsel Instagram berisi 2 sampai 10 gambar atau video. Ubah jumlahnya, "
    "lalu minta persetujuan lagi.",
    "A carousel on Instagram has 2 to 10 pictures or films. Change their number, "
    "then ask for approval again.",
)
TAGS = row(
    Kind.PERMANENT,
    "Instagram menolak tanda pada postingan ini. Kurangi tandanya, "
    "lalu minta persetujuan lagi.",
    "Instagram refused the tags of this post. Use fewer tags, "
    "then ask for approval again.",
)
THUMBNAIL = row(
    Kind.PERMANENT,
    "Saat sampul video ini di luar panjang videonya. Ubah, "
    "lalu minta persetujuan lagi.",
    "The moment of the cover lies outside the film. Change it, "
    "then ask for approval again.",
)
FILM = row(
    Kind.MEDIA,
    "Instagram menolak video nomor %(item)s. Ubah ke MP4 (H.264, AAC), 3 detik sampai "
    "15 menit, lalu coba lagi.",
    "Instagram refused film %(item)s. Convert it to MP4 (H.264, AAC), 3 seconds to "
    "15 minutes, then try again.",
)
HEAVY = row(
    Kind.MEDIA,
    "Gambar nomor %(item)s lebih besar dari 8 MB. Perkecil gambarnya, lalu coba lagi.",
    "Picture %(item)s is larger than 8 MB. Make it smaller, then try again.",
)
FORMAT = row(
    Kind.MEDIA,
    "Instagram tidak menerima format gambar nomor %(item)s. Simpan sebagai JPG, "
    "lalu coba lagi.",
    "Instagram does not take the format of picture %(item)s. Save it as JPG, "
    "then try again.",
)
RATIO = row(
    Kind.MEDIA,
    "Instagram menolak bentuk gambar nomor %(item)s: antara 4:5 dan 1,91:1. "
    "Potong gambarnya, lalu coba lagi.",
    "Instagram refused the shape of picture %(item)s: between 4:5 and 1.91:1. "
    "Crop the picture, then try again.",
)
CAPTION = row(
    Kind.PERMANENT,
    "Keterangan ini terlalu panjang untuk Instagram, atau tandanya terlalu banyak. "
    "Persingkat, lalu minta persetujuan lagi.",
    "The caption is too long for Instagram, or has too many tags. "
    "Shorten it, then ask for approval again.",
)
TRIAL = row(
    Kind.PERMANENT,
    "Akun ini tidak boleh membuat reel percobaan. Matikan pilihan itu, "
    "lalu minta persetujuan lagi.",
    "This account may not make trial reels. Switch that option off, "
    "then ask for approval again.",
)
OWN_MISTAKE = row(
    Kind.BUG,
    "Sasando mengirim jenis media yang tidak dikenal Instagram; tidak ada yang tayang. "
    "Beri tahu administrator.",
    "Sasando sent a kind of medium that Instagram does not know; nothing is out. "
    "Tell the administrator.",
)

INSTAGRAM_FAULTS = named_for("Instagram") | {
    (-2, 2207003): SLOW,
    (-2, 2207020): OLD,
    (-1, 2207001): BUSY,
    (-1, 2207032): BUSY,
    (-1, 2207053): BUSY,
    (1, 2207057): THUMBNAIL,
    (4, 2207051): SPAM,
    (9, 2207042): QUOTA,
    (9004, 2207052): NOT_FETCHED,
    (9007, 2207027): NOT_READY,
    (24, 2207006): OLD,
    (24, 2207008): OLD,
    (25, 2207050): INACTIVE,
    (100, 2207023): OWN_MISTAKE,
    (100, 2207028): SEVERAL,
    **{(100, subcode): TAGS for subcode in (2207035, 2207036, 2207037, 2207040)},
    (352, 2207026): FILM,
    (36000, 2207004): HEAVY,
    (36001, 2207005): FORMAT,
    (36003, 2207009): RATIO,
    (36004, 2207010): CAPTION,
    # Told without a code of their own.
    (0, 2207077): SLOW,
    (0, 2207082): SLOW,
    (0, 2207081): TRIAL,
}
