"""What people agree to, word for word, and how long anything of them is kept.

UU 27/2022: consent is explicit and recorded, for a purpose that was told (Pasal 20-22);
the controller can show it (Pasal 24); taken back, the sending stops within 3 x 24 hours
(Pasal 40) and the data are erased (Pasal 43). A wording that was once shown is never
changed: another one gets another name, and a test holds it.
"""

from datetime import timedelta

from sasando.channels.outcomes import Sentence
from sasando.rules.terms import PDP_WITHDRAWAL

WORDINGS = {
    "2026-11": Sentence(
        "Saya setuju alamat atau nomor saya disimpan dan dipakai kantor ini hanya "
        "untuk mengirimkan apa yang saya pilih di halaman ini. Alamat itu disimpan "
        "terenkripsi, tidak diberikan kepada siapa pun, dan tidak dipakai untuk hal "
        "lain. Saya bisa berhenti kapan saja tanpa alasan; pengiriman langsung "
        "berhenti dan data saya dihapus dalam 3 x 24 jam.",
        "I agree that this office keeps my address or number, and uses it only to "
        "send what I choose on this page. It is kept encrypted, given to nobody, and "
        "used for nothing else. I can stop at any time without a reason; sending "
        "stops at once, and my data are erased within 3 x 24 hours.",
    ),
}
CURRENT = "2026-11"
# An address that never said yes is forgotten after this time.
UNCONFIRMED = timedelta(days=7)
# Sending stops at once. So long a step back is possible, and no longer is it kept: the
# law names 3 x 24 hours (Pasal 40), and no duty to keep the address longer.
AFTER_LEAVING = timedelta(hours=24 * PDP_WITHDRAWAL.days)


def worded(version: str, language: str) -> str:
    """Return what was agreed to, in the language it was read in."""
    found = WORDINGS[version]
    return found.id if language.startswith("id") else found.en
