/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-catalogue-page.h"

#include "miqat-money.h"
#include "miqat-booking-offer.h"
#include "miqat-page.h"
#include "miqat-page-words.h"
#include "miqat-package-page.h"
#include "miqat-web-files.h"

#include <string.h>

#define MILLION G_GINT64_CONSTANT (1000000)

/* ---- filter ---------------------------------------------------------------------------------- */

void
miqat_catalogue_filter_clear (MiqatCatalogueFilter *self)
{
  g_clear_pointer (&self->month, g_free);
  g_clear_pointer (&self->airport, g_free);
}

static gboolean
is_month (const char *text)
{
  if (text == NULL || strlen (text) != 7 || text[4] != '-')
    return FALSE;
  for (guint i = 0; i < 7; i++)
    if (i != 4 && !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_airport (const char *text)
{
  return text != NULL && strlen (text) == 3 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1])
         && g_ascii_isupper (text[2]);
}

void
miqat_catalogue_filter_read (MiqatCatalogueFilter *self, const MiqatHttpRequest *request)
{
  const char *month = miqat_http_request_get_query (request, "bulan");
  const char *airport = miqat_http_request_get_query (request, "kota");

  self->home = g_str_equal (miqat_http_request_get_path (request), "/");
  self->month = is_month (month) ? g_strdup (month) : NULL;
  self->airport = is_airport (airport) ? g_strdup (airport) : NULL;
  self->price = miqat_http_request_get_query_int (request, "harga", 0, 1000, 0) * MILLION;
}

static gboolean
fits_departure (const MiqatCatalogueFilter *self, const MiqatOfferDeparture *departure)
{
  return (self->month == NULL || g_str_has_prefix (departure->departure_date, self->month))
         && (self->airport == NULL || g_str_equal (departure->origin_airport, self->airport))
         && (self->price == 0 || (departure->min_price > 0 && departure->min_price <= self->price));
}

/* The departure a card shows: the first that can be booked, else the first that fits at all. */
static const MiqatOfferDeparture *
choose_departure (const MiqatCatalogueFilter *self, const MiqatOffer *offer)
{
  const MiqatOfferDeparture *first = NULL;

  for (guint i = 0; i < offer->departures->len; i++) {
    const MiqatOfferDeparture *departure = offer->departures->pdata[i];

    if (!fits_departure (self, departure))
      continue;
    if (departure->bookable)
      return departure;
    if (first == NULL)
      first = departure;
  }
  return first;
}

static gboolean
is_open (const MiqatCatalogueFilter *self)
{
  return self->month == NULL && self->airport == NULL && self->price == 0;
}

/* ---- the filter's form ----------------------------------------------------------------------- */

static void
write_option (MiqatHtml *html, const char *value, const char *label, gboolean chosen)
{
  miqat_html_element (html, "option", label, "value", value, "selected", chosen ? MIQAT_HTML_PRESENT : NULL, NULL);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Each of `keys` once, in order. */
static void
write_select (MiqatHtml *html, const char *name, const char *label, const char *any, GHashTable *labels,
              const char *chosen)
{
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (labels, NULL);
  guint count = g_hash_table_size (labels);

  qsort (keys, count, sizeof *keys, compare_texts);
  miqat_html_open (html, "label", NULL);
  miqat_html_element (html, "span", label, NULL);
  miqat_html_open (html, "select", "name", name, NULL);
  write_option (html, "", any, chosen == NULL);
  for (guint i = 0; i < count; i++)
    write_option (html, keys[i], g_hash_table_lookup (labels, keys[i]), g_strcmp0 (keys[i], chosen) == 0);
  miqat_html_close (html, "select");
  miqat_html_close (html, "label");
}

static char *
dup_month_name (const char *day_text)
{
  g_autofree char *day = miqat_page_dup_day (day_text, FALSE);
  const char *space = strchr (day, ' ');

  return g_strdup (space != NULL ? space + 1 : day);
}

static void
write_price_select (MiqatHtml *html, gint64 chosen)
{
  static const int millions[] = { 25, 30, 35, 40, 50 };

  miqat_html_raw (html, "<label><span>Harga sampai</span><select name=\"harga\">");
  write_option (html, "", "Semua harga", chosen == 0);
  for (guint i = 0; i < G_N_ELEMENTS (millions); i++) {
    g_autofree char *value = g_strdup_printf ("%d", millions[i]);
    g_autofree char *label = g_strdup_printf ("Rp %d juta", millions[i]);

    write_option (html, value, label, chosen == millions[i] * MILLION);
  }
  miqat_html_raw (html, "</select></label>");
}

static void
write_filter (MiqatHtml *html, const MiqatCatalogueFilter *filter, GPtrArray *offers, const char *ref)
{
  g_autoptr (GHashTable) months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) cities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < offers->len; i++) {
    const MiqatOffer *offer = offers->pdata[i];

    for (guint j = 0; j < offer->departures->len; j++) {
      const MiqatOfferDeparture *departure = offer->departures->pdata[j];

      g_hash_table_replace (months, g_strndup (departure->departure_date, 7),
                            dup_month_name (departure->departure_date));
      g_hash_table_replace (cities, g_strdup (departure->origin_airport), g_strdup (departure->origin_city));
    }
  }
  miqat_html_raw (html, "<form class=\"filter\" method=\"get\" action=\"/paket\" aria-label=\"Saring paket\">");
  write_select (html, "bulan", "Bulan", "Semua bulan", months, filter->month);
  write_select (html, "kota", "Berangkat dari", "Semua kota", cities, filter->airport);
  write_price_select (html, filter->price);
  if (ref != NULL)
    miqat_html_hidden (html, "ref", ref);
  miqat_html_raw (html, "<button class=\"button green\">Cari paket</button></form>\n");
}

/* ---- cards ----------------------------------------------------------------------------------- */

static void
write_flight (MiqatHtml *html, const MiqatOffer *offer, const MiqatOfferDeparture *departure)
{
  g_autofree char *day = miqat_page_dup_day (departure->departure_date, FALSE);

  miqat_html_open (html, "p", "class", "when", NULL);
  miqat_html_format (html, "%s · %d hari", day, offer->duration_days);
  miqat_html_close (html, "p");
  miqat_html_open (html, "p", "class", "flight", NULL);
  miqat_html_format (html, "%s · dari %s (%s)", departure->airline_name, departure->origin_city,
                     departure->origin_airport);
  miqat_html_close (html, "p");
  miqat_html_open (html, "dl", "class", "facts", NULL);
  miqat_page_hotel (html, "Makkah", departure->hotel_makkah, departure->hotel_makkah_stars, 0);
  miqat_page_hotel (html, "Madinah", departure->hotel_madinah, departure->hotel_madinah_stars, 0);
  miqat_html_close (html, "dl");
}

static void
write_card (MiqatHtml *html, const MiqatOffer *offer, const MiqatOfferDeparture *departure, const char *ref)
{
  gboolean full = departure != NULL && !departure->bookable;
  g_autofree char *address = miqat_package_page_make_address (offer->slug, NULL, ref);

  miqat_html_open (html, "article", "class", full ? "card full" : "card", NULL);
  miqat_html_open (html, "a", "class", "cover", "href", address, NULL);
  miqat_html_open (html, "span", "class", "art", NULL);
  miqat_html_open (html, "img", "src", miqat_package_page_get_art (offer), "alt", "", "width", "640", "height",
                   "360", "loading", "lazy", NULL);
  miqat_html_element (html, "span", miqat_page_kind_name (offer->kind), "class", "kind", NULL);
  if (full)
    miqat_html_raw (html, "<span class=\"sold\">KUOTA PENUH</span>");
  miqat_html_close (html, "span");
  miqat_html_element (html, "h3", offer->name, NULL);
  miqat_html_close (html, "a");
  miqat_html_open (html, "div", "class", "in", NULL);
  if (departure != NULL)
    write_flight (html, offer, departure);
  else
    miqat_html_raw (html, "<p class=\"when\">Jadwal segera diumumkan</p>");
  if (departure != NULL && departure->min_price > 0) {
    miqat_html_open (html, "p", "class", "price", NULL);
    miqat_html_raw (html, "<small>Mulai</small> ");
    miqat_page_money (html, "strong", NULL, departure->min_price);
    miqat_html_close (html, "p");
  }
  if (departure != NULL)
    miqat_page_quota (html, departure->booked_seats, departure->total_seats, departure->left, FALSE);
  miqat_html_element (html, "a", full ? "Lihat tanggal lain" : "Lihat detail", "class",
                      full ? "button plain" : "button gold", "href", address, "aria-label", offer->name, NULL);
  miqat_html_close (html, "div");
  miqat_html_close (html, "article");
  miqat_html_raw (html, "\n");
}

static guint
write_cards (MiqatHtml *html, const MiqatCatalogueFilter *filter, GPtrArray *offers, const char *ref)
{
  guint shown = 0;

  miqat_html_raw (html, "<section class=\"cards\" aria-label=\"Paket\">\n");
  for (guint i = 0; i < offers->len; i++) {
    const MiqatOffer *offer = offers->pdata[i];
    const MiqatOfferDeparture *departure = choose_departure (filter, offer);

    if (departure == NULL && !is_open (filter))
      continue;
    write_card (html, offer, departure, ref);
    shown++;
  }
  miqat_html_raw (html, "</section>\n");
  if (shown == 0)
    miqat_html_raw (html, "<div class=\"empty\"><p><b>Belum ada paket yang cocok.</b></p>"
                          "<p>Ubah pilihan di atas, atau tanyakan kepada kami: sering ada jadwal baru.</p>"
                          "<p><a class=\"button wa\" href=\"/wa\" rel=\"nofollow\">Tanya via WhatsApp</a></p></div>");
  return shown;
}

static void
write_hero (MiqatPage *page)
{
  MiqatHtml *html = &page->html;

  miqat_html_raw (html, "<section class=\"hero\"><div><h1>Umroh yang jelas<br>dari awal sampai pulang</h1>"
                        "<p>Tanggal, maskapai, hotel dan harga tertulis. Seat Anda kami kunci begitu memilih "
                        "kamar.</p></div></section>\n");
}

MiqatHttpResponse *
miqat_catalogue_page_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatCatalogueFilter *filter,
                           const char *ref, const char *base, gboolean *found, GError **error)
{
  const MiqatPageOptions options = {
    .title = filter->home ? "Umroh resmi dan terpercaya" : "Paket umroh",
    .description = "Paket umroh dengan jadwal, maskapai, hotel dan harga yang tertulis jelas.",
    .path = filter->home ? "/" : "/paket",
    .base = base,
    .place = filter->home ? MIQAT_PAGE_HOME : MIQAT_PAGE_PACKAGES,
    .wide = TRUE,
  };
  g_autoptr (GPtrArray) offers
    = miqat_booking_offer_list (db, miqat_receiver_today (receiver), miqat_receiver_now (receiver), error);
  g_auto (MiqatPage) page = { 0 };

  if (offers == NULL || !miqat_page_begin (&page, receiver, db, &options, error))
    return NULL;
  if (filter->home)
    write_hero (&page);
  else
    miqat_html_raw (&page.html, "<h1 class=\"listing\">Paket umroh</h1>\n");
  write_filter (&page.html, filter, offers, ref);
  *found = write_cards (&page.html, filter, offers, ref) > 0;
  return miqat_page_end (&page, 200);
}
