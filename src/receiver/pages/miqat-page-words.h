/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the public pages that stand elsewhere too, or could: they are those of the catalogue, so
 * that a page, the office and a message call one thing by one name. */
#pragma once

#include "miqat-booking-rules.h"
#include "miqat-problem.h"

G_BEGIN_DECLS

/* "Quad", and "sekamar berempat". */
const char *miqat_page_room_name (const char *type);
const char *miqat_page_room_size (const char *type);
/* "Umroh", "Umroh plus", "Haji khusus". */
const char *miqat_page_kind_name (const char *kind);
/* "Menunggu verifikasi". */
const char *miqat_page_status_name (MiqatBookingStatus status);
/* "DP", "Pelunasan". */
const char *miqat_page_invoice_name (const char *type);
/* What the forms call a field, "nik"; NULL for what is on none of them (and for NULL). */
const char *miqat_page_field_name (const char *name);
/* A problem's sentence in Indonesian, parameters filled in. */
char *miqat_page_dup_sentence (const MiqatProblem *problem) G_GNUC_WARN_UNUSED_RESULT;
/* "2026-06-22" → "22 Jun 2026", or "Senin, 22 Juni 2026" when `long_form`. */
char *miqat_page_dup_day (const char *day_text, gboolean long_form) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
