/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small agency for tests: a fresh database in a directory of its own, a clock that stands still,
 * and people and offices made through the real commands.
 *
 *   Pusat ─┬─ Surabaya (SBY) ── Mitra ── Agen ── Reseller
 *          └─ Makassar (MKS) ── Mitra
 *
 * Each office has one member of staff with every duty, and one clerk with the sales duty alone. */
#pragma once

#include "miqat-site.h"

G_BEGIN_DECLS

/* 2026-06-22 09:00 WIB. */
#define MIQAT_TEST_NOW G_GINT64_CONSTANT (1782093600000000)
#define MIQAT_TEST_DAY_TEXT "2026-06-22"

typedef struct {
  char *folder;
  char *path; /* of the database */
  MiqatFixedClock clock;
  MiqatSite *site;
  MiqatDb *db; /* a reader; NULL until miqat_test_agency_read() */
  const char *pusat, *surabaya, *makassar;                 /* node ids */
  const char *mitra, *agen, *reseller, *makassar_mitra;    /* node ids, also actor ids */
  const char *pusat_staff, *surabaya_staff, *makassar_staff; /* every duty */
  const char *pusat_sales, *surabaya_sales, *makassar_sales; /* sales alone */
  GPtrArray *owned;
} MiqatTestAgency;

/* A new hub with the whole agency. `role` HUB or ALONE. */
MiqatTestAgency *miqat_test_agency_new (MiqatSiteRole role);
/* A site with nothing in it, not even the agency; for tests of the first run, and for replicas
 * (`node_id` of the hub's agency, a device id and series). */
MiqatTestAgency *miqat_test_agency_new_empty (const MiqatSiteIdentity *identity);
/* A workstation of an office, holding a copy of the hub's rows as they are now (all tables but the
 * hub's own: costs, credentials, devices). */
MiqatTestAgency *miqat_test_agency_new_replica (MiqatTestAgency *hub, const char *node_id,
                                                const char *series);
/* Closes the site and removes the folder. */
void miqat_test_agency_free (MiqatTestAgency *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatTestAgency, miqat_test_agency_free)

/* A reader's connection, kept open until the agency is freed. */
MiqatDb *miqat_test_agency_read (MiqatTestAgency *self);
/* Moves the clock on. */
void miqat_test_agency_pass (MiqatTestAgency *self, gint64 microseconds);

/* Runs a command whose arguments are JSON with ' for ": {'name': 'Budi'}, made by printf. Aborts
 * the test on a technical error. */
MiqatAnswer *miqat_test_run (MiqatTestAgency *self, const char *actor_id, const char *command,
                             const char *json, ...) G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
/* The same; the command must succeed. Returns the result's member `want`, owned by the agency; NULL
 * when `want` is NULL. */
const char *miqat_test_do (MiqatTestAgency *self, const char *actor_id, const char *command,
                           const char *want, const char *json, ...) G_GNUC_PRINTF (5, 6);
/* The same; the command must be refused with `code` first, on `field` (NULL: no field). */
void miqat_test_refused (MiqatTestAgency *self, const char *actor_id, const char *command,
                         const char *code, const char *field, const char *json, ...) G_GNUC_PRINTF (6, 7);

/* Lets something happen as if a command had told it: a MiqatEventKind about `subject_id`. */
void miqat_test_emit (MiqatTestAgency *self, MiqatEventKind event, const char *subject_id);

/* One number from any SQL, for asserting on rows. Tests only. */
gint64 miqat_test_number (MiqatTestAgency *self, const char *sql);
char *miqat_test_text (MiqatTestAgency *self, const char *sql) G_GNUC_WARN_UNUSED_RESULT;
/* Runs every invariant of every area; aborts naming the first fault. */
void miqat_test_verify (MiqatTestAgency *self);

G_END_DECLS
