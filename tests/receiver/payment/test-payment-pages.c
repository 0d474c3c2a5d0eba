/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paying by transfer: the proof, and what became of it. */
#include "config.h"

#include "receiver-fixture.h"

#include <string.h>

/* One point. */
static const guint8 png[] = {
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
  0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53,
  0xde, 0x00, 0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xb8, 0xf3, 0xec, 0x0e,
  0x00, 0x05, 0x40, 0x02, 0x9f, 0xe8, 0xb7, 0x80, 0x7f, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e,
  0x44, 0xae, 0x42, 0x60, 0x82,
};

static char *
send_file (Receiver *self, const char *path, const char *name, gconstpointer bytes, gsize length)
{
  g_autofree char *address = g_strconcat (path, "/bayar", NULL);
  g_autofree char *page = receiver_get (self, address);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *id = receiver_dup_field (page, "command_id");
  g_autofree char *invoice = receiver_dup_field (page, "invoice_id");
  const char *const fields[] = { "form_token", token, "command_id", id, "invoice_id", invoice, "bank_account_id",
                                 self->trip.bank_account_id, "sender_name", "Budi <script>alert(1)</script>", "amount",
                                 "5.000.000" };
  GString *body = g_string_new (NULL);
  g_autoptr (GBytes) contents = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i += 2)
    g_string_append_printf (body, "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", fields[i],
                            fields[i + 1]);
  g_string_append_printf (body, "--B\r\nContent-Disposition: form-data; name=\"proof\"; filename=\"%s\"\r\n"
                                "Content-Type: image/jpeg\r\n\r\n", name);
  g_string_append_len (body, bytes, (gssize) length);
  g_string_append (body, "\r\n--B--\r\n");
  contents = g_string_free_to_bytes (body);
  return receiver_ask_bytes (self, "POST", address, "Content-Type: multipart/form-data; boundary=B\r\n", contents);
}

static void
test_whole_way (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *form = receiver_get (self, path);
  g_autofree char *registered = receiver_register (self, path, RECEIVER_PEOPLE);
  g_autofree char *location = fixture_dup_header (registered, "Location");
  g_autofree char *sent = send_file (self, path, "bukti.png", png, sizeof png);
  g_autofree char *status = receiver_get (self, path);
  g_autofree char *rule = fixture_dup_header (status, "Cache-Control");

  assert_contains (form, "Seat dikunci sampai");
  assert_contains (form, "noindex");
  assert_status (registered, 303);
  g_assert_true (g_str_has_suffix (location, "/bayar"));
  assert_status (sent, 303);
  assert_contains (status, "Menunggu verifikasi");
  assert_contains (status, "Siti Aminah");
  g_assert_cmpstr (rule, ==, "no-store");
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM bookings"), ==, 1);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM pilgrims"), ==, 1);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM payment_proofs"), ==, 1);
}

static void
test_rejected_proof (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *registered = receiver_register (self, path, RECEIVER_PEOPLE);
  g_autofree char *sent = send_file (self, path, "bukti.png", png, sizeof png);
  g_autofree char *proof = miqat_test_text (self->agency, "SELECT id FROM payment_proofs");
  g_autofree char *status = NULL;

  assert_status (sent, 303);
  miqat_test_do (self->agency, self->agency->pusat_staff, "payment.reject", NULL,
                 "{'proof_id': '%s', 'reason': 'Foto buram <i>', 'keep_seats': true}", proof);
  status = receiver_get (self, path);
  assert_contains (status, "Foto buram &lt;i&gt;");
  assert_contains (status, "/bayar");
}

static void
test_typed_is_escaped (void)
{
  static const char text[] = "ini bukan foto";
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *registered = receiver_register (self, path, RECEIVER_PEOPLE);
  g_autofree char *refused = send_file (self, path, "foto.jpg", text, strlen (text));

  assert_status (registered, 303);
  assert_status (refused, 415);
  assert_contains (refused, "Budi &lt;script&gt;");
  assert_lacks (refused, "<script>alert");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payment-pages/whole-way", test_whole_way);
  g_test_add_func ("/payment-pages/rejected-proof", test_rejected_proof);
  g_test_add_func ("/payment-pages/typed-is-escaped", test_typed_is_escaped);
  return g_test_run ();
}
