/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telephone numbers (contracts §8.3) and e-mail addresses. */
#include "config.h"

#include "miqat-text.h"

typedef struct {
  const char *typed, *clean; /* NULL when refused */
  MiqatProblemCode problem;
} Case;

static const Case phones[] = {
  { "081234567890", "6281234567890" },
  { "+62 812-3456-7890", "6281234567890" },
  { "6281234567890", "6281234567890" },
  { "81234567890", "6281234567890" },
  { "0062 812 3456 7890", "6281234567890" },
  { "+62 0812 3456 7890", "6281234567890" },
  { "(0812) 3456.7890", "6281234567890" },
  { "+62\302\240812\342\200\2213456\342\200\2217890", "6281234567890" },
  { "\342\200\252+62 812-3456-7890\342\200\254", "6281234567890" },
  { "08111234567", "628111234567" },
  { "0811123456", "62811123456" },
  { "0812345678901", "62812345678901" },
  { "+65 9123 4567", "6591234567" },
  { "+966 50 123 4567", "966501234567" },
  { "021-5551234", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "0812", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "08123456789012", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "08012345678", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "+", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "00", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "++6281234567890", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "62+81234567890", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "0812 3456 7890 / 0813", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "telp 081234567890", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "+0812345678", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "+62 21 5551234", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "+1234567", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "+1234567890123456", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "12345", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "\331\240\331\250\331\241\331\242", NULL, MIQAT_PROBLEM_NOT_A_PHONE },
  { "6591234567", NULL, MIQAT_PROBLEM_PHONE_ABROAD },
  { "0065 9123 4567", NULL, MIQAT_PROBLEM_PHONE_ABROAD },
  { "966501234567", NULL, MIQAT_PROBLEM_PHONE_ABROAD },
  { "0812\001", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
  { "0812\377", NULL, MIQAT_PROBLEM_NOT_UTF8 },
};

static void
test_phones (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (phones); i++) {
    g_autofree char *digits = NULL;

    g_test_message ("phone %u", i);
    g_assert_cmpint (miqat_text_check_phone (phones[i].typed, &digits), ==, phones[i].problem);
    g_assert_cmpstr (digits, ==, phones[i].clean);
  }
}

static void
test_phone_formats (void)
{
  static const Case cases[] = {
    { "6281234567890", "0812-3456-7890" }, { "62811123456", "0811-1234-56" },
    { "62812345678901", "0812-3456-78901" }, { "6591234567", "+65 91234567" },
    { "966501234567", "+966 501234567" },  { "12025550123", "+1 2025550123" },
    { "79161234567", "+7 9161234567" },    { "0", "0" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = miqat_text_format_phone (cases[i].typed);

    g_assert_cmpstr (text, ==, cases[i].clean);
  }
}

/* What is shown can be typed again. */
static void
test_phone_roundtrip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (phones); i++) {
    g_autofree char *text = NULL, *digits = NULL;

    if (phones[i].clean == NULL)
      continue;
    text = miqat_text_format_phone (phones[i].clean);
    g_assert_cmpint (miqat_text_check_phone (text, &digits), ==, MIQAT_PROBLEM_NONE);
    g_assert_cmpstr (digits, ==, phones[i].clean);
  }
}

static void
test_emails (void)
{
  static const Case cases[] = {
    { "nama@contoh.id", "nama@contoh.id" },
    { " Nama.Saya+umroh@Contoh.CO.ID ", "nama.saya+umroh@contoh.co.id" },
    { "a@b.co", "a@b.co" },
    { "a@1-2.id", "a@1-2.id" },
    { "", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "nama", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "nama@contoh", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "nama@", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "nama saya@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a@b@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { ".a@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a.@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a..b@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a@contoh..id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a@-contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a@contoh-.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a@127.0.0.1", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a@contoh.i", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a,b@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "<a@contoh.id>", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "n\303\244ma@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a@contoh.id\nbcc: b@contoh.id", NULL, MIQAT_PROBLEM_NOT_AN_EMAIL },
    { "a\001@contoh.id", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
  };
  g_autofree char *many = g_strnfill (65, 'a');
  g_autofree char *long_local = g_strconcat (many, "@contoh.id", NULL);
  g_autofree char *email = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = NULL;

    g_test_message ("e-mail %u", i);
    g_assert_cmpint (miqat_text_check_email (cases[i].typed, &clean), ==, cases[i].problem);
    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
  g_assert_cmpint (miqat_text_check_email (long_local, &email), ==, MIQAT_PROBLEM_NOT_AN_EMAIL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact/phones", test_phones);
  g_test_add_func ("/contact/phone-formats", test_phone_formats);
  g_test_add_func ("/contact/phone-roundtrip", test_phone_roundtrip);
  g_test_add_func ("/contact/emails", test_emails);
  return g_test_run ();
}
