/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one booking that are not about money. */
#include "config.h"

#include "miqat-demo-bulk.h"
#include "miqat-text.h"

void
miqat_demo_load_id (MiqatDemoLoad *self, MiqatInstant at, char id[37])
{
  miqat_demo_random_id (&self->demo->random, at, id);
}

static const MiqatDemoOffice *
get_office (const MiqatDemoLoad *self, const MiqatDemoBooking *booking)
{
  return self->demo->offices->pdata[booking->office];
}

const char *
miqat_demo_load_seller (const MiqatDemoLoad *self, const MiqatDemoBooking *booking)
{
  const MiqatDemoOffice *office = get_office (self, booking);

  return booking->depth == 0 ? office->id : office->partners[booking->depth - 1];
}

/* The area says under which name each column is sealed. */
static const MiqatSealedColumn *
find_sealed (const char *column)
{
  const MiqatTable *table = miqat_demo_rows_find_table ("pilgrims");

  for (const MiqatSealedColumn *sealed = table->sealed; sealed->column != NULL; sealed++)
    if (g_str_equal (sealed->column, column))
      return sealed;
  g_error ("pilgrims.%s is not sealed", column);
}

/* `index` receives the text that the row borrows. */
static void
put_sealed (MiqatDemoLoad *self, const char *column, const char *text, char **index)
{
  const MiqatSealedColumn *sealed = find_sealed (column);

  *index = miqat_blind_index (self->key, sealed->context, text);
  miqat_demo_row_bytes (self->rows, column, miqat_seal (self->key, sealed->context, text));
  miqat_demo_row_text (self->rows, sealed->index_column, *index);
}

static void
put_pilgrim (MiqatDemoLoad *self, const MiqatDemoPerson *person, const char *id, MiqatInstant at)
{
  MiqatDemoRows *rows = self->rows;
  g_autofree char *name_key = miqat_text_fold (person->name);
  g_autofree char *nik_index = NULL;
  g_autofree char *passport_index = NULL;

  miqat_demo_row_begin (rows, "pilgrims");
  miqat_demo_row_text (rows, "id", id);
  miqat_demo_row_text (rows, "full_name", person->name);
  miqat_demo_row_text (rows, "name_key", name_key);
  miqat_demo_row_text (rows, "gender", person->female ? "female" : "male");
  miqat_demo_row_text (rows, "place_of_birth", person->place_of_birth);
  miqat_demo_row_day (rows, "date_of_birth", person->born);
  put_sealed (self, "nik_sealed", person->nik, &nik_index);
  miqat_demo_row_text (rows, "address", person->address);
  miqat_demo_row_text (rows, "province", person->province);
  miqat_demo_row_text (rows, "regency", person->regency);
  miqat_demo_row_text (rows, "district", person->district);
  miqat_demo_row_text (rows, "village", person->village);
  miqat_demo_row_text (rows, "father_name", person->father);
  miqat_demo_row_text (rows, "citizenship", "WNI");
  miqat_demo_row_int (rows, "has_passport", person->has_passport);
  if (person->has_passport) {
    put_sealed (self, "passport_sealed", person->passport, &passport_index);
    miqat_demo_row_text (rows, "passport_from", person->passport_office);
    miqat_demo_row_day (rows, "passport_release_date", person->passport_from);
    miqat_demo_row_day (rows, "passport_expiry_date", person->passport_until);
  }
  miqat_demo_row_text (rows, "marital_status", person->marital_status);
  miqat_demo_row_text (rows, "phone", person->phone);
  miqat_demo_row_text (rows, "education", person->education);
  miqat_demo_row_text (rows, "occupation", person->occupation);
  miqat_demo_row_text (rows, "family_members", "[]");
  miqat_demo_row_int (rows, "created_at", at);
  miqat_demo_row_int (rows, "updated_at", at);
  miqat_demo_row_end (rows);
}

static void
put_known_to (MiqatDemoLoad *self, const char *pilgrim_id, const char *branch_id)
{
  miqat_demo_row_begin (self->rows, "pilgrim_branches");
  miqat_demo_row_text (self->rows, "pilgrim_id", pilgrim_id);
  miqat_demo_row_text (self->rows, "branch_id", branch_id);
  miqat_demo_row_end (self->rows);
}

static void
put_payer (MiqatDemoLoad *self, const MiqatDemoBooking *booking, const char *name_key)
{
  MiqatDemoRows *rows = self->rows;

  miqat_demo_row_begin (rows, "payers");
  miqat_demo_row_text (rows, "id", booking->payer_id);
  miqat_demo_row_text (rows, "branch_id", get_office (self, booking)->id);
  miqat_demo_row_text (rows, "full_name", booking->people[0].name);
  miqat_demo_row_text (rows, "name_key", name_key);
  miqat_demo_row_text (rows, "phone", booking->people[0].phone);
  miqat_demo_row_int (rows, "created_at", booking->created);
  miqat_demo_row_end (rows);
}

static gint64
get_paid (const MiqatDemoBooking *booking)
{
  gint64 paid = 0;

  for (guint i = 0; i < booking->n_payments; i++)
    paid += booking->payments[i].amount;
  return paid;
}

static void
put_booking (MiqatDemoLoad *self, const MiqatDemoFlight *flight, const MiqatDemoBooking *booking,
             const char *name_key)
{
  MiqatDemoRows *rows = self->rows;

  miqat_demo_row_begin (rows, "bookings");
  miqat_demo_row_text (rows, "id", booking->id);
  miqat_demo_row_text (rows, "booking_code", booking->code);
  miqat_demo_row_text (rows, "branch_id", get_office (self, booking)->id);
  miqat_demo_row_text (rows, "departure_id", flight->id);
  miqat_demo_row_day (rows, "departure_date", flight->date);
  miqat_demo_row_text (rows, "seller_id", miqat_demo_load_seller (self, booking));
  miqat_demo_row_text (rows, "payer_id", booking->payer_id);
  miqat_demo_row_text (rows, "contact_key", name_key);
  miqat_demo_row_text (rows, "channel", "desk");
  miqat_demo_row_int (rows, "pax_count", booking->pax);
  miqat_demo_row_int (rows, "total_price", booking->price * booking->pax);
  miqat_demo_row_int (rows, "amount_paid", get_paid (booking));
  miqat_demo_row_text (rows, "status", miqat_booking_status_get_name (booking->status));
  miqat_demo_row_text (rows, "payment_mode", "manual");
  miqat_demo_row_text (rows, "notes", "");
  miqat_demo_row_int (rows, "created_at", booking->created);
  miqat_demo_row_int (rows, "updated_at", booking->created);
  miqat_demo_row_end (rows);
}

static void
put_traveller (MiqatDemoLoad *self, const MiqatDemoFlight *flight, MiqatDemoBooking *booking, guint place)
{
  MiqatDemoRows *rows = self->rows;
  const char *branch_id = get_office (self, booking)->id;
  char pilgrim_id[37];

  miqat_demo_load_id (self, booking->created, pilgrim_id);
  miqat_demo_load_id (self, booking->created, booking->travellers[place]);
  put_pilgrim (self, &booking->people[place], pilgrim_id, booking->created);
  put_known_to (self, pilgrim_id, branch_id);
  miqat_demo_row_begin (rows, "booking_travellers");
  miqat_demo_row_text (rows, "id", booking->travellers[place]);
  miqat_demo_row_text (rows, "booking_id", booking->id);
  miqat_demo_row_text (rows, "branch_id", branch_id);
  miqat_demo_row_int (rows, "position", place + 1);
  miqat_demo_row_text (rows, "pilgrim_id", pilgrim_id);
  miqat_demo_row_text (rows, "room_type_id", flight->room_ids[booking->room]);
  miqat_demo_row_int (rows, "price", booking->price);
  miqat_demo_row_int (rows, "takes_seat", 1);
  miqat_demo_row_text (rows, "status", "active");
  miqat_demo_row_end (rows);
}

static const char *
get_lock_status (const MiqatDemoBooking *booking)
{
  if (booking->status == MIQAT_BOOKING_EXPIRED)
    return "expired";
  if (booking->status == MIQAT_BOOKING_CANCELLED)
    return "released";
  return miqat_booking_status_is_firm (booking->status) ? "confirmed" : "active";
}

static void
put_lock (MiqatDemoLoad *self, const MiqatDemoFlight *flight, const MiqatDemoBooking *booking)
{
  MiqatDemoRows *rows = self->rows;

  miqat_demo_row_begin (rows, "seat_locks");
  miqat_demo_row_text (rows, "booking_id", booking->id);
  miqat_demo_row_text (rows, "branch_id", get_office (self, booking)->id);
  miqat_demo_row_text (rows, "departure_id", flight->id);
  miqat_demo_row_text (rows, "pool_id", flight->pool_id);
  miqat_demo_row_int (rows, "seats_locked", booking->pax);
  miqat_demo_row_int (rows, "locked_at", booking->created);
  if (booking->expires != 0)
    miqat_demo_row_int (rows, "expires_at", booking->expires);
  miqat_demo_row_text (rows, "status", get_lock_status (booking));
  miqat_demo_row_end (rows);
}

void
miqat_demo_load_booking (MiqatDemoLoad *self, const MiqatDemoFlight *flight, MiqatDemoBooking *booking)
{
  g_autofree char *name_key = miqat_text_fold (booking->people[0].name);

  put_payer (self, booking, name_key);
  put_booking (self, flight, booking, name_key);
  for (guint i = 0; i < booking->pax; i++)
    put_traveller (self, flight, booking, i);
  put_lock (self, flight, booking);
}
