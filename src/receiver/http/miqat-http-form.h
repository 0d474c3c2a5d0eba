/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a posted form, urlencoded or multipart. Text is UTF-8 without NUL; files are slices
 * of the body, not copies. Fields stand in the order they were sent.
 *
 * Problems: not_utf8 (bad escapes, text that is not UTF-8, NUL), too_many (more than
 * MIQAT_HTTP_FIELDS_MAX fields or MIQAT_MULTIPART_PARTS_MAX parts), file_too_large, file_damaged
 * (the multipart framing is broken or cut off), too_long (a name or a text is too long). */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

#define MIQAT_HTTP_FIELDS_MAX 256
#define MIQAT_HTTP_TEXT_MAX (64 * 1024)

typedef struct _MiqatHttpForm MiqatHttpForm;

typedef struct {
  char *name;
  char *text;         /* (nullable) NULL for a file */
  GBytes *file;       /* (nullable) the contents; empty when no file was chosen */
  char *file_name;    /* (nullable) as the browser said, without folders; only for showing */
  char *content_type; /* (nullable) as the browser said; never trust it */
} MiqatHttpField;

void miqat_http_form_free (MiqatHttpForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHttpForm, miqat_http_form_free)

/* The first text field of that name, or NULL. */
const char *miqat_http_form_get_text (const MiqatHttpForm *self, const char *name);
/* The first file of that name, or NULL when none was chosen. */
const MiqatHttpField *miqat_http_form_get_file (const MiqatHttpForm *self, const char *name);
guint miqat_http_form_get_count (const MiqatHttpForm *self);
const MiqatHttpField *miqat_http_form_get_field (const MiqatHttpForm *self, guint index);

/* Reading one, pure functions on bytes. `content_type` is the header's value with the boundary. */
MiqatProblemCode miqat_http_form_parse_urlencoded (GBytes *body, MiqatHttpForm **form);
MiqatProblemCode miqat_http_form_parse_multipart (GBytes *body, const char *content_type,
                                                  gsize file_max, MiqatHttpForm **form);

/* Undoes %XX (and "+" when `plus_is_space`) in `length` bytes. NULL when an escape is broken or the
 * result is not UTF-8 or has a NUL. */
char *miqat_http_unescape (const char *text, gsize length, gboolean plus_is_space) G_GNUC_WARN_UNUSED_RESULT;
/* Escapes everything but letters, digits and "-._~". */
char *miqat_http_escape (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
