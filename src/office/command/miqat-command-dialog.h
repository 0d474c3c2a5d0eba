/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window that asks for a command's arguments and runs it: the form, its problems under their
 * fields, a draft that survives a crash, and one button with the verb. Closes when it is done;
 * otherwise everything typed stays. */
#pragma once

#include "miqat-command-fields.h"
#include "miqat-form.h"
#include "miqat-office.h"

G_BEGIN_DECLS

typedef void (*MiqatCommandDone) (MiqatOffice *office, const MiqatAnswer *answer, gpointer data);

/* What is typed so far, after every change and once at the beginning. */
typedef void (*MiqatCommandTyped) (JsonObject *typed, gpointer data);

typedef struct {
  const char *command;
  const char *title; /* translated, as all text here */
  const char *verb;
  const MiqatFieldChange *changes; /* nullable */
  JsonObject *values; /* nullable: what the form begins with */
  /* The values are a record as it is now: blanking one empties it there, and what cannot be emptied
   * must stay filled in. */
  gboolean edits;
  JsonObject *given;  /* nullable: arguments that are no fields */
  /* Called once it is done, before the window closes; nullable. */
  MiqatCommandDone done;
  gpointer data; /* borrowed, must outlive the window */
  /* A refused command to send again, in place of a new one; nullable. Only on workstations. */
  const char *refused_id;
  /* Beside the form and above it, such as a running total; floating, nullable. `typed` gets
   * `typed_data`, which lives as long as the widgets. */
  GtkWidget *aside;
  GtkWidget *above;
  MiqatCommandTyped typed;
  gpointer typed_data;
} MiqatCommandQuestion;

#define MIQAT_TYPE_COMMAND_DIALOG (miqat_command_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MiqatCommandDialog, miqat_command_dialog, MIQAT, COMMAND_DIALOG, GtkWindow)

/* Shows the window above the one that `parent` is in. */
MiqatCommandDialog *miqat_command_dialog_show (GtkWidget *parent, MiqatOffice *office,
                                               const MiqatCommandQuestion *question);
MiqatForm *miqat_command_dialog_get_form (MiqatCommandDialog *self);

G_END_DECLS
