/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to pay, by REST, and who may say that it was paid. */
#include "config.h"

#include "receiver-fixture.h"

#include <string.h>

/* What the agency has set, not what we would like. */
static void
test_mode (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *manual = receiver_get (self, "/api/payments/mode");
  g_autofree char *accounts = receiver_get (self, "/api/bank-accounts");
  g_autofree char *automatic = NULL;

  assert_contains (accounts, "7001112223");
  assert_contains (manual, "\"mode\":\"manual\",\"automatic\":false,\"manual\":true");
  miqat_test_do (self->agency, self->agency->pusat_staff, "setting.set", NULL,
                 "{'name': 'payment_mode_auto', 'value': 1}");
  automatic = receiver_get (self, "/api/payments/mode");
  assert_contains (automatic, "\"mode\":\"auto\",\"automatic\":true,\"manual\":true");
}

static void
test_verify (void)
{
  static const char *const fields = "&sender_name=Budi&amount=5000000&file_name=bukti.png";
  g_autoptr (Receiver) self = receiver_new ();
  const char *booking = miqat_test_book_public (self->agency, &self->trip, NULL);
  const char *invoice = miqat_test_invoice (self->agency, booking, "dp");
  const char *proof = miqat_test_send_proof (self->agency, &self->trip, booking, invoice, 5000000, "satu");
  g_autofree char *sales = receiver_get_token (self, self->agency->pusat_sales);
  g_autofree char *staff = receiver_get_token (self, self->agency->pusat_staff);
  g_autofree char *path = g_strdup_printf ("/api/payments/%s/verify", proof);
  g_autofree char *upload = g_strdup_printf (
    "/api/payments/upload-proof?booking_id=%s&invoice_id=%s&bank_account_id=%s%s", booking, invoice,
    self->trip.bank_account_id, fields);
  g_autofree char *unsigned_in = receiver_ask (self, "POST", upload, "Content-Type: image/png\r\n", "x");
  g_autofree char *refused = receiver_send_json (self, "PATCH", path, sales, "{'action': 'approve'}");
  g_autofree char *odd = receiver_send_json (self, "PATCH", path, staff, "{'action': 'dance'}");
  g_autofree char *approved = receiver_send_json (self, "PATCH", path, staff, "{'action': 'approve'}");

  assert_status (unsigned_in, 401);
  assert_status (refused, 403);
  assert_status (odd, 422);
  assert_status (approved, 200);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM receipts"), ==, 1);
}

/* One point. */
static const guint8 png[] = {
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
  0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53,
  0xde, 0x00, 0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xb8, 0xf3, 0xec, 0x0e,
  0x00, 0x05, 0x40, 0x02, 0x9f, 0xe8, 0xb7, 0x80, 0x7f, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e,
  0x44, 0xae, 0x42, 0x60, 0x82,
};

typedef struct {
  Receiver *receiver;
  const char *booking, *invoice;
  char *token; /* somebody's of the office */
} Payer;

/* A chunk of text, with its checksum. */
static void
add_note (GByteArray *picture, guint8 shade)
{
  guint8 chunk[] = { 0, 0, 0, 3, 't', 'E', 'X', 't', 'n', 0, shade, 0, 0, 0, 0 };
  guint32 sum = 0xffffffff;

  for (guint i = 4; i < 11; i++) {
    sum ^= chunk[i];
    for (guint bit = 0; bit < 8; bit++)
      sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xedb88320 : sum >> 1;
  }
  sum = GUINT32_TO_BE (~sum);
  memcpy (chunk + 11, &sum, 4);
  g_byte_array_append (picture, chunk, sizeof chunk);
}

/* Sends a proof under a key; another `shade` is another picture. */
static char *
send_proof (const Payer *payer, const char *key, const char *amount, guint8 shade)
{
  Receiver *self = payer->receiver;
  g_autofree char *path = g_strdup_printf (
    "/api/payments/upload-proof?booking_id=%s&invoice_id=%s&bank_account_id=%s&sender_name=Budi&amount=%s",
    payer->booking, payer->invoice, self->trip.bank_account_id, amount);
  g_autofree char *headers = g_strdup_printf (
    "Content-Type: image/png\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\n", payer->token, key);
  GByteArray *picture = g_byte_array_new ();
  g_autoptr (GBytes) body = NULL;

  g_byte_array_append (picture, png, sizeof png - 12);
  add_note (picture, shade);
  g_byte_array_append (picture, png + sizeof png - 12, 12);
  body = g_byte_array_free_to_bytes (picture);
  return receiver_ask_bytes (self, "POST", path, headers, body);
}

/* How many files lie in the vault, whatever their folders. */
static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    count += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
  }
  return count;
}

static guint
count_vault (Receiver *self)
{
  g_autofree char *folder = g_build_filename (self->agency->folder, "vault", NULL);

  return count_files (folder);
}

/* A proof that is refused leaves nothing on the disk. */
static void
test_refused_is_not_kept (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *token = receiver_get_token (self, self->agency->pusat_staff);
  const char *booking = miqat_test_book_public (self->agency, &self->trip, NULL);
  const char *invoice = miqat_test_invoice (self->agency, booking, "dp");
  const Payer payer = { self, booking, invoice, token }, lost = { self, booking, booking, token };
  g_autofree char *bogus = send_proof (&lost, "satu", "5000000", 1);
  g_autofree char *sent = NULL, *again = NULL, *other = NULL, *same = NULL;

  assert_status (bogus, 404);
  g_assert_cmpuint (count_vault (self), ==, 0);
  sent = send_proof (&payer, "dua", "5000000", 2);
  again = send_proof (&payer, "dua", "5000000", 2);
  assert_status (sent, 201);
  assert_status (again, 201);
  g_assert_cmpuint (count_vault (self), ==, 1);
  /* Under a key that was used: the command alone can say that it is another body. */
  other = send_proof (&payer, "dua", "5000000", 3);
  assert_status (other, 409);
  g_assert_cmpuint (count_vault (self), ==, 1);
  /* The picture of a proof that stands is not taken from it. */
  same = send_proof (&payer, "dua", "4000000", 2);
  assert_status (same, 409);
  g_assert_cmpuint (count_vault (self), ==, 1);
}

/* Whatever was refused since would refuse it now: a repetition gets the answer it had. */
static void
test_repeat_of_the_last (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *token = receiver_get_token (self, self->agency->pusat_staff);
  const char *booking = miqat_test_book_public (self->agency, &self->trip, NULL);
  const char *invoice = miqat_test_invoice (self->agency, booking, "dp");
  const Payer payer = { self, booking, invoice, token };
  g_autofree char *repeated = NULL, *sixth = NULL;

  for (guint8 i = 0; i < 5; i++) {
    g_autofree char *key = g_strdup_printf ("kunci %u", i);
    g_autofree char *sent = send_proof (&payer, key, "5000000", i);

    assert_status (sent, 201);
  }
  sixth = send_proof (&payer, "kunci 5", "5000000", 5);
  repeated = send_proof (&payer, "kunci 4", "5000000", 4);
  assert_status (sixth, 422);
  assert_contains (sixth, "too_many");
  assert_status (repeated, 201);
  g_assert_cmpuint (count_vault (self), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payment-rest/mode", test_mode);
  g_test_add_func ("/payment-rest/verify", test_verify);
  g_test_add_func ("/payment-rest/refused-is-not-kept", test_refused_is_not_kept);
  g_test_add_func ("/payment-rest/repeat-of-the-last", test_repeat_of_the_last);
  return g_test_run ();
}
