/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON in: checked for size, depth and duplicate names before the parser sees it, because the
 * parser recurses and keeps the last of two names. JSON out: a writer that escapes by default. */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

#define MIQAT_JSON_DEPTH_MAX 16
#define MIQAT_JSON_SIZE_MAX (256 * 1024)
/* Names in one object; keeps hash tables of hostile names from becoming slow. */
#define MIQAT_JSON_NAMES_MAX 4096

/* Parses `length` bytes into an immutable tree. `size_max` 0 means MIQAT_JSON_SIZE_MAX. Refuses
 * (MIQAT_REFUSAL) with a json_* problem, bytes that are not UTF-8 with json_broken. Numbers beyond
 * 2^53 are refused with money_too_large, whose field is where they stand ("rooms.0.price"); fractions
 * are kept as doubles for the parameter check to refuse. */
JsonNode *miqat_json_parse (const char *data, gsize length, gsize size_max,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The one text for equal contents: names sorted, no white space. */
char *miqat_json_canonical (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

/* Members that may be missing: NULL / `fallback` when absent or of another kind. `object` may be
 * NULL. */
const char *miqat_json_get_text (JsonObject *object, const char *name);
gint64 miqat_json_get_int (JsonObject *object, const char *name, gint64 fallback);
JsonArray *miqat_json_get_array (JsonObject *object, const char *name);
JsonObject *miqat_json_get_object (JsonObject *object, const char *name);

/* Writes one JSON value into a string, front to back; commas are its own business. Asserts that
 * names and values alternate properly. Text that is not UTF-8 is a programmer's error. */
typedef struct {
  GString *out;
  guint depth;
  guint8 state[MIQAT_JSON_DEPTH_MAX];
  gboolean done; /* the one value was begun */
} MiqatJsonWriter;

/* Appends to `out`, which the caller owns. */
void miqat_json_writer_init (MiqatJsonWriter *self, GString *out);
void miqat_json_begin_object (MiqatJsonWriter *self);
void miqat_json_end_object (MiqatJsonWriter *self);
void miqat_json_begin_array (MiqatJsonWriter *self);
void miqat_json_end_array (MiqatJsonWriter *self);
void miqat_json_name (MiqatJsonWriter *self, const char *name);
void miqat_json_text (MiqatJsonWriter *self, const char *text); /* NULL writes null */
void miqat_json_int (MiqatJsonWriter *self, gint64 number);
void miqat_json_flag (MiqatJsonWriter *self, gboolean flag);
void miqat_json_null (MiqatJsonWriter *self);
void miqat_json_node (MiqatJsonWriter *self, JsonNode *node); /* names sorted */
/* Name and value in one call. */
void miqat_json_add_text (MiqatJsonWriter *self, const char *name, const char *text);
void miqat_json_add_int (MiqatJsonWriter *self, const char *name, gint64 number);
void miqat_json_add_flag (MiqatJsonWriter *self, const char *name, gboolean flag);

G_END_DECLS
