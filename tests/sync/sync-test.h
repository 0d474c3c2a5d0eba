/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A network in one process: a hub with the small agency, and workstations enrolled with it, joined by
 * wires that can be cut, lose what they carry, or carry it twice. */
#pragma once

#include "miqat-replica.h"
#include "miqat-sync-hub.h"
#include "miqat-test-agency.h"

G_BEGIN_DECLS

#define SYNC_TEST_PASSWORD "rahasia-sekali"

/* A vault in memory. */
typedef struct {
  MiqatVault parent;
  GHashTable *contents; /* hash → GBytes */
  const char *damaged;  /* the hash of what cannot be read any more; NULL: none */
} SyncTestVault;

/* The way to the hub. */
typedef struct {
  MiqatSyncTransport parent;
  MiqatSyncHub **hub;    /* whoever is the hub at the moment */
  gboolean cut;          /* nothing goes through */
  guint lose_requests;   /* so many are lost on the way */
  guint lose_answers;    /* so many arrive, but their answers do not */
  guint repeat;          /* so many arrive twice */
  gint break_after;      /* after so many requests the wire is cut; negative: never */
  GRand *rand;           /* nullable: trouble by chance */
  void (*meanwhile) (gpointer data); /* nullable: happens once, after the next answer of /sync/changes */
  gpointer meanwhile_data;
  guint sent;
  guint commands_sent;   /* requests to /sync/commands */
} SyncTestWire;

typedef struct _SyncTest SyncTest;

typedef struct {
  SyncTest *test;
  MiqatTestAgency agency; /* its site, path, clock: for miqat_test_do() and so on */
  SyncTestVault *vault;
  SyncTestWire *wire;     /* owned by the replica */
  MiqatReplica *replica;
  const char *staff;      /* who works here: every duty, signed in */
} SyncTestOffice;

struct _SyncTest {
  MiqatTestAgency *hub;
  SyncTestVault *vault;
  MiqatSyncHub *answers;
  GPtrArray *offices;
  const char *package;
  const char *departure; /* of sync_test_add_departure(), the last */
  const char *quad;      /* its room */
  const char *bank_account;
};

/* The hub, its people with SYNC_TEST_PASSWORD, a published package, and a bank account. */
SyncTest *sync_test_new (void);
void sync_test_free (SyncTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyncTest, sync_test_free)

/* Enrols a workstation of an office, fetches its rows, and signs `staff` in. */
SyncTestOffice *sync_test_enrol (SyncTest *self, const char *node_id, const char *staff);
typedef struct {
  SyncTest *test; /* the caller's */
  SyncTestOffice *surabaya, *makassar;
} SyncTestTwo;

/* A departure with so many seats, and two offices that sell it. */
SyncTestTwo sync_test_two_offices (guint seats);
/* The process dies and starts again: everything in memory is gone. */
void sync_test_restart (SyncTestOffice *office);
/* Changes an office's database behind everybody's back. */
void sync_test_damage (SyncTestOffice *office, const char *sql);
/* The hub stops, and comes back from the file that lies there then. */
void sync_test_close_hub (SyncTest *self);
void sync_test_open_hub (SyncTest *self);
void sync_test_copy (const char *from, const char *to);
/* A fresh wire for the replica that runs now. */
SyncTestWire *sync_test_wire_new (SyncTest *self);

/* A departure with `seats` seats, made at the hub. */
void sync_test_add_departure (SyncTest *self, guint seats);
/* Moves all clocks on. */
void sync_test_pass (SyncTest *self, gint64 microseconds);

/* One exchange that must succeed. */
void sync_test_exchange (SyncTestOffice *office);
/* One that must fail; returns the error. */
GError *sync_test_exchange_fails (SyncTestOffice *office);
/* Exchanges until nothing waits anywhere, then compares every office with the hub. */
void sync_test_settle (SyncTest *self);
void sync_test_compare (SyncTestOffice *office);

/* Sells `pax` places of the departure at an office; returns the booking's id, or NULL when it was
 * refused there. */
const char *sync_test_book (SyncTestOffice *office, guint pax, const char *payer);

MiqatReplicaStatus sync_test_status (SyncTestOffice *office);
/* The refused cases of an office. */
GPtrArray *sync_test_cases (SyncTestOffice *office);

SyncTestVault *sync_test_vault_new (void);

G_END_DECLS
