/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of messages. */
#include "config.h"

#include "miqat-template.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *body;
} Template;

static const Template templates[MIQAT_N_TEMPLATES] = {
  [MIQAT_TEMPLATE_BOOKING_REGISTERED] = {
    "booking_registered",
    "Assalamu'alaikum {payer},\n"
    "pendaftaran Anda di {agency} sudah kami terima.\n"
    "\n"
    "Kode booking: {code}\n"
    "Paket: {package}\n"
    "Berangkat: {departure}\n"
    "Jumlah jamaah: {pax}\n"
    "Total: {total}\n"
    "{dp}\n"
    "{accounts}\n"
    "\n"
    "Setelah transfer, kirim foto buktinya lewat halaman booking Anda atau ke kantor kami." },
  [MIQAT_TEMPLATE_SELLER_REGISTERED] = {
    "seller_registered",
    "Ada pendaftaran baru lewat Anda.\n"
    "\n"
    "Kode booking: {code}\n"
    "Atas nama: {payer}\n"
    "Paket: {package}\n"
    "Berangkat: {departure}\n"
    "Jumlah jamaah: {pax}" },
  [MIQAT_TEMPLATE_HOLD_EXPIRED] = {
    "hold_expired",
    "Assalamu'alaikum {payer},\n"
    "batas waktu booking {code} sudah lewat, jadi seat-nya kami kembalikan.\n"
    "Bila masih berminat, silakan memilih kamar lagi; data Anda tidak hilang." },
  [MIQAT_TEMPLATE_BOOKING_CANCELLED] = {
    "booking_cancelled",
    "Assalamu'alaikum {payer},\n"
    "booking {code} ({package}, berangkat {departure}) dibatalkan dan seat-nya dikembalikan." },
  [MIQAT_TEMPLATE_PROOF_REJECTED] = {
    "proof_rejected",
    "Assalamu'alaikum {payer},\n"
    "bukti transfer {amount} untuk booking {code} belum dapat kami terima.\n"
    "Alasan: {reason}\n"
    "{next}" },
  [MIQAT_TEMPLATE_PAYMENT_RECEIVED] = {
    "payment_received",
    "KWITANSI {receipt}\n"
    "{agency}\n"
    "\n"
    "Tanggal: {day}\n"
    "Sudah terima dari: {sender}\n"
    "Sejumlah: {amount}\n"
    "Terbilang: {words} rupiah\n"
    "Untuk: booking {code}, {package}, berangkat {departure}\n"
    "\n"
    "Sudah dibayar: {paid} dari {total}\n"
    "{rest}" },
  [MIQAT_TEMPLATE_PAYMENT_WITHOUT_SEATS] = {
    "payment_without_seats",
    "KWITANSI {receipt}\n"
    "{agency}\n"
    "\n"
    "Tanggal: {day}\n"
    "Sudah terima dari: {sender}\n"
    "Sejumlah: {amount}\n"
    "Terbilang: {words} rupiah\n"
    "Untuk: booking {code}, {package}, berangkat {departure}\n"
    "\n"
    "Uang Anda sudah kami terima dan tercatat, tetapi seat untuk booking ini sudah tidak kami jaga lagi.\n"
    "Kantor kami akan segera menghubungi Anda." },
};

const char *
miqat_template_get_name (MiqatTemplate template)
{
  return templates[template].name;
}

/* Appends `line` with its words filled in; FALSE when that leaves nothing of a line that had words
 * only. */
static gboolean
fill_line (GString *out, const char *line, GHashTable *words)
{
  gsize start = out->len;
  gboolean had_word = FALSE;

  while (*line != '\0') {
    const char *open = strchr (line, '{');
    const char *close = open != NULL ? strchr (open, '}') : NULL;

    if (close == NULL) {
      g_string_append (out, line);
      break;
    }
    {
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open - 1));
      const char *word = g_hash_table_lookup (words, name);

      if (word == NULL)
        g_error ("a message template asks for the word {%s}, which was not given", name);
      g_string_append_len (out, line, open - line);
      g_string_append (out, word);
      had_word = TRUE;
    }
    line = close + 1;
  }
  return out->len > start || !had_word;
}

char *
miqat_template_fill (MiqatTemplate template, GHashTable *words)
{
  g_auto (GStrv) lines = g_strsplit (templates[template].body, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (fill_line (out, lines[i], words) && lines[i + 1] != NULL)
      g_string_append_c (out, '\n');
  while (out->len > 0 && out->str[out->len - 1] == '\n')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}
