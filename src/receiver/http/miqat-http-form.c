/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-http-form.h"

#include <string.h>

#include "miqat-http-multipart.h"

struct _MiqatHttpForm {
  GPtrArray *fields; /* MiqatHttpField */
};

static void
free_field (gpointer data)
{
  MiqatHttpField *field = data;

  g_free (field->name);
  g_free (field->text);
  g_clear_pointer (&field->file, g_bytes_unref);
  g_free (field->file_name);
  g_free (field->content_type);
  g_free (field);
}

static MiqatHttpForm *
make_form (void)
{
  MiqatHttpForm *self = g_new0 (MiqatHttpForm, 1);

  self->fields = g_ptr_array_new_with_free_func (free_field);
  return self;
}

void
miqat_http_form_free (MiqatHttpForm *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/* Takes `name` and `text`. */
static void
add_text (MiqatHttpForm *self, char *name, char *text)
{
  MiqatHttpField *field = g_new0 (MiqatHttpField, 1);

  field->name = name;
  field->text = text;
  g_ptr_array_add (self->fields, field);
}

guint
miqat_http_form_get_count (const MiqatHttpForm *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->fields->len;
}

const MiqatHttpField *
miqat_http_form_get_field (const MiqatHttpForm *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->fields->len, NULL);
  return g_ptr_array_index (self->fields, index);
}

const char *
miqat_http_form_get_text (const MiqatHttpForm *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++) {
    const MiqatHttpField *field = g_ptr_array_index (self->fields, i);

    if (field->text && g_str_equal (field->name, name))
      return field->text;
  }
  return NULL;
}

const MiqatHttpField *
miqat_http_form_get_file (const MiqatHttpForm *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++) {
    const MiqatHttpField *field = g_ptr_array_index (self->fields, i);

    /* A file input left alone is sent as an empty file without a name. */
    if (field->file && g_str_equal (field->name, name)
        && (field->file_name[0] || g_bytes_get_size (field->file) > 0))
      return field;
  }
  return NULL;
}

/* --- Escapes --------------------------------------------------------------------------------- */

char *
miqat_http_unescape (const char *text, gsize length, gboolean plus_is_space)
{
  g_autofree char *out = g_malloc (length + 1);
  gsize size = 0;

  for (gsize i = 0; i < length; i++) {
    char c = text[i];

    if (c == '+' && plus_is_space)
      c = ' ';
    else if (c == '%') {
      if (length - i < 3 || !g_ascii_isxdigit (text[i + 1]) || !g_ascii_isxdigit (text[i + 2]))
        return NULL;
      c = (char) (g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2]));
      i += 2;
    }
    if (c == 0)
      return NULL;
    out[size++] = c;
  }
  out[size] = 0;
  return g_utf8_validate (out, size, NULL) ? g_steal_pointer (&out) : NULL;
}

char *
miqat_http_escape (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return g_uri_escape_string (text, NULL, FALSE);
}

/* --- Urlencoded ------------------------------------------------------------------------------ */

static MiqatProblemCode
read_pair (MiqatHttpForm *form, const char *pair, gsize length)
{
  const char *equals = memchr (pair, '=', length);
  gsize name_length = equals ? (gsize) (equals - pair) : length;
  g_autofree char *name = NULL;
  char *text;

  if (length == 0)
    return MIQAT_PROBLEM_NONE;
  if (form->fields->len >= MIQAT_HTTP_FIELDS_MAX)
    return MIQAT_PROBLEM_TOO_MANY;
  name = miqat_http_unescape (pair, name_length, TRUE);
  if (!name)
    return MIQAT_PROBLEM_NOT_UTF8;
  text = equals ? miqat_http_unescape (equals + 1, length - name_length - 1, TRUE) : g_strdup ("");
  if (!text)
    return MIQAT_PROBLEM_NOT_UTF8;
  if (strlen (name) > MIQAT_MULTIPART_NAME_MAX || strlen (text) > MIQAT_HTTP_TEXT_MAX) {
    g_free (text);
    return MIQAT_PROBLEM_TOO_LONG;
  }
  add_text (form, g_steal_pointer (&name), text);
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_http_form_parse_urlencoded (GBytes *body, MiqatHttpForm **form)
{
  g_autoptr (MiqatHttpForm) self = make_form ();
  gsize left;
  const char *at = g_bytes_get_data (body, &left);

  while (left > 0) {
    const char *end = memchr (at, '&', left);
    gsize length = end ? (gsize) (end - at) : left;
    MiqatProblemCode code = read_pair (self, at, length);

    if (code != MIQAT_PROBLEM_NONE)
      return code;
    left -= MIN (left, length + 1);
    at += length + 1;
  }
  *form = g_steal_pointer (&self);
  return MIQAT_PROBLEM_NONE;
}

/* --- Multipart ------------------------------------------------------------------------------- */

static MiqatProblemCode
add_part (MiqatHttpForm *self, GBytes *body, const MiqatMultipartPart *part)
{
  const char *data = g_bytes_get_data (body, NULL);
  MiqatHttpField *field;

  if (!part->is_file) {
    if (part->length > MIQAT_HTTP_TEXT_MAX)
      return MIQAT_PROBLEM_TOO_LONG;
    /* With a length, validation fails on NUL too. */
    if (!g_utf8_validate (data + part->start, part->length, NULL))
      return MIQAT_PROBLEM_NOT_UTF8;
    add_text (self, g_strdup (part->name), g_strndup (data + part->start, part->length));
    return MIQAT_PROBLEM_NONE;
  }
  field = g_new0 (MiqatHttpField, 1);
  field->name = g_strdup (part->name);
  field->file = g_bytes_new_from_bytes (body, part->start, part->length);
  field->file_name = g_strdup (part->file_name);
  field->content_type = g_strdup (part->content_type);
  g_ptr_array_add (self->fields, field);
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_http_form_parse_multipart (GBytes *body, const char *content_type, gsize file_max,
                                 MiqatHttpForm **form)
{
  g_autoptr (MiqatHttpForm) self = make_form ();
  MiqatMultipart reader;
  MiqatMultipartPart part;
  MiqatProblemCode code;
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);

  code = miqat_multipart_init (&reader, data, length, content_type, file_max);
  while (code == MIQAT_PROBLEM_NONE && miqat_multipart_next (&reader, &part, &code))
    code = add_part (self, body, &part);
  if (code == MIQAT_PROBLEM_NONE)
    *form = g_steal_pointer (&self);
  return code;
}
