"""What a person reads of what is more than one post: letters to many, comments."""

from sasando.channels.outcomes import Sentence

BESIDES: dict[str, Sentence] = {
    # --- to many people -------------------------------------------------------
    "spreading": Sentence(
        "%(sent)s dari %(all)s terkirim sejauh ini; sisanya menyusul sendiri.",
        "%(sent)s of %(all)s sent so far; the rest follows by itself.",
    ),
    "spread": Sentence("%(sent)s dari %(all)s terkirim.", "%(sent)s of %(all)s sent."),
    "spread_doubt": Sentence(
        "%(sent)s dari %(all)s terkirim, %(uncertain)s tidak pasti. Yang tidak pasti "
        "mungkin sudah sampai; tidak dikirim ulang.",
        "%(sent)s of %(all)s sent, %(uncertain)s not certain. Those may have arrived; "
        "they are not sent again.",
    ),
    "spread_refused": Sentence(
        "%(sent)s dari %(all)s terkirim, %(refused)s ditolak.",
        "%(sent)s of %(all)s sent, %(refused)s refused.",
    ),
    "spread_mixed": Sentence(
        "%(sent)s dari %(all)s terkirim, %(uncertain)s tidak pasti, %(refused)s "
        "ditolak. Yang tidak pasti mungkin sudah sampai; tidak dikirim ulang.",
        "%(sent)s of %(all)s sent, %(uncertain)s not certain, %(refused)s refused. "
        "Those not certain may have arrived; they are not sent again.",
    ),
    "stopped_partly": Sentence(
        "Dihentikan di tengah jalan: %(sent)s dari %(all)s orang sudah menerimanya, "
        "sisanya tidak dikirimi. Yang sudah terkirim tidak bisa ditarik.",
        "Stopped on its way: %(sent)s of %(all)s people have it, the others get "
        "nothing. What was sent cannot be taken back.",
    ),
    "no_readers": Sentence(
        "Belum ada pelanggan yang meminta kabar seperti ini; tidak ada yang dikirim.",
        "Nobody has subscribed to such news yet; nothing was sent.",
    ),
    "all_refused": Sentence(
        "Semua %(all)s pesan ditolak; tidak ada yang sampai. Periksa setelan kanal "
        "ini, lalu coba lagi.",
        "All %(all)s messages were refused; none arrived. Look at the settings of "
        "this channel, then try again.",
    ),
    # --- the first comment --------------------------------------------------
    "comment_by_hand": Sentence(
        "Postingannya sudah tayang, tetapi komentar pertamanya tidak bisa dikirim dari "
        "sini. Tulis sendiri di aplikasinya, lalu pilih “Sudah ada”.",
        "The post is out, but its first comment cannot be sent from here. Write it in "
        "the app, then choose “It is there”.",
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
