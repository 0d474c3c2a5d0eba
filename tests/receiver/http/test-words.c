/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver's languages: which one a client is spoken to in, whatever the locale, and a catalogue that is
 * damaged. */
#include "config.h"

#include "miqat-translations.h"
#include "miqat-words.h"

#include <gio/gio.h>
#include <locale.h>
#include <string.h>

static void
test_choose (void)
{
  static const struct { const char *accepted; MiqatLanguage language; } cases[] = {
    { NULL, MIQAT_LANGUAGE_INDONESIAN },
    { "", MIQAT_LANGUAGE_INDONESIAN },
    { "*", MIQAT_LANGUAGE_INDONESIAN },
    { "id", MIQAT_LANGUAGE_INDONESIAN },
    { "en", MIQAT_LANGUAGE_ENGLISH },
    { "EN-us", MIQAT_LANGUAGE_ENGLISH },
    { "id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7", MIQAT_LANGUAGE_INDONESIAN },
    { "en-US,en;q=0.9,id;q=0.8", MIQAT_LANGUAGE_ENGLISH },
    { "id;q=0.2, en;q=0.75", MIQAT_LANGUAGE_ENGLISH },
    { "en;q=0", MIQAT_LANGUAGE_INDONESIAN },
    { "en;q=9", MIQAT_LANGUAGE_INDONESIAN },
    { "english", MIQAT_LANGUAGE_INDONESIAN },
    { "ms, jv, su", MIQAT_LANGUAGE_INDONESIAN },
    { "e", MIQAT_LANGUAGE_INDONESIAN },
    { ",,;q=,", MIQAT_LANGUAGE_INDONESIAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].accepted);
    g_assert_cmpint (miqat_language_choose (cases[i].accepted), ==, cases[i].language);
  }
}

/* Every sentence has a translation, in a process without any locale. */
static void
test_all_translated (void)
{
  g_assert_cmpstr (setlocale (LC_MESSAGES, NULL), ==, "C");
  for (guint i = MIQAT_PROBLEM_NONE + 1; i < MIQAT_N_PROBLEMS; i++) {
    const char *original = miqat_problem_code_get_sentence (i);

    g_test_message ("%s", original);
    g_assert_cmpstr (miqat_words_get (MIQAT_LANGUAGE_INDONESIAN, original), !=, original);
    g_assert_true (miqat_words_get (MIQAT_LANGUAGE_ENGLISH, original) == original);
  }
  g_assert_cmpstr (miqat_words_get (MIQAT_LANGUAGE_INDONESIAN, "No sentence of ours"), ==, "No sentence of ours");
}

static void
test_sentence (void)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  g_autofree char *indonesian = NULL, *english = NULL;

  miqat_problems_add (problems, "nik", MIQAT_PROBLEM_NIK_LENGTH, "digits", "15", NULL);
  indonesian = miqat_words_dup_sentence (MIQAT_LANGUAGE_INDONESIAN, miqat_problems_get (problems, 0));
  english = miqat_words_dup_sentence (MIQAT_LANGUAGE_ENGLISH, miqat_problems_get (problems, 0));
  g_assert_cmpstr (indonesian, ==, "NIK terdiri dari 16 angka; yang diisi 15 angka.");
  g_assert_cmpstr (english, ==, "The NIK has 16 digits; 15 were given.");
}

static void
assert_complete (const MiqatTranslations *catalogue)
{
  for (int code = 1; code < MIQAT_N_PROBLEMS; code++)
    g_assert_nonnull (miqat_translations_find (catalogue, miqat_problem_code_get_sentence (code)));
}

/* Cut anywhere, or with a wrong byte anywhere in its tables, it is refused or read, never overrun. */
static void
test_damaged (void)
{
  const char *loads_it = miqat_words_get (MIQAT_LANGUAGE_INDONESIAN, "");
  g_autoptr (GBytes) whole = g_resources_lookup_data ("/id/miqat/words/id.mo", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length = 0;
  const char *data = g_bytes_get_data (whole, &length);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (MiqatTranslations) none = miqat_translations_new (empty);

  g_assert_nonnull (loads_it);
  g_assert_null (none);
  for (gsize cut = 1; cut < length; cut += 997) {
    g_autoptr (GBytes) part = g_bytes_new (data, cut); /* a copy of its own: valgrind and ASan see beyond it */
    g_autoptr (MiqatTranslations) catalogue = miqat_translations_new (part);

    /* Behind the texts stands what depends on the system, and is not read: without it, all is there. */
    if (catalogue != NULL)
      assert_complete (catalogue);
    g_assert_true (catalogue == NULL || cut > length - length / 10);
  }
  for (gsize at = 0; at < 2048; at++) {
    g_autofree char *copy = g_memdup2 (data, length);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (MiqatTranslations) catalogue = NULL;

    copy[at] = (char) ~copy[at];
    bytes = g_bytes_new_take (g_steal_pointer (&copy), length);
    catalogue = miqat_translations_new (bytes);
    if (at < 4)
      g_assert_null (catalogue);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/choose", test_choose);
  g_test_add_func ("/words/all-translated", test_all_translated);
  g_test_add_func ("/words/sentence", test_sentence);
  g_test_add_func ("/words/damaged", test_damaged);
  return g_test_run ();
}
