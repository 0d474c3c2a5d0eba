/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-catalog-routes.h"

#include "miqat-booking-link.h"
#include "miqat-catalogue-page.h"
#include "miqat-package-page.h"
#include "miqat-page-cache.h"
#include "miqat-page-words.h"
#include "miqat-ref.h"
#include "miqat-text.h"

#include <string.h>

/* Makes a page for `ref` (nullable) under the address `base` (nullable). Sets `*kept` to FALSE when its
 * address can be made up, so that keeping it would push out the others. */
typedef MiqatHttpResponse *(*MakePage) (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *ref,
                                        const char *base, gconstpointer data, gboolean *kept, GError **error);

static gboolean
is_host (const char *host)
{
  return host != NULL && *host != '\0' && strlen (host) <= 255
         && strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == strlen (host);
}

/* Under which address the visitor came, when nobody has told us the public one: pictures for those to whom a
 * link is sent need whole addresses. */
static char *
dup_base (MiqatReceiver *receiver, const MiqatHttpRequest *request)
{
  const char *host = miqat_http_request_get_header (request, "Host");

  if (*receiver->public_url != '\0' || !is_host (host))
    return NULL;
  return g_strconcat (miqat_http_request_is_secure (request) ? "https://" : "http://", host, NULL);
}

/* From memory for everybody; but who comes by a link (`user`) gets a page of his own. */
static MiqatHttpResponse *
find_page (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const MiqatUser *user, const char *key,
           MakePage make, gconstpointer data, GError **error)
{
  MiqatReceiverThread *thread = miqat_receiver_get_thread (exchange);
  g_autofree char *base = dup_base (receiver, miqat_http_exchange_get_request (exchange));
  g_autofree char *full_key = g_strconcat (key, " ", base, NULL);
  MiqatHttpResponse *response = user == NULL ? miqat_page_cache_get (thread, full_key) : NULL;
  gboolean kept = TRUE;

  if (response != NULL)
    return response;
  response = make (exchange, receiver, user != NULL ? user->affiliate_code : NULL, base, data, &kept, error);
  return response != NULL && user == NULL ? miqat_page_cache_put (thread, kept ? full_key : NULL, response)
                                          : response;
}

/* `ordering`: the page has the form that takes seats. */
static void
answer_page (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *key, MakePage make,
             gconstpointer data, gboolean ordering)
{
  g_autoptr (MiqatUser) user = miqat_ref_find (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatHttpResponse) page = find_page (exchange, receiver, user, key, make, data, &error);
  MiqatHttpResponse *response;

  if (page == NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  response = ordering ? miqat_package_page_hand_out (receiver, page) : g_steal_pointer (&page);
  if (user != NULL)
    miqat_ref_remember (exchange, receiver, response, user);
  if (ordering)
    miqat_booking_link_greet (receiver, miqat_http_exchange_get_request (exchange), response);
  miqat_http_exchange_answer (exchange, response);
}

static MiqatHttpResponse *
make_catalogue (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *ref, const char *base,
                gconstpointer data, gboolean *kept, GError **error)
{
  return miqat_catalogue_page_make (receiver, miqat_receiver_get_db (exchange), data, ref, base, kept, error);
}

static void
handle_catalogue (MiqatHttpExchange *exchange, gpointer data)
{
  g_auto (MiqatCatalogueFilter) filter = { 0 };
  g_autofree char *key = NULL;

  miqat_catalogue_filter_read (&filter, miqat_http_exchange_get_request (exchange));
  key = g_strdup_printf ("catalogue %d %s %s %" G_GINT64_FORMAT, filter.home, filter.month, filter.airport,
                         filter.price);
  answer_page (exchange, data, key, make_catalogue, &filter, FALSE);
}

static MiqatHttpResponse *
make_package (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *ref, const char *base,
              gconstpointer data, gboolean *kept, GError **error)
{
  MiqatPackagePage page = *(const MiqatPackagePage *) data;

  page.ref = ref;
  page.base = base;
  page.kept = kept;
  return miqat_package_page_make (receiver, miqat_receiver_get_db (exchange), &page, 200, error);
}

static void
handle_package (MiqatHttpExchange *exchange, gpointer data)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const MiqatPackagePage page = {
    .slug = miqat_http_request_get_param (request, "slug"),
    .departure_id = miqat_http_request_get_query (request, "berangkat"),
  };
  g_autofree char *key = g_strconcat ("package ", page.slug, " ", page.departure_id, NULL);

  answer_page (exchange, data, key, make_package, &page, TRUE);
}

/* ---- who we are ------------------------------------------------------------------------------ */

static MiqatHttpResponse *
make_about (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *ref, const char *base,
            gconstpointer data, gboolean *kept, GError **error)
{
  const MiqatPageOptions options
    = { .title = "Tentang kami", .path = "/tentang", .base = base, .place = MIQAT_PAGE_ABOUT };
  g_auto (MiqatPage) page = { 0 };
  MiqatHtml *html = &page.html;
  g_autofree char *phone = NULL;

  if (!miqat_page_begin (&page, receiver, miqat_receiver_get_db (exchange), &options, error))
    return NULL;
  phone = miqat_text_format_phone (page.agency->whatsapp);
  miqat_html_element (html, "h1", page.agency->name, NULL);
  miqat_html_open (html, "dl", "class", "facts big", NULL);
  miqat_page_fact (html, "Nama resmi", page.agency->legal_name);
  miqat_page_fact (html, "Izin PPIU", page.agency->licence_number);
  miqat_page_fact (html, "Alamat", page.agency->address);
  miqat_page_fact (html, "Kota", page.agency->city);
  miqat_page_fact (html, "Telepon", page.agency->phone);
  miqat_page_fact (html, "WhatsApp", phone);
  miqat_page_fact (html, "Email", page.agency->email);
  miqat_html_close (html, "dl");
  miqat_html_raw (html, "<section><h2>Bagaimana uang Anda dijaga</h2><ul class=\"yes\">"
                        "<li>Transfer hanya ke rekening perusahaan, tidak ke rekening pribadi.</li>"
                        "<li>Setiap pembayaran diperiksa petugas dan mendapat kwitansi bernomor.</li>"
                        "<li>Sisa tagihan dan tanggal jatuh tempo selalu terlihat di halaman booking Anda.</li>"
                        "</ul></section>");
  return miqat_page_end (&page, 200);
}

static void
handle_about (MiqatHttpExchange *exchange, gpointer data)
{
  answer_page (exchange, data, "about", make_about, NULL, FALSE);
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/", handle_catalogue },
  { MIQAT_HTTP_GET, "/paket", handle_catalogue },
  { MIQAT_HTTP_GET, "/paket/:slug", handle_package },
  { MIQAT_HTTP_GET, "/tentang", handle_about },
};

void
miqat_catalog_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
  miqat_catalog_rest_add (router, receiver);
}
