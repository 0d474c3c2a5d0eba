/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading pilgrims, and finding one by a number that is sealed. */
#include "config.h"

#include "miqat-nik-rules.h"
#include "miqat-passport-rules.h"
#include "miqat-pilgrim-fields.h"
#include "miqat-pilgrim-private.h"
#include "miqat-rows.h"
#include "miqat-text.h"

#include <string.h>

#define HIDDEN "•••"

enum {
  SQL_LOAD,
  SQL_HEALTH,
  SQL_FIND_BY_NIK,
  SQL_FIND_BY_PASSPORT,
  SQL_FIND_BY_PHONE,
  SQL_HAS_BRANCH,
  SQL_BRANCH,
  SQL_FIND_SAME,
  SQL_SEALED,
  N_SQL
};

/* Personal data is for offices: a node below them reads nobody here. */
#define IN_SCOPE \
  " CAST(:node_id AS TEXT) IS NULL AND (CAST(:branch_id AS TEXT) IS NULL OR EXISTS" \
  " (SELECT 1 FROM pilgrim_branches b WHERE b.pilgrim_id = p.id AND b.branch_id = :branch_id))"

static const char *const sql[N_SQL] = {
  [SQL_LOAD] =
    "SELECT p.id, p.full_name, p.gender, p.place_of_birth, p.date_of_birth, p.address, p.province,"
    " p.regency, p.district, p.village, p.father_name, p.citizenship, p.passport_from,"
    " p.passport_release_date, p.passport_expiry_date, p.marital_status, p.phone, p.home_phone,"
    " p.education, p.occupation, p.emergency_contact_name, p.emergency_contact_phone,"
    " p.registration_source, p.nik_sealed, p.passport_sealed, p.has_passport, p.family_members,"
    " p.created_at, p.updated_at"
    " FROM pilgrims p WHERE p.id = :id AND" IN_SCOPE,
  [SQL_HEALTH] = "SELECT notes_sealed FROM pilgrim_health WHERE pilgrim_id = :id",
  [SQL_FIND_BY_NIK] =
    "SELECT p.id, CASE WHEN" IN_SCOPE " THEN 1 ELSE 0 END AS mine FROM pilgrims p"
    " WHERE p.nik_index = :number ORDER BY mine DESC, p.created_at, p.id",
  [SQL_FIND_BY_PASSPORT] =
    "SELECT p.id, CASE WHEN" IN_SCOPE " THEN 1 ELSE 0 END AS mine FROM pilgrims p"
    " WHERE p.passport_index = :number ORDER BY mine DESC, p.created_at, p.id",
  [SQL_FIND_BY_PHONE] =
    "SELECT p.id FROM pilgrims p WHERE p.phone = :phone AND" IN_SCOPE " ORDER BY p.created_at, p.id",
  [SQL_HAS_BRANCH] =
    "SELECT count(*) FROM pilgrim_branches WHERE pilgrim_id = :id AND branch_id = :branch_id",
  [SQL_BRANCH] =
    "SELECT branch_id FROM pilgrim_branches WHERE pilgrim_id = :id ORDER BY branch_id LIMIT 1",
  [SQL_FIND_SAME] =
    "SELECT p.id FROM pilgrims p WHERE p.nik_index = :number AND p.name_key = :name_key"
    " AND (CAST(:branch_id AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM pilgrim_branches b"
    "  WHERE b.pilgrim_id = p.id AND b.branch_id = :branch_id))"
    " ORDER BY p.created_at, p.id LIMIT 1",
  [SQL_SEALED] =
    "SELECT p.id, p.nik_sealed, p.nik_index, p.passport_sealed, p.passport_index, h.notes_sealed"
    " FROM pilgrims p LEFT JOIN pilgrim_health h ON h.pilgrim_id = p.id ORDER BY p.id",
};

const MiqatStatements miqat_pilgrim_statements = { "pilgrims", sql, N_SQL, 0 };

/* In the order of SQL_LOAD, after the id. */
#define TEXT(field) { #field, G_STRUCT_OFFSET (MiqatPilgrim, field) }
const MiqatPilgrimText miqat_pilgrim_texts[] = {
  TEXT (full_name),
  TEXT (gender),
  TEXT (place_of_birth),
  TEXT (date_of_birth),
  TEXT (address),
  TEXT (province),
  TEXT (regency),
  TEXT (district),
  TEXT (village),
  TEXT (father_name),
  TEXT (citizenship),
  TEXT (passport_from),
  TEXT (passport_release_date),
  TEXT (passport_expiry_date),
  TEXT (marital_status),
  TEXT (phone),
  TEXT (home_phone),
  TEXT (education),
  TEXT (occupation),
  TEXT (emergency_contact_name),
  TEXT (emergency_contact_phone),
  TEXT (registration_source),
  { NULL, 0 },
};

void
miqat_pilgrim_free (MiqatPilgrim *self)
{
  if (self == NULL)
    return;
  for (const MiqatPilgrimText *text = miqat_pilgrim_texts; text->name != NULL; text++)
    g_free (*miqat_pilgrim_get_text (self, text));
  g_free (self->id);
  g_free (self->nik);
  g_free (self->passport_number);
  g_free (self->disease_history);
  g_clear_pointer (&self->family_members, g_ptr_array_unref);
  g_free (self);
}

/* ---- opening what is sealed ------------------------------------------------------------------ */

typedef struct {
  const MiqatKey *key;
  MiqatPilgrimView view;
} Opener;

/* NULL stays NULL. Masked: all but `head` and `tail` characters; neither: nothing at all. */
static gboolean
open_field (const Opener *opener, MiqatStatement *row, guint column, const char *context, guint head,
            guint tail, char **text, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *clear = NULL;

  if (miqat_statement_is_null (row, column))
    return TRUE;
  if (opener->key == NULL || (opener->view == MIQAT_PILGRIM_MASKED && head + tail == 0)) {
    *text = g_strdup (HIDDEN);
    return TRUE;
  }
  sealed = miqat_statement_dup_bytes (row, column);
  clear = miqat_open (opener->key, context, sealed, error);
  if (clear == NULL)
    return FALSE;
  if (opener->view == MIQAT_PILGRIM_IN_CLEAR) {
    *text = g_steal_pointer (&clear);
  } else {
    *text = miqat_text_mask (clear, head, tail);
    memset (clear, 0, strlen (clear));
  }
  return TRUE;
}

static gboolean
load_health (MiqatDb *db, const Opener *opener, MiqatPilgrim *self, GError **error)
{
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (db, &miqat_pilgrim_statements, SQL_HEALTH, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, "id", self->id);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  return !found
         || open_field (opener, row, 0, MIQAT_CONTEXT_HEALTH, 0, 0, &self->disease_history, error);
}

static gboolean
read_pilgrim (MiqatStatement *row, const Opener *opener, MiqatPilgrim *self, GError **error)
{
  guint column = 0;

  self->id = miqat_statement_dup_text (row, column++);
  for (const MiqatPilgrimText *text = miqat_pilgrim_texts; text->name != NULL; text++)
    *miqat_pilgrim_get_text (self, text) = miqat_statement_dup_text (row, column++);
  if (!open_field (opener, row, column++, MIQAT_CONTEXT_NIK, 6, 4, &self->nik, error)
      || !open_field (opener, row, column++, MIQAT_CONTEXT_PASSPORT, 2, 2, &self->passport_number, error))
    return FALSE;
  self->has_passport = miqat_statement_get_int (row, column++) != 0;
  self->family_members = miqat_family_from_json (miqat_statement_get_text (row, column++));
  self->created_at = miqat_statement_get_int (row, column++);
  self->updated_at = miqat_statement_get_int (row, column++);
  return TRUE;
}

MiqatPilgrim *
miqat_pilgrim_load (MiqatDb *db, const MiqatKey *key, const char *id, const MiqatReader *reader,
                    MiqatPilgrimView view, GError **error)
{
  const Opener opener = { key, view };
  g_autoptr (MiqatStatement) row = NULL;
  g_autoptr (MiqatPilgrim) self = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (key != NULL || view == MIQAT_PILGRIM_MASKED, NULL);

  row = miqat_db_statement (db, &miqat_pilgrim_statements, SQL_LOAD, error);
  miqat_statement_bind_text (row, "id", id);
  miqat_rows_bind_reader (row, *reader);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return NULL;
  if (!found) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
    return NULL;
  }
  self = g_new0 (MiqatPilgrim, 1);
  if (!read_pilgrim (row, &opener, self, error) || !load_health (db, &opener, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---- families ------------------------------------------------------------------------------- */

static void
family_member_free (gpointer data)
{
  MiqatFamilyMember *self = data;

  g_free (self->name);
  g_free (self->relation);
  g_free (self);
}

static void
add_member (GPtrArray *members, const char *name, const char *relation)
{
  MiqatFamilyMember *member = g_new0 (MiqatFamilyMember, 1);

  member->name = g_strdup (name);
  member->relation = g_strdup (relation);
  g_ptr_array_add (members, member);
}

GPtrArray *
miqat_family_from_json (const char *json)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (family_member_free);
  g_autoptr (JsonNode) node = NULL;

  if (json != NULL)
    node = miqat_json_parse (json, strlen (json), 0, NULL);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      JsonNode *entry = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (entry))
        add_member (members, miqat_json_get_text (json_node_get_object (entry), "name"),
                    miqat_json_get_text (json_node_get_object (entry), "relation"));
    }
  }
  return members;
}

GPtrArray *
miqat_family_from_args (const MiqatArgs *fields)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (family_member_free);

  for (guint i = 0; i < miqat_args_list_length (fields, "family_members"); i++) {
    const MiqatArgs *member = miqat_args_list_get (fields, "family_members", i);

    add_member (members, miqat_args_text (member, "name"), miqat_args_text (member, "relation"));
  }
  return members;
}

char *
miqat_family_to_json (const GPtrArray *members)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter writer;

  miqat_json_writer_init (&writer, out);
  miqat_json_begin_array (&writer);
  for (guint i = 0; i < members->len; i++) {
    const MiqatFamilyMember *member = g_ptr_array_index (members, i);

    miqat_json_begin_object (&writer);
    miqat_json_add_text (&writer, "name", member->name);
    miqat_json_add_text (&writer, "relation", member->relation);
    miqat_json_end_object (&writer);
  }
  miqat_json_end_array (&writer);
  return g_string_free (out, FALSE);
}

/* ---- finding -------------------------------------------------------------------------------- */

static gboolean
find_by_number (MiqatDb *db, guint index, const char *number, const MiqatReader *reader,
                MiqatPilgrimMatch *match, char **id, GError **error)
{
  g_autoptr (MiqatStatement) row = miqat_db_statement (db, &miqat_pilgrim_statements, index, error);
  gboolean found = FALSE;

  *match = MIQAT_PILGRIM_UNKNOWN;
  *id = NULL;
  miqat_statement_bind_text (row, "number", number);
  miqat_rows_bind_reader (row, *reader);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (miqat_statement_get_int (row, 1) == 0) {
    *match = MIQAT_PILGRIM_ELSEWHERE;
  } else {
    *match = MIQAT_PILGRIM_KNOWN;
    *id = miqat_statement_dup_text (row, 0);
  }
  return TRUE;
}

gboolean
miqat_pilgrim_find_by_nik (MiqatDb *db, const MiqatKey *key, const char *nik,
                           const MiqatReader *reader, MiqatPilgrimMatch *match, char **id, GError **error)
{
  g_autofree char *digits = miqat_nik_normalize (nik);
  g_autofree char *number = miqat_blind_index (key, MIQAT_CONTEXT_NIK, digits);

  return find_by_number (db, SQL_FIND_BY_NIK, number, reader, match, id, error);
}

gboolean
miqat_pilgrim_find_by_passport (MiqatDb *db, const MiqatKey *key, const char *passport,
                                const MiqatReader *reader, MiqatPilgrimMatch *match, char **id,
                                GError **error)
{
  g_autofree char *capitals = miqat_passport_normalize (passport);
  g_autofree char *number = miqat_blind_index (key, MIQAT_CONTEXT_PASSPORT, capitals);

  return find_by_number (db, SQL_FIND_BY_PASSPORT, number, reader, match, id, error);
}

static gpointer
read_id (MiqatStatement *row)
{
  return miqat_statement_dup_text (row, 0);
}

GPtrArray *
miqat_pilgrim_find_by_phone (MiqatDb *db, const char *digits, const MiqatReader *reader, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_pilgrim_statements, SQL_FIND_BY_PHONE, error);

  miqat_statement_bind_text (statement, "phone", digits);
  miqat_rows_bind_reader (statement, *reader);
  return miqat_rows_collect (statement, read_id, g_free, error);
}

gboolean
miqat_pilgrim_find_same (MiqatCall *call, const char *nik, const char *full_name,
                         const char *branch_id, char **id, GError **error)
{
  g_autofree char *digits = miqat_nik_normalize (nik);
  g_autofree char *number = miqat_blind_index (call->key, MIQAT_CONTEXT_NIK, digits);
  g_autofree char *name_key = miqat_text_fold (full_name);
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (call->db, &miqat_pilgrim_statements, SQL_FIND_SAME, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, "number", number);
  miqat_statement_bind_text (row, "name_key", name_key);
  miqat_statement_bind_text (row, "branch_id", branch_id);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  *id = found ? miqat_statement_dup_text (row, 0) : NULL;
  return TRUE;
}

gboolean
miqat_pilgrim_has_branch (MiqatDb *db, const char *pilgrim_id, const char *branch_id, gboolean *has,
                          GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_pilgrim_statements, SQL_HAS_BRANCH, &count, NULL, error, "id",
                          pilgrim_id, "branch_id", branch_id, NULL))
    return FALSE;
  *has = count > 0;
  return TRUE;
}

gboolean
miqat_pilgrim_load_branch (MiqatDb *db, const char *id, char **branch_id, GError **error)
{
  return miqat_db_read_text (db, &miqat_pilgrim_statements, SQL_BRANCH, branch_id, error, "id", id, NULL);
}

/* ---- what is missing ------------------------------------------------------------------------- */

static gboolean
is_given (const MiqatPilgrim *self, const char *name)
{
  if (strcmp (name, "nik") == 0)
    return self->nik != NULL || g_strcmp0 (self->citizenship, "WNI") != 0;
  if (strcmp (name, "passport_number") == 0)
    return self->passport_number != NULL || !self->has_passport;
  if (g_str_has_prefix (name, "passport_") && !self->has_passport)
    return TRUE;
  for (const MiqatPilgrimText *text = miqat_pilgrim_texts; text->name != NULL; text++)
    if (strcmp (text->name, name) == 0)
      return *miqat_pilgrim_get_text (self, text) != NULL;
  return TRUE;
}

char **
miqat_pilgrim_list_missing (const MiqatPilgrim *self)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  for (guint i = 0; miqat_pilgrim_wanted_fields[i] != NULL; i++)
    if (!is_given (self, miqat_pilgrim_wanted_fields[i]))
      g_strv_builder_add (missing, miqat_pilgrim_wanted_fields[i]);
  return g_strv_builder_end (missing);
}

/* ---- what only the key can tell ---------------------------------------------------------------- */

static gboolean
check_sealed (MiqatStatement *row, const MiqatKey *key, guint column, const char *context,
              const char *index, const char *what, GPtrArray *faults)
{
  g_autoptr (GBytes) sealed = miqat_statement_dup_bytes (row, column);
  g_autofree char *clear = NULL, *expected = NULL;

  if (sealed == NULL)
    return FALSE;
  clear = miqat_open (key, context, sealed, NULL);
  if (clear == NULL) {
    g_ptr_array_add (faults, g_strdup_printf ("pilgrim %s: the %s cannot be opened",
                                              miqat_statement_get_text (row, 0), what));
    return TRUE;
  }
  expected = miqat_blind_index (key, context, clear);
  if (index != NULL && strcmp (index, expected) != 0)
    g_ptr_array_add (faults, g_strdup_printf ("pilgrim %s: the index of the %s is not its own",
                                              miqat_statement_get_text (row, 0), what));
  return TRUE;
}

gboolean
miqat_pilgrim_verify_sealed (MiqatDb *db, const MiqatKey *key, gint64 *checked, GPtrArray *faults,
                             GError **error)
{
  g_autoptr (MiqatStatement) row = miqat_db_statement (db, &miqat_pilgrim_statements, SQL_SEALED, error);
  gboolean more = FALSE;

  *checked = 0;
  if (row == NULL)
    return FALSE;
  while (TRUE) {
    if (!miqat_statement_step (row, &more, error))
      return FALSE;
    if (!more)
      return TRUE;
    *checked += check_sealed (row, key, 1, MIQAT_CONTEXT_NIK, miqat_statement_get_text (row, 2), "NIK", faults);
    *checked += check_sealed (row, key, 3, MIQAT_CONTEXT_PASSPORT, miqat_statement_get_text (row, 4),
                              "passport number", faults);
    *checked += check_sealed (row, key, 5, MIQAT_CONTEXT_HEALTH, NULL, "health note", faults);
  }
}
