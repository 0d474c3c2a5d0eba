/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-package-page.h"

#include "miqat-booking-offer.h"
#include "miqat-booking-rules.h"
#include "miqat-catalog-rules.h"
#include "miqat-id.h"
#include "miqat-money.h"
#include "miqat-page-words.h"
#include "miqat-web-files.h"

#include <string.h>

/* As long as an id, and none. */
#define ID_SLOT "00000000-0000-0000-0000-000000000000"

char *
miqat_package_page_make_address (const char *slug, const char *departure_id, const char *ref)
{
  g_autofree char *escaped = miqat_http_escape (slug);
  g_autofree char *code = ref != NULL ? miqat_http_escape (ref) : NULL;
  GString *address = g_string_new ("/paket/");

  g_string_append (address, escaped);
  if (departure_id != NULL)
    g_string_append_printf (address, "?berangkat=%s", departure_id);
  if (code != NULL)
    g_string_append_printf (address, "%cref=%s", departure_id != NULL ? '&' : '?', code);
  return g_string_free (address, FALSE);
}

const char *
miqat_package_page_get_art (const MiqatOffer *offer)
{
  if (g_strcmp0 (offer->kind, "haji_khusus") == 0)
    return miqat_web_file_get_url ("art-haji.svg");
  return miqat_web_file_get_url (g_str_hash (offer->slug) % 2 == 0 ? "art-umrah.svg" : "art-madinah.svg");
}

static const MiqatOfferDeparture *
choose_departure (const MiqatOffer *offer, const char *id)
{
  const MiqatOfferDeparture *chosen = NULL;

  for (guint i = 0; i < offer->departures->len; i++) {
    const MiqatOfferDeparture *departure = offer->departures->pdata[i];

    if (g_strcmp0 (departure->departure_id, id) == 0)
      return departure;
    if (chosen == NULL || (departure->bookable && !chosen->bookable))
      chosen = departure;
  }
  return chosen;
}

/* ---- what is told ---------------------------------------------------------------------------- */

static void
write_list (MiqatHtml *html, const char *title, const char *class, char **lines)
{
  if (lines == NULL || lines[0] == NULL)
    return;
  miqat_html_open (html, "section", NULL);
  miqat_html_element (html, "h2", title, NULL);
  miqat_html_open (html, "ul", "class", class, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    miqat_html_element (html, "li", lines[i], NULL);
  miqat_html_close (html, "ul");
  miqat_html_close (html, "section");
}

static void
write_fold (MiqatHtml *html, const char *title, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  miqat_html_open (html, "details", NULL);
  miqat_html_element (html, "summary", title, NULL);
  miqat_page_paragraphs (html, text);
  miqat_html_close (html, "details");
}

static void
write_departure (MiqatHtml *html, const MiqatOffer *offer, const MiqatOfferDeparture *departure)
{
  g_autofree char *out = miqat_page_dup_day (departure->departure_date, TRUE);
  g_autofree char *back = miqat_page_dup_day (departure->return_date, TRUE);
  g_autofree char *flight = g_strdup_printf ("%s %s", departure->airline_name,
                                             departure->flight_number != NULL ? departure->flight_number : "");
  g_autofree char *from = g_strdup_printf ("%s (%s)", departure->origin_city, departure->origin_airport);
  g_auto (GStrv) stops = g_strsplit (departure->route != NULL ? departure->route : "", "-", -1);
  g_autofree char *route = g_strjoinv (" → ", stops);

  miqat_html_raw (html, "<section><h2>Perjalanan</h2>");
  miqat_html_open (html, "dl", "class", "facts big", NULL);
  miqat_page_fact (html, "Berangkat", out);
  miqat_page_fact (html, "Pulang", back);
  miqat_page_fact (html, "Dari", from);
  miqat_page_fact (html, "Penerbangan", flight);
  miqat_page_fact (html, "Rute", route);
  miqat_page_hotel (html, "Hotel Makkah", departure->hotel_makkah, departure->hotel_makkah_stars,
                    departure->hotel_makkah_distance_m);
  miqat_page_hotel (html, "Hotel Madinah", departure->hotel_madinah, departure->hotel_madinah_stars,
                    departure->hotel_madinah_distance_m);
  miqat_html_close (html, "dl");
  miqat_html_raw (html, "</section>\n");
}

/* ---- the form -------------------------------------------------------------------------------- */

static void
write_dates (MiqatHtml *html, const MiqatOffer *offer, const MiqatOfferDeparture *chosen, const char *ref)
{
  if (offer->departures->len < 2)
    return;
  miqat_html_raw (html, "<h3>Pilih tanggal</h3>");
  miqat_html_open (html, "nav", "class", "dates", "aria-label", "Tanggal berangkat", NULL);
  for (guint i = 0; i < offer->departures->len; i++) {
    const MiqatOfferDeparture *departure = offer->departures->pdata[i];
    g_autofree char *day = miqat_page_dup_day (departure->departure_date, FALSE);
    g_autofree char *address = miqat_package_page_make_address (offer->slug, departure->departure_id, ref);

    miqat_html_open (html, "a", "href", address, "class", departure->bookable ? NULL : "sold-out",
                     "aria-current", departure == chosen ? "true" : NULL, NULL);
    miqat_html_element (html, "b", day, NULL);
    miqat_html_open (html, "small", NULL);
    if (departure->bookable)
      miqat_html_format (html, "%s · sisa %" G_GINT64_FORMAT, departure->origin_airport, departure->left);
    else
      miqat_html_raw (html, "penuh");
    miqat_html_close (html, "small");
    miqat_html_close (html, "a");
  }
  miqat_html_close (html, "nav");
}

static gboolean
is_chosen_room (const MiqatPackagePage *self, const MiqatOfferRoom *room, const MiqatOfferDeparture *departure)
{
  const char *typed = miqat_page_typed_text (&self->typed, "room_type_id");

  if (typed != NULL)
    return g_str_equal (typed, room->room_type_id);
  for (guint i = 0; i < departure->rooms->len; i++) {
    const MiqatOfferRoom *other = departure->rooms->pdata[i];

    if (other->left > 0)
      return other == room;
  }
  return FALSE;
}

static void
write_rooms (MiqatHtml *html, const MiqatPackagePage *self, const MiqatOfferDeparture *departure)
{
  miqat_html_raw (html, "<fieldset class=\"rooms\" id=\"room_type_id\"><legend>Pilih kamar</legend>");
  for (guint i = 0; i < departure->rooms->len; i++) {
    const MiqatOfferRoom *room = departure->rooms->pdata[i];
    g_autofree char *price = g_strdup_printf ("%" G_GINT64_FORMAT, room->price);

    miqat_html_open (html, "label", NULL);
    miqat_html_open (html, "input", "type", "radio", "name", "room_type_id", "value", room->room_type_id, "required",
                     MIQAT_HTML_PRESENT, "data-price", price, "disabled", room->left <= 0 ? MIQAT_HTML_PRESENT : NULL,
                     "checked", is_chosen_room (self, room, departure) ? MIQAT_HTML_PRESENT : NULL, NULL);
    miqat_html_open (html, "span", NULL);
    miqat_html_element (html, "b", miqat_page_room_name (room->type), NULL);
    miqat_html_element (html, "small", room->left > 0 ? miqat_page_room_size (room->type) : "habis", NULL);
    miqat_html_close (html, "span");
    miqat_page_money (html, "strong", NULL, room->price);
    miqat_html_close (html, "label");
  }
  miqat_html_raw (html, "</fieldset>");
}

static void
write_pax (MiqatHtml *html, const MiqatPackagePage *self)
{
  const char *typed = miqat_page_typed_text (&self->typed, "pax");
  /* The page asks for one room type, so a problem of the first room is a problem of this number. */
  g_autofree char *problem = miqat_page_typed_problem (&self->typed, "rooms.0.pax");

  miqat_html_raw (html, "<div class=\"pax\"><label for=\"pax\">Jumlah orang</label>");
  miqat_html_open (html, "input", "type", "number", "id", "pax", "name", "pax", "min", "1", "max",
                   G_STRINGIFY (MIQAT_BOOKING_PUBLIC_PAX_MAX), "value", typed != NULL ? typed : "1", "inputmode", "numeric",
                   "required", MIQAT_HTML_PRESENT, "aria-invalid", problem != NULL ? "true" : NULL,
                   "aria-describedby", problem != NULL ? "pax-p" : NULL, NULL);
  miqat_html_raw (html, "</div>");
  if (problem != NULL)
    miqat_html_element (html, "p", problem, "class", "problem", "id", "pax-p", NULL);
  miqat_html_raw (html, "<p class=\"hint\">Rombongan lebih dari " G_STRINGIFY (MIQAT_BOOKING_PUBLIC_PAX_MAX)
                        " orang? Hubungi kami lewat WhatsApp.</p>");
}

static void
write_bar (MiqatHtml *html, const MiqatOffer *offer, const MiqatOfferDeparture *departure, const char *ref)
{
  g_autofree char *code = ref != NULL ? miqat_http_escape (ref) : NULL;
  g_autofree char *ask = g_strconcat ("/wa/", offer->slug, code != NULL ? "?ref=" : NULL, code, NULL);

  miqat_html_open (html, "div", "class", "bar", NULL);
  miqat_html_open (html, "p", NULL);
  if (departure != NULL && departure->min_price > 0) {
    miqat_html_raw (html, "<small data-total-label>Mulai</small>");
    miqat_page_money (html, "strong", "total", departure->min_price);
  }
  miqat_html_close (html, "p");
  miqat_html_element (html, "a", "WhatsApp", "class", "button wa", "href", ask, "rel", "nofollow",
                      "aria-label", "Tanya via WhatsApp", NULL);
  if (departure != NULL && departure->bookable)
    miqat_html_raw (html, "<button class=\"button gold\" data-once>Pesan</button>");
  else
    miqat_html_raw (html, "<button class=\"button gold\" disabled>Penuh</button>");
  miqat_html_close (html, "div");
}

static void
write_form (MiqatPage *page, const MiqatPackagePage *self, const MiqatOffer *offer,
            const MiqatOfferDeparture *departure)
{
  MiqatHtml *html = &page->html;

  miqat_html_open (html, "form", "class", "order", "id", "pesan", "method", "post", "action", "/pesan", NULL);
  miqat_page_summary (html, self->typed.problems);
  miqat_page_form_secrets (page, "pesan", ID_SLOT);
  miqat_html_hidden (html, "slug", offer->slug);
  if (self->ref != NULL)
    miqat_html_hidden (html, "ref", self->ref);
  write_dates (html, offer, departure, self->ref);
  if (departure != NULL) {
    miqat_html_hidden (html, "departure_id", departure->departure_id);
    miqat_page_quota (html, departure->booked_seats, departure->total_seats, departure->left, TRUE);
    write_rooms (html, self, departure);
    write_pax (html, self);
    miqat_html_raw (html, "<p class=\"hint\">Setelah menekan <b>Pesan</b>, seat Anda dikunci 30 menit. Belum ada "
                          "pembayaran.</p>");
  } else
    miqat_html_raw (html, "<p>Jadwal paket ini segera diumumkan. Tanyakan kepada kami lewat WhatsApp.</p>");
  write_bar (html, offer, departure, self->ref);
  miqat_html_close (html, "form");
  miqat_html_raw (html, "\n");
}

/* ---- whole ----------------------------------------------------------------------------------- */

static char *
make_description (const MiqatOffer *offer, const MiqatOfferDeparture *departure)
{
  g_autofree char *day = departure != NULL ? miqat_page_dup_day (departure->departure_date, FALSE) : NULL;
  g_autofree char *price = miqat_money_format (offer->min_price);

  if (departure == NULL)
    return g_strdup_printf ("%d hari.", offer->duration_days);
  return g_strdup_printf ("Berangkat %s dari %s, %d hari, %s. Mulai %s per orang.", day, departure->origin_city,
                          offer->duration_days, departure->airline_name, price);
}

static void
write_head (MiqatHtml *html, const MiqatOffer *offer, const MiqatOfferDeparture *departure)
{
  miqat_html_open (html, "div", "class", "cover", NULL);
  miqat_html_open (html, "img", "src", miqat_package_page_get_art (offer), "alt", "", "width", "640", "height", "360",
                   NULL);
  miqat_html_element (html, "span", miqat_page_kind_name (offer->kind), "class", "kind", NULL);
  if (departure != NULL && !departure->bookable)
    miqat_html_raw (html, "<span class=\"sold\">KUOTA PENUH</span>");
  miqat_html_close (html, "div");
  miqat_html_open (html, "div", "class", "title", NULL);
  miqat_html_element (html, "h1", offer->name, NULL);
  miqat_html_open (html, "p", "class", "when", NULL);
  miqat_html_format (html, "%d hari", offer->duration_days);
  if (departure != NULL)
    miqat_html_format (html, " · %s · dari %s", departure->airline_name, departure->origin_city);
  miqat_html_close (html, "p");
  miqat_page_paragraphs (html, offer->description);
  miqat_html_close (html, "div");
}

MiqatHttpResponse *
miqat_package_page_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatPackagePage *self, guint status,
                         GError **error)
{
  g_autoptr (MiqatOffer) offer = miqat_booking_offer_load (db, self->slug, miqat_receiver_today (receiver),
                                                           miqat_receiver_now (receiver), error);
  const MiqatOfferDeparture *departure = offer != NULL ? choose_departure (offer, self->departure_id) : NULL;
  g_autofree char *description = offer != NULL ? make_description (offer, departure) : NULL;
  g_autofree char *path = offer != NULL ? miqat_package_page_make_address (offer->slug, NULL, NULL) : NULL;
  const MiqatPageOptions options = {
    .title = offer != NULL ? offer->name : "",
    .description = description,
    .path = path,
    .base = self->base,
    .place = MIQAT_PAGE_PACKAGES,
    .bar = TRUE,
  };
  g_auto (MiqatPage) page = { 0 };
  MiqatHtml *html = &page.html;

  if (offer == NULL || !miqat_page_begin (&page, receiver, db, &options, error))
    return NULL;
  if (self->kept != NULL)
    *self->kept = self->departure_id == NULL
                  || (departure != NULL && g_str_equal (departure->departure_id, self->departure_id));
  miqat_html_open (html, "div", "class", "package", NULL);
  miqat_html_open (html, "div", "class", "story", NULL);
  write_head (html, offer, departure);
  if (departure != NULL)
    write_departure (html, offer, departure);
  write_list (html, "Sudah termasuk", "yes", offer->inclusions);
  write_list (html, "Belum termasuk", "no", offer->exclusions);
  write_fold (html, "Syarat dan ketentuan", offer->terms);
  write_fold (html, "Kebijakan pembatalan", offer->cancellation_policy);
  miqat_html_close (html, "div");
  write_form (&page, self, offer, departure);
  miqat_html_close (html, "div");
  return miqat_page_end (&page, status);
}

MiqatHttpResponse *
miqat_package_page_hand_out (MiqatReceiver *receiver, const MiqatHttpResponse *page)
{
  g_autofree char *id = miqat_id_new (miqat_receiver_now (receiver));
  gsize length = 0;
  const char *body = g_bytes_get_data (miqat_http_response_get_body (page), &length);
  GString *own = g_string_new_len (body, (gssize) length);

  g_string_replace (own, ID_SLOT, id, 1);
  return miqat_http_response_new_html (miqat_http_response_get_status (page), own);
}
