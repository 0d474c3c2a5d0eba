/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who act for Pusat or a Cabang, with their duties. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *branch_id;
  char *full_name;
  char *email;
  char *phone;
  gboolean is_active;
  MiqatDuties duties;
  MiqatInstant created_at;
} MiqatStaff;

void miqat_staff_free (MiqatStaff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatStaff, miqat_staff_free)

/* Refuses not_found. */
MiqatStaff *miqat_staff_load (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* MiqatStaff in the reader's scope, by name; the inactive too. A node below the offices sees none. */
GPtrArray *miqat_staff_list (MiqatDb *db, MiqatReader reader, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
G_END_DECLS
