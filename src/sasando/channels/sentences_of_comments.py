"""What a person reads of the first comment below a post. Both languages."""

from sasando.channels.outcomes import Sentence

COMMENTS: dict[str, Sentence] = {
    "comment_by_hand": Sentence(
        "Postingannya sudah tayang, tetapi komentar pertamanya tidak bisa dikirim dari "
        "sini. Tulis sendiri di aplikasinya, lalu pilih “Sudah ada”.",
        "The post is out, but its first comment cannot be sent from here. Write it in "
        "the app, then choose “It is there”.",
    ),
    "comment_changed": Sentence(
        "Komentar pertama diubah, tetapi komentar lamanya mungkin sudah ada di sana. "
        "Ubah atau hapus sendiri di postingannya, lalu pilih “Sudah ada”.",
        "The first comment was changed, but the earlier one may stand there already. "
        "Change or delete it at the post, then choose “It is there”.",
    ),
    "comment_refused": Sentence(
        "Postingannya sudah tayang, tetapi platform menolak komentar pertamanya. "
        "Periksa apakah komentar dibuka, lalu pilih “Kirim komentar lagi”, atau tulis "
        "sendiri di aplikasinya.",
        "The post is out, but the platform refused its first comment. See whether "
        "comments are open, then choose “Send the comment again”, or write it in the "
        "app.",
    ),
    "comment_unproven": Sentence(
        "Postingannya sudah tayang, tetapi jawaban untuk komentar pertamanya hilang "
        "dan komentarnya tidak ditemukan. Lihat postingannya: jika komentarnya ada, "
        "pilih “Sudah ada”; jika tidak, pilih “Kirim komentar lagi”.",
        "The post is out, but the answer to its first comment was lost and the comment "
        "was not found. Look at the post: if it is there, choose “It is there”; if "
        "not, choose “Send the comment again”.",
    ),
    "comment_unreachable": Sentence(
        "Postingannya sudah tayang, tetapi platform tidak terjangkau untuk komentar "
        "pertamanya. Pilih “Kirim komentar lagi” setelah internetnya pulih.",
        "The post is out, but the platform could not be reached for its first comment. "
        "Choose “Send the comment again” when the internet is back.",
    ),
}
