/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form expects of anything that takes a value: text, choice, money, a person picked from a
 * list. Values travel as JSON, the way commands take them. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-problem.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_INPUT (miqat_input_get_type ())
G_DECLARE_INTERFACE (MiqatInput, miqat_input, MIQAT, INPUT, GtkWidget)

/* Signals: "changed"; "next" when Enter asks for the next field. */
struct _MiqatInputInterface {
  GTypeInterface parent;

  /* The value, or NULL when empty. What cannot be read as a value is returned as the text typed, so
   * that whoever checks can say what is wrong with it. */
  JsonNode *(*get_value) (MiqatInput *self);
  /* NULL empties the input. Values of a wrong kind empty it too. */
  void (*set_value) (MiqatInput *self, JsonNode *value);
  /* Whether what is typed can be read; MIQAT_PROBLEM_NONE when empty. Nullable. */
  MiqatProblemCode (*check) (MiqatInput *self);
  /* The widget that takes the keyboard and carries the accessible name. Nullable: the input. */
  GtkWidget *(*get_target) (MiqatInput *self);
  /* For inputs with fields of their own: adds what is missing or unreadable, each field name
   * beginning with `prefix`. Nullable. */
  void (*collect) (MiqatInput *self, const char *prefix, MiqatProblems *problems);
  /* The same inputs: shows the problems whose field begins with `prefix` and returns whether there
   * were any. `problems` NULL takes all away. Nullable. */
  gboolean (*set_problems) (MiqatInput *self, const MiqatProblems *problems, const char *prefix);
};

JsonNode *miqat_input_get_value (MiqatInput *self) G_GNUC_WARN_UNUSED_RESULT;
void miqat_input_set_value (MiqatInput *self, JsonNode *value);
MiqatProblemCode miqat_input_check (MiqatInput *self);
GtkWidget *miqat_input_get_target (MiqatInput *self);
void miqat_input_collect (MiqatInput *self, const char *prefix, MiqatProblems *problems);
gboolean miqat_input_set_problems (MiqatInput *self, const MiqatProblems *problems, const char *prefix);

/* For implementers. */
JsonNode *miqat_input_make_text_node (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* The text of a string node; NULL for any other. */
const char *miqat_input_get_node_text (JsonNode *node);
gboolean miqat_input_get_node_int (JsonNode *node, gint64 *number);
void miqat_input_emit_changed (MiqatInput *self);
void miqat_input_emit_next (MiqatInput *self);

G_END_DECLS
