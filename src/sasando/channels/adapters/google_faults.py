"""The words YouTube answers with, each with a number of ours, and what each means.

Sources: YouTube Data API, Errors; OAuth 2.0, RFC 6749 §5.2; channel-contracts.md §4.7.
A number may be added, never given to another word: attempts bear it. It stands as the
subcode, beside the HTTP status as the code.
"""

from sasando.channels.outcomes import Fault, Kind, Sentence

REASONS = {
    "invalidTitle": 1,
    "invalidDescription": 2,
    "invalidTags": 3,
    "invalidCategoryId": 4,
    "invalidVideoMetadata": 5,
    "invalidFilename": 6,
    "invalidPublishAt": 7,
    "invalidRecordingDetails": 8,
    "mediaBodyRequired": 9,
    "defaultLanguageNotSet": 10,
    "uploadLimitExceeded": 11,
    "authError": 12,
    "authorizationRequired": 13,
    "youtubeSignupRequired": 14,
    "quotaExceeded": 15,
    "dailyLimitExceeded": 16,
    "rateLimitExceeded": 17,
    "userRateLimitExceeded": 18,
    "forbidden": 19,
    "insufficientPermissions": 20,
    "forbiddenPrivacySetting": 21,
    "forbiddenLicenseSetting": 22,
    "accessNotConfigured": 23,
    "channelClosed": 24,
    "channelSuspended": 25,
    "videoNotFound": 26,
    "playlistNotFound": 27,
    "uploadRateLimitExceeded": 28,
    "backendError": 29,
    "internalError": 30,
    "imageFormatUnsupported": 31,
    "imageTooTall": 32,
    "imageTooWide": 33,
    "failedPrecondition": 34,
    "invalid_grant": 35,
    "invalid_client": 36,
    "unauthorized_client": 37,
    "commentsDisabled": 38,
    # What no error says, but an answer shows.
    "lockedPrivate": 90,
    "filmFailed": 91,
    "filmRejected": 92,
    "otherAddress": 93,
}
# Refused until the end of the day on the Pacific coast, or for a day.
TILL_MIDNIGHT = {REASONS["quotaExceeded"], REASONS["dailyLimitExceeded"]}
FOR_A_DAY = {REASONS["uploadLimitExceeded"]}


def row(kind: Kind, indonesian: str, english: str) -> Fault:
    """Return one row of the table."""
    return Fault(kind, Sentence(indonesian, english))


WORDS = row(
    Kind.PERMANENT,
    "YouTube menolak judul, keterangan, atau tagar video ini. Ubah isinya, "
    "lalu minta persetujuan lagi.",
    "YouTube refused the title, description or tags of this film. Change them, "
    "then ask for approval again.",
)
FULL = row(
    Kind.RATE,
    "YouTube tidak menerima video lagi dari kanal ini untuk sehari. Video ini "
    "dikirim sendiri besok; hapus unggahan yang tidak perlu.",
    "YouTube takes no more films from this channel for a day. This one goes out by "
    "itself tomorrow; delete uploads that are not needed.",
)
TOKEN = row(
    Kind.REAUTH,
    "Google tidak menerima izin kanal ini lagi. Sambungkan kanal ini sekali lagi; "
    "sesudahnya videonya dikirim.",
    "Google does not accept the permission of this channel any more. Connect the "
    "channel once more; then the film goes out.",
)
NO_CHANNEL = row(
    Kind.CONFIG,
    "Akun Google ini belum punya saluran YouTube. Buat salurannya di YouTube, "
    "lalu coba lagi.",
    "This Google account has no YouTube channel yet. Make one at YouTube, "
    "then try again.",
)
QUOTA = row(
    Kind.RATE,
    "Jatah harian YouTube habis sampai tengah malam waktu Pasifik (15.00 atau 16.00 "
    "WITA). Video ini dikirim sendiri sesudahnya.",
    "YouTube's daily allowance is used up until midnight Pacific time (07:00 or 08:00 "
    "UTC). The film goes out by itself afterwards.",
)
BUSY = row(
    Kind.RETRY,
    "YouTube meminta jeda sebentar. Sasando mencobanya lagi sendiri.",
    "YouTube asks for a short rest. Sasando tries again by itself.",
)
REST = row(
    Kind.RATE,
    "YouTube meminta jeda karena terlalu banyak unggahan. Video ini dikirim sendiri "
    "sesudahnya.",
    "YouTube asks for a rest after too many uploads. The film goes out by itself "
    "afterwards.",
)
RIGHT = row(
    Kind.CONFIG,
    "YouTube tidak mengizinkan langkah ini untuk saluran atau aplikasi kita. Periksa "
    "izin dan verifikasi nomor telepon di YouTube Studio, lalu coba lagi.",
    "YouTube does not allow this step to our channel or app. Check the rights and the "
    "phone verification in YouTube Studio, then try again.",
)
STOPPED = row(
    Kind.BLOCKED,
    "YouTube menutup atau menangguhkan kanal ini. Buka YouTube Studio, ikuti "
    "petunjuknya, lalu buka lagi kanal ini.",
    "YouTube closed or suspended this channel. Open YouTube Studio, do what it asks, "
    "then open the channel again.",
)
GONE = row(
    Kind.LOST,
    "Videonya tidak ada lagi di YouTube. Periksa salurannya di YouTube Studio; "
    "buat postingan baru bila video ini masih perlu.",
    "The film is not at YouTube any more. Look at the channel in YouTube Studio; "
    "write a new post if the film is still wanted.",
)
NO_LIST = row(
    Kind.CONFIG,
    "Daftar putar kanal ini tidak ada di YouTube. Administrator kanal perlu "
    "memperbaiki pengaturannya, lalu coba lagi.",
    "The playlist of this channel is not at YouTube. The channel administrator must "
    "mend the setting; then try again.",
)
COVER = row(
    Kind.MEDIA,
    "YouTube menolak gambar sampul (berkas nomor %(item)s): harus JPG atau PNG, "
    "1280×720, paling besar 2 MB. Perbaiki gambarnya, lalu coba lagi.",
    "YouTube refused the thumbnail (file %(item)s): it must be a JPG or PNG, 1280×720, "
    "of 2 MB at most. Mend it, then try again.",
)
CLIENT = row(
    Kind.CONFIG,
    "Google tidak mengenal aplikasi kita (client id dan secret). Administrator kanal "
    "perlu memperbaikinya.",
    "Google does not know our app (client id and secret). The channel administrator "
    "must mend it.",
)
LOCKED = row(
    Kind.CONFIG,
    "Videonya sudah terunggah, tetapi YouTube menguncinya sebagai privat: proyek API "
    "kita belum lolos audit. Buka videonya di YouTube Studio dan jadikan publik; "
    "administrator perlu meminta audit ke YouTube.",
    "The film is uploaded, but YouTube locked it as private: our API project has not "
    "passed its audit. Open it in YouTube Studio and make it public; the administrator "
    "must ask YouTube for the audit.",
)
FILM = row(
    Kind.MEDIA,
    "YouTube tidak bisa mengolah video nomor %(item)s. Ubah formatnya ke MP4 (H.264), "
    "lalu coba lagi.",
    "YouTube cannot process film %(item)s. Convert it to MP4 (H.264), then try again.",
)
REJECTED = row(
    Kind.MEDIA,
    "YouTube menolak video nomor %(item)s, misalnya karena hak cipta atau karena sudah "
    "pernah diunggah. Lihat alasannya di YouTube Studio.",
    "YouTube rejected film %(item)s, for instance for copyright, or because it was "
    "uploaded before. See the reason in YouTube Studio.",
)
ADDRESS = row(
    Kind.CONFIG,
    "YouTube menyuruh mengunggah ke alamat yang tidak dikenal; tidak ada yang dikirim. "
    "Administrator kanal perlu memeriksa alamat platformnya.",
    "YouTube sent the upload to an unknown address; nothing was sent. "
    "The channel administrator must check the address of the platform.",
)

COMMENTS = row(
    Kind.PERMANENT,
    "Komentar video ini ditutup. Buka komentarnya di YouTube, lalu coba lagi.",
    "Comments of this film are closed. Open them at YouTube, then try again.",
)
OF_REASON = {
    **dict.fromkeys(range(1, 11), WORDS),
    11: FULL,
    12: TOKEN,
    13: TOKEN,
    14: NO_CHANNEL,
    15: QUOTA,
    16: QUOTA,
    17: BUSY,
    18: BUSY,
    **dict.fromkeys(range(19, 24), RIGHT),
    24: STOPPED,
    25: STOPPED,
    26: GONE,
    27: NO_LIST,
    28: REST,
    **dict.fromkeys(range(31, 35), COVER),
    35: TOKEN,
    36: CLIENT,
    37: CLIENT,
    38: COMMENTS,
    90: LOCKED,
    91: FILM,
    92: REJECTED,
    93: ADDRESS,
}
GOOGLE_FAULTS = {(0, number): fault for number, fault in OF_REASON.items()}
# An answer without a word that we know.
GOOGLE_FAULTS |= {(401, 0): TOKEN, (429, 0): REST}
