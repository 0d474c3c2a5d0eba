/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency's own profile. */
#pragma once

#include "miqat-db.h"
#include "miqat-day.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *name;           /* "Al Barokah Wisata" */
  char *legal_name;     /* "PT Al Barokah Wisata Utama" */
  char *licence_number; /* stands on every document */
  MiqatDay licence_date; /* MIQAT_DAY_NONE: not given */
  char *address;
  char *city;
  char *phone;
  char *whatsapp;
  char *email;
  MiqatZone zone; /* in which H-x is counted */
} MiqatAgency;

void miqat_agency_free (MiqatAgency *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatAgency, miqat_agency_free)

/* Refuses not_found before the first run. */
MiqatAgency *miqat_agency_load (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
