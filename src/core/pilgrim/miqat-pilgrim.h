/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who travel. NIK, passport number and health notes are sealed in the database; a record
 * carries them masked unless it is asked for in clear, and whoever asks notes that view in the audit
 * trail (miqat_site_note_view_async). */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *relation;
} MiqatFamilyMember;

typedef struct {
  char *id;
  char *full_name;
  /* All texts below are NULL while unknown. Days are YYYY-MM-DD. */
  char *gender;
  char *place_of_birth;
  char *date_of_birth;
  char *nik;             /* in clear or "317101••••••0001" */
  char *address;
  char *province;
  char *regency;
  char *district;
  char *village;
  char *father_name;
  char *citizenship;     /* never NULL */
  gboolean has_passport;
  char *passport_number; /* in clear or "X1••••67" */
  char *passport_from;
  char *passport_release_date;
  char *passport_expiry_date;
  char *marital_status;
  char *phone;           /* digits */
  char *home_phone;
  char *education;
  char *occupation;
  char *disease_history; /* in clear, or "•••" when there is some */
  GPtrArray *family_members; /* of MiqatFamilyMember, never NULL */
  char *emergency_contact_name;
  char *emergency_contact_phone;
  char *registration_source;
  MiqatInstant created_at;
  MiqatInstant updated_at;
} MiqatPilgrim;
void miqat_pilgrim_free (MiqatPilgrim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatPilgrim, miqat_pilgrim_free)

typedef enum { MIQAT_PILGRIM_MASKED, MIQAT_PILGRIM_IN_CLEAR } MiqatPilgrimView;

/* Refuses not_found, also for a pilgrim whom the reader's branch does not know. `key` may be NULL
 * when masked; sealed fields are then shown as "•••". */
MiqatPilgrim *miqat_pilgrim_load (MiqatDb *db, const MiqatKey *key, const char *id,
                                  const MiqatReader *reader, MiqatPilgrimView view,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a search for one person finds. */
typedef enum {
  MIQAT_PILGRIM_UNKNOWN,   /* nobody */
  MIQAT_PILGRIM_KNOWN,     /* in the reader's scope: `id` is set */
  MIQAT_PILGRIM_ELSEWHERE, /* another office knows somebody: nothing more is said */
} MiqatPilgrimMatch;
/* Exact search by blind index. On several the oldest. */
gboolean miqat_pilgrim_find_by_nik (MiqatDb *db, const MiqatKey *key, const char *nik,
                                    const MiqatReader *reader, MiqatPilgrimMatch *match, char **id,
                                    GError **error);
gboolean miqat_pilgrim_find_by_passport (MiqatDb *db, const MiqatKey *key, const char *passport,
                                         const MiqatReader *reader, MiqatPilgrimMatch *match, char **id,
                                         GError **error);
/* A family often shares a phone: all of them, oldest first, as an array of ids; only those in scope. */
GPtrArray *miqat_pilgrim_find_by_phone (MiqatDb *db, const char *digits, const MiqatReader *reader,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Names of the wanted fields (miqat-pilgrim-fields.h) that are still missing; passport fields only
 * when there is a passport. */
char **miqat_pilgrim_list_missing (const MiqatPilgrim *self) G_GNUC_WARN_UNUSED_RESULT;

/* An invariant that needs the database's key: every sealed value opens, and every blind index is that
 * of its value. Adds a sentence to `faults` for each fault. */
gboolean miqat_pilgrim_verify_sealed (MiqatDb *db, const MiqatKey *key, gint64 *checked,
                                      GPtrArray *faults, GError **error);

/* ---- for areas below, inside a command ------------------------------------------------------- */

/* Makes a pilgrim from arguments of the MIQAT_PILGRIM_FIELDS kind and shows it to `branch_id`.
 * `field_prefix` ("travellers.1.", "" at the top) goes before the field names of refusals:
 * required (full_name), nik_mismatch, day_future, passport_days, passport_numbered. */
gboolean miqat_pilgrim_insert (MiqatCall *call, const MiqatArgs *fields, const char *id,
                               const char *branch_id, const char *field_prefix, GError **error);
/* What becomes of a given field that the pilgrim has already. Who may not read a pilgrim may not
 * overwrite one either. */
typedef enum {
  MIQAT_PILGRIM_REPLACE, /* the offices: it is changed */
  MIQAT_PILGRIM_KEEP,    /* it stays, without a word: nobody learns so what is known of a person */
  MIQAT_PILGRIM_REFUSE,  /* pilgrim_known: an edit is not dropped in silence */
} MiqatPilgrimWrite;
/* Changes the fields that are given, and no others. Refuses as miqat_pilgrim_insert() does. */
gboolean miqat_pilgrim_update (MiqatCall *call, const MiqatArgs *fields, const char *id,
                               MiqatPilgrimWrite write, const char *field_prefix, GError **error);
/* The pilgrim known to the branch (NULL: to any) who has this NIK and this name, the oldest if there
 * are several; NULL in `*id` when there is none. */
gboolean miqat_pilgrim_find_same (MiqatCall *call, const char *nik, const char *full_name,
                                  const char *branch_id, char **id, GError **error);
/* Lets a branch see a pilgrim. */
gboolean miqat_pilgrim_add_branch (MiqatCall *call, const char *pilgrim_id, const char *branch_id, GError **error);
gboolean miqat_pilgrim_has_branch (MiqatDb *db, const char *pilgrim_id, const char *branch_id,
                                   gboolean *has, GError **error);

extern const MiqatStatements miqat_pilgrim_statements;

G_END_DECLS
