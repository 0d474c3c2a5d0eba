/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The travellers of one departure as the ministry's workbook: who has a firm place (something is
 * paid) and a name. The file holds identity numbers in clear, so it is readable by its owner only;
 * whoever exports notes that in the audit trail before (miqat_site_note_view). */
#pragma once

#include "miqat-actor.h"
#include "miqat-crypto.h"
#include "miqat-db.h"
#include "miqat-siskopatuh-rules.h"

G_BEGIN_DECLS

/* Something to put right about one traveller, or about a place without a name. */
typedef struct {
  char *booking_code;
  guint position;     /* of the traveller in the booking */
  char *name;         /* NULL: not yet named, so there is no row */
  guint row;          /* in the sheet, from 2; 0: none */
  MiqatSiskopatuhWarning warning; /* nothing when nameless */
} MiqatSiskopatuhRemark;

/* "BK-20260622-SBY-001 (2) Siti Contoh: Nama Ayah is missing." */
char *miqat_siskopatuh_remark_dup_sentence (const MiqatSiskopatuhRemark *self) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  char *departure_id;
  guint n_written;    /* travellers in the workbook */
  guint n_nameless;   /* places left out */
  GPtrArray *remarks; /* of MiqatSiskopatuhRemark, in the order of the sheet */
} MiqatSiskopatuhReport;

void miqat_siskopatuh_report_free (MiqatSiskopatuhReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSiskopatuhReport, miqat_siskopatuh_report_free)

typedef struct {
  const char *departure_code;
  const char *path;
  MiqatReader reader; /* a branch exports its own travellers */
  gint64 now;         /* a MiqatInstant */
  const MiqatSiskopatuhLists *lists;
} MiqatSiskopatuhOptions;

/* Writes the workbook. Refuses not_found (field "departure") and export_empty; on any failure a file
 * that was at `path` is kept. Blocks: off the main thread. */
MiqatSiskopatuhReport *miqat_siskopatuh_export (MiqatDb *db, const MiqatKey *key,
                                                const MiqatSiskopatuhOptions *options,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
