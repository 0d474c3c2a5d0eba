/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the contents of a page: head, navigation, and why the agency can be trusted. */
#include "config.h"

#include "miqat-page.h"

#include "miqat-text.h"
#include "miqat-web-files.h"

void
miqat_page_clear (MiqatPage *self)
{
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  self->out = NULL;
  g_clear_pointer (&self->agency, miqat_agency_free);
}

/* ---- above ----------------------------------------------------------------------------------- */

static void
write_header (MiqatPage *self)
{
  MiqatHtml *html = &self->html;
  gboolean named = g_str_has_prefix (self->agency->licence_number, "PPIU");
  g_autofree char *licence
    = g_strconcat (named ? "Izin " : "Izin PPIU ", self->agency->licence_number, NULL);

  miqat_html_open (html, "header", "class", "top", NULL);
  miqat_html_open (html, "a", "class", "brand", "href", "/", NULL);
  miqat_html_open (html, "img", "src", miqat_web_file_get_url ("icon.svg"), "alt", "", "width", "40",
                   "height", "40", NULL);
  miqat_html_open (html, "span", NULL);
  miqat_html_element (html, "strong", self->agency->name, NULL);
  if (*self->agency->licence_number != '\0')
    miqat_html_element (html, "small", licence, NULL);
  miqat_html_close (html, "span");
  miqat_html_close (html, "a");
  miqat_html_open (html, "nav", "class", "wide", "aria-label", "Utama", NULL);
  miqat_html_raw (html, "<a href=\"/paket\">Paket</a><a href=\"/booking\">Booking Saya</a>"
                        "<a href=\"/tentang\">Tentang kami</a>");
  miqat_html_close (html, "nav");
  miqat_html_close (html, "header");
  miqat_html_raw (html, "\n");
}

/* ---- below ----------------------------------------------------------------------------------- */

/* The ministry's five things to be sure of before paying anybody. */
static void
write_promises (MiqatHtml *html)
{
  miqat_html_raw (html,
    "<section class=\"promises\" aria-label=\"5 Pasti Umrah\"><h2>5 Pasti Umrah</h2><ol>"
    "<li><b>Pasti berizin</b> terdaftar resmi sebagai PPIU</li>"
    "<li><b>Pasti jadwal</b> tanggal dan penerbangan tertulis</li>"
    "<li><b>Pasti terbang</b> maskapai dan seat jelas</li>"
    "<li><b>Pasti hotel</b> nama hotel disebut di muka</li>"
    "<li><b>Pasti visa</b> diurus sampai terbit</li></ol></section>");
}

static void
write_footer (MiqatPage *self)
{
  MiqatHtml *html = &self->html;
  const MiqatAgency *agency = self->agency;
  g_autofree char *phone = miqat_text_format_phone (agency->whatsapp);
  g_autofree char *place = g_strdup_printf ("%s, %s", agency->address, agency->city);

  miqat_html_open (html, "footer", NULL);
  write_promises (html);
  miqat_html_open (html, "address", NULL);
  miqat_html_element (html, "strong", agency->legal_name, NULL);
  if (*agency->licence_number != '\0') {
    miqat_html_open (html, "p", NULL);
    miqat_html_format (html, "Penyelenggara Perjalanan Ibadah Umrah, izin nomor %s", agency->licence_number);
    miqat_html_close (html, "p");
  }
  miqat_html_element (html, "p", place, NULL);
  miqat_html_open (html, "p", NULL);
  miqat_html_raw (html, "WhatsApp: ");
  miqat_html_element (html, "a", phone, "href", "/wa", "rel", "nofollow", NULL);
  miqat_html_close (html, "p");
  miqat_html_close (html, "address");
  miqat_html_open (html, "p", "class", "quiet", NULL);
  miqat_html_format (html, "Pembayaran hanya ke rekening atas nama %s. Setiap pembayaran mendapat kwitansi "
                           "bernomor.", agency->legal_name);
  miqat_html_close (html, "p");
  miqat_html_close (html, "footer");
  miqat_html_raw (html, "\n");
}

static void
write_tab (MiqatPage *self, MiqatPagePlace place, const char *address, const char *sign, const char *label)
{
  MiqatHtml *html = &self->html;

  miqat_html_open (html, "a", "href", address, "aria-current", self->options.place == place ? "page" : NULL,
                   NULL);
  miqat_html_element (html, "span", sign, "aria-hidden", "true", NULL);
  miqat_html_text (html, label);
  miqat_html_close (html, "a");
}

static void
write_tabs (MiqatPage *self)
{
  MiqatHtml *html = &self->html;
  /* Not over a form; there the footer has the number. */
  if (self->options.place != MIQAT_PAGE_BOOKING) {
    miqat_html_open (html, "a", "class", "float", "href", "/wa", "rel", "nofollow", NULL);
    miqat_html_raw (html, "<span aria-hidden=\"true\">✆</span> Tanya via WhatsApp");
    miqat_html_close (html, "a");
  }
  miqat_html_open (html, "nav", "class", "tabs", "aria-label", "Navigasi bawah", NULL);
  write_tab (self, MIQAT_PAGE_HOME, "/", "⌂", "Beranda");
  write_tab (self, MIQAT_PAGE_PACKAGES, "/paket", "▤", "Paket");
  write_tab (self, MIQAT_PAGE_BOOKING, "/booking", "✓", "Booking Saya");
  write_tab (self, MIQAT_PAGE_ABOUT, "/tentang", "☺", "Tentang");
  miqat_html_close (html, "nav");
}

/* ---- whole ----------------------------------------------------------------------------------- */

static MiqatAgency *
load_agency (MiqatDb *db, GError **error)
{
  g_autoptr (GError) failure = NULL;
  MiqatAgency *agency = miqat_agency_load (db, &failure);

  if (agency != NULL)
    return agency;
  if (failure->domain != MIQAT_REFUSAL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  agency = g_new0 (MiqatAgency, 1);
  agency->name = g_strdup ("Umroh");
  agency->legal_name = g_strdup ("");
  agency->licence_number = g_strdup ("");
  agency->address = g_strdup ("");
  agency->city = g_strdup ("");
  agency->whatsapp = g_strdup ("");
  return agency;
}

gboolean
miqat_page_begin (MiqatPage *self, MiqatReceiver *receiver, MiqatDb *db, const MiqatPageOptions *options,
                  GError **error)
{
  const char *const stylesheets[] = { miqat_web_file_get_url ("miqat.css"), NULL };
  const char *const modules[] = { miqat_web_file_get_url ("miqat.js"), NULL };
  g_autofree char *canonical = NULL;
  g_autofree char *image = NULL;
  g_autofree char *title = NULL;
  MiqatHtmlPage head = {
    .language = "id",
    .description = options->description,
    .hidden = options->path == NULL,
    .stylesheets = stylesheets,
    .modules = modules,
    .icon = miqat_web_file_get_url ("icon.svg"),
    .body_class = options->bar ? "has-bar" : options->wide ? "wide-page" : NULL,
  };

  self->agency = load_agency (db, error);
  if (self->agency == NULL)
    return FALSE;
  self->receiver = receiver;
  self->options = *options;
  self->out = g_string_sized_new (16 * 1024);
  miqat_html_init (&self->html, self->out);
  title = g_strdup_printf ("%s · %s", options->title, self->agency->name);
  head.title = title;
  head.site_name = self->agency->name;
  if (options->path != NULL && (options->base != NULL || *receiver->public_url != '\0')) {
    const char *base = *receiver->public_url != '\0' ? receiver->public_url : options->base;

    canonical = g_strconcat (base, options->path, NULL);
    image = g_strconcat (base, miqat_web_file_get_url ("share.png"), NULL);
    head.canonical = canonical;
    head.image = image;
  }
  miqat_html_begin_page (&self->html, &head);
  miqat_html_raw (&self->html, "<a class=\"skip\" href=\"#isi\">Langsung ke isi</a>\n");
  write_header (self);
  miqat_html_open (&self->html, "main", "id", "isi", NULL);
  return TRUE;
}

MiqatHttpResponse *
miqat_page_end (MiqatPage *self, guint status)
{
  miqat_html_close (&self->html, "main");
  miqat_html_raw (&self->html, "\n");
  write_footer (self);
  if (!self->options.bar)
    write_tabs (self);
  miqat_html_end_page (&self->html);
  return miqat_http_response_new_html (status, g_steal_pointer (&self->out));
}
