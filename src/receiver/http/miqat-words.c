/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-words.h"

#include "miqat-translations.h"
#include "miqat-words-resource.h"

#include <gio/gio.h>
#include <string.h>

#define CATALOGUE "/id/miqat/words/id.mo"

/* ---- which language -------------------------------------------------------------------------- */

/* "0.8" → 800; anything but a number from 0 to 1 counts as 0. */
static int
read_weight (const char *text)
{
  int value = 0, place = 100;

  if (text[0] == '1')
    return 1000;
  if (text[0] != '0' || text[1] != '.')
    return 0;
  for (const char *digit = text + 2; g_ascii_isdigit (*digit) && place > 0; digit++, place /= 10)
    value += g_ascii_digit_value (*digit) * place;
  return value;
}

/* How much one entry of the header ("en-GB;q=0.8") wants `language`, in thousandths; 0: not at all. */
static int
read_wish (const char *entry, const char *language)
{
  const char *weight = strstr (entry, "q=");

  if (g_ascii_strncasecmp (entry, language, 2) != 0 || g_ascii_isalnum (entry[2]))
    return 0;
  return weight != NULL ? read_weight (weight + 2) : 1000;
}

MiqatLanguage
miqat_language_choose (const char *accepted)
{
  g_auto (GStrv) entries = g_strsplit (accepted != NULL ? accepted : "", ",", 16);
  int indonesian = 0, english = 0;

  for (guint i = 0; entries[i] != NULL; i++) {
    const char *entry = g_strstrip (entries[i]);

    indonesian = MAX (indonesian, read_wish (entry, "id"));
    english = MAX (english, read_wish (entry, "en"));
  }
  return english > indonesian ? MIQAT_LANGUAGE_ENGLISH : MIQAT_LANGUAGE_INDONESIAN;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* It is part of the program, so there is no other way for it to be missing than a broken build. */
static const MiqatTranslations *
get_translations (void)
{
  static gsize ready;
  static MiqatTranslations *translations;

  if (g_once_init_enter (&ready)) {
    g_autoptr (GBytes) bytes = g_resource_lookup_data (
      miqat_words_get_resource (), CATALOGUE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    translations = bytes != NULL ? miqat_translations_new (bytes) : NULL;
    if (translations == NULL)
      g_error ("the Indonesian words are missing from the program");
    g_once_init_leave (&ready, 1);
  }
  return translations;
}

const char *
miqat_words_get (MiqatLanguage language, const char *original)
{
  const char *words
    = language == MIQAT_LANGUAGE_INDONESIAN ? miqat_translations_find (get_translations (), original) : NULL;

  return words != NULL ? words : original;
}

char *
miqat_words_dup_sentence (MiqatLanguage language, const MiqatProblem *problem)
{
  return miqat_problem_fill (problem, miqat_words_get (language, miqat_problem_code_get_sentence (problem->code)));
}
