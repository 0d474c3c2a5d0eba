/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-page-words.h"

typedef struct {
  const char *key;
  const char *word;
} Word;

static const char *
find (const Word *words, guint count, const char *key, const char *fallback)
{
  for (guint i = 0; i < count; i++)
    if (g_strcmp0 (words[i].key, key) == 0)
      return words[i].word;
  return fallback;
}

const char *
miqat_page_room_name (const char *type)
{
  static const Word words[] = {
    { "quint", "Quint" }, { "quad", "Quad" }, { "triple", "Triple" }, { "double", "Double" },
    { "single", "Single" },
  };

  return find (words, G_N_ELEMENTS (words), type, type);
}

const char *
miqat_page_room_size (const char *type)
{
  static const Word words[] = {
    { "quint", "sekamar berlima" }, { "quad", "sekamar berempat" }, { "triple", "sekamar bertiga" },
    { "double", "sekamar berdua" }, { "single", "kamar sendiri" },
  };

  return find (words, G_N_ELEMENTS (words), type, "");
}

const char *
miqat_page_kind_name (const char *kind)
{
  static const Word words[] = {
    { "umrah", "Umroh" }, { "umrah_plus", "Umroh Plus" }, { "haji_khusus", "Haji Khusus" },
  };

  return find (words, G_N_ELEMENTS (words), kind, "Umroh");
}

const char *
miqat_page_invoice_name (const char *type)
{
  static const Word words[] = {
    { "dp", "Uang muka (DP)" }, { "installment", "Cicilan" }, { "final", "Pelunasan" },
    { "full", "Pembayaran penuh" },
  };

  return find (words, G_N_ELEMENTS (words), type, "Tagihan");
}

const char *
miqat_page_status_name (MiqatBookingStatus status)
{
  switch (status) {
  case MIQAT_BOOKING_SEAT_LOCKED:
    return "Kursi dikunci";
  case MIQAT_BOOKING_AWAITING_VERIFICATION:
    return "Menunggu verifikasi";
  case MIQAT_BOOKING_DP_PAID:
    return "DP diterima";
  case MIQAT_BOOKING_INSTALLMENT:
    return "Cicilan berjalan";
  case MIQAT_BOOKING_PAID_FULL:
    return "Lunas";
  case MIQAT_BOOKING_CANCELLED:
    return "Dibatalkan";
  case MIQAT_BOOKING_EXPIRED:
    return "Waktu habis";
  case MIQAT_N_BOOKING_STATUSES:
    break;
  }
  return "";
}

/* ---- problems -------------------------------------------------------------------------------- */

/* Those that a visitor can meet. {words} are the problem's parameters. */
static const struct { MiqatProblemCode code; const char *sentence; } sentences[] = {
  { MIQAT_PROBLEM_REQUIRED, "Mohon diisi." },
  { MIQAT_PROBLEM_TOO_SHORT, "Tulis paling sedikit {min} huruf." },
  { MIQAT_PROBLEM_TOO_LONG, "Tulis paling banyak {max} huruf." },
  { MIQAT_PROBLEM_TOO_SMALL, "Nilai paling kecil {min}." },
  { MIQAT_PROBLEM_TOO_LARGE, "Nilai paling besar {max}." },
  { MIQAT_PROBLEM_TOO_MANY, "Paling banyak {max}." },
  { MIQAT_PROBLEM_NOT_A_NUMBER, "Tulis dengan angka saja." },
  { MIQAT_PROBLEM_NOT_A_CHOICE, "Pilih salah satu yang tersedia." },
  { MIQAT_PROBLEM_NOT_UTF8, "Ada huruf yang tidak terbaca. Mohon ketik ulang." },
  { MIQAT_PROBLEM_CONTROL_CHARACTER, "Ada karakter tersembunyi. Mohon ketik ulang." },
  { MIQAT_PROBLEM_NOT_A_NAME, "Nama hanya berisi huruf, tanpa gambar atau simbol." },
  { MIQAT_PROBLEM_NAME_NOT_LATIN, "Tulis nama dengan huruf Latin, seperti di paspor." },
  { MIQAT_PROBLEM_NAME_ONE_WORD, "Visa memerlukan nama paling sedikit dua kata; tambahkan nama ayah." },
  { MIQAT_PROBLEM_NOT_AN_EMAIL, "Alamat email belum benar, contoh: nama@contoh.id." },
  { MIQAT_PROBLEM_NOT_A_PHONE, "Nomor HP belum benar, contoh: 0812 3456 7890." },
  { MIQAT_PROBLEM_PHONE_ABROAD, "Nomor luar negeri ditulis dengan + dan kode negara." },
  { MIQAT_PROBLEM_NOT_A_DAY, "Tanggal ini tidak ada. Contoh: 22-06-1970." },
  { MIQAT_PROBLEM_DAY_PAST, "Tanggal ini sudah lewat." },
  { MIQAT_PROBLEM_DAY_FUTURE, "Tanggal ini belum terjadi." },
  { MIQAT_PROBLEM_NOT_MONEY, "Tulis jumlah dalam rupiah, contoh: 5.000.000." },
  { MIQAT_PROBLEM_MONEY_NEGATIVE, "Jumlah tidak boleh kurang dari nol." },
  { MIQAT_PROBLEM_MONEY_FRACTION, "Tulis rupiah bulat, tanpa sen." },
  { MIQAT_PROBLEM_MONEY_TOO_LARGE, "Jumlah terlalu besar; periksa lagi angkanya." },
  { MIQAT_PROBLEM_NIK_LENGTH, "NIK terdiri dari 16 angka; yang ditulis {digits}." },
  { MIQAT_PROBLEM_NIK_DIGITS, "NIK hanya berisi angka." },
  { MIQAT_PROBLEM_NIK_DATE, "Tanggal lahir di dalam NIK ini tidak ada; cocokkan dengan KTP." },
  { MIQAT_PROBLEM_NIK_PROVINCE, "Kode provinsi di awal NIK ini tidak ada; cocokkan dengan KTP." },
  { MIQAT_PROBLEM_NIK_MISMATCH, "NIK tidak cocok dengan tanggal lahir atau jenis kelamin; periksa dengan KTP." },
  { MIQAT_PROBLEM_NOT_A_PASSPORT, "Nomor paspor: satu atau dua huruf lalu enam atau tujuh angka, contoh C1234567." },
  { MIQAT_PROBLEM_PASSPORT_DAYS, "Masa berlaku paspor harus setelah tanggal terbit." },
  { MIQAT_PROBLEM_PASSPORT_EXPIRES, "Paspor harus berlaku {months} bulan setelah keberangkatan." },
  { MIQAT_PROBLEM_FILE_TOO_LARGE, "Ukuran file terlalu besar, paling besar 10 MB. Foto dari WhatsApp sudah cukup." },
  { MIQAT_PROBLEM_FILE_EMPTY, "File kosong. Mohon pilih lagi." },
  { MIQAT_PROBLEM_FILE_KIND, "Ini bukan foto (JPEG atau PNG) atau PDF. Mohon pilih file lain." },
  { MIQAT_PROBLEM_FILE_DAMAGED, "File rusak atau terpotong. Mohon pilih lagi." },
  { MIQAT_PROBLEM_FILE_MISSING, "Mohon pilih foto bukti transfer." },
  { MIQAT_PROBLEM_COMMAND_REPEATED, "Formulir ini sudah terkirim dengan isi lain. Mohon muat ulang halaman." },
  { MIQAT_PROBLEM_LINK_EXPIRED, "Tautan ini sudah tidak berlaku. Mintalah tautan baru ke kantor kami." },
  { MIQAT_PROBLEM_LINK_FORGED, "Tautan ini tidak benar. Buka lagi dari pesan yang Anda terima." },
  { MIQAT_PROBLEM_NOT_ALLOWED, "Permintaan ini tidak dapat diterima. Mohon muat ulang halaman." },
  { MIQAT_PROBLEM_NOT_FOUND, "Tidak ditemukan; mungkin sudah tidak tersedia." },
  { MIQAT_PROBLEM_ALREADY_EXISTS, "Data ini sudah tersimpan." },
  { MIQAT_PROBLEM_SEATS_SHORT, "Tinggal {left} kursi." },
  { MIQAT_PROBLEM_SEATS_NONE, "Kursi terakhir baru saja diambil. Silakan pilih tanggal lain." },
  { MIQAT_PROBLEM_BEDS_SHORT, "Tinggal {left} tempat untuk tipe kamar ini." },
  { MIQAT_PROBLEM_DEPARTURE_CLOSED, "Keberangkatan ini sudah ditutup. Silakan pilih tanggal lain." },
  { MIQAT_PROBLEM_PACKAGE_NOT_PUBLIC, "Paket ini sedang tidak ditawarkan." },
  { MIQAT_PROBLEM_HOLD_EXPIRED,
    "Waktu 30 menit sudah habis dan kursi dikembalikan. Data Anda tidak hilang: kunci kursi lagi." },
  { MIQAT_PROBLEM_HOLD_TOO_MANY,
    "Anda masih mengunci kursi lain. Selesaikan dulu pendaftaran itu, atau tunggu sampai waktunya habis." },
  { MIQAT_PROBLEM_TRAVELLER_COUNT, "Pesanan ini untuk {expected} orang; data yang diisi {given} orang." },
  { MIQAT_PROBLEM_TRAVELLER_TWICE, "Orang yang sama tertulis dua kali." },
  { MIQAT_PROBLEM_BOOKING_STATE, "Langkah ini tidak dapat dilakukan lagi untuk pesanan ini." },
  { MIQAT_PROBLEM_INVOICE_PAID, "Tagihan ini sudah lunas." },
  { MIQAT_PROBLEM_BANK_ACCOUNT_CLOSED, "Rekening ini sudah tidak dipakai. Pilih rekening lain." },
  { MIQAT_PROBLEM_TOO_MANY_REQUESTS, "Terlalu banyak permintaan. Mohon tunggu sebentar lalu coba lagi." },
  { MIQAT_PROBLEM_BODY_TOO_LARGE, "Kiriman terlalu besar; paling besar 10 MB." },
  { MIQAT_PROBLEM_METHOD_WRONG, "Halaman ini tidak dapat dibuka dengan cara itu." },
  { MIQAT_PROBLEM_DATABASE_BUSY, "Sistem sedang sibuk. Mohon coba lagi sebentar." },
};

static const char *
find_sentence (MiqatProblemCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      return sentences[i].sentence;
  return "Ada kendala di pihak kami. Tidak ada yang hilang; mohon coba lagi atau hubungi kami.";
}

char *
miqat_page_dup_sentence (const MiqatProblem *problem)
{
  GString *text = g_string_new (find_sentence (problem->code));
  GHashTableIter iter;
  gpointer name, value;

  if (problem->params != NULL) {
    g_hash_table_iter_init (&iter, problem->params);
    while (g_hash_table_iter_next (&iter, &name, &value)) {
      g_autofree char *place = g_strconcat ("{", name, "}", NULL);

      g_string_replace (text, place, value, 0);
    }
  }
  return g_string_free (text, FALSE);
}

char *
miqat_page_dup_day (const char *day_text, gboolean long_form)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (day_text == NULL || miqat_day_parse (day_text, &day) != MIQAT_PROBLEM_NONE)
    return g_strdup ("");
  return long_form ? miqat_day_format_long (day, TRUE) : miqat_day_format (day, TRUE);
}
