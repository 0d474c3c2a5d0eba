/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form made from a table of fields. It yields what was typed as one JSON object, shows problems
 * under the fields they belong to and takes the cursor to the first, and hands out drafts so that
 * nothing typed is lost. Enter goes to the next field, from the last one (or with Ctrl+Enter from
 * anywhere) it submits. */
#pragma once

#include "miqat-form-row.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FORM (miqat_form_get_type ())
G_DECLARE_FINAL_TYPE (MiqatForm, miqat_form, MIQAT, FORM, GtkWidget)

/* Signals: "changed" (const char *field), "submitted". */
GtkWidget *miqat_form_new (const MiqatFormField *fields, gsize n_fields);
/* For a form that a template made; `fields` is copied. */
void miqat_form_add_fields (MiqatForm *self, const MiqatFormField *fields, gsize n_fields);

/* Values by name; empty fields are absent, flags are always there. */
JsonObject *miqat_form_get_json (MiqatForm *self) G_GNUC_WARN_UNUSED_RESULT;
/* Fills the fields that `values` names and leaves the others. Does not emit "changed". */
void miqat_form_set_json (MiqatForm *self, JsonObject *values);
void miqat_form_clear (MiqatForm *self);

/* What the form can see by itself: missing and unreadable fields. NULL when there is nothing. Shows
 * nothing. */
MiqatProblems *miqat_form_check (MiqatForm *self) G_GNUC_WARN_UNUSED_RESULT;
/* Checks, shows what was found, and takes the cursor to the first. TRUE when all is well. */
gboolean miqat_form_is_complete (MiqatForm *self);
/* Shows each problem under its field; those without a field here stand above the form. The cursor
 * goes to the first. NULL or an empty list takes all sentences away. */
void miqat_form_set_problems (MiqatForm *self, const MiqatProblems *problems);
/* For a form inside a form: shows those whose field begins with `prefix` ("travellers.1."), under
 * the field named by the rest. Returns whether there were any; moves no cursor. */
gboolean miqat_form_set_problems_below (MiqatForm *self, const MiqatProblems *problems, const char *prefix);
/* Adds what miqat_form_check() finds, with `prefix` before each name. */
void miqat_form_collect (MiqatForm *self, const char *prefix, MiqatProblems *problems);
/* The first field with a problem, or NULL. */
MiqatFormRow *miqat_form_get_first_error (MiqatForm *self);
/* The same for any error: a refusal shows its problems, everything else its message above the
 * form. */
void miqat_form_set_error (MiqatForm *self, const GError *error);

MiqatFormRow *miqat_form_get_row (MiqatForm *self, const char *name);
MiqatInput *miqat_form_get_input (MiqatForm *self, const char *name);
/* Another input for a field, such as a picker of people. Keeps label, hint and errors. */
void miqat_form_set_input (MiqatForm *self, const char *name, MiqatInput *input);
void miqat_form_set_choices (MiqatForm *self, const char *name, const MiqatChoice *choices);
void miqat_form_set_field_visible (MiqatForm *self, const char *name, gboolean visible);
void miqat_form_focus_first (MiqatForm *self);

/* Called one second after the last change with all values typed so far (secrets left out) and once
 * with NULL when the draft is no longer needed. */
typedef void (*MiqatFormDraftFunc) (MiqatForm *self, JsonObject *draft, gpointer data);
void miqat_form_set_draft_func (MiqatForm *self, MiqatFormDraftFunc func, gpointer data,
                                GDestroyNotify data_free);
/* Hands the draft out now if one is due, as when the window closes. */
void miqat_form_flush_draft (MiqatForm *self);
/* Puts a draft back; the same as setting its values. */
void miqat_form_restore_draft (MiqatForm *self, JsonObject *draft);
/* The form was saved: the draft is dropped, and what is typed counts as unchanged. */
void miqat_form_set_saved (MiqatForm *self);
gboolean miqat_form_is_changed (MiqatForm *self);

G_END_DECLS
