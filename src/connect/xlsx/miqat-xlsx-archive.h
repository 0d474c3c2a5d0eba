/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ZIP archive around a workbook: its members by name, unpacked and checked. Private to this
 * folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MiqatXlsxArchive MiqatXlsxArchive;

/* Reads the directory; the members are unpacked when asked for. */
MiqatXlsxArchive *miqat_xlsx_archive_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_xlsx_archive_free (MiqatXlsxArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatXlsxArchive, miqat_xlsx_archive_free)

gboolean miqat_xlsx_archive_has (const MiqatXlsxArchive *self, const char *name);
/* Unpacks a member and compares its checksum. */
GBytes *miqat_xlsx_archive_read (const MiqatXlsxArchive *self, const char *name,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
