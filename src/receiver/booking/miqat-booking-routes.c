/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-routes.h"

#include "miqat-booking-form.h"
#include "miqat-booking-link.h"
#include "miqat-booking-status-page.h"
#include "miqat-envelope.h"
#include "miqat-package-page.h"
#include "miqat-ref.h"

#include <string.h>

static const MiqatHttpRate form_rate = { "form", 30, 240 };

/* What a posted form carries along until its command has answered. */
typedef struct {
  MiqatReceiver *receiver;
  MiqatHttpForm *form;
  char *booking_id;
  char *token;
} Posted;

static void
posted_free (gpointer data)
{
  Posted *self = data;

  miqat_http_form_free (self->form);
  g_free (self->booking_id);
  g_free (self->token);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Posted, posted_free)

static void
answer_or_fail (MiqatHttpExchange *exchange, MiqatHttpResponse *response, GError *error)
{
  if (response != NULL)
    miqat_http_exchange_answer (exchange, response);
  else
    miqat_http_exchange_answer_error (exchange, error);
}

/* ---- POST /pesan: take seats ----------------------------------------------------------------- */

static void
answer_held (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const MiqatAnswer *answer)
{
  JsonObject *result = json_node_get_object (answer->result);
  g_autofree char *token = miqat_booking_link_make (receiver, miqat_json_get_text (result, "booking_id"),
                                                    miqat_json_get_text (result, "return_date"));
  g_autofree char *path = miqat_booking_link_make_path (token, NULL);
  MiqatHttpResponse *response = miqat_http_response_new_redirect (0, path);

  miqat_booking_link_remember (receiver, miqat_http_exchange_get_request (exchange), response, token);
  miqat_http_exchange_answer (exchange, response);
}

/* The page again, with what was chosen and what is wrong. */
static void
answer_not_held (MiqatHttpExchange *exchange, Posted *posted, const MiqatProblems *problems)
{
  const MiqatPackagePage page = {
    .slug = miqat_http_form_get_text (posted->form, "slug"),
    .departure_id = miqat_http_form_get_text (posted->form, "departure_id"),
    .ref = miqat_http_form_get_text (posted->form, "ref"),
    .typed = { posted->form, problems },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatHttpResponse) response = NULL;

  if (page.slug == NULL) {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_NOT_FOUND);
    return;
  }
  response = miqat_package_page_make (posted->receiver, miqat_receiver_get_db (exchange), &page,
                                      miqat_envelope_get_status (miqat_problems_get (problems, 0)->code), &error);
  answer_or_fail (exchange, response != NULL ? miqat_package_page_hand_out (posted->receiver, response) : NULL,
                  g_steal_pointer (&error));
}

static void
on_hold (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  Posted *posted = data;

  if (answer->done)
    answer_held (exchange, posted->receiver, answer);
  else
    answer_not_held (exchange, posted, answer->problems);
}

static void
set_text (JsonObject *args, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (args, name, text);
}

static JsonObject *
make_hold_args (MiqatReceiver *receiver, const MiqatHttpRequest *request, const MiqatHttpForm *form)
{
  JsonObject *args = json_object_new ();
  JsonObject *room = json_object_new ();
  JsonArray *rooms = json_array_new ();
  const char *pax = miqat_http_form_get_text (form, "pax");
  const char *ref = miqat_http_form_get_text (form, "ref");
  g_autofree char *cookie = miqat_ref_dup_cookie (receiver, request);
  gint64 number = 0;

  set_text (args, "departure_id", miqat_http_form_get_text (form, "departure_id"));
  miqat_booking_link_add_holder (receiver, request, args);
  set_text (args, "affiliate_code", ref != NULL && *ref != '\0' && strlen (ref) <= 40 ? ref : cookie);
  set_text (room, "room_type_id", miqat_http_form_get_text (form, "room_type_id"));
  if (pax != NULL && g_ascii_string_to_signed (pax, 10, G_MININT32, G_MAXINT32, &number, NULL))
    json_object_set_int_member (room, "pax", number);
  else
    set_text (room, "pax", pax);
  json_array_add_object_element (rooms, room);
  json_object_set_array_member (args, "rooms", rooms);
  return args;
}

/* The core says the same of what it lets through its table, where the limit is that of an office. */
static gboolean
check_pax (const MiqatHttpForm *form, GError **error)
{
  const char *pax = miqat_http_form_get_text (form, "pax");
  gint64 number = 0;

  if (pax != NULL && g_ascii_string_to_signed (pax, 10, G_MININT32, G_MAXINT32, &number, NULL)
      && number > MIQAT_BOOKING_PUBLIC_PAX_MAX)
    return miqat_refuse (error, "rooms.0.pax", MIQAT_PROBLEM_TOO_LARGE, "max",
                         G_STRINGIFY (MIQAT_BOOKING_PUBLIC_PAX_MAX), NULL);
  return TRUE;
}

/* The page may be shown again by the "back" button with the same id, and another choice made on it:
 * that is another order. NULL: the form is not from a page of ours. */
static char *
make_hold_key (const MiqatHttpForm *form)
{
  const char *id = miqat_http_form_get_text (form, "command_id");
  const char *room = miqat_http_form_get_text (form, "room_type_id");
  const char *pax = miqat_http_form_get_text (form, "pax");

  if (id == NULL || *id == '\0')
    return NULL;
  return g_strdup_printf ("%.64s %.64s %.8s", id, room != NULL ? room : "", pax != NULL ? pax : "");
}

static void
handle_hold (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (Posted) posted = g_new0 (Posted, 1);
  g_autoptr (JsonObject) args = NULL;
  g_autofree char *key = NULL;

  posted->receiver = receiver;
  posted->form = miqat_http_request_parse_form (request, 0, &error);
  if (posted->form == NULL || !miqat_page_form_check (receiver, posted->form, "pesan", &error)) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  if (!check_pax (posted->form, &error)) {
    answer_not_held (exchange, posted, miqat_refusal_get_problems (error));
    return;
  }
  args = make_hold_args (receiver, request, posted->form);
  key = make_hold_key (posted->form);
  miqat_receiver_run (receiver, exchange,
                      &(MiqatReceiverRun) {
                        .name = "booking.hold",
                        .args = args,
                        .key = key,
                        .page_form = TRUE,
                        .ran = on_hold,
                        .data = posted,
                        .data_free = posted_free,
                      });
  g_steal_pointer (&posted);
}

/* ---- GET /pesan/:token ----------------------------------------------------------------------- */

static MiqatBookingPublic *
load_linked (MiqatHttpExchange *exchange, MiqatReceiver *receiver, GError **error)
{
  g_autofree char *id = miqat_booking_link_of_request (receiver, exchange, error);

  if (id == NULL)
    return NULL;
  return miqat_booking_public_load (miqat_receiver_get_db (exchange), id, miqat_receiver_now (receiver), error);
}

static MiqatHttpResponse *
make_page (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const MiqatBookingPublic *booking,
           const MiqatPageTyped *typed, guint status, GError **error)
{
  const char *token = miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "token");
  MiqatBookingForm form = {
    .booking = booking,
    .token = token,
    .expired = booking->status == MIQAT_BOOKING_EXPIRED,
  };

  if (typed != NULL)
    form.typed = *typed;
  if (booking->registered || booking->status == MIQAT_BOOKING_CANCELLED)
    return miqat_booking_status_page_make (receiver, miqat_receiver_get_db (exchange), booking, token, error);
  return miqat_booking_form_make (receiver, miqat_receiver_get_db (exchange), &form, status, error);
}

static void
handle_booking (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBookingPublic) booking = load_linked (exchange, data, &error);
  MiqatHttpResponse *response
    = booking != NULL ? make_page (exchange, data, booking, NULL, 200, &error) : NULL;

  answer_or_fail (exchange, response, g_steal_pointer (&error));
}

/* ---- POST /pesan/:token: register ------------------------------------------------------------ */

static void
answer_go_on (MiqatHttpExchange *exchange, Posted *posted, const char *tail)
{
  g_autofree char *path = miqat_booking_link_make_path (posted->token, tail);

  miqat_http_exchange_answer (exchange, miqat_http_response_new_redirect (0, path));
}

static void
answer_not_registered (MiqatHttpExchange *exchange, Posted *posted, const MiqatProblems *problems)
{
  const MiqatPageTyped typed = { posted->form, problems };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBookingPublic) booking = load_linked (exchange, posted->receiver, &error);
  MiqatHttpResponse *response = NULL;

  /* Sent twice, from two windows perhaps: it is done. */
  if (booking != NULL && booking->registered) {
    answer_go_on (exchange, posted, NULL);
    return;
  }
  if (booking != NULL)
    response = make_page (exchange, posted->receiver, booking, &typed,
                          miqat_envelope_get_status (miqat_problems_get (problems, 0)->code), &error);
  answer_or_fail (exchange, response, g_steal_pointer (&error));
}

static void
on_registered (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  Posted *posted = data;

  if (answer->done)
    answer_go_on (exchange, posted, "/bayar");
  else
    answer_not_registered (exchange, posted, answer->problems);
}

/* The form of a booking's page, its token checked; NULL having answered. */
static Posted *
read_posted (MiqatHttpExchange *exchange, MiqatReceiver *receiver)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (Posted) posted = g_new0 (Posted, 1);

  posted->receiver = receiver;
  posted->booking_id = miqat_booking_link_of_request (receiver, exchange, &error);
  posted->token = g_strdup (miqat_http_request_get_param (request, "token"));
  if (posted->booking_id != NULL)
    posted->form = miqat_http_request_parse_form (request, 0, &error);
  if (posted->form != NULL && miqat_page_form_check (receiver, posted->form, posted->booking_id, &error))
    return g_steal_pointer (&posted);
  miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
  return NULL;
}

static void
run_posted (MiqatHttpExchange *exchange, Posted *posted, const char *name, JsonObject *args, MiqatRan ran)
{
  miqat_receiver_run (posted->receiver, exchange,
                      &(MiqatReceiverRun) {
                        .name = name,
                        .args = args,
                        .key = miqat_http_form_get_text (posted->form, "command_id"),
                        .page_form = TRUE,
                        .ran = ran,
                        .data = posted,
                        .data_free = posted_free,
                      });
}

static void
handle_register (MiqatHttpExchange *exchange, gpointer data)
{
  Posted *posted = read_posted (exchange, data);
  g_autoptr (JsonObject) args = posted != NULL ? miqat_booking_form_read (posted->form, posted->booking_id) : NULL;

  if (posted != NULL)
    run_posted (exchange, posted, "booking.register", args, on_registered);
}

/* ---- POST /pesan/:token/lagi: the seats again, with everything that was typed ----------------- */

/* The form of the new booking, filled in as the old one was. */
static void
on_held_again (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  Posted *posted = data;
  MiqatReceiver *receiver = posted->receiver;
  MiqatDb *db = miqat_receiver_get_db (exchange);
  MiqatBookingForm form = { .typed = { posted->form, NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBookingPublic) booking = NULL;
  g_autofree char *token = NULL;
  MiqatHttpResponse *response = NULL;
  const char *id;

  if (!answer->done) {
    answer_not_registered (exchange, posted, answer->problems);
    return;
  }
  id = json_object_get_string_member (json_node_get_object (answer->result), "booking_id");
  booking = miqat_booking_public_load (db, id, miqat_receiver_now (receiver), &error);
  token = booking != NULL ? miqat_booking_link_make (receiver, id, booking->return_date) : NULL;
  if (token != NULL) {
    form.booking = booking;
    form.token = token;
    response = miqat_booking_form_make (receiver, db, &form, 200, &error);
  }
  if (response != NULL)
    miqat_booking_link_remember (receiver, miqat_http_exchange_get_request (exchange), response, token);
  answer_or_fail (exchange, response, g_steal_pointer (&error));
}

/* The same rooms for as many people. */
static JsonObject *
make_again_args (MiqatReceiver *receiver, const MiqatBooking *old, const MiqatHttpRequest *request)
{
  JsonObject *args = json_object_new ();
  JsonArray *rooms = json_array_new ();
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id, count;

  for (guint i = 0; i < old->travellers->len; i++) {
    const MiqatTraveller *traveller = old->travellers->pdata[i];

    count = g_hash_table_lookup (counts, traveller->room_type_id);
    if (traveller->takes_seat)
      g_hash_table_insert (counts, traveller->room_type_id, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
  }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &id, &count)) {
    JsonObject *room = json_object_new ();

    json_object_set_string_member (room, "room_type_id", id);
    json_object_set_int_member (room, "pax", GPOINTER_TO_UINT (count));
    json_array_add_object_element (rooms, room);
  }
  json_object_set_string_member (args, "departure_id", old->departure_id);
  json_object_set_string_member (args, "seller_id", old->seller_id);
  miqat_booking_link_add_holder (receiver, request, args);
  json_object_set_array_member (args, "rooms", rooms);
  return args;
}

static void
handle_again (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  Posted *posted = read_posted (exchange, receiver);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBooking) old = NULL;
  g_autoptr (JsonObject) args = NULL;

  if (posted == NULL)
    return;
  old = miqat_booking_load (miqat_receiver_get_db (exchange), posted->booking_id, NULL,
                            miqat_receiver_now (receiver), &error);
  if (old == NULL) {
    posted_free (posted);
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  /* Still held, or already registered: nothing to take again. */
  if (old->status != MIQAT_BOOKING_EXPIRED || old->payer_id != NULL) {
    answer_go_on (exchange, posted, NULL);
    posted_free (posted);
    return;
  }
  args = make_again_args (receiver, old, miqat_http_exchange_get_request (exchange));
  run_posted (exchange, posted, "booking.hold", args, on_held_again);
}

/* ---- GET /booking ---------------------------------------------------------------------------- */

static MiqatHttpResponse *
make_none (MiqatHttpExchange *exchange, MiqatReceiver *receiver, GError **error)
{
  const MiqatPageOptions options = { .title = "Booking saya", .place = MIQAT_PAGE_BOOKING };
  g_auto (MiqatPage) page = { 0 };

  if (!miqat_page_begin (&page, receiver, miqat_receiver_get_db (exchange), &options, error))
    return NULL;
  miqat_html_raw (&page.html, "<h1>Booking saya</h1><div class=\"empty\"><p><b>Belum ada booking di HP ini.</b></p>"
                              "<p>Buka tautan booking dari pesan WhatsApp kami, atau tanyakan kepada kami dengan "
                              "menyebut kode booking.</p><p><a class=\"button gold\" href=\"/paket\">Lihat paket</a></p>"
                              "<p><a class=\"button wa\" href=\"/wa\" rel=\"nofollow\">Tanya via WhatsApp</a></p></div>");
  return miqat_page_end (&page, 200);
}

static void
handle_mine (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  g_autofree char *token
    = miqat_http_request_dup_cookie (miqat_http_exchange_get_request (exchange), MIQAT_BOOKING_COOKIE);
  g_autofree char *id = token != NULL ? miqat_booking_link_read (receiver, token, NULL) : NULL;
  g_autofree char *path = id != NULL ? miqat_booking_link_make_path (token, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  MiqatHttpResponse *response = path != NULL ? miqat_http_response_new_redirect (0, path)
                                             : make_none (exchange, receiver, &error);

  answer_or_fail (exchange, response, g_steal_pointer (&error));
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_POST, "/pesan", handle_hold, MIQAT_ROUTE_FORM, .body_max = 16 * 1024,
    .rate = &miqat_booking_hold_rate },
  { MIQAT_HTTP_GET, "/pesan/:token", handle_booking },
  { MIQAT_HTTP_POST, "/pesan/:token", handle_register, MIQAT_ROUTE_FORM, .rate = &form_rate },
  { MIQAT_HTTP_POST, "/pesan/:token/lagi", handle_again, MIQAT_ROUTE_FORM, .rate = &miqat_booking_hold_rate },
  { MIQAT_HTTP_GET, "/booking", handle_mine },
};

void
miqat_booking_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
  miqat_booking_rest_add (router, receiver);
}
