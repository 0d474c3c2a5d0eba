/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing pilgrims. Sealed values are written only when they are given: sealing the same number
 * again would look like a change to whoever reads the trail. */
#include "config.h"

#include "miqat-nik-rules.h"
#include "miqat-passport-rules.h"
#include "miqat-pilgrim-private.h"
#include "miqat-text.h"

#include <string.h>

enum { SQL_INSERT, SQL_UPDATE, SQL_SET_NIK, SQL_SET_PASSPORT, SQL_PUT_HEALTH, SQL_DROP_HEALTH, SQL_ADD_BRANCH,
       N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_INSERT] =
    "INSERT INTO pilgrims (id, full_name, name_key, gender, place_of_birth, date_of_birth, address,"
    " province, regency, district, village, father_name, citizenship, has_passport, passport_from,"
    " passport_release_date, passport_expiry_date, marital_status, phone, home_phone, education,"
    " occupation, family_members, emergency_contact_name, emergency_contact_phone,"
    " registration_source, created_at, updated_at)"
    " VALUES (:id, :full_name, :name_key, :gender, :place_of_birth, :date_of_birth, :address,"
    " :province, :regency, :district, :village, :father_name, :citizenship, :has_passport,"
    " :passport_from, :passport_release_date, :passport_expiry_date, :marital_status, :phone,"
    " :home_phone, :education, :occupation, :family_members, :emergency_contact_name,"
    " :emergency_contact_phone, :registration_source, :created_at, :updated_at)",
  [SQL_UPDATE] =
    "UPDATE pilgrims SET full_name = :full_name, name_key = :name_key, gender = :gender,"
    " place_of_birth = :place_of_birth, date_of_birth = :date_of_birth, address = :address,"
    " province = :province, regency = :regency, district = :district, village = :village,"
    " father_name = :father_name, citizenship = :citizenship, has_passport = :has_passport,"
    " passport_from = :passport_from, passport_release_date = :passport_release_date,"
    " passport_expiry_date = :passport_expiry_date, marital_status = :marital_status,"
    " phone = :phone, home_phone = :home_phone, education = :education, occupation = :occupation,"
    " family_members = :family_members, emergency_contact_name = :emergency_contact_name,"
    " emergency_contact_phone = :emergency_contact_phone,"
    " registration_source = :registration_source, updated_at = :updated_at WHERE id = :id",
  [SQL_SET_NIK] = "UPDATE pilgrims SET nik_sealed = :sealed, nik_index = :number WHERE id = :id",
  [SQL_SET_PASSPORT] =
    "UPDATE pilgrims SET passport_sealed = :sealed, passport_index = :number WHERE id = :id",
  [SQL_PUT_HEALTH] =
    "INSERT INTO pilgrim_health (pilgrim_id, notes_sealed) VALUES (:id, :sealed)"
    " ON CONFLICT (pilgrim_id) DO UPDATE SET notes_sealed = excluded.notes_sealed",
  [SQL_DROP_HEALTH] = "DELETE FROM pilgrim_health WHERE pilgrim_id = :id",
  [SQL_ADD_BRANCH] =
    "INSERT INTO pilgrim_branches (pilgrim_id, branch_id) VALUES (:id, :branch_id)"
    " ON CONFLICT (pilgrim_id, branch_id) DO NOTHING",
};

const MiqatStatements miqat_pilgrim_write_statements = { "pilgrim-store", sql, N_SQL, 0 };

/* ---- rows ----------------------------------------------------------------------------------- */

static gboolean
put_row (MiqatDb *db, guint index, const MiqatPilgrim *self, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_pilgrim_write_statements, index, error);
  g_autofree char *name_key = miqat_text_fold (self->full_name);
  g_autofree char *family = miqat_family_to_json (self->family_members);

  for (const MiqatPilgrimText *text = miqat_pilgrim_texts; text->name != NULL; text++)
    miqat_statement_bind_text (statement, text->name, *miqat_pilgrim_get_text (self, text));
  miqat_statement_bind_text (statement, "id", self->id);
  miqat_statement_bind_text (statement, "name_key", name_key);
  miqat_statement_bind_int (statement, "has_passport", self->has_passport);
  miqat_statement_bind_text (statement, "family_members", family);
  if (index == SQL_INSERT)
    miqat_statement_bind_int (statement, "created_at", self->created_at);
  miqat_statement_bind_int (statement, "updated_at", self->updated_at);
  return miqat_statement_run (statement, error);
}

/* `value` NULL empties. */
static gboolean
put_number (MiqatCall *call, guint index, const char *context, const char *id, const char *value,
            GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_pilgrim_write_statements, index, error);
  g_autoptr (GBytes) sealed = value != NULL ? miqat_seal (call->key, context, value) : NULL;
  g_autofree char *number = value != NULL ? miqat_blind_index (call->key, context, value) : NULL;

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_bytes (statement, "sealed", sealed);
  miqat_statement_bind_text (statement, "number", number);
  return miqat_statement_run (statement, error);
}

/* The same, in a row of its own that goes when nothing is to be told. */
static gboolean
put_health (MiqatCall *call, const char *id, const char *value, GError **error)
{
  guint index = value != NULL ? SQL_PUT_HEALTH : SQL_DROP_HEALTH;
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_pilgrim_write_statements, index, error);
  g_autoptr (GBytes) sealed = value != NULL ? miqat_seal (call->key, MIQAT_CONTEXT_HEALTH, value) : NULL;

  miqat_statement_bind_text (statement, "id", id);
  if (sealed != NULL)
    miqat_statement_bind_bytes (statement, "sealed", sealed);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_pilgrim_add_branch (MiqatCall *call, const char *pilgrim_id, const char *branch_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_pilgrim_write_statements, SQL_ADD_BRANCH, error);

  miqat_statement_bind_text (statement, "id", pilgrim_id);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  return miqat_statement_run (statement, error);
}

/* ---- what is given -------------------------------------------------------------------------- */

/* What a write does to a value that is kept sealed: leaves it, replaces it, or (NULL) empties it. */
typedef struct {
  gboolean taken;
  char *text;
} NewValue;

typedef struct {
  NewValue nik;
  NewValue passport;
  NewValue health;
} Sealed;

static void
sealed_clear (Sealed *self)
{
  g_clear_pointer (&self->nik.text, miqat_secret_free);
  g_clear_pointer (&self->passport.text, miqat_secret_free);
  g_clear_pointer (&self->health.text, miqat_secret_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sealed, sealed_clear)

/* What is given, how it may change what is there, and where to say what is wrong. */
typedef struct {
  const MiqatArgs *fields;
  MiqatPilgrimWrite write;
  const char *prefix;
  MiqatProblems *problems;
} Given;

static void
add_problem (const Given *given, const char *name, MiqatProblemCode code)
{
  g_autofree char *field = g_strconcat (given->prefix, name, NULL);

  miqat_problems_add (given->problems, field, code, NULL);
}

static gboolean
should_take (const Given *given, const char *name, gboolean has)
{
  if (!miqat_args_has (given->fields, name) && !miqat_args_is_cleared (given->fields, name))
    return FALSE;
  if (!has || given->write == MIQAT_PILGRIM_REPLACE)
    return TRUE;
  if (given->write == MIQAT_PILGRIM_REFUSE)
    add_problem (given, name, MIQAT_PROBLEM_PILGRIM_KNOWN);
  return FALSE;
}

static NewValue
take_value (const Given *given, const char *name, gboolean has, char *(*normalize) (const char *text))
{
  const char *text = miqat_args_text (given->fields, name);

  if (!should_take (given, name, has))
    return (NewValue) { FALSE };
  return (NewValue) { TRUE, text != NULL ? normalize (text) : NULL };
}

static char *
keep_as_typed (const char *text)
{
  return g_strdup (text);
}

static void
take_fields (MiqatPilgrim *self, const Given *given, Sealed *sealed)
{
  const MiqatArgs *fields = given->fields;

  for (const MiqatPilgrimText *text = miqat_pilgrim_texts; text->name != NULL; text++) {
    char **value = miqat_pilgrim_get_text (self, text);

    if (should_take (given, text->name, *value != NULL)) {
      g_free (*value);
      *value = g_strdup (miqat_args_text (fields, text->name));
    }
  }
  if (should_take (given, "family_members", self->family_members->len > 0)) {
    g_ptr_array_unref (self->family_members);
    self->family_members = miqat_family_from_args (fields);
  }
  sealed->nik = take_value (given, "nik", self->nik != NULL, miqat_nik_normalize);
  sealed->passport = take_value (given, "passport_number", self->passport_number != NULL,
                                 miqat_passport_normalize);
  sealed->health = take_value (given, "disease_history", self->disease_history != NULL, keep_as_typed);
  if (sealed->passport.text != NULL)
    self->has_passport = TRUE;
  else if (should_take (given, "has_passport", self->has_passport))
    self->has_passport = miqat_args_flag (fields, "has_passport", FALSE);
}

/* ---- checks --------------------------------------------------------------------------------- */

static MiqatDay
read_day (const char *text)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (text != NULL && miqat_day_parse (text, &day) != MIQAT_PROBLEM_NONE)
    return MIQAT_DAY_NONE;
  return day;
}

/* What will stand there after the write. */
static const char *
get_coming (const NewValue *value, const char *present)
{
  return value->taken ? value->text : present;
}

/* Whether the person makes sense as a whole: as it will be, not only what is new. */
static void
check_person (MiqatCall *call, const MiqatPilgrim *self, const Sealed *sealed, const Given *given)
{
  MiqatDay birth = read_day (self->date_of_birth);
  const char *nik = get_coming (&sealed->nik, self->nik);

  if (self->full_name == NULL)
    add_problem (given, "full_name", MIQAT_PROBLEM_REQUIRED);
  else if (miqat_passport_check_name (self->full_name, self->father_name) != MIQAT_PROBLEM_NONE)
    add_problem (given, "father_name", MIQAT_PROBLEM_NAME_ONE_WORD);
  if (birth != MIQAT_DAY_NONE && birth > call->day)
    add_problem (given, "date_of_birth", MIQAT_PROBLEM_DAY_FUTURE);
  if (nik != NULL
      && miqat_nik_check_person (nik, birth, miqat_sex_from_name (self->gender)) != MIQAT_PROBLEM_NONE)
    add_problem (given, "nik", MIQAT_PROBLEM_NIK_MISMATCH);
  if (!self->has_passport && get_coming (&sealed->passport, self->passport_number) != NULL)
    add_problem (given, "has_passport", MIQAT_PROBLEM_PASSPORT_NUMBERED);
  if (miqat_passport_check_days (read_day (self->passport_release_date),
                                 read_day (self->passport_expiry_date)) != MIQAT_PROBLEM_NONE)
    add_problem (given, "passport_expiry_date", MIQAT_PROBLEM_PASSPORT_DAYS);
}

/* Puts what is given into the record. */
static gboolean
take (MiqatCall *call, MiqatPilgrim *self, const MiqatArgs *fields, MiqatPilgrimWrite write, const char *prefix,
      Sealed *sealed, GError **error)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  const Given given = { fields, write, prefix, problems };

  take_fields (self, &given, sealed);
  check_person (call, self, sealed, &given);
  if (miqat_problems_get_count (problems) == 0)
    return TRUE;
  return miqat_refuse_all (error, g_steal_pointer (&problems));
}

static gboolean
put_numbers (MiqatCall *call, const char *id, const Sealed *sealed, GError **error)
{
  if (sealed->nik.taken
      && !put_number (call, SQL_SET_NIK, MIQAT_CONTEXT_NIK, id, sealed->nik.text, error))
    return FALSE;
  if (sealed->passport.taken
      && !put_number (call, SQL_SET_PASSPORT, MIQAT_CONTEXT_PASSPORT, id, sealed->passport.text, error))
    return FALSE;
  return !sealed->health.taken || put_health (call, id, sealed->health.text, error);
}

/* ---- the area's own writes ------------------------------------------------------------------ */

gboolean
miqat_pilgrim_insert (MiqatCall *call, const MiqatArgs *fields, const char *id, const char *branch_id,
                      const char *field_prefix, GError **error)
{
  g_autoptr (MiqatPilgrim) pilgrim = g_new0 (MiqatPilgrim, 1);
  g_auto (Sealed) sealed = { 0 };

  pilgrim->id = g_strdup (id);
  pilgrim->family_members = miqat_family_from_json (NULL);
  pilgrim->created_at = pilgrim->updated_at = call->at;
  if (!take (call, pilgrim, fields, MIQAT_PILGRIM_REPLACE, field_prefix, &sealed, error))
    return FALSE;
  if (pilgrim->citizenship == NULL)
    pilgrim->citizenship = g_strdup ("WNI");
  return put_row (call->db, SQL_INSERT, pilgrim, error) && put_numbers (call, id, &sealed, error)
         && miqat_pilgrim_add_branch (call, id, branch_id, error);
}

gboolean
miqat_pilgrim_update (MiqatCall *call, const MiqatArgs *fields, const char *id, MiqatPilgrimWrite write,
                      const char *field_prefix, GError **error)
{
  const MiqatReader everybody = { NULL, NULL };
  g_autoptr (MiqatPilgrim) pilgrim
    = miqat_pilgrim_load (call->db, call->key, id, &everybody, MIQAT_PILGRIM_IN_CLEAR, error);
  g_auto (Sealed) sealed = { 0 };

  if (pilgrim == NULL || !take (call, pilgrim, fields, write, field_prefix, &sealed, error))
    return FALSE;
  pilgrim->updated_at = call->at;
  return put_row (call->db, SQL_UPDATE, pilgrim, error) && put_numbers (call, id, &sealed, error);
}
