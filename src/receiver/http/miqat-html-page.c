/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the contents of a page. */
#include "config.h"

#include "miqat-html.h"

static void
add_meta (MiqatHtml *self, const char *kind, const char *name, const char *content)
{
  if (content)
    miqat_html_open (self, "meta", kind, name, "content", content, NULL);
}

/* What WhatsApp and others show when the address is shared. */
static void
add_preview (MiqatHtml *self, const MiqatHtmlPage *page)
{
  add_meta (self, "property", "og:type", page->type ? page->type : "website");
  add_meta (self, "property", "og:title", page->title);
  add_meta (self, "property", "og:description", page->description);
  add_meta (self, "property", "og:url", page->canonical);
  add_meta (self, "property", "og:image", page->image);
  add_meta (self, "property", "og:site_name", page->site_name);
  add_meta (self, "property", "og:locale", g_str_equal (page->language, "id") ? "id_ID" : "en_US");
  add_meta (self, "name", "twitter:card", page->image ? "summary_large_image" : "summary");
}

void
miqat_html_begin_page (MiqatHtml *self, const MiqatHtmlPage *page)
{
  g_return_if_fail (page->language != NULL && page->title != NULL);

  miqat_html_raw (self, "<!DOCTYPE html>\n");
  miqat_html_open (self, "html", "lang", page->language, NULL);
  miqat_html_open (self, "head", NULL);
  miqat_html_raw (self, "<meta charset=\"utf-8\">"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
  miqat_html_element (self, "title", page->title, NULL);
  add_meta (self, "name", "description", page->description);
  if (page->hidden)
    miqat_html_raw (self, "<meta name=\"robots\" content=\"noindex, nofollow\">"
                          "<meta name=\"referrer\" content=\"same-origin\">");
  if (page->canonical)
    miqat_html_open (self, "link", "rel", "canonical", "href", page->canonical, NULL);
  if (page->icon)
    miqat_html_open (self, "link", "rel", "icon", "href", page->icon, NULL);
  if (!page->hidden)
    add_preview (self, page);
  for (guint i = 0; page->stylesheets && page->stylesheets[i]; i++)
    miqat_html_open (self, "link", "rel", "stylesheet", "href", page->stylesheets[i], NULL);
  for (guint i = 0; page->modules && page->modules[i]; i++)
    if (miqat_html_is_safe_url (page->modules[i])) {
      miqat_html_raw (self, "<script type=\"module\" src=\"");
      miqat_html_text (self, page->modules[i]);
      miqat_html_raw (self, "\"></script>");
    }
  miqat_html_close (self, "head");
  miqat_html_open (self, "body", "class", page->body_class, NULL);
  miqat_html_raw (self, "\n");
}

void
miqat_html_end_page (MiqatHtml *self)
{
  miqat_html_close (self, "body");
  miqat_html_close (self, "html");
  miqat_html_raw (self, "\n");
}

void
miqat_html_hidden (MiqatHtml *self, const char *name, const char *value)
{
  miqat_html_open (self, "input", "type", "hidden", "name", name, "value", value ? value : "",
                   NULL);
}
