/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes HTML front to back. Everything that is not a literal in the source is escaped for where it
 * stands: text, attribute, address (allowed schemes only), JSON inside a script. Unescaped text can
 * only be a string literal. Text that is not UTF-8 is repaired, control characters are dropped.
 *
 *   miqat_html_open (html, "a", "class", "card", "href", url, NULL);
 *   miqat_html_text (html, package->name);
 *   miqat_html_close (html, "a");
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MIQAT_HTML_DEPTH_MAX 64

typedef struct {
  GString *out; /* owned by the caller */
  guint depth;
  const char *open[MIQAT_HTML_DEPTH_MAX];
} MiqatHtml;

void miqat_html_init (MiqatHtml *self, GString *out);

/* Markup as it is: `literal` must be a string literal, or this does not compile. */
#define miqat_html_raw(self, literal)                                                              \
  miqat_html_append_literal ((self), "" literal "", sizeof (literal) - 1)
void miqat_html_append_literal (MiqatHtml *self, const char *literal, gsize length);

/* Text; NULL writes nothing. */
void miqat_html_text (MiqatHtml *self, const char *text);
/* Formatted, then escaped as a whole. */
void miqat_html_format (MiqatHtml *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Text of several lines: each line break becomes <br>. */
void miqat_html_lines (MiqatHtml *self, const char *text);

/* Opens an element; after `tag` follow pairs of attribute name and value, closed by NULL. Tags and
 * names are literals and must outlive the element. A value of NULL leaves the attribute out,
 * MIQAT_HTML_PRESENT writes the name alone (checked, required). The name decides the context: href,
 * src, action and their kind are addresses, the rest is text; "on…", "style" and "srcdoc" are a
 * programmer's error. Elements without contents (img, input, br …) need no closing. */
void miqat_html_open (MiqatHtml *self, const char *tag, ...) G_GNUC_NULL_TERMINATED;
/* Closes it; the tag must be the one opened last. */
void miqat_html_close (MiqatHtml *self, const char *tag);
/* Open, text, close. */
void miqat_html_element (MiqatHtml *self, const char *tag, const char *text,
                         ...) G_GNUC_NULL_TERMINATED;
extern const char miqat_html_present[];
#define MIQAT_HTML_PRESENT miqat_html_present

/* <script type="application/json" id="…"> with a value that no script tag can end. */
void miqat_html_json (MiqatHtml *self, const char *id, JsonNode *node);
/* The same for JSON that was written already. */
void miqat_html_json_text (MiqatHtml *self, const char *id, const char *json);

/* Whether an address may stand in a link: http, https, mailto, tel, or relative. What a browser
 * would read as another scheme after dropping white space and control characters is refused. */
gboolean miqat_html_is_safe_url (const char *url);

/* What a whole page needs around its contents. */
typedef struct {
  const char *language;           /* "id" */
  const char *title;
  const char *description;        /* (nullable) */
  const char *canonical;          /* (nullable) absolute address */
  const char *image;              /* (nullable) absolute address, for previews when shared */
  const char *site_name;          /* (nullable) */
  const char *type;               /* (nullable) Open Graph type; NULL: "website" */
  const char *body_class;         /* (nullable) */
  gboolean hidden;                /* keep out of search engines; no referrer to other sites */
  const char *const *stylesheets; /* (nullable) NULL-terminated addresses */
  const char *const *modules;     /* (nullable) NULL-terminated addresses of script modules */
  const char *icon;               /* (nullable) */
} MiqatHtmlPage;

/* Doctype to the opening body tag, with Open Graph; and from the closing one to the end. */
void miqat_html_begin_page (MiqatHtml *self, const MiqatHtmlPage *page);
void miqat_html_end_page (MiqatHtml *self);

/* <input type="hidden">, for the fields that travel in forms (ref, the form's token). */
void miqat_html_hidden (MiqatHtml *self, const char *name, const char *value);

G_END_DECLS
