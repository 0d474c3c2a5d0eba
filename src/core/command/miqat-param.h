/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of commands: what each is called, what it may hold, and how it is checked. Office
 * forms, REST, imports and `miqatctl run` all read these tables, so a limit is written once.
 *
 * Checking turns a JSON object into MiqatArgs: clean text, real days, amounts within bounds. All
 * problems are found at once, each naming its field ("travellers.1.nik"). */
#pragma once

#include "miqat-crypto.h"
#include "miqat-day.h"
#include "miqat-problem.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_PARAM_TEXT,      /* one line */
  MIQAT_PARAM_PARAGRAPH, /* several lines */
  MIQAT_PARAM_NAME,      /* a person's name, Latin letters */
  MIQAT_PARAM_PHONE,     /* becomes digits, 628… */
  MIQAT_PARAM_EMAIL,
  MIQAT_PARAM_ID,        /* a UUID */
  MIQAT_PARAM_KEY,       /* a short code that is a key: IATA codes, slugs, setting names */
  MIQAT_PARAM_CHOICE,
  MIQAT_PARAM_DAY,       /* becomes YYYY-MM-DD */
  MIQAT_PARAM_MONEY,     /* whole rupiah, 0 … MIQAT_MONEY_MAX; a number or typed text */
  MIQAT_PARAM_COUNT,     /* a whole number between min and max */
  MIQAT_PARAM_FLAG,
  MIQAT_PARAM_TEXTS,     /* a list of lines */
  MIQAT_PARAM_LIST,      /* a list of groups, described by `fields` */
} MiqatParamKind;

typedef enum {
  MIQAT_PARAM_OPTIONAL = 0,
  MIQAT_PARAM_REQUIRED = 1 << 0,
  MIQAT_PARAM_PERSONAL = 1 << 1, /* sealed wherever arguments are kept, masked in the audit */
  MIQAT_PARAM_SECRET   = 1 << 2, /* the same, and never shown again: verifiers, tokens */
  MIQAT_PARAM_CODE     = 1 << 3, /* when missing, allotted from the series `MiqatCommand.allot` names */
  MIQAT_PARAM_CLEARABLE = 1 << 4, /* null empties what was there, see miqat_args_is_cleared() */
  /* Added by us to what was sent (a salted verifier, who asks): it may differ when the same is sent again, and
   * is no part of what is then compared. In a command's own table, not in a list's fields. */
  MIQAT_PARAM_ADDED    = 1 << 5,
} MiqatParamFlags;

typedef struct _MiqatParam MiqatParam;
struct _MiqatParam {
  const char *name;  /* NULL ends a table */
  const char *label; /* N_() English */
  MiqatParamKind kind;
  MiqatParamFlags flags;
  gint64 min; /* COUNT: value; texts: characters; lists: entries. */
  gint64 max; /* 0: the kind's own default (TEXT 200, PARAGRAPH 4000, NAME 100, lists 50) */
  const char *const *choices; /* CHOICE: NULL-terminated */
  const MiqatParam *fields;   /* LIST */
  /* A rule of the area's own, on clean text (NIK, passport); nullable. */
  MiqatProblemCode (*check) (const char *text);
};

/* Checked arguments. Borrowed text lives as long as they do. */
typedef struct _MiqatArgs MiqatArgs;

/* Checks `object` (nullable: no arguments) against `params`. NULL with a refusal that holds every
 * problem. Fields that no parameter names are refused. */
MiqatArgs *miqat_args_new (const MiqatParam *params, JsonObject *object, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_args_free (MiqatArgs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatArgs, miqat_args_free)

/* The clean arguments as JSON, keys sorted: what is hashed, queued and pushed. */
JsonNode *miqat_args_to_json (const MiqatArgs *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean miqat_args_has (const MiqatArgs *self, const char *name);
/* Whether null was sent for a parameter flagged MIQAT_PARAM_CLEARABLE: a command that changes
 * something then empties that field. All other functions take it as not given, as they do blank text
 * and what is missing: a form without scripts sends blanks for what its visitor may not even see. */
gboolean miqat_args_is_cleared (const MiqatArgs *self, const char *name);
/* NULL when not given. An empty text counts as not given. */
const char *miqat_args_text (const MiqatArgs *self, const char *name);
/* For commands that change a record: `*field` (owned) becomes what was given, NULL when it was emptied,
 * and stays when it was neither. */
void miqat_args_take_text (const MiqatArgs *self, const char *name, char **field);
gint64 miqat_args_int (const MiqatArgs *self, const char *name, gint64 fallback);
gboolean miqat_args_flag (const MiqatArgs *self, const char *name, gboolean fallback);
MiqatDay miqat_args_day (const MiqatArgs *self, const char *name); /* MIQAT_DAY_NONE when missing */
/* NULL-terminated (borrowed); an empty list when missing or emptied. */
const char *const *miqat_args_texts (const MiqatArgs *self, const char *name);
guint miqat_args_list_length (const MiqatArgs *self, const char *name);
const MiqatArgs *miqat_args_list_get (const MiqatArgs *self, const char *name, guint index);
/* For codes allotted after the check, and what a fact says besides. */
void miqat_args_set_text (MiqatArgs *self, const char *name, const char *text);
void miqat_args_set_int (MiqatArgs *self, const char *name, gint64 number);

G_END_DECLS
