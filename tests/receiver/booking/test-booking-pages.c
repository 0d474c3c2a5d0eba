/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holding seats and telling who travels, as a visitor without scripts does it, and as one who means harm
 * does. */
#include "config.h"

#include "receiver-fixture.h"

#include <string.h>

/* A hold whose time is over counts as free before the sweep or a sale has written so, although no row
 * has changed since the page was made. */
static void
test_lapsed_is_free (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 2);
  g_autofree char *held = receiver_get (self, "/");
  g_autofree char *held_rest = receiver_get (self, "/api/packages");
  g_autofree char *etag = fixture_dup_header (held, "ETag");
  g_autofree char *rest_etag = fixture_dup_header (held_rest, "ETag");
  g_autofree char *condition = g_strdup_printf ("If-None-Match: %s\r\n", etag);
  g_autofree char *rest_condition = g_strdup_printf ("If-None-Match: %s\r\n", rest_etag);
  g_autofree char *late = NULL, *late_rest = NULL, *package = NULL;

  assert_contains (held, "Kuota 2/45");
  assert_contains (held_rest, "\"booked_seats\":2,\"left\":43");
  miqat_test_agency_pass (self->agency, 31 * MIQAT_MINUTE);
  late = receiver_ask (self, "GET", "/", condition, NULL);
  late_rest = receiver_ask (self, "GET", "/api/packages", rest_condition, NULL);
  package = receiver_get (self, RECEIVER_PACKAGE);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM seat_locks WHERE status = 'active'"), ==, 1);
  assert_status (late, 200);
  assert_contains (late, "Kuota 0/45");
  assert_status (late_rest, 200);
  assert_contains (late_rest, "\"booked_seats\":0,\"left\":45");
  assert_contains (package, "Kuota 0/45");
}

/* Without scripts: the page's own id makes a second press the same order. */
static void
test_form_twice (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *page = receiver_get (self, RECEIVER_PACKAGE);
  g_autofree char *other_page = receiver_get (self, RECEIVER_PACKAGE);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *id = receiver_dup_field (page, "command_id");
  g_autofree char *other_id = receiver_dup_field (other_page, "command_id");
  g_autofree char *rule = fixture_dup_header (page, "Cache-Control");
  g_autofree char *two = receiver_make_order (self, token, "2"), *three = receiver_make_order (self, token, "3");
  g_autofree char *form = g_strdup_printf ("%s&command_id=%s", two, id);
  g_autofree char *more = g_strdup_printf ("%s&command_id=%s", three, id);
  g_autofree char *other = g_strdup_printf ("%s&command_id=%s", two, other_id);
  g_autofree char *first = receiver_post (self, "/pesan", form);
  g_autofree char *second = receiver_post (self, "/pesan", form);
  g_autofree char *first_path = fixture_dup_header (first, "Location");
  g_autofree char *second_path = fixture_dup_header (second, "Location");
  g_autofree char *third = NULL, *fourth = NULL;

  assert_status (first, 303);
  g_assert_cmpstr (first_path, ==, second_path);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM bookings"), ==, 1);
  /* Nobody else may be handed the same page. */
  g_assert_cmpstr (id, !=, other_id);
  g_assert_cmpstr (rule, ==, "no-store");
  /* Another page, or another choice on this one, is another order. */
  third = receiver_post (self, "/pesan", other);
  fourth = receiver_post (self, "/pesan", more);
  assert_status (third, 303);
  assert_status (fourth, 303);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM bookings"), ==, 3);
}

/* A refusal is an answer as well: the page that tells it has a new id, so that a second try is one. */
static void
test_refused_form_again (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *page = receiver_get (self, RECEIVER_PACKAGE);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *id = receiver_dup_field (page, "command_id");
  g_autofree char *order = receiver_make_order (self, token, "0");
  g_autofree char *form = g_strdup_printf ("%s&command_id=%s", order, id);
  g_autofree char *refused = receiver_post (self, "/pesan", form);
  g_autofree char *next_id = receiver_dup_field (refused, "command_id");

  assert_status (refused, 422);
  g_assert_cmpstr (id, !=, next_id);
  g_assert_cmpuint (strlen (next_id), ==, strlen (id));
}

/* Thousands of phones share one address of a carrier, and many of them are of one kind. */
#define PHONE "Content-Type: application/x-www-form-urlencoded\r\nUser-Agent: phone\r\nCookie: %s\r\n"

static void
test_visitors (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *own = NULL, *forged = NULL, *all = NULL, *form = NULL;

  for (guint visitor = 0; visitor < 5; visitor++) {
    g_autofree char *page = receiver_get (self, RECEIVER_PACKAGE);
    g_autofree char *token = receiver_dup_field (page, "form_token");
    g_autofree char *cookie = fixture_dup_header (page, "Set-Cookie");
    g_autofree char *sent = g_strndup (cookie, strcspn (cookie, ";"));
    g_autofree char *headers = g_strdup_printf (PHONE, sent);
    g_autofree char *held = NULL, *greeted = NULL;

    assert_contains (cookie, "miqat_visitor=");
    assert_contains (cookie, "HttpOnly");
    assert_contains (cookie, "SameSite=Lax");
    g_free (g_steal_pointer (&form));
    form = receiver_make_order (self, token, "1");
    held = receiver_ask (self, "POST", "/pesan", headers, form);
    assert_status (held, 303);
    /* Who has a name keeps it. */
    greeted = receiver_ask (self, "GET", RECEIVER_PACKAGE, headers, NULL);
    assert_lacks (greeted, "miqat_visitor");
    g_free (own);
    own = g_steal_pointer (&headers);
  }
  for (guint i = 0; i < 3; i++) {
    g_free (all);
    all = receiver_ask (self, "POST", "/pesan", own, form);
  }
  assert_contains (all, "Anda masih mengunci seat");
  /* A made-up name is none: then the address and the kind of phone count, as without cookies. */
  for (guint i = 0; i < 4; i++) {
    g_autofree char *name = g_strdup_printf ("miqat_visitor=palsu%u", i);
    g_autofree char *headers = g_strdup_printf (PHONE, name);

    g_free (forged);
    forged = receiver_ask (self, "POST", "/pesan", headers, form);
    g_assert_cmpint (fixture_get_status (forged) == 303, ==, i < 3);
  }
}

static void
test_typed_is_escaped (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *answer = receiver_register (
    self, path, "payer_name=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&payer_phone=12&t0_full_name=Siti+Aminah&t0_nik=123");

  assert_status (answer, 422);
  assert_contains (answer, "&lt;script&gt;alert");
  assert_lacks (answer, "<script>alert");
}

/* All of them are counted and named, and each leads to where it is. */
static void
test_summary (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 2);
  g_autofree char *answer = receiver_register (
    self, path, "payer_name=&payer_phone=12&t0_full_name=Siti+Aminah&t0_gender=female&t0_nik=123"
                "&t1_full_name=Budi+Santoso&t1_gender=male&t1_date_of_birth=1970-02-31");
  static const char *const parts[] = {
    "Ada 4 isian", "<a href=\"#payer_name\">Nama pemesan</a>: ", "<a href=\"#payer_phone\">Nomor WhatsApp pemesan</a>: ",
    "<a href=\"#t0_nik\">Jamaah 1, NIK</a>: ", "<a href=\"#t1_date_of_birth\">Jamaah 2, Tanggal lahir</a>: ",
    "id=\"payer_name\"", "id=\"payer_phone\"", "id=\"t0_nik\"", "id=\"t1_date_of_birth\"",
  };

  assert_status (answer, 422);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    assert_contains (answer, parts[i]);
}

/* "Back" after a refusal brings the form with its first id: mended, it is accepted. "Back" after it was
 * accepted changes nothing any more. */
static void
test_back (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *page = receiver_get (self, path);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *id = receiver_dup_field (page, "command_id");
  g_autofree char *wrong = g_strdup_printf ("form_token=%s&command_id=%s&" RECEIVER_PEOPLE "&t0_nik=123", token, id);
  g_autofree char *mended = g_strdup_printf ("form_token=%s&command_id=%s&" RECEIVER_PEOPLE, token, id);
  g_autofree char *refused = receiver_post (self, path, wrong);
  g_autofree char *done = receiver_post (self, path, mended);
  g_autofree char *again = receiver_post (self, path, mended);
  g_autofree char *other = receiver_post (self, path, wrong);

  assert_status (refused, 422);
  assert_status (done, 303);
  assert_status (again, 303);
  assert_status (other, 303);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM pilgrims"), ==, 1);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM payers"), ==, 1);
}

/* One name is enough for a card and, with the father's, for a visa. */
static void
test_one_word (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *answer = receiver_register (self, path, "payer_name=Budi&payer_phone=081377778888&t0_full_name=Suharti"
                                                           "&t0_gender=female&t0_father_name=Kartono");

  assert_status (answer, 303);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM pilgrims WHERE full_name = 'Suharti'"), ==, 1);
}

static void
test_expired_hold (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *again_path = g_strconcat (path, "/lagi", NULL);
  g_autofree char *page = receiver_get (self, path);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *form = g_strdup_printf ("form_token=%s&command_id=abc&" RECEIVER_PEOPLE, token);
  g_autofree char *late = NULL;
  g_autofree char *again = NULL;

  miqat_test_agency_pass (self->agency, 31 * MIQAT_MINUTE);
  late = receiver_post (self, path, form);
  assert_contains (late, "Waktu 30 menit sudah habis");
  assert_contains (late, "value=\"Siti Aminah\"");
  assert_contains (late, "Kunci seat lagi");
  again = receiver_post (self, again_path, form);
  assert_status (again, 200);
  assert_contains (again, "value=\"Siti Aminah\"");
  assert_contains (again, "Seat dikunci sampai");
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM seat_locks WHERE status = 'active'"), ==, 1);
}

static void
test_links (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *path = receiver_hold (self, 1);
  g_autofree char *forged = g_strdup (path);
  g_autofree char *answer = NULL;
  g_autofree char *late = NULL;
  char *last = forged + strlen (forged) - 5;

  *last = *last == 'a' ? 'b' : 'a';
  answer = receiver_get (self, forged);
  g_assert_cmpuint (fixture_get_status (answer), >=, 400);
  assert_contains (answer, "Tautan ini tidak sah");
  miqat_test_agency_pass (self->agency, G_GINT64_CONSTANT (400) * 24 * MIQAT_HOUR);
  late = receiver_get (self, path);
  assert_contains (late, "sudah kedaluwarsa");
}

/* What another site sends in a visitor's name, and a form that is not from a page of ours. */
static void
test_foreign_form (void)
{
  g_autoptr (Receiver) self = receiver_new ();
  g_autofree char *page = receiver_get (self, RECEIVER_PACKAGE);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *form = receiver_make_order (self, token, "1");
  g_autofree char *foreign = receiver_ask (
    self, "POST", "/pesan", "Content-Type: application/x-www-form-urlencoded\r\nOrigin: https://jahat.example\r\n", form);
  g_autofree char *bare = receiver_post (self, "/pesan", strchr (form, '&') + 1);

  assert_status (foreign, 403);
  assert_status (bare, 403);
  g_assert_cmpint (miqat_test_number (self->agency, "SELECT count(*) FROM bookings"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-pages/lapsed-is-free", test_lapsed_is_free);
  g_test_add_func ("/booking-pages/form-twice", test_form_twice);
  g_test_add_func ("/booking-pages/refused-form-again", test_refused_form_again);
  g_test_add_func ("/booking-pages/visitors", test_visitors);
  g_test_add_func ("/booking-pages/typed-is-escaped", test_typed_is_escaped);
  g_test_add_func ("/booking-pages/summary", test_summary);
  g_test_add_func ("/booking-pages/back", test_back);
  g_test_add_func ("/booking-pages/one-word", test_one_word);
  g_test_add_func ("/booking-pages/expired-hold", test_expired_hold);
  g_test_add_func ("/booking-pages/links", test_links);
  g_test_add_func ("/booking-pages/foreign-form", test_foreign_form);
  return g_test_run ();
}
