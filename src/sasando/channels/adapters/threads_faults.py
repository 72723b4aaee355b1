"""What Threads refuses: Meta's numbers, and words of its own that we number.

Source: Threads API, Troubleshooting; channel-contracts.md §5.
"""

from sasando.channels.adapters.graph_faults import named_for, row
from sasando.channels.outcomes import Kind

RESTRICTED = row(
    Kind.BLOCKED,
    "Threads membatasi akun ini. Buka Threads, ikuti petunjuknya, "
    "lalu buka lagi kanal ini.",
    "Threads restricts this account. Open Threads, do what it asks, "
    "then open the channel again.",
)
QUOTA = row(
    Kind.RATE,
    "Jatah postingan Threads untuk 24 jam ini habis. "
    "Postingan ini dikirim sendiri begitu ada jatah lagi.",
    "Threads' allowance of posts for these 24 hours is used up. "
    "The post goes out by itself as soon as one is free.",
)
SLOW = row(
    Kind.MEDIA_RETRY,
    "Threads tidak sempat mengambil berkas nomor %(item)s; dicoba lagi sendiri.",
    "Threads could not fetch file number %(item)s in time; it is tried again by "
    "itself.",
)
OLD = row(
    Kind.MEDIA_RETRY,
    "Unggahan untuk postingan ini sudah kedaluwarsa; disiapkan lagi sendiri.",
    "What was uploaded for this post has expired; it is prepared again by itself.",
)
SOUND = row(
    Kind.MEDIA,
    "Threads menolak suara video nomor %(item)s. Ubah suaranya ke AAC, mono atau "
    "stereo, lalu coba lagi.",
    "Threads refused the sound of film %(item)s. Convert it to AAC, mono or stereo, "
    "then try again.",
)
FILM = row(
    Kind.MEDIA,
    "Threads menolak video nomor %(item)s. Ubah ke MP4 (H.264, 23–60 gambar per detik, "
    "paling lama 5 menit), lalu coba lagi.",
    "Threads refused film %(item)s. Convert it to MP4 (H.264, 23–60 frames a second, "
    "5 minutes at most), then try again.",
)
RATIO = row(
    Kind.MEDIA,
    "Threads menolak bentuk gambar atau video nomor %(item)s. Potong, lalu coba lagi.",
    "Threads refused the shape of picture or film %(item)s. Crop it, then try again.",
)
PICTURE = row(
    Kind.MEDIA,
    "Threads menolak gambar nomor %(item)s. Simpan sebagai JPG di bawah 8 MB, "
    "lalu coba lagi.",
    "Threads refused picture %(item)s. Save it as a JPG under 8 MB, then try again.",
)

# What a spoilt container says; the numbers are ours.
OF_WORDS = {
    "FAILED_DOWNLOADING_VIDEO": 1,
    "FAILED_PROCESSING_AUDIO": 2,
    "FAILED_PROCESSING_VIDEO": 3,
    "INVALID_ASPEC_RATIO": 4,
    "INVALID_BIT_RATE": 5,
    "INVALID_DURATION": 6,
    "INVALID_FRAME_RATE": 7,
    "INVALID_AUDIO_CHANNELS": 8,
    "INVALID_AUDIO_CHANNEL_LAYOUT": 9,
}
FAULTS_OF_WORDS = {
    1: SLOW,
    2: SOUND,
    3: FILM,
    4: RATIO,
    5: FILM,
    6: FILM,
    7: FILM,
    8: SOUND,
    9: SOUND,
}

THREADS_FAULTS = named_for("Threads") | {
    (0, 2207051): RESTRICTED,
    # Instagram's numbers; that Threads has the same is from memory.
    (9, 2207042): QUOTA,
    (24, 2207006): OLD,
    (24, 2207008): OLD,
    (-2, 2207020): OLD,
    (-2, 2207003): SLOW,
    (9004, 2207052): SLOW,
    (36000, 2207004): PICTURE,
    (36001, 2207005): PICTURE,
    (36003, 2207009): RATIO,
    (352, 2207026): FILM,
    **{(0, number): fault for number, fault in FAULTS_OF_WORDS.items()},
}
