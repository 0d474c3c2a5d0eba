/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holding seats: from the moment rooms are chosen, before anybody has a name. */
#include "config.h"

#include "miqat-booking-params.h"
#include "miqat-booking-private.h"
#include "miqat-catalog-rules.h"
#include "miqat-departure.h"
#include "miqat-money.h"
#include "miqat-setting.h"
#include "miqat-user.h"

#define CONTEXT_HOLDER "bookings.holder"
#define CONTEXT_ADDRESS "bookings.address"

const MiqatParam miqat_booking_hold_params[] = {
  MIQAT_BOOKING_HOLD_FIELDS,
  { NULL },
};

/* ---- who sells ------------------------------------------------------------------------------ */

/* The node named as the seller, or NULL without an error when nobody is. */
static MiqatUser *
find_named_seller (MiqatCall *call, GError **error)
{
  const char *id = miqat_args_text (call->args, "seller_id");
  const char *code = miqat_args_text (call->args, "affiliate_code");
  g_autoptr (MiqatUser) seller = NULL;
  g_autoptr (GError) failure = NULL;

  if (id != NULL)
    seller = miqat_user_load (call->db, id, &failure);
  else if (code != NULL)
    seller = miqat_user_find_by_affiliate_code (call->db, code, &failure);
  if (failure != NULL && failure->domain != MIQAT_REFUSAL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (seller != NULL && seller->is_active)
    return g_steal_pointer (&seller);
  /* A visitor with an old link is no reason to turn a pilgrim away. */
  if (call->actor->tier == MIQAT_TIER_PUBLIC)
    return NULL;
  if (seller != NULL)
    miqat_refuse (error, "seller_id", MIQAT_PROBLEM_NODE_INACTIVE, NULL);
  else if (id != NULL || code != NULL)
    miqat_refuse (error, id != NULL ? "seller_id" : "affiliate_code", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return NULL;
}

/* The node that sells: the one named; else a node below the offices for itself; else the office at
 * whose desk it happens; else Pusat. The booking is the seller's branch's. */
static MiqatUser *
find_seller (MiqatCall *call, GError **error)
{
  g_autoptr (GError) failure = NULL;
  MiqatUser *named = find_named_seller (call, &failure);

  if (named != NULL)
    return named;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (call->actor->node_id != NULL)
    return miqat_user_load (call->db, call->actor->node_id, error);
  return miqat_user_load_pusat (call->db, error);
}

gboolean
miqat_booking_hold_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatUser) seller = find_seller (call, error);

  if (seller == NULL)
    return FALSE;
  *node_id = g_strdup (seller->id);
  return TRUE;
}

/* ---- codes ---------------------------------------------------------------------------------- */

/* A workstation numbers its own bookings; at the hub each office has a series. */
static char *
make_code_series (MiqatCall *call, const char *departure_date, const char *branch_id, GError **error)
{
  g_autoptr (MiqatUser) branch = NULL;
  MiqatDay day;

  if (call->device_id == NULL) {
    branch = miqat_user_load (call->db, branch_id, error);
    if (branch == NULL)
      return NULL;
  }
  if (miqat_day_parse (departure_date, &day) != MIQAT_PROBLEM_NONE) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CORRUPT, "a departure on %s", departure_date);
    return NULL;
  }
  return miqat_code_make_series ("BK", day, branch != NULL ? branch->site_code : call->series);
}

gboolean
miqat_booking_allot (MiqatCall *call, MiqatArgs *args, GError **error)
{
  g_autoptr (MiqatUser) seller = find_seller (call, error);
  g_autofree char *date = NULL;
  g_autofree char *series = NULL;
  g_autofree char *code = NULL;
  gint64 number = 0;

  if (seller == NULL
      || !miqat_departure_load_date (call->db, miqat_args_text (args, "departure_id"), &date, error))
    return FALSE;
  series = make_code_series (call, date, seller->branch_id, error);
  if (series == NULL || !miqat_call_next_number (call, series, &number, error))
    return FALSE;
  code = miqat_code_make (series, number);
  miqat_args_set_text (args, "booking_code", code);
  json_object_set_string_member (call->result, "booking_code", code);
  return TRUE;
}

/* A code that comes from outside must be one that its workstation could have allotted; at the hub
 * itself nobody but an import brings codes along. */
static gboolean
check_series (MiqatCall *call, const MiqatDeparture *departure, const char *branch_id, const char *code,
              GError **error)
{
  g_autofree char *series = NULL;

  if (call->actor->tier == MIQAT_TIER_SYSTEM || json_object_has_member (call->result, "booking_code"))
    return TRUE;
  series = make_code_series (call, departure->departure_date, branch_id, error);
  if (series == NULL)
    return FALSE;
  if (call->device_id == NULL || !miqat_code_is_in_series (code, series))
    return miqat_refuse (error, "booking_code", MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  return TRUE;
}

static gboolean
check_code (MiqatCall *call, const MiqatDeparture *departure, const char *branch_id, const char *code,
            GError **error)
{
  gboolean exists = FALSE;

  if (!check_series (call, departure, branch_id, code, error))
    return FALSE;
  if (!miqat_booking_code_exists (call->db, code, &exists, error))
    return FALSE;
  if (exists)
    return miqat_refuse (error, "booking_code", MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  return TRUE;
}

/* ---- what is wished ------------------------------------------------------------------------- */

typedef struct {
  MiqatSeatRoom *rooms;
  const MiqatRoomType **types;
  guint n_rooms;
  guint seats;
  guint infants;
  gint64 total_price;
} Wish;

static void
wish_clear (Wish *self)
{
  g_clear_pointer (&self->rooms, g_free);
  g_clear_pointer (&self->types, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
read_room (MiqatCall *call, const MiqatDeparture *departure, guint index, Wish *wish, GError **error)
{
  const MiqatArgs *given = miqat_args_list_get (call->args, "rooms", index);
  const char *id = miqat_args_text (given, "room_type_id");
  guint pax = (guint) miqat_args_int (given, "pax", 0);
  g_autofree char *field = g_strdup_printf ("rooms.%u.room_type_id", index);
  const MiqatRoomType *type = miqat_departure_find_room (departure, id);
  gint64 price = 0;

  if (type == NULL)
    return miqat_refuse (error, field, MIQAT_PROBLEM_NOT_FOUND, NULL);
  for (guint i = 0; i < index; i++)
    if (wish->types[i] == type)
      return miqat_refuse (error, field, MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  wish->types[index] = type;
  wish->rooms[index] = (MiqatSeatRoom) { type->id, pax };
  wish->seats += pax;
  if (!miqat_money_multiply (type->price, pax, &price)
      || !miqat_money_add (wish->total_price, price, &wish->total_price))
    return miqat_refuse (error, "rooms", MIQAT_PROBLEM_MONEY_TOO_LARGE, NULL);
  return TRUE;
}

/* A mitra, agen or reseller, on a phone and with nobody of the office beside him. */
static gboolean
is_partner (const MiqatCall *call)
{
  return (call->actor->tier & (MIQAT_TIER_MITRA | MIQAT_TIER_AGEN | MIQAT_TIER_RESELLER)) != 0;
}

static gboolean
check_size (MiqatCall *call, const Wish *wish, GError **error)
{
  gboolean public = call->actor->tier == MIQAT_TIER_PUBLIC || is_partner (call);
  const char *field = wish->n_rooms == 1 && wish->infants == 0 ? "rooms.0.pax" : "rooms";

  if (wish->seats + wish->infants <= (public ? MIQAT_BOOKING_PUBLIC_PAX_MAX : MIQAT_BOOKING_PAX_MAX))
    return TRUE;
  return miqat_refuse (error, field, MIQAT_PROBLEM_TOO_LARGE, "max",
                       public ? G_STRINGIFY (MIQAT_BOOKING_PUBLIC_PAX_MAX) : G_STRINGIFY (MIQAT_BOOKING_PAX_MAX), NULL);
}

static gboolean
read_wish (MiqatCall *call, const MiqatDeparture *departure, Wish *wish, GError **error)
{
  wish->n_rooms = miqat_args_list_length (call->args, "rooms");
  wish->rooms = g_new0 (MiqatSeatRoom, wish->n_rooms);
  wish->types = g_new0 (const MiqatRoomType *, wish->n_rooms);
  wish->infants = (guint) miqat_args_int (call->args, "infants", 0);
  for (guint i = 0; i < wish->n_rooms; i++)
    if (!read_room (call, departure, i, wish, error))
      return FALSE;
  return check_size (call, wish, error);
}

static gboolean
check_departure (MiqatCall *call, const MiqatDeparture *departure, GError **error)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (g_strcmp0 (departure->package_status, "published") != 0)
    return miqat_refuse (error, "departure_id", MIQAT_PROBLEM_PACKAGE_NOT_PUBLIC, NULL);
  /* A full one is tried all the same: a hold may just have lapsed. */
  if ((g_strcmp0 (departure->status, "open") != 0 && g_strcmp0 (departure->status, "full") != 0)
      || miqat_day_parse (departure->departure_date, &day) != MIQAT_PROBLEM_NONE || day < call->day)
    return miqat_refuse (error, "departure_id", MIQAT_PROBLEM_DEPARTURE_CLOSED, NULL);
  return TRUE;
}

/* ---- channel and clock ---------------------------------------------------------------------- */

static const char *
get_channel (const MiqatCall *call)
{
  const char *channel = miqat_args_text (call->args, "channel");

  if (call->actor->tier == MIQAT_TIER_PUBLIC)
    return "public";
  if (is_partner (call))
    return "partner";
  return channel != NULL ? channel : "desk";
}

/* The desk is the office's, and so is what was sold before there was this program. */
static gboolean
check_channel (MiqatCall *call, GError **error)
{
  const char *channel = miqat_args_text (call->args, "channel");

  if (channel == NULL || call->actor->tier == MIQAT_TIER_PUBLIC
      || is_partner (call) == g_str_equal (channel, "partner"))
    return TRUE;
  return miqat_refuse (error, "channel", MIQAT_PROBLEM_NOT_ALLOWED, NULL);
}

/* The desk of an office holds longer than a visitor, or a partner on a phone, may. */
static gboolean
get_expiry (MiqatCall *call, const char *channel, MiqatInstant *expires_at, GError **error)
{
  gboolean office = (call->actor->tier & (MIQAT_TIER_OFFICES | MIQAT_TIER_SYSTEM)) != 0;
  gint64 minutes = 0;

  if (!miqat_setting_get (call->db,
                          office && g_strcmp0 (channel, "public") != 0 ? MIQAT_SETTING_HOLD_MINUTES_DESK
                                                                       : MIQAT_SETTING_HOLD_MINUTES_PUBLIC,
                          &minutes, error))
    return FALSE;
  *expires_at = call->at + minutes * MIQAT_MINUTE;
  return TRUE;
}

/* Few holds per visitor, and per partner whatever he says of himself: otherwise one of them could empty a
 * departure from home. */
static gboolean
check_holder (MiqatCall *call, char **holder_hash, GError **error)
{
  g_autofree char *partner = is_partner (call) ? g_strconcat ("partner ", call->actor->node_id, NULL) : NULL;
  const char *holder = partner != NULL ? partner : miqat_args_text (call->args, "holder");
  gint64 count = 0, most = 0;

  if (holder == NULL && call->actor->tier != MIQAT_TIER_PUBLIC)
    return TRUE;
  if (holder == NULL)
    return miqat_refuse (error, "holder", MIQAT_PROBLEM_REQUIRED, NULL);
  *holder_hash = miqat_keyed_hash (call->key, CONTEXT_HOLDER, holder);
  if (!miqat_setting_get (call->db, MIQAT_SETTING_HOLDS_PER_VISITOR, &most, error)
      || !miqat_booking_count_holds (call->db, *holder_hash, call->accepted_at, &count, error))
    return FALSE;
  return count < most || miqat_refuse (error, NULL, MIQAT_PROBLEM_HOLD_TOO_MANY, NULL);
}

/* And few seats per network address, since a visitor's name is as easily changed as a browser's cookie. */
static gboolean
check_address (MiqatCall *call, guint seats, char **address_hash, GError **error)
{
  const char *address = miqat_args_text (call->args, "holder_address");
  gint64 held = 0, most = 0;
  char max[24];

  if (address == NULL || call->actor->tier != MIQAT_TIER_PUBLIC)
    return TRUE;
  *address_hash = miqat_keyed_hash (call->key, CONTEXT_ADDRESS, address);
  if (!miqat_setting_get (call->db, MIQAT_SETTING_SEATS_PER_ADDRESS, &most, error)
      || !miqat_booking_count_seats_of_address (call->db, *address_hash, call->accepted_at, &held, error))
    return FALSE;
  if (held + seats <= most)
    return TRUE;
  g_snprintf (max, sizeof max, "%" G_GINT64_FORMAT, most);
  return miqat_refuse (error, NULL, MIQAT_PROBLEM_HOLD_ADDRESS, "max", max, NULL);
}

/* ---- holding -------------------------------------------------------------------------------- */

static gboolean
insert_travellers (MiqatCall *call, const MiqatNewBooking *booking, const Wish *wish, GError **error)
{
  guint position = 0;

  for (guint i = 0; i < wish->n_rooms; i++)
    for (guint n = 0; n < wish->rooms[i].beds; n++)
      if (!miqat_booking_insert_traveller (call, booking, ++position, wish->types[i]->id,
                                           wish->types[i]->price, TRUE, error))
        return FALSE;
  /* On a lap: no seat, no bed, no price of its own. */
  for (guint n = 0; n < wish->infants; n++)
    if (!miqat_booking_insert_traveller (call, booking, ++position, wish->types[0]->id, 0, FALSE, error))
      return FALSE;
  return TRUE;
}

static gboolean
take_and_write (MiqatCall *call, const MiqatNewBooking *booking, const Wish *wish,
                MiqatInstant expires_at, GError **error)
{
  const MiqatParty party = {
    .departure_id = booking->departure_id,
    .branch_id = booking->branch_id,
    .seats = wish->seats,
    .rooms = wish->rooms,
    .n_rooms = wish->n_rooms,
  };
  g_autofree char *pool_id = NULL;

  return miqat_booking_release_lapsed (call, booking->departure_id, G_MAXUINT16, NULL, error)
         && miqat_seats_take (call, &party, miqat_booking_get_pools (booking->channel),
                              MIQAT_SEAT_HELD, &pool_id, error)
         && miqat_booking_insert (call, booking, error)
         && insert_travellers (call, booking, wish, error)
         && miqat_booking_insert_lock (call, booking, pool_id, wish->seats, expires_at, error);
}

static void
write_result (MiqatCall *call, const MiqatNewBooking *booking, const MiqatDeparture *departure, MiqatInstant expires_at)
{
  json_object_set_string_member (call->result, "booking_id", booking->id);
  json_object_set_string_member (call->result, "booking_code", booking->code);
  json_object_set_string_member (call->result, "return_date", departure->return_date);
  json_object_set_int_member (call->result, "expires_at", expires_at);
  json_object_set_int_member (call->result, "total_price", booking->total_price);
}

gboolean
miqat_booking_hold (MiqatCall *call, char **booking_id, GError **error)
{
  const char *code = miqat_args_text (call->args, "booking_code");
  g_autoptr (MiqatUser) seller = find_seller (call, error);
  g_autoptr (MiqatDeparture) departure = NULL;
  g_autofree char *id = miqat_call_derive_id (call, MIQAT_BOOKING_LABEL);
  g_autofree char *holder_hash = NULL;
  g_autofree char *address_hash = NULL;
  g_auto (Wish) wish = { 0 };
  MiqatNewBooking booking;
  MiqatInstant expires_at = 0;
  gint64 automatic = 0;

  if (seller == NULL)
    return FALSE;
  departure = miqat_departure_load (call->db, miqat_args_text (call->args, "departure_id"), error);
  if (departure == NULL || !check_channel (call, error) || !check_departure (call, departure, error)
      || !read_wish (call, departure, &wish, error) || !check_code (call, departure, seller->branch_id, code, error)
      || !check_holder (call, &holder_hash, error)
      || !check_address (call, wish.seats, &address_hash, error)
      || !get_expiry (call, get_channel (call), &expires_at, error)
      || !miqat_setting_get (call->db, MIQAT_SETTING_PAYMENT_MODE_AUTO, &automatic, error))
    return FALSE;
  booking = (MiqatNewBooking) {
    .id = id,
    .code = code,
    .branch_id = seller->branch_id,
    .departure_id = departure->id,
    .departure_date = departure->departure_date,
    .seller_id = seller->id,
    .channel = get_channel (call),
    .holder_hash = holder_hash,
    .address_hash = address_hash,
    .payment_mode = automatic != 0 ? "auto" : "manual",
    .notes = miqat_args_text (call->args, "notes"),
    .pax_count = wish.seats + wish.infants,
    .total_price = wish.total_price,
  };
  if (!take_and_write (call, &booking, &wish, expires_at, error))
    return FALSE;
  write_result (call, &booking, departure, expires_at);
  if (!miqat_call_emit (call, MIQAT_EVENT_BOOKING_HELD, id, error))
    return FALSE;
  *booking_id = g_steal_pointer (&id);
  return TRUE;
}

gboolean
miqat_booking_hold_apply (MiqatCall *call, GError **error)
{
  g_autofree char *id = NULL;

  return miqat_booking_hold (call, &id, error);
}
