/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hub and workstation say to each other: JSON objects, of which each names its protocol.
 *
 *   POST /sync/enrol       {protocol, id, code, name, token}
 *                          → {device_id, code, node_id, node_name, agency_name, zone}
 *   POST /sync/sign-in     {protocol, email, password} → {person: {id, name, email}, grant, until, days}
 *   POST /sync/commands    {protocol, schema, idle, online, grants: {person: grant}, commands: [{id, name,
 *                           args, actor_id, claimed_at, day}], views: [{id, actor_id, at, table, row, what}]}
 *                          → {results: [{id, state, result | problems, feed_seq}], stopped}
 *   GET  /sync/changes     ?protocol&schema&since&limit&wait&idle → {cursor, seq, more, reset, changed, tables}
 *   GET  /sync/snapshot    ?protocol&schema&table&after&limit → {cursor, seq, tables, next: {table, after}}
 *   GET  /sync/documents/HASH → the contents;   PUT, with the contents as body → {}
 *
 * Every answer has `now`, the hub's time; a refusal is {now, problems: […]} with an error status.
 * All but enrol need the device's token.
 *
 * Rows travel by column name, a table at a time: {table, columns: […], rows: [[…], …], gone: [key, …]}.
 * A reader skips tables and columns it does not know and leaves columns that were not sent empty.
 * Sealed columns travel in clear, under their own name, and are sealed anew on arrival; blind indexes
 * do not travel. Other bytes travel as base64, whole numbers beyond 2^53 as text. */
#pragma once

#include "miqat-schema.h"
#include "miqat-site.h"
#include "miqat-sync-transport.h"

G_BEGIN_DECLS

#define MIQAT_SYNC_PROTOCOL 1
#define MIQAT_SYNC_PREFIX "/sync"

/* Commands in one push, and rows in one answer. */
#define MIQAT_SYNC_COMMANDS_MAX 100
#define MIQAT_SYNC_ROWS_MAX 1000
/* Bytes of a push, of an answer, and of a document. */
#define MIQAT_SYNC_PUSH_MAX (4 * 1024 * 1024)
#define MIQAT_SYNC_ANSWER_MAX (64 * 1024 * 1024)
#define MIQAT_SYNC_DOCUMENT_MAX (12 * 1024 * 1024)

/* Whether rows of this table travel at all. */
gboolean miqat_sync_table_travels (const MiqatTable *table);

/* ---- writing rows --------------------------------------------------------------------------- */

/* Begins a table: its name, its columns, and the list of rows. */
void miqat_sync_rows_begin (MiqatJsonWriter *json, const MiqatTable *table, const MiqatTableSchema *schema);
/* Fails when a sealed value cannot be opened with `key`. */
gboolean miqat_sync_rows_add (MiqatJsonWriter *json, const MiqatTable *table,
                              const MiqatTableSchema *schema, const MiqatKey *key,
                              const MiqatValue *values, GError **error);
/* Ends it, naming the keys of rows that are no longer there for the reader (`gone` may be NULL). */
void miqat_sync_rows_end (MiqatJsonWriter *json, const GPtrArray *gone);

/* ---- reading rows --------------------------------------------------------------------------- */

typedef struct {
  const MiqatTable *table; /* NULL: not known here, skip it */
  const MiqatTableSchema *schema;
  JsonArray *rows; /* borrowed from the block */
  JsonArray *gone;
  int *sources;    /* per column of the schema: its place in a row, or -1 */
} MiqatSyncRows;

/* Fails with MIQAT_SYNC_ERROR_ANSWER when `block` is not as described above. */
gboolean miqat_sync_rows_init (MiqatSyncRows *self, MiqatSite *site, MiqatDb *db, JsonObject *block,
                               GError **error);
void miqat_sync_rows_clear (MiqatSyncRows *self);
/* Row `index` as values of the schema's columns, sealed with `key`; free with miqat_values_free(). */
MiqatValue *miqat_sync_rows_read (const MiqatSyncRows *self, guint index, const MiqatKey *key,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Its primary key as text. */
char *miqat_sync_rows_dup_key (const MiqatSyncRows *self, guint index, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A row of the database as text that is equal in every database: opened, by column name. */
char *miqat_sync_row_describe (const MiqatTable *table, const MiqatTableSchema *schema,
                               const MiqatKey *key, const MiqatValue *values, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- messages ------------------------------------------------------------------------------- */

/* Ends the object that `json` writes and makes the bytes; takes `out`. */
GBytes *miqat_sync_message_end (MiqatJsonWriter *json, GString *out) G_GNUC_WARN_UNUSED_RESULT;
/* The object in a message. Fails with MIQAT_SYNC_ERROR_ANSWER; the root keeps the object alive. */
JsonObject *miqat_sync_message_parse (GBytes *body, gsize size_max, JsonNode **root, GError **error);

G_END_DECLS
