/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can happen in a booking, done by those whose work it is. */
#include "config.h"

#include "miqat-demo-story.h"
#include "miqat-invoice.h"
#include "miqat-json.h"

void
miqat_demo_story_free (gpointer data)
{
  MiqatDemoStory *self = data;

  g_free (self->booking_id);
  g_free (self->proof_id);
  g_free (self);
}

static JsonObject *
make_hold_args (const MiqatDemoStory *story)
{
  JsonObject *args = json_object_new ();
  JsonObject *room = json_object_new ();
  JsonArray *rooms = json_array_new ();

  json_object_set_string_member (args, "departure_id", story->departure->id);
  json_object_set_string_member (room, "room_type_id", story->room->id);
  json_object_set_int_member (room, "pax", story->pax);
  json_array_add_object_element (rooms, room);
  json_object_set_array_member (args, "rooms", rooms);
  if (story->is_public)
    json_object_set_string_member (args, "holder", story->people[0].phone);
  if (story->depth >= 0)
    json_object_set_string_member (args, "affiliate_code", story->office->affiliate_codes[story->depth]);
  return args;
}

static void
add_people (const MiqatDemoStory *story, JsonObject *args)
{
  JsonArray *travellers = json_array_new ();

  json_object_set_string_member (args, "payer_name", story->people[0].name);
  json_object_set_string_member (args, "payer_phone", story->people[0].phone);
  for (guint i = 0; i < story->pax && story->ending != MIQAT_DEMO_NAMELESS; i++)
    json_array_add_object_element (travellers, miqat_demo_person_to_args (&story->people[i]));
  json_object_set_array_member (args, "travellers", travellers);
}

static const char *
get_seller (const MiqatDemoStory *story)
{
  return story->is_public ? MIQAT_ACTOR_PUBLIC : story->office->sales;
}

gboolean
miqat_demo_act_hold (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  story->booking_id = miqat_demo_get (self, "booking.hold", get_seller (story), make_hold_args (story),
                                      "booking_id", error);
  self->report.bookings++;
  self->report.travellers += story->pax;
  return story->booking_id != NULL;
}

gboolean
miqat_demo_act_register (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "booking_id", story->booking_id);
  add_people (story, args);
  return miqat_demo_do (self, "booking.register", get_seller (story), args, error);
}

gboolean
miqat_demo_act_book (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  JsonObject *args = make_hold_args (story);

  add_people (story, args);
  story->booking_id = miqat_demo_get (self, "booking.create", get_seller (story), args, "booking_id", error);
  self->report.bookings++;
  self->report.travellers += story->pax;
  return story->booking_id != NULL;
}

/* The invoice that is next to be paid. */
static gboolean
find_invoice (MiqatDemo *self, const MiqatDemoStory *story, MiqatBalance *balance, GError **error)
{
  g_autoptr (MiqatDb) db = miqat_site_open_reader (self->site, error);

  if (db == NULL || !miqat_balance_read (db, story->booking_id, balance, error))
    return FALSE;
  g_assert (balance->next_invoice_id != NULL);
  return TRUE;
}

static GBytes *
draw_slip (MiqatDemo *self, const MiqatDemoStory *story, gint64 amount)
{
  g_autofree char *money = miqat_money_format_plain (amount);
  g_autofree char *sum = g_strconcat ("Rp ", money, NULL);
  g_autofree char *when = miqat_instant_format (self->clock.instant, MIQAT_ZONE_WIB, TRUE);
  g_autofree char *number = g_strdup_printf ("No. %" G_GINT64_FORMAT, self->clock.instant / MIQAT_SECOND);
  const char *lines[] = { "TRANSFER BERHASIL", "", when, number, "", "Dari", story->people[0].name, "",
                          "Ke", "PT Demo Miqat Wisata", "Bank Contoh Syariah", "7770001234", "", sum,
                          NULL };

  return miqat_demo_draw_slip (lines);
}

gboolean
miqat_demo_act_send_proof (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  g_auto (MiqatBalance) balance = { 0 };
  g_autoptr (GBytes) slip = NULL;
  g_autofree char *hash = NULL;
  JsonObject *args;

  if (!find_invoice (self, story, &balance, error))
    return FALSE;
  slip = draw_slip (self, story, balance.next_due);
  hash = miqat_vault_put (self->vault, slip, error);
  if (hash == NULL)
    return FALSE;
  args = json_object_new ();
  json_object_set_string_member (args, "booking_id", story->booking_id);
  json_object_set_string_member (args, "invoice_id", balance.next_invoice_id);
  json_object_set_string_member (args, "content_hash", hash);
  json_object_set_string_member (args, "file_name", "bukti-transfer.png");
  json_object_set_string_member (args, "media_type", "image/png");
  json_object_set_int_member (args, "size_bytes", (gint64) g_bytes_get_size (slip));
  json_object_set_string_member (args, "bank_account_id", self->accounts->pdata[0]);
  json_object_set_string_member (args, "sender_name", story->people[0].name);
  json_object_set_int_member (args, "amount", balance.next_due);
  g_clear_pointer (&story->proof_id, g_free);
  story->proof_id = miqat_demo_get (self, "payment.submit_proof", get_seller (story), args, "proof_id", error);
  return story->proof_id != NULL;
}

gboolean
miqat_demo_act_approve (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "proof_id", story->proof_id);
  return miqat_demo_do (self, "payment.approve", story->office->finance, args, error);
}

gboolean
miqat_demo_act_reject (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "proof_id", story->proof_id);
  json_object_set_string_member (args, "reason", "Foto bukti tidak terbaca, mohon kirim ulang.");
  json_object_set_boolean_member (args, "keep_seats", TRUE);
  return miqat_demo_do (self, "payment.reject", story->office->finance, args, error);
}

static gboolean
receive (MiqatDemo *self, MiqatDemoStory *story, const char *method, gint64 amount, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "booking_id", story->booking_id);
  json_object_set_string_member (args, "method", method);
  json_object_set_int_member (args, "amount", amount);
  if (g_str_equal (method, "transfer"))
    json_object_set_string_member (args, "bank_account_id", self->accounts->pdata[1]);
  return miqat_demo_do (self, "payment.record", story->office->finance, args, error);
}

gboolean
miqat_demo_act_pay_in_cash (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  g_auto (MiqatBalance) balance = { 0 };

  return find_invoice (self, story, &balance, error)
         && receive (self, story, "cash", balance.next_due, error);
}

gboolean
miqat_demo_act_pay_part (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  return receive (self, story, "transfer", 7500000 * (gint64) story->pax, error);
}

gboolean
miqat_demo_act_pay_rest (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  g_auto (MiqatBalance) balance = { 0 };

  return find_invoice (self, story, &balance, error)
         && receive (self, story, "transfer", balance.billed - balance.paid, error);
}

gboolean
miqat_demo_act_cancel (MiqatDemo *self, MiqatDemoStory *story, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "booking_id", story->booking_id);
  json_object_set_string_member (args, "reason", "Jamaah menunda keberangkatan.");
  return miqat_demo_do (self, "booking.cancel", story->office->sales, args, error);
}
