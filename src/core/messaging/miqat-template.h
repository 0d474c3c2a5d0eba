/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of messages, in Indonesian whatever the language of the program: they go to pilgrims and
 * partners. {words} in braces are filled in. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIQAT_TEMPLATE_BOOKING_REGISTERED,
  MIQAT_TEMPLATE_SELLER_REGISTERED,
  MIQAT_TEMPLATE_HOLD_EXPIRED,
  MIQAT_TEMPLATE_BOOKING_CANCELLED,
  MIQAT_TEMPLATE_PROOF_REJECTED,
  MIQAT_TEMPLATE_PAYMENT_RECEIVED,
  MIQAT_TEMPLATE_PAYMENT_WITHOUT_SEATS,
  MIQAT_N_TEMPLATES
} MiqatTemplate;

/* "booking_registered" */
const char *miqat_template_get_name (MiqatTemplate template);

/* `words` is text → text. A word that is not given is a programmer's error. A line that would be
 * made of nothing but an empty word is left out. */
char *miqat_template_fill (MiqatTemplate template, GHashTable *words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
