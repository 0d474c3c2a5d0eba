/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed text: cleaning, names, folding, slugs and masks. */
#include "config.h"

#include "miqat-text.h"

#include <string.h>

typedef struct {
  const char *typed, *clean; /* NULL when refused */
  MiqatProblemCode problem;
} Case;

static void
test_clean_line (void)
{
  static const Case cases[] = {
    { "", "" },
    { "  \t ", "" },
    { "  Siti   Aminah ", "Siti Aminah" },
    { "Siti\nAminah\r\n", "Siti Aminah" },
    { "Siti\302\240\343\200\200Aminah", "Siti Aminah" },
    { "Si\342\200\213ti\357\273\277", "Siti" },
    { "\342\200\252+62 812\342\200\254", "+62 812" },
    { "a \342\200\213 b", "a b" },
    { "e\314\201", "\303\251" },
    { "\360\237\230\200", "\360\237\230\200" },
    { "a\001b", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
    { "a\033[0m", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
    { "a\177", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
    { "a\302\205b", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
    { "a\377b", NULL, MIQAT_PROBLEM_NOT_UTF8 },
    { "\303", NULL, MIQAT_PROBLEM_NOT_UTF8 },
    { "\355\240\200", NULL, MIQAT_PROBLEM_NOT_UTF8 },
    { "\300\257", NULL, MIQAT_PROBLEM_NOT_UTF8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = NULL;

    g_assert_cmpint (miqat_text_clean (cases[i].typed, FALSE, &clean), ==, cases[i].problem);
    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
}

static void
test_clean_lines (void)
{
  static const Case cases[] = {
    { "a\nb", "a\nb" },           { "a\r\nb", "a\nb" },
    { "a\rb", "a\nb" },           { "a \n b", "a\nb" },
    { "a\n\nb", "a\n\nb" },       { "a\n\n\n\n b", "a\n\nb" },
    { "a\r\n\r\nb", "a\n\nb" },   { "\n\na\n\n", "a" },
    { "a\342\200\250b", "a\nb" }, { "a\tb", "a b" },
    { "a\vb", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = NULL;

    g_assert_cmpint (miqat_text_clean (cases[i].typed, TRUE, &clean), ==, cases[i].problem);
    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
}

/* A letter under a pile of marks is refused before composing it becomes slow. */
static void
test_marks (void)
{
  g_autoptr (GString) typed = g_string_new ("a");
  g_autofree char *clean = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append (typed, i % 2 ? "\314\243" : "\314\207");
  g_assert_cmpint (miqat_text_clean (typed->str, FALSE, &clean), ==, MIQAT_PROBLEM_NONE);
  g_string_append (typed, "\314\207");
  g_clear_pointer (&clean, g_free);
  g_assert_cmpint (miqat_text_clean (typed->str, FALSE, &clean), ==, MIQAT_PROBLEM_NOT_UTF8);
}

static void
fill_random (char *text, int length)
{
  static const char *const pieces[] = {
    " ", "\n", "\r", "a", "Z", "\303\251", "\314\201", "\342\200\213", "\342\200\250",
    "\360\237\230\200",
  };

  *text = '\0';
  while (length-- > 0) {
    char any[2] = { (char) g_test_rand_int_range (1, 256), '\0' };
    gboolean wild = g_test_rand_int_range (0, 20) == 0;

    text = g_stpcpy (text, wild ? any : pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  }
}

/* What passes is valid, trimmed, and passes again unchanged. */
static void
test_random_text (void)
{
  for (guint run = 0; run < 50000; run++) {
    gboolean multiline = run % 2;
    g_autofree char *clean = NULL, *again = NULL;
    char text[64];

    fill_random (text, g_test_rand_int_range (0, 12));
    if (miqat_text_clean (text, multiline, &clean) != MIQAT_PROBLEM_NONE) {
      g_assert_null (clean);
      continue;
    }
    g_assert_true (g_utf8_validate (clean, -1, NULL));
    g_assert_false (g_str_has_prefix (clean, " ") || g_str_has_suffix (clean, " "));
    g_assert_null (strstr (clean, "  "));
    g_assert_null (strstr (clean, "\n\n\n"));
    g_assert_true (multiline || strchr (clean, '\n') == NULL);
    g_assert_cmpint (miqat_text_clean (clean, multiline, &again), ==, MIQAT_PROBLEM_NONE);
    g_assert_cmpstr (clean, ==, again);
  }
}

static void
test_names (void)
{
  static const Case cases[] = {
    { " Siti  Aminah ", "Siti Aminah" },
    { "H. Muhammad Nu'man Al-Fatih", "H. Muhammad Nu'man Al-Fatih" },
    { "Nu\342\200\231man", "Nu'man" },
    { "Abdul S/O Rahman", "Abdul S/O Rahman" },
    { "Ren\303\251e", "Ren\303\251e" },
    { "Sukarno", "Sukarno" },
    { "", NULL, MIQAT_PROBLEM_REQUIRED },
    { " \342\200\213 ", NULL, MIQAT_PROBLEM_REQUIRED },
    { "-", NULL, MIQAT_PROBLEM_NOT_A_NAME },
    { ". '", NULL, MIQAT_PROBLEM_NOT_A_NAME },
    { "Siti 2", NULL, MIQAT_PROBLEM_NOT_A_NAME },
    { "Siti \360\237\230\200", NULL, MIQAT_PROBLEM_NOT_A_NAME },
    { "Siti; DROP TABLE", NULL, MIQAT_PROBLEM_NOT_A_NAME },
    { "<b>Siti</b>", NULL, MIQAT_PROBLEM_NOT_A_NAME },
    { "=HYPERLINK", NULL, MIQAT_PROBLEM_NOT_A_NAME },
    { "\331\205\330\255\331\205\330\257", NULL, MIQAT_PROBLEM_NAME_NOT_LATIN },
    { "\320\241iti", NULL, MIQAT_PROBLEM_NAME_NOT_LATIN }, /* a Cyrillic С */
    { "\347\216\213", NULL, MIQAT_PROBLEM_NAME_NOT_LATIN },
    { "\357\274\241bu", NULL, MIQAT_PROBLEM_NAME_NOT_LATIN }, /* a full-width A */
    { "Si\001ti", NULL, MIQAT_PROBLEM_CONTROL_CHARACTER },
    { "Siti\377", NULL, MIQAT_PROBLEM_NOT_UTF8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = NULL;

    g_assert_cmpint (miqat_text_check_name (cases[i].typed, &clean), ==, cases[i].problem);
    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
}

static void
test_count_words (void)
{
  g_assert_cmpuint (miqat_text_count_words (""), ==, 0);
  g_assert_cmpuint (miqat_text_count_words ("Sukarno"), ==, 1);
  g_assert_cmpuint (miqat_text_count_words ("Sukarno -"), ==, 1);
  g_assert_cmpuint (miqat_text_count_words ("Siti Aminah"), ==, 2);
  g_assert_cmpuint (miqat_text_count_words (" Al-Fatih  S/O Rahman "), ==, 3);
}

static void
test_slugs (void)
{
  static const Case cases[] = {
    { "Umroh Family Holiday Plus Taif 9 Hari", "umroh-family-holiday-plus-taif-9-hari" },
    { "  --Umroh!! Plus--Turki?? ", "umroh-plus-turki" },
    { "Caf\303\251 & S\303\270n", "cafe-son" },
    { "\330\271\331\205\330\261\330\251", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *slug = miqat_text_make_slug (cases[i].typed);
    g_autofree char *again = miqat_text_make_slug (slug);

    g_assert_cmpstr (slug, ==, cases[i].clean);
    g_assert_cmpstr (again, ==, slug);
  }
}

static void
test_fold (void)
{
  static const Case cases[] = {
    { "Siti AMINAH", "siti aminah" },         { "Ren\303\251e", "renee" },
    { "\303\230rsted", "orsted" },            { "Stra\303\237e", "strasse" },
    { "\304\260stanbul", "istanbul" },        { "\305\201\303\263d\305\272", "lodz" },
    { "\331\205\331\217\330\255", "\331\205\330\255" },
    { "broken\377", "broken\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *folded = miqat_text_fold (cases[i].typed);
    g_autofree char *again = miqat_text_fold (folded);

    g_assert_cmpstr (folded, ==, cases[i].clean);
    g_assert_cmpstr (again, ==, folded);
  }
}

static void
test_masks (void)
{
#define DOT "\342\200\242"
  static const struct {
    const char *text;
    guint head, tail;
    const char *masked;
  } cases[] = {
    { "3171011708450001", 6, 4, "317101" DOT DOT DOT DOT DOT DOT "0001" },
    { "C1234567", 1, 2, "C" DOT DOT DOT DOT DOT "67" },
    { "1234", 6, 4, DOT DOT DOT DOT },
    { "1234567890", 6, 4, DOT DOT DOT DOT DOT DOT DOT DOT DOT DOT },
    { "", 6, 4, "" },
    { "\303\251\303\251\303\251", 1, 1, "\303\251" DOT "\303\251" },
    { "abc", 0, 0, DOT DOT DOT },
    { "abc", G_MAXUINT, G_MAXUINT, DOT DOT DOT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *masked = miqat_text_mask (cases[i].text, cases[i].head, cases[i].tail);

    g_assert_cmpstr (masked, ==, cases[i].masked);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/clean-line", test_clean_line);
  g_test_add_func ("/text/clean-lines", test_clean_lines);
  g_test_add_func ("/text/marks", test_marks);
  g_test_add_func ("/text/random-text", test_random_text);
  g_test_add_func ("/text/names", test_names);
  g_test_add_func ("/text/count-words", test_count_words);
  g_test_add_func ("/text/slugs", test_slugs);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/masks", test_masks);
  return g_test_run ();
}
