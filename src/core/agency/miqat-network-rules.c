/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may create whom, and what codes look like. */
#include "config.h"

#include "miqat-network-rules.h"

#include "miqat-crypto.h"

#include <string.h>

#define CODE_LENGTH 6

gboolean
miqat_network_child_tier (MiqatTiers parent, MiqatTiers wanted, MiqatTiers *tier, GError **error)
{
  MiqatTiers below = miqat_tier_get_below (parent);

  if (below == 0 || (wanted != 0 && wanted != below)) {
    /* A reseller has nobody below; whatever was wanted, naming it tells more than nothing. */
    MiqatTiers named = wanted != 0 ? wanted : MIQAT_TIER_RESELLER;

    return miqat_refuse (error, "role", MIQAT_PROBLEM_TIER_WRONG, "parent",
                         miqat_tier_get_name (parent), "child", miqat_tier_get_name (named), NULL);
  }
  *tier = below;
  return TRUE;
}

char *
miqat_network_make_affiliate_code (MiqatTiers tier, const char *id)
{
  static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; /* without 0 O 1 I L */
  g_autofree char *name = g_ascii_strup (miqat_tier_get_name (tier), -1);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);
  GString *code = g_string_new (name);

  g_string_append_c (code, '-');
  for (guint i = 0; i < CODE_LENGTH; i++) {
    guint byte = 16 * (guint) g_ascii_xdigit_value (digest[2 * i])
                 + (guint) g_ascii_xdigit_value (digest[2 * i + 1]);

    g_string_append_c (code, letters[byte % (sizeof letters - 1)]);
  }
  return g_string_free (code, FALSE);
}

MiqatProblemCode
miqat_network_check_site_code (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isupper (*p))
      return MIQAT_PROBLEM_CODE_LETTERS;
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_network_check_affiliate_code (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return MIQAT_PROBLEM_CODE_LETTERS;
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_network_check_hash (const char *text)
{
  if (strlen (text) != 64 || strspn (text, "0123456789abcdef") != 64)
    return MIQAT_PROBLEM_NOT_AN_ID;
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_network_check_verifier (const char *text)
{
  return miqat_password_is_verifier (text) ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NOT_A_VERIFIER;
}
