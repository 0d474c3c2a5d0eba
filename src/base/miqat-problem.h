/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why something was refused, in a form that a form field, a REST answer, the command line and a
 * remembered command can all carry: a stable code, the field it belongs to, and parameters from
 * which a sentence is made in the reader's language. All codes and sentences stand in
 * miqat-problem.def.
 *
 * A refusal travels as a GError of the domain MIQAT_REFUSAL that owns its list of problems, so a
 * function that can fail has one way to say so. Technical failures keep their own domains. */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  MIQAT_PROBLEM_NONE = 0,
#define MIQAT_PROBLEM(name, code, sentence) MIQAT_PROBLEM_##name,
#include "miqat-problem.def"
#undef MIQAT_PROBLEM
  MIQAT_N_PROBLEMS
} MiqatProblemCode;

/* One problem. `field` is the parameter's name, with an index for lists ("travellers.1.nik"), or
 * NULL where no single field is to blame. */
typedef struct {
  MiqatProblemCode code;
  char *field;
  GHashTable *params; /* (nullable) name → text */
} MiqatProblem;

/* A list of problems, in the order they were found. */
typedef struct _MiqatProblems MiqatProblems;

MiqatProblems *miqat_problems_new (void) G_GNUC_WARN_UNUSED_RESULT;
MiqatProblems *miqat_problems_copy (const MiqatProblems *self) G_GNUC_WARN_UNUSED_RESULT;
void miqat_problems_free (MiqatProblems *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatProblems, miqat_problems_free)

/* Adds a problem; after `code` follow pairs of parameter name and text, closed by NULL. */
void miqat_problems_add (MiqatProblems *self, const char *field, MiqatProblemCode code,
                         ...) G_GNUC_NULL_TERMINATED;
/* Adds copies of all of `others`. */
void miqat_problems_add_all (MiqatProblems *self, const MiqatProblems *others);
guint miqat_problems_get_count (const MiqatProblems *self);
const MiqatProblem *miqat_problems_get (const MiqatProblems *self, guint index);

/* The first problem of `field`, or NULL. */
const MiqatProblem *miqat_problems_find (const MiqatProblems *self, const char *field);

/* A JSON array of {"code", "field"?, "params"?}; the reverse reads what this wrote and turns codes
 * it does not know into MIQAT_PROBLEM_INTERNAL, since a newer program may have written them. */
JsonNode *miqat_problems_to_json (const MiqatProblems *self) G_GNUC_WARN_UNUSED_RESULT;
MiqatProblems *miqat_problems_from_json (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

const char *miqat_problem_code_get_name (MiqatProblemCode code);
/* MIQAT_PROBLEM_NONE for a name that is not known. */
MiqatProblemCode miqat_problem_code_from_name (const char *name);

/* The sentence in English, with {words} for parameters: what translators translate. */
const char *miqat_problem_code_get_sentence (MiqatProblemCode code);
/* `sentence`, which is that of the code in some language, with the problem's parameters. */
char *miqat_problem_fill (const MiqatProblem *self, const char *sentence) G_GNUC_WARN_UNUSED_RESULT;
/* The sentence in the language of the process, parameters filled in. */
char *miqat_problem_dup_sentence (const MiqatProblem *self) G_GNUC_WARN_UNUSED_RESULT;

#define MIQAT_REFUSAL (miqat_refusal_quark ())
GQuark miqat_refusal_quark (void);

/* Sets `error` to a refusal with one problem; parameters as in miqat_problems_add(). The error's
 * code is the problem's code, its message the untranslated sentence. Always returns FALSE, so that
 * a function can end with `return miqat_refuse (error, …)`. */
gboolean miqat_refuse (GError **error, const char *field, MiqatProblemCode code,
                       ...) G_GNUC_NULL_TERMINATED;

/* The same for a list that has at least one problem. Takes `problems`. Always returns FALSE. */
gboolean miqat_refuse_all (GError **error, MiqatProblems *problems);

/* The problems of a refusal (borrowed), or NULL when `error` is of another domain. */
const MiqatProblems *miqat_refusal_get_problems (const GError *error);

G_END_DECLS
