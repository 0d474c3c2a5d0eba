/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-form.h"

#include "miqat-booking-link.h"
#include "miqat-id.h"
#include "miqat-page-words.h"
#include "miqat-package-page.h"

#include <string.h>

/* ---- reading --------------------------------------------------------------------------------- */

static const char *const traveller_fields[] = {
  "full_name", "nik", "gender", "place_of_birth", "date_of_birth", "phone", "address", "father_name",
  "marital_status",
};
static const char *const passport_fields[] = {
  "passport_number", "passport_from", "passport_release_date", "passport_expiry_date",
};

static const char *
get_of_person (const MiqatHttpForm *form, guint index, const char *name)
{
  g_autofree char *field = g_strdup_printf ("t%u_%s", index, name);

  return miqat_http_form_get_text (form, field);
}

static void
take_fields (JsonObject *person, const MiqatHttpForm *form, guint index, const char *const *names, guint count)
{
  for (guint i = 0; i < count; i++) {
    const char *text = get_of_person (form, index, names[i]);

    if (text != NULL && *text != '\0')
      json_object_set_string_member (person, names[i], text);
  }
}

JsonObject *
miqat_booking_form_read (const MiqatHttpForm *form, const char *booking_id)
{
  static const char *const payer_fields[] = { "payer_name", "payer_phone", "payer_email" };
  JsonObject *args = json_object_new ();
  JsonArray *people = json_array_new ();

  json_object_set_string_member (args, "booking_id", booking_id);
  for (guint i = 0; i < G_N_ELEMENTS (payer_fields); i++) {
    const char *text = miqat_http_form_get_text (form, payer_fields[i]);

    if (text != NULL && *text != '\0')
      json_object_set_string_member (args, payer_fields[i], text);
  }
  for (guint i = 0; i < MIQAT_BOOKING_PAX_MAX && get_of_person (form, i, "full_name") != NULL; i++) {
    JsonObject *person = json_object_new ();
    const char *has_passport = get_of_person (form, i, "has_passport");

    take_fields (person, form, i, traveller_fields, G_N_ELEMENTS (traveller_fields));
    if (g_strcmp0 (has_passport, "ya") == 0) {
      json_object_set_boolean_member (person, "has_passport", TRUE);
      take_fields (person, form, i, passport_fields, G_N_ELEMENTS (passport_fields));
    } else if (has_passport != NULL)
      json_object_set_boolean_member (person, "has_passport", FALSE);
    json_array_add_object_element (people, person);
  }
  json_object_set_array_member (args, "travellers", people);
  return args;
}

/* ---- parts ----------------------------------------------------------------------------------- */

void
miqat_booking_form_write_steps (MiqatHtml *html, guint now)
{
  static const char *const steps[] = { "Kamar", "Data jamaah", "Bayar DP" };

  miqat_html_open (html, "ol", "class", "steps", "aria-label", "Langkah pendaftaran", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    miqat_html_element (html, "li", steps[i], "class", i + 1 < now ? "done" : i + 1 == now ? "now" : NULL,
                        "aria-current", i + 1 == now ? "step" : NULL, NULL);
  miqat_html_close (html, "ol");
}

void
miqat_booking_form_write_trip (MiqatHtml *html, const MiqatBookingPublic *booking)
{
  const MiqatBookingPublicTraveller *first = booking->travellers->len > 0 ? booking->travellers->pdata[0] : NULL;
  g_autofree char *out = miqat_page_dup_day (booking->departure_date, FALSE);
  g_autofree char *back = miqat_page_dup_day (booking->return_date, FALSE);
  g_autofree char *days = g_strdup_printf ("%s – %s", out, back);
  g_autofree char *flight = g_strdup_printf ("%s %s, dari %s (%s)", booking->airline_name, booking->flight_number,
                                             booking->origin_city, booking->origin_airport);
  g_autofree char *room
    = g_strdup_printf ("%u orang · %s", booking->pax_count,
                       first != NULL ? miqat_page_room_name (first->room_type) : "");

  miqat_html_open (html, "section", "class", "trip", NULL);
  miqat_html_element (html, "h2", booking->package_name, NULL);
  miqat_html_open (html, "dl", "class", "facts", NULL);
  miqat_page_fact (html, "Tanggal", days);
  miqat_page_fact (html, "Penerbangan", flight);
  miqat_page_fact (html, "Makkah", booking->hotel_makkah);
  miqat_page_fact (html, "Madinah", booking->hotel_madinah);
  miqat_page_fact (html, "Kamar", room);
  miqat_page_fact (html, "Kode booking", booking->code);
  miqat_html_close (html, "dl");
  miqat_html_open (html, "p", "class", "price", NULL);
  miqat_html_raw (html, "<small>Total</small> ");
  miqat_page_money (html, "strong", NULL, booking->total_price);
  miqat_html_close (html, "p");
  miqat_html_close (html, "section");
}

void
miqat_booking_form_write_clock (MiqatPage *page, const MiqatBookingPublic *booking)
{
  MiqatReceiver *receiver = page->receiver;
  MiqatHtml *html = &page->html;
  MiqatInstant left = booking->expires_at - miqat_receiver_now (receiver);
  g_autofree char *until = NULL;
  g_autofree char *seconds = NULL;

  if (booking->expires_at == 0 || left <= 0 || booking->status != MIQAT_BOOKING_SEAT_LOCKED)
    return;
  until = miqat_instant_format_time (booking->expires_at, receiver->zone);
  seconds = g_strdup_printf ("%" G_GINT64_FORMAT, left / MIQAT_SECOND);
  miqat_html_open (html, "p", "class", "clock", "data-seconds", seconds, NULL);
  miqat_html_raw (html, "Seat dikunci sampai ");
  miqat_html_element (html, "b", until, NULL);
  miqat_html_format (html, " %s", miqat_zone_get_name (receiver->zone));
  miqat_html_raw (html, "<span data-left></span>");
  miqat_html_close (html, "p");
}

/* ---- one person ------------------------------------------------------------------------------ */

typedef struct {
  MiqatHtml *html;
  const MiqatPageTyped *typed;
  guint index;
} Person;

static void
write_field (const Person *self, const char *name, MiqatPageField field, const char *const *choices)
{
  g_autofree char *id = g_strdup_printf ("t%u_%s", self->index, name);
  g_autofree char *parameter = g_strdup_printf ("travellers.%u.%s", self->index, name);

  field.name = id;
  field.parameter = parameter;
  if (choices != NULL)
    miqat_page_choice (self->html, self->typed, &field, choices);
  else
    miqat_page_input (self->html, self->typed, &field);
}

static void
write_passport (const Person *self)
{
  static const char *const yes_no[] = { "ya", "Sudah punya", "belum", "Belum", NULL };
  g_autofree char *field = g_strdup_printf ("t%u_has_passport", self->index);
  gboolean open = g_strcmp0 (miqat_page_typed_text (self->typed, field), "ya") == 0;

  write_field (self, "has_passport", (MiqatPageField) { 0 }, yes_no);
  miqat_html_open (self->html, "details", "class", "passport", "open", open ? MIQAT_HTML_PRESENT : NULL, NULL);
  miqat_html_raw (self->html, "<summary>Isi data paspor</summary>");
  write_field (self, "passport_number",
               (MiqatPageField) { .max = 20, .hint = "Contoh: C1234567" }, NULL);
  write_field (self, "passport_from", (MiqatPageField) { .max = 60 }, NULL);
  write_field (self, "passport_release_date", (MiqatPageField) { .type = "date" }, NULL);
  write_field (self, "passport_expiry_date", (MiqatPageField) { .type = "date" }, NULL);
  miqat_html_close (self->html, "details");
}

static void
write_person (const Person *self, const MiqatBookingPublicTraveller *traveller)
{
  static const char *const sexes[] = { "male", "Laki-laki", "female", "Perempuan", NULL };
  static const char *const statuses[] = { "single", "Belum menikah", "married", "Menikah", "divorced", "Cerai", NULL };

  miqat_html_open (self->html, "section", "class", "person", NULL);
  miqat_html_open (self->html, "h2", NULL);
  miqat_html_format (self->html, "Jamaah %u", self->index + 1);
  miqat_html_open (self->html, "small", NULL);
  miqat_html_format (self->html, " kamar %s", miqat_page_room_name (traveller->room_type));
  miqat_html_close (self->html, "small");
  miqat_html_close (self->html, "h2");
  write_field (self, "full_name",
               (MiqatPageField) { .required = TRUE, .max = 100, .autocomplete = "off",
                                  .hint = "Sesuai KTP atau paspor." }, NULL);
  write_field (self, "gender", (MiqatPageField) { .required = TRUE }, sexes);
  write_field (self, "nik",
               (MiqatPageField) { .inputmode = "numeric", .max = 40, .hint = "16 angka di KTP." }, NULL);
  write_field (self, "place_of_birth", (MiqatPageField) { .max = 60 }, NULL);
  write_field (self, "date_of_birth", (MiqatPageField) { .type = "date" }, NULL);
  write_field (self, "phone",
               (MiqatPageField) { .type = "tel", .max = 30 }, NULL);
  write_field (self, "address", (MiqatPageField) { .max = 300 }, NULL);
  write_field (self, "father_name",
               (MiqatPageField) { .max = 100, .hint = "Untuk paspor dan visa." }, NULL);
  write_field (self, "marital_status", (MiqatPageField) { 0 }, statuses);
  write_passport (self);
  miqat_html_close (self->html, "section");
}

/* ---- whole ----------------------------------------------------------------------------------- */

static void
write_payer (MiqatHtml *html, const MiqatPageTyped *typed)
{
  const MiqatPageField fields[] = {
    { "payer_name", .required = TRUE, .autocomplete = "name", .max = 100 },
    { "payer_phone", .type = "tel", .required = TRUE, .autocomplete = "tel", .max = 30,
      .hint = "Kabar pembayaran dikirim ke nomor ini." },
    { "payer_email", .type = "email", .autocomplete = "email", .max = 200 },
  };

  miqat_html_raw (html, "<section class=\"person\"><h2>Pemesan</h2>");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    miqat_page_input (html, typed, &fields[i]);
  miqat_html_raw (html, "</section>");
}

static void
write_expired (MiqatHtml *html, const MiqatBookingForm *self, const char *again)
{
  g_autofree char *other = miqat_package_page_make_address (self->booking->package_slug, NULL, NULL);

  miqat_html_raw (html, "<div class=\"summary\" role=\"alert\"><p><b>Waktu 30 menit sudah habis.</b> Seat "
                        "dikembalikan, tetapi yang Anda ketik tidak hilang.</p>");
  miqat_html_open (html, "button", "class", "button gold", "formaction", again, "formnovalidate", MIQAT_HTML_PRESENT,
                   "data-once", "", NULL);
  miqat_html_text (html, "Kunci seat lagi");
  miqat_html_close (html, "button");
  miqat_html_raw (html, "<p>");
  miqat_html_element (html, "a", "Pilih tanggal atau kamar lain", "href", other, NULL);
  miqat_html_raw (html, "</p></div>");
}

static void
write_form (MiqatPage *page, const MiqatBookingForm *self)
{
  MiqatHtml *html = &page->html;
  g_autofree char *action = miqat_booking_link_make_path (self->token, NULL);
  g_autofree char *again = miqat_booking_link_make_path (self->token, "/lagi");
  g_autofree char *command_id = miqat_id_new (miqat_receiver_now (page->receiver));

  miqat_html_open (html, "form", "method", "post", "action", action, "class", "people", NULL);
  miqat_page_form_secrets (page, self->booking->id, command_id);
  if (self->expired)
    write_expired (html, self, again);
  else
    miqat_page_summary (html, self->typed.problems);
  write_payer (html, &self->typed);
  for (guint i = 0; i < self->booking->travellers->len; i++)
    write_person (&(Person) { html, &self->typed, i }, self->booking->travellers->pdata[i]);
  if (!self->expired) {
    miqat_html_raw (html, "<p class=\"hint\">Dengan melanjutkan, Anda menyetujui syarat paket ini. Data Anda "
                          "disimpan terenkripsi dan hanya dipakai untuk keberangkatan ini.</p>"
                          "<button class=\"button gold\" data-once>Lanjut ke pembayaran</button>");
  }
  miqat_html_close (html, "form");
}

MiqatHttpResponse *
miqat_booking_form_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatBookingForm *self, guint status,
                         GError **error)
{
  const MiqatPageOptions options = { .title = "Data jamaah", .place = MIQAT_PAGE_BOOKING };
  g_auto (MiqatPage) page = { 0 };

  if (!miqat_page_begin (&page, receiver, db, &options, error))
    return NULL;
  miqat_booking_form_write_clock (&page, self->booking);
  miqat_booking_form_write_steps (&page.html, 2);
  miqat_html_element (&page.html, "h1", "Data jamaah", NULL);
  miqat_booking_form_write_trip (&page.html, self->booking);
  write_form (&page, self);
  return miqat_page_end (&page, status);
}
