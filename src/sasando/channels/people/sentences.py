"""What a person reads of a delivery that goes to people one by one. Both languages."""

from sasando.channels.outcomes import Sentence

PEOPLE: dict[str, Sentence] = {
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
}
