/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-html.h"

#include <string.h>

const char miqat_html_present[] = "";

void
miqat_html_init (MiqatHtml *self, GString *out)
{
  g_return_if_fail (self != NULL && out != NULL);

  self->out = out;
  self->depth = 0;
}

void
miqat_html_append_literal (MiqatHtml *self, const char *literal, gsize length)
{
  g_string_append_len (self->out, literal, length);
}

/* --- Escaping -------------------------------------------------------------------------------- */

/* One escaping serves text and quoted attributes alike: the five characters that mean something in
 * either. */
static void
append_escaped (GString *out, const char *text, gboolean breaks)
{
  for (const char *p = text; *p; p++)
    switch (*p) {
    case '&':
      g_string_append (out, "&amp;");
      break;
    case '<':
      g_string_append (out, "&lt;");
      break;
    case '>':
      g_string_append (out, "&gt;");
      break;
    case '"':
      g_string_append (out, "&quot;");
      break;
    case '\'':
      g_string_append (out, "&#39;");
      break;
    case '\n':
      g_string_append (out, breaks ? "<br>" : "\n");
      break;
    default:
      if (!g_ascii_iscntrl (*p) || *p == '\t')
        g_string_append_c (out, *p);
      break;
    }
}

static void
append_text (MiqatHtml *self, const char *text, gboolean breaks)
{
  if (g_utf8_validate (text, -1, NULL))
    append_escaped (self->out, text, breaks);
  else {
    g_autofree char *repaired = g_utf8_make_valid (text, -1);

    append_escaped (self->out, repaired, breaks);
  }
}

void
miqat_html_text (MiqatHtml *self, const char *text)
{
  if (text)
    append_text (self, text, FALSE);
}

void
miqat_html_lines (MiqatHtml *self, const char *text)
{
  if (text)
    append_text (self, text, TRUE);
}

void
miqat_html_format (MiqatHtml *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  append_text (self, text, FALSE);
}

/* --- Addresses ------------------------------------------------------------------------------- */

gboolean
miqat_html_is_safe_url (const char *url)
{
  static const char *const schemes[] = { "http", "https", "mailto", "tel" };
  gsize length;

  g_return_val_if_fail (url != NULL, FALSE);

  /* Browsers drop these before they look for a scheme, which makes "java\tscript:" one; and in a
   * scheme-relative address "\" is "/". No honest address has them. */
  for (const char *p = url; *p; p++)
    if ((guchar) *p < ' ' || *p == 0x7f || *p == '\\')
      return FALSE;
  if (*url == ' ')
    return FALSE;
  length = strcspn (url, ":/?#");
  if (url[length] != ':')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (length == strlen (schemes[i]) && g_ascii_strncasecmp (url, schemes[i], length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static gboolean
is_url_attribute (const char *name)
{
  static const char *const names[] = {
    "href", "src",  "action",     "formaction", "poster",   "cite",
    "data", "ping", "background", "manifest",   "longdesc", NULL,
  };

  return is_one_of (name, names);
}

static gboolean
is_name (const char *name)
{
  return *name && name[strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-:")] == 0;
}

/* Scripts and styles by attribute have no place in these pages (the policy forbids them too), and a
 * list of addresses (srcset) is not checked here. */
static gboolean
is_allowed_attribute (const char *name)
{
  static const char *const names[] = {
    "style", "srcdoc", "srcset", "imagesrcset", "http-equiv", NULL,
  };

  return is_name (name) && !g_str_has_prefix (name, "on") && !is_one_of (name, names);
}

static void
append_attribute (MiqatHtml *self, const char *name, const char *value)
{
  g_return_if_fail (is_allowed_attribute (name));

  if (!value)
    return;
  g_string_append_c (self->out, ' ');
  g_string_append (self->out, name);
  if (value == miqat_html_present)
    return;
  g_string_append (self->out, "=\"");
  if (is_url_attribute (name) && !miqat_html_is_safe_url (value))
    g_string_append_c (self->out, '#');
  else
    append_text (self, value, FALSE);
  g_string_append_c (self->out, '"');
}

/* --- Elements -------------------------------------------------------------------------------- */

static gboolean
is_void_element (const char *tag)
{
  static const char *const names[] = { "area", "base", "br",   "col",    "embed", "hr",  "img",
                                       "input", "link", "meta", "source", "track", "wbr", NULL };

  return is_one_of (tag, names);
}

static void
open_element (MiqatHtml *self, const char *tag, va_list args)
{
  const char *name;

  g_string_append_c (self->out, '<');
  g_string_append (self->out, tag);
  while ((name = va_arg (args, const char *)) != NULL) {
    const char *value = va_arg (args, const char *);

    append_attribute (self, name, value);
  }
  g_string_append_c (self->out, '>');
  if (is_void_element (tag))
    return;
  g_return_if_fail (self->depth < MIQAT_HTML_DEPTH_MAX);
  self->open[self->depth++] = tag;
}

void
miqat_html_open (MiqatHtml *self, const char *tag, ...)
{
  va_list args;

  /* The contents of these are not text, so what would be written into them would not be safe. */
  g_return_if_fail (is_name (tag) && !g_str_equal (tag, "script") && !g_str_equal (tag, "style"));

  va_start (args, tag);
  open_element (self, tag, args);
  va_end (args);
}

void
miqat_html_close (MiqatHtml *self, const char *tag)
{
  g_return_if_fail (self->depth > 0 && g_str_equal (self->open[self->depth - 1], tag));

  self->depth--;
  g_string_append (self->out, "</");
  g_string_append (self->out, tag);
  g_string_append_c (self->out, '>');
}

void
miqat_html_element (MiqatHtml *self, const char *tag, const char *text, ...)
{
  va_list args;

  g_return_if_fail (is_name (tag) && !g_str_equal (tag, "script") && !g_str_equal (tag, "style"));

  va_start (args, text);
  open_element (self, tag, args);
  va_end (args);
  if (is_void_element (tag))
    return;
  miqat_html_text (self, text);
  miqat_html_close (self, tag);
}

/* --- JSON inside a script -------------------------------------------------------------------- */

void
miqat_html_json_text (MiqatHtml *self, const char *id, const char *json)
{
  g_return_if_fail (json != NULL && g_utf8_validate (json, -1, NULL));

  g_string_append (self->out, "<script type=\"application/json\" id=\"");
  append_text (self, id, FALSE);
  g_string_append (self->out, "\">");
  /* Outside strings JSON has none of these characters, inside them the escapes mean the same. */
  for (const char *p = json; *p; p++) {
    if (*p == '<' || *p == '>' || *p == '&' || *p == '\'')
      g_string_append_printf (self->out, "\\u%04x", (guint) *p);
    else if (strncmp (p, "\xe2\x80\xa8", 3) == 0 || strncmp (p, "\xe2\x80\xa9", 3) == 0) {
      g_string_append (self->out, p[2] == '\xa8' ? "\\u2028" : "\\u2029");
      p += 2;
    } else
      g_string_append_c (self->out, *p);
  }
  g_string_append (self->out, "</script>");
}

void
miqat_html_json (MiqatHtml *self, const char *id, JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  miqat_html_json_text (self, id, text);
}
