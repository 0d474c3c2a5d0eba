/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that the ministry's workbook allows, and the ordinary words that mean them. They are
 * data (the folder data/siskopatuh): lists differ between copies of the template and change by decree.
 * Immutable once loaded; may be used from any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  MIQAT_SISKOPATUH_LIST_TITLE,
  MIQAT_SISKOPATUH_LIST_IDENTITY,
  MIQAT_SISKOPATUH_LIST_CITIZENSHIP,
  MIQAT_SISKOPATUH_LIST_MARITAL_STATUS,
  MIQAT_SISKOPATUH_LIST_EDUCATION,
  MIQAT_SISKOPATUH_LIST_OCCUPATION,
  MIQAT_SISKOPATUH_LIST_VISA_PROVIDER,
  MIQAT_SISKOPATUH_LIST_INSURER,
  MIQAT_SISKOPATUH_LIST_PROVINCE,
  MIQAT_SISKOPATUH_LIST_NEW_PROVINCE, /* provinces of 2022: found as the one they were part of */
  MIQAT_SISKOPATUH_LIST_REGENCY,      /* only those that are spelled oddly */
  MIQAT_SISKOPATUH_LIST_CITY,         /* names that only a city bears */
  MIQAT_SISKOPATUH_LIST_AMBIGUOUS,    /* names that a city and a regency bear */
  MIQAT_SISKOPATUH_N_LISTS
} MiqatSiskopatuhList;

typedef struct _MiqatSiskopatuhLists MiqatSiskopatuhLists;

/* Loads the lists of `folder`, or the built-in ones (NULL). An agency keeps a folder of its own when
 * its template differs. */
MiqatSiskopatuhLists *miqat_siskopatuh_lists_load (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_siskopatuh_lists_free (MiqatSiskopatuhLists *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSiskopatuhLists, miqat_siskopatuh_lists_free)

/* The workbook's own spelling of what was typed (letter case, spaces and points do not matter), or
 * NULL. Borrowed. */
const char *miqat_siskopatuh_lists_find (const MiqatSiskopatuhLists *self, MiqatSiskopatuhList list,
                                         const char *typed);
guint miqat_siskopatuh_lists_get_count (const MiqatSiskopatuhLists *self, MiqatSiskopatuhList list);

G_END_DECLS
