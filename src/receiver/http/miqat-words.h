/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the receiver says to people: Indonesian, or English to a client that asks for it, whatever the
 * locale of the server. Original sentences are those of the source, marked with N_(). */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_LANGUAGE_INDONESIAN,
  MIQAT_LANGUAGE_ENGLISH,
} MiqatLanguage;

/* By an Accept-Language header (nullable): English if it is wanted more than Indonesian. */
MiqatLanguage miqat_language_choose (const char *accepted);

/* The original itself where there is no translation. */
const char *miqat_words_get (MiqatLanguage language, const char *original);
/* A problem's sentence, parameters filled in. */
char *miqat_words_dup_sentence (MiqatLanguage language, const MiqatProblem *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
