/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching the index that the runner keeps (tables search_rows and search_words, SQLite only). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The FTS5 query for typed text: every word a prefix; NULL when there is nothing to look for. To be
 * bound to `search_words.words MATCH :query`; search_rows.kind names the table, row_key the row. */
char *miqat_search_make_query (const char *typed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
