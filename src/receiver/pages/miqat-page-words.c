/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-page-words.h"

#include "miqat-words.h"

#include <glib/gi18n-lib.h>

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

static const char *
say (const char *original)
{
  return miqat_words_get (MIQAT_LANGUAGE_INDONESIAN, original);
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
    { "umrah", N_ ("Umrah") }, { "umrah_plus", N_ ("Umrah plus") }, { "haji_khusus", N_ ("Special hajj") },
  };

  return say (find (words, G_N_ELEMENTS (words), kind, N_ ("Umrah")));
}

const char *
miqat_page_invoice_name (const char *type)
{
  static const Word words[] = {
    { "dp", N_ ("DP") }, { "installment", N_ ("Instalment") }, { "final", N_ ("Final payment") },
    { "full", N_ ("Full payment") },
  };

  return say (find (words, G_N_ELEMENTS (words), type, N_ ("Invoice")));
}

const char *
miqat_page_status_name (MiqatBookingStatus status)
{
  return say (miqat_booking_status_get_label (status));
}

const char *
miqat_page_field_name (const char *name)
{
  static const Word words[] = {
    { "room_type_id", "Kamar" }, { "pax", "Jumlah orang" },
    { "payer_name", "Nama pemesan" }, { "payer_phone", "Nomor WhatsApp pemesan" }, { "payer_email", "Email" },
    { "full_name", "Nama lengkap" }, { "gender", "Jenis kelamin" }, { "nik", "NIK" },
    { "place_of_birth", "Tempat lahir" }, { "date_of_birth", "Tanggal lahir" }, { "phone", "Nomor HP (WhatsApp)" },
    { "address", "Alamat sesuai KTP" }, { "father_name", "Nama ayah kandung" },
    { "marital_status", "Status pernikahan" }, { "has_passport", "Paspor" }, { "passport_number", "Nomor paspor" },
    { "passport_from", "Kantor imigrasi penerbit" }, { "passport_release_date", "Tanggal terbit" },
    { "passport_expiry_date", "Berlaku sampai" },
    { "bank_account_id", "Rekening tujuan" }, { "sender_name", "Nama pengirim di rekening" },
    { "amount", "Jumlah yang ditransfer" }, { "proof", "Foto atau PDF bukti transfer" },
  };

  return name != NULL ? find (words, G_N_ELEMENTS (words), name, NULL) : NULL;
}

/* ---- problems -------------------------------------------------------------------------------- */

/* What a visitor is told otherwise than somebody of the office: no names of choices and states, no
 * duties. */
static const struct { MiqatProblemCode code; const char *sentence; } sentences[] = {
  { MIQAT_PROBLEM_NOT_A_CHOICE, N_ ("Please choose one of those offered.") },
  { MIQAT_PROBLEM_NOT_ALLOWED, N_ ("This request cannot be accepted. Please load the page again.") },
  { MIQAT_PROBLEM_BOOKING_STATE, N_ ("This step is no longer possible for this booking.") },
  { MIQAT_PROBLEM_COMMAND_REPEATED,
    N_ ("This form was already accepted with other contents. Press “Booking Saya” to see what we have received.") },
  { MIQAT_PROBLEM_METHOD_WRONG, N_ ("This page cannot be opened that way.") },
};

static const char *
find_sentence (MiqatProblemCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      return sentences[i].sentence;
  /* A full disk is nothing that a visitor could mend. */
  if (code != MIQAT_PROBLEM_DATABASE_BUSY && g_str_has_prefix (miqat_problem_code_get_name (code), "database_"))
    code = MIQAT_PROBLEM_INTERNAL;
  return miqat_problem_code_get_sentence (code);
}

char *
miqat_page_dup_sentence (const MiqatProblem *problem)
{
  return miqat_problem_fill (problem, say (find_sentence (problem->code)));
}

char *
miqat_page_dup_day (const char *day_text, gboolean long_form)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (day_text == NULL || miqat_day_parse (day_text, &day) != MIQAT_PROBLEM_NONE)
    return g_strdup ("");
  return long_form ? miqat_day_format_long (day, TRUE) : miqat_day_format (day, TRUE);
}
