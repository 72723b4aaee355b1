"""What a person reads when a delivery does not simply end well. Both languages.

One sentence of what happened, one of what to do. What only one platform says stands in
the table of that platform.
"""

from collections.abc import Mapping
from typing import Any

from sasando.channels.outcomes import Faults, Sentence
from sasando.channels.people.sentences import PEOPLE
from sasando.channels.sentences_of_comments import COMMENTS
from sasando.channels.sentences_of_stops import STOPS

OWN: dict[str, Sentence] = {
    # --- how it went ------------------------------------------------------
    "found": Sentence(
        "Jawaban platform hilang, tetapi postingannya sudah ditemukan tayang. "
        "Tidak perlu tindakan.",
        "The platform's answer was lost, but the post was found. Nothing to do.",
    ),
    "found_by_person": Sentence(
        "Seseorang memastikan bahwa postingan ini sudah tayang.",
        "A person confirmed that this post is out.",
    ),
    "posted_by_hand": Sentence(
        "Diposting sendiri oleh petugas; tautannya ada di sini.",
        "Posted by hand; its link stands here.",
    ),
    "looking": Sentence(
        "Jawaban platform tidak sampai; postingan ini mungkin sudah tayang dan sedang "
        "dicari. Jangan kirim ulang.",
        "The platform's answer did not arrive; the post may be out and is being looked "
        "for. Do not post it again.",
    ),
    "processing": Sentence(
        "Platform sudah menerima videonya dan sedang mengolahnya. Sasando memeriksa "
        "sendiri kapan tayang. Jangan kirim ulang.",
        "The platform has the film and is working on it. Sasando looks when it is out. "
        "Do not post it again.",
    ),
    "unproven": Sentence(
        "Jawaban platform hilang dan postingannya tidak ditemukan. Periksa akunnya: "
        "jika sudah tayang, tempel alamatnya; jika belum, pilih “Terbitkan lagi”.",
        "The platform's answer was lost and the post was not found. Look at the "
        "account: if it is out, paste its address; if not, choose “Publish again”.",
    ),
    "several": Sentence(
        "Jawaban platform hilang dan lebih dari satu postingan cocok. "
        "Pilih mana yang benar: %(permalinks)s",
        "The platform's answer was lost and more than one post fits. "
        "Choose the right one: %(permalinks)s",
    ),
    "edit_by_hand": Sentence(
        "Perubahan sudah disetujui, tetapi platform ini tidak bisa mengubahnya dari "
        "sini. Buka postingannya, ganti isinya seperti di bawah, lalu tekan “Sudah "
        "saya ubah”: %(permalink)s",
        "The change is approved, but this platform cannot make it from here. Open the "
        "post, change it as shown below, then press “I changed it”: %(permalink)s",
    ),
    "edit_again": Sentence(
        "Perubahan belum sampai ke platform. Akan dicoba lagi sendiri.",
        "The change has not arrived at the platform. It is tried again by itself.",
    ),
    # --- of the page it tells of -------------------------------------------
    "page_not_out": Sentence(
        "Halamannya belum terbit. Kiriman ini menunggu dan keluar sesudahnya.",
        "Its page is not out yet. This post waits, and goes out after it.",
    ),
    "page_gone": Sentence(
        "Halamannya sudah dicabut atau ditarik, jadi kiriman ini tidak dikirim.",
        "Its page was revoked or withdrawn, so this post is not sent.",
    ),
    "page_rights": Sentence(
        "Hak atau izin sebuah gambar di halamannya berakhir setelah disetujui: "
        "%(why)s Perbaiki dulu, lalu tekan “Coba lagi”, atau kirim tanpa gambar itu.",
        "A right or consent for a picture of its page ended after the approval: "
        "%(why)s Mend it, then press “Try again”, or send it without that picture.",
    ),
    # --- waiting ----------------------------------------------------------
    "not_sent": Sentence(
        "Platform tidak terjangkau; belum ada yang terkirim. Akan dicoba lagi sendiri.",
        "The platform cannot be reached; nothing was sent. It is tried again soon.",
    ),
    "retry": Sentence(
        "Platform sedang terganggu; belum ada yang tayang. Akan dicoba lagi sendiri.",
        "The platform has a disturbance; nothing is out. It is tried again by itself.",
    ),
    "rate": Sentence(
        "Platform meminta jeda. Postingan ini dikirim sendiri setelah jeda itu.",
        "The platform asks for a rest. The post goes out by itself after it.",
    ),
    "renewing": Sentence(
        "Izin kanal ini sedang diperbarui; postingan ini dikirim sebentar lagi.",
        "The permission of this channel is being renewed; the post goes out soon.",
    ),
    "reauth": Sentence(
        "Kanal ini harus disambungkan lagi; sesudahnya postingan ini dikirim.",
        "This channel must be connected again; then the post goes out.",
    ),
    # --- a person decides -------------------------------------------------
    "unreachable": Sentence(
        "Platform tidak terjangkau setelah tujuh kali mencoba; tidak ada yang "
        "terkirim. Periksa sambungan internet, lalu pilih “Coba lagi”.",
        "The platform could not be reached seven times; nothing was sent. "
        "Check the internet connection, then choose “Try again”.",
    ),
    "not_public": Sentence(
        "Berkas nomor %(item)s tidak bisa dibuka dari alamat publik situs kita, jadi "
        "platform tidak bisa mengambilnya; tidak ada yang tayang. Mintalah "
        "administrator memeriksa situsnya, lalu pilih “Coba lagi”.",
        "File number %(item)s cannot be opened at our site's public address, so the "
        "platform could not fetch it; nothing is out. Ask the administrator to look "
        "at the site, then choose “Try again”.",
    ),
    "no_public_address": Sentence(
        "Platform ini mengambil gambar dari alamat https kita, tetapi situs ini belum "
        "punya; tidak ada yang tayang. Administrator perlu mengisi SASANDO_PUBLIC_URL.",
        "This platform fetches pictures from an https address of ours, and this site "
        "has none; nothing is out. The administrator must set SASANDO_PUBLIC_URL.",
    ),
    "expired": Sentence(
        "Yang sudah disiapkan di platform kedaluwarsa; disiapkan lagi sendiri.",
        "What was prepared on the platform has expired; it is prepared again by "
        "itself.",
    ),
    "quota": Sentence(
        "Jatah postingan akun ini untuk 24 jam sudah habis. "
        "Postingan ini dikirim sendiri begitu ada jatah lagi.",
        "This account's allowance of posts for 24 hours is used up. "
        "The post goes out by itself as soon as one is free.",
    ),
    "late": Sentence(
        "Waktu tayangnya sudah lewat lebih dari batas yang Anda tetapkan. "
        "Pilih “Terbitkan sekarang” atau “Batalkan”.",
        "Its time has passed by more than you allowed. "
        "Choose “Publish now” or “Do not send”.",
    ),
    "useless": Sentence(
        "Acaranya sudah lewat, jadi postingan ini tidak dikirim.",
        "The event is over, so this post was not sent.",
    ),
    "changed": Sentence(
        "Isinya diubah setelah disetujui, jadi belum dikirim. "
        "Mintalah persetujuan lagi.",
        "It was changed after its approval, so it was not sent. "
        "Ask for approval again.",
    ),
    "media_gone": Sentence(
        "Gambar atau video nomor %(item)s hilang atau berubah sejak disetujui; tidak "
        "ada yang terkirim. Pasang lagi berkasnya, lalu minta persetujuan lagi.",
        "Picture or film %(item)s is gone or changed since the approval; nothing was "
        "sent. Attach the file again, then ask for approval again.",
    ),
    "no_right": Sentence(
        "Foto nomor %(item)s tidak boleh ditampilkan lagi: haknya berakhir, "
        "persetujuannya dicabut, atau fotonya dihapus dari pustaka. Tidak ada yang "
        "terkirim. Ganti fotonya, lalu minta persetujuan lagi.",
        "Photo %(item)s may not be shown any more: its right ended, its consent was "
        "withdrawn, or it was deleted from the library. Nothing was sent. Choose "
        "another one, then ask for approval again.",
    ),
    "film_works": Sentence(
        "Videonya masih disiapkan untuk kanal ini; setelah siap, dikirim sendiri.",
        "The film is still being made ready for this channel; then it goes out by "
        "itself.",
    ),
    "film_unreadable": Sentence(
        "Video nomor %(item)s rusak atau bukan video; tidak ada yang terkirim. "
        "Simpan ulang sebagai MP4 di ponsel atau komputer Anda, lalu pasang lagi.",
        "Film %(item)s is damaged or no film; nothing was sent. "
        "Save it anew as MP4 on your telephone or computer, then attach it again.",
    ),
    "film_endless": Sentence(
        "Video nomor %(item)s lebih dari empat jam; tidak ada yang terkirim. "
        "Potong videonya, lalu pasang lagi.",
        "Film %(item)s lasts more than four hours; nothing was sent. "
        "Cut it, then attach it again.",
    ),
    "film_length": Sentence(
        "Panjang video nomor %(item)s tidak cocok untuk kanal ini; tidak ada yang "
        "terkirim. Potong videonya, lalu pasang lagi.",
        "Film %(item)s is too long or too short for this channel; nothing was sent. "
        "Cut it, then attach it again.",
    ),
    "film_gone": Sentence(
        "Video nomor %(item)s hilang atau berubah sebelum siap; tidak ada yang "
        "terkirim. Pasang lagi berkasnya, lalu minta persetujuan lagi.",
        "Film %(item)s was gone or changed before it was ready; nothing was sent. "
        "Attach the file again, then ask for approval again.",
    ),
    "no_ffmpeg": Sentence(
        "Video nomor %(item)s harus diolah dulu, tetapi program ffmpeg tidak ada di "
        "server. Mintalah administrator memasangnya (apt install ffmpeg), atau pasang "
        "video MP4 dengan H.264 dan AAC.",
        "Film %(item)s must be changed first, but the program ffmpeg is not on the "
        "server. Ask the administrator to install it (apt install ffmpeg), or attach "
        "an MP4 with H.264 and AAC.",
    ),
    "picture_unreadable": Sentence(
        "Gambar nomor %(item)s rusak atau bukan gambar; tidak ada yang terkirim. "
        "Pasang gambar lain, lalu minta persetujuan lagi.",
        "Picture %(item)s is damaged or no picture; nothing was sent. "
        "Attach another one, then ask for approval again.",
    ),
    "refused": Sentence(
        "Platform menolak postingan ini; tidak ada yang tayang. Periksa isinya, "
        "lalu minta persetujuan lagi.",
        "The platform refused this post; nothing is out. Check what it says, "
        "then ask for approval again.",
    ),
    "media": Sentence(
        "Platform menolak gambar atau video nomor %(item)s; tidak ada yang tayang. "
        "Perbaiki berkasnya, lalu coba lagi.",
        "The platform refused picture or film %(item)s; nothing is out. "
        "Mend the file, then try again.",
    ),
    "account_gone": Sentence(
        "Akun atau halamannya tidak ada lagi, atau kanal ini tidak boleh melihatnya; "
        "tidak ada yang tayang. Admin kanal perlu memeriksanya.",
        "The account or page is gone, or this channel may not see it; nothing is out. "
        "The channel administrator must look.",
    ),
    "config": Sentence(
        "Kanal ini salah pengaturan; tidak ada yang tayang. "
        "Admin kanal perlu memeriksanya.",
        "This channel is set up wrongly; nothing is out. "
        "The channel administrator must look.",
    ),
    "bug": Sentence(
        "Sasando membuat kesalahan sebelum mengirim; tidak ada yang tayang. "
        "Beri tahu administrator; rinciannya ada di catatan percobaan.",
        "Sasando made a mistake before it sent; nothing is out. "
        "Tell the administrator; the details stand with the attempts.",
    ),
    "blocked": Sentence(
        "Platform menghentikan akun ini; kanal dijeda. "
        "Buka aplikasinya dan ikuti petunjuk di sana.",
        "The platform stopped this account; the channel is paused. "
        "Open its app and do what it asks.",
    ),
    "by_hand": Sentence(
        "Saatnya memposting sendiri: salin teksnya, simpan gambarnya, posting di "
        "aplikasinya, lalu pilih “Sudah saya posting” dan tempel tautannya.",
        "Time to post this by hand: copy the text, save the pictures, post in the app, "
        "then choose “I posted it” and paste the link.",
    ),
    # --- taken back -------------------------------------------------------
    "delete_by_hand": Sentence(
        "Platform ini tidak bisa menghapus dari sini. Hapus di aplikasinya, "
        "lalu konfirmasi di sini: %(permalink)s",
        "This platform cannot delete from here. Delete it in its app, "
        "then confirm here: %(permalink)s",
    ),
    "withdraw_page": Sentence(
        "Yang tayang di situs sendiri ditarik di ruang redaksi, dengan alasannya. "
        "Sesudah halamannya ditarik, kiriman ini selesai sendiri.",
        "What stands on our own site is withdrawn in the newsroom, with its reason. "
        "When the page is withdrawn, this closes by itself.",
    ),
    # --- before anything is sent --------------------------------------------
    "empty": Sentence(
        "Belum ada isi: tulis teks, tautan, atau pasang gambar.",
        "There is nothing to say: write a text, a link, or attach a picture.",
    ),
    "too_long": Sentence(
        "Teksnya %(length)s karakter; paling banyak %(most)s di kanal ini.",
        "The text has %(length)s characters; this channel takes at most %(most)s.",
    ),
    "too_many_media": Sentence(
        "Ada %(count)s gambar; paling banyak %(most)s di kanal ini.",
        "There are %(count)s pictures; this channel takes at most %(most)s.",
    ),
    "not_this_medium": Sentence(
        "Kanal ini tidak menerima berkas nomor %(item)s.",
        "This channel does not take file number %(item)s.",
    ),
    "film_alone": Sentence(
        "Satu postingan di kanal ini berisi satu video saja, tanpa gambar.",
        "A post on this channel has one film alone, without pictures.",
    ),
    "not_a_page": Sentence(
        "Kanal ini memuat halaman situs sendiri. Buka halamannya, lalu pilih "
        "“Sebarkan ke kanal”.",
        "This channel shows pages of our own site. Open the page and choose “Share "
        "on channels”.",
    ),
    "needs_media": Sentence(
        "Kanal ini hanya menerima postingan dengan gambar atau video. "
        "Pasang paling sedikit satu.",
        "This channel only takes posts with a picture or film. Attach at least one.",
    ),
    "too_many_tags": Sentence(
        "Ada %(count)s tagar; paling banyak %(most)s di kanal ini.",
        "There are %(count)s hashtags; this channel takes at most %(most)s.",
    ),
    "too_many_names": Sentence(
        "Ada %(count)s akun yang disebut; paling banyak %(most)s di kanal ini.",
        "There are %(count)s accounts named; this channel takes at most %(most)s.",
    ),
    "alt_too_long": Sentence(
        "Teks alternatif nomor %(item)s lebih dari %(most)s karakter.",
        "The words that describe number %(item)s have more than %(most)s characters.",
    ),
    "text_and_link": Sentence(
        "Kanal ini memakai templat: perlu teks dan tautan.",
        "This channel uses a template: it needs a text and a link.",
    ),
    "not_a_film": Sentence(
        "Video nomor %(item)s harus berformat MP4 atau MOV.",
        "Film number %(item)s must be an MP4 or MOV file.",
    ),
    "comment_too_long": Sentence(
        "Komentar pertamanya %(length)s karakter; paling banyak %(most)s di kanal ini.",
        "The first comment has %(length)s characters; this channel takes at most "
        "%(most)s.",
    ),
    "film_too_long": Sentence(
        "Video nomor %(item)s berdurasi %(length)s; paling lama %(most)s di kanal ini. "
        "Potong videonya, lalu pasang lagi.",
        "Film %(item)s lasts %(length)s; this channel takes %(most)s at most. "
        "Cut it, then attach it again.",
    ),
    "film_too_short": Sentence(
        "Video nomor %(item)s berdurasi %(length)s; paling singkat %(least)s di kanal "
        "ini.",
        "Film %(item)s lasts %(length)s; this channel takes %(least)s at least.",
    ),
    "film_needed": Sentence(
        "Kanal ini hanya menerima video. Pasang satu video.",
        "This channel takes films only. Attach one film.",
    ),
    "title_needed": Sentence(
        "Video ini belum berjudul. Tulis judulnya di baris pertama teks.",
        "This film has no title. Write it as the first line of the text.",
    ),
    "title_too_long": Sentence(
        "Judulnya (baris pertama teks) %(length)s karakter; paling banyak %(most)s.",
        "The title (the first line of the text) has %(length)s characters; "
        "%(most)s at most.",
    ),
    "angle_brackets": Sentence(
        "Kanal ini tidak menerima tanda < dan >. Ganti dengan kata.",
        "This channel does not take the signs < and >. Write words instead.",
    ),
    "tags_too_long": Sentence(
        "Tagarnya %(length)s karakter; paling banyak %(most)s di kanal ini.",
        "The tags have %(length)s characters; this channel takes at most %(most)s.",
    ),
    "too_big": Sentence(
        "Berkas nomor %(item)s lebih besar dari %(most)s MB.",
        "File number %(item)s is larger than %(most)s MB.",
    ),
}
SENTENCES = OWN | PEOPLE | COMMENTS | STOPS


def sentence(name: str, facts: Mapping[str, Any], faults: Faults) -> Sentence | None:
    """Return the sentence of this name, filled with facts; None for "".

    A name is a word of `SENTENCES`, or "code.subcode" of the platform's own table.
    """
    if not name:
        return None
    found = SENTENCES.get(name)
    if found is None:
        code, _dot, subcode = name.partition(".")
        fault = faults.get((int(code), int(subcode))) or faults.get((int(code), 0))
        found = fault.says if fault else SENTENCES["refused"]
    words = {"item": "?", "permalink": "", "permalinks": ""} | dict(facts)
    if "all" in words:
        # How many people: thousands, as each language writes them.
        return Sentence(found.id % grouped(words, "."), found.en % grouped(words, ","))
    return Sentence(found.id % words, found.en % words)


def grouped(words: Mapping[str, Any], sign: str) -> dict[str, Any]:
    """Return the numbers among words as a language writes them: 4.980 or 4,980."""
    return {
        name: f"{word:,}".replace(",", sign) if isinstance(word, int) else word
        for name, word in words.items()
    }
