/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUIDs of version 7 (time and chance) and version 8 (the parent's time and a hash). */
#include "config.h"

#include "miqat-id.h"

#include <sodium.h>
#include <string.h>

#define BYTES 16
#define TIME_BYTES 6

static char *
make_text (guint8 bytes[BYTES], guint version)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (MIQAT_ID_SIZE);
  char *end = text;

  bytes[6] = (guint8) ((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  for (guint i = 0; i < BYTES; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *end++ = '-';
    *end++ = digits[bytes[i] >> 4];
    *end++ = digits[bytes[i] & 0x0f];
  }
  *end = '\0';
  return text;
}

static void
put_milliseconds (guint8 bytes[BYTES], guint64 milliseconds)
{
  for (guint i = 0; i < TIME_BYTES; i++)
    bytes[i] = (guint8) (milliseconds >> (8 * (TIME_BYTES - 1 - i)));
}

static guint64
read_milliseconds (const char *id)
{
  guint64 milliseconds = 0;

  for (guint i = 0; i < 2 * TIME_BYTES + 1; i++)
    if (id[i] != '-')
      milliseconds = milliseconds << 4 | (guint64) g_ascii_xdigit_value (id[i]);
  return milliseconds;
}

char *
miqat_id_new (MiqatInstant now)
{
  guint8 bytes[BYTES];

  g_return_val_if_fail (now >= 0, NULL);

  randombytes_buf (bytes, sizeof bytes);
  put_milliseconds (bytes, (guint64) now / 1000);
  return make_text (bytes, 7);
}

char *
miqat_id_derive (const char *parent, const char *label)
{
  guint8 bytes[BYTES];
  crypto_generichash_state state;

  g_return_val_if_fail (miqat_id_is_valid (parent), NULL);
  g_return_val_if_fail (label != NULL, NULL);

  crypto_generichash_init (&state, NULL, 0, sizeof bytes);
  crypto_generichash_update (&state, (const guint8 *) parent, MIQAT_ID_SIZE - 1);
  crypto_generichash_update (&state, (const guint8 *) label, strlen (label));
  crypto_generichash_final (&state, bytes, sizeof bytes);
  put_milliseconds (bytes, read_milliseconds (parent));
  return make_text (bytes, 8);
}

gboolean
miqat_id_is_valid (const char *id)
{
  static const char pattern[] = "hhhhhhhh-hhhh-Vhhh-Rhhh-hhhhhhhhhhhh";

  if (id == NULL || strlen (id) != MIQAT_ID_SIZE - 1)
    return FALSE;
  for (guint i = 0; i < MIQAT_ID_SIZE - 1; i++) {
    const char *allowed = pattern[i] == '-'   ? "-"
                          : pattern[i] == 'V' ? "78"
                          : pattern[i] == 'R' ? "89ab"
                                              : "0123456789abcdef";

    if (strchr (allowed, id[i]) == NULL)
      return FALSE;
  }
  return TRUE;
}

MiqatInstant
miqat_id_get_instant (const char *id)
{
  g_return_val_if_fail (miqat_id_is_valid (id), 0);

  return (MiqatInstant) read_milliseconds (id) * 1000;
}
