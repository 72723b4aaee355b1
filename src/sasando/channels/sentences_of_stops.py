"""What a person reads of a delivery that was stopped before it was out."""

from sasando.channels.outcomes import Sentence

STOPS = {
    "channel_removed": Sentence(
        "Kanalnya dihapus sebelum postingan ini dikirim.",
        "The channel was removed before this post was sent.",
    ),
    "recalled_in_time": Sentence(
        "Ditarik sebelum dikirim.", "Taken back before it was sent."
    ),
    "cancelled_in_doubt": Sentence(
        "Dibatalkan saat belum pasti apakah sudah tayang. Periksa akunnya; jika "
        "ternyata tayang, hapus di sana.",
        "Cancelled while nobody knew whether it is out. Look at the account; if it "
        "is there, delete it there.",
    ),
    "left_there": Sentence(
        "Dibatalkan sebelum tayang, tetapi berkas yang sudah terunggah tidak bisa "
        "dihapus dari sini. Hapus di aplikasi platformnya.",
        "Cancelled before it was out, but what was uploaded cannot be deleted from "
        "here. Delete it in the platform's app.",
    ),
    "other_words": Sentence(
        "Jawaban platform datang terlambat: yang tayang adalah isi yang disetujui "
        "sebelumnya, bukan isi di sini. Buka postingannya, lalu ubah atau tarik.",
        "The platform's answer came late: what is out are the words that were approved "
        "before, not those here. Open the post, then change it or take it back.",
    ),
    "twice": Sentence(
        "Postingan ini tayang dua kali: jawaban yang terlambat menunjukkan satu lagi. "
        "Hapus salah satunya di aplikasi platform: %(permalink)s",
        "This post is out twice: an answer that came late shows another one. Delete "
        "one of them in the platform's app: %(permalink)s",
    ),
}
