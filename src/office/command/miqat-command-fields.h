/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Form fields made from a command's parameters, so that labels and limits are written once. */
#pragma once

#include "miqat-command.h"
#include "miqat-form-field.h"

G_BEGIN_DECLS

/* What a form changes of a parameter, by its name. Entries end with a NULL name. */
typedef struct {
  const char *name;
  gboolean hidden;            /* not a field: the form's owner gives the value */
  const MiqatChoice *choices; /* makes any parameter a choice; ends with a NULL name */
  const char *hint;           /* translated */
  const char *placeholder;
  gboolean beside;
  const char *section;        /* a heading before it, translated */
} MiqatFieldChange;

/* The parameter that stands for an uploaded file: a field that chooses one. Those that describe the
 * file are no fields; whoever stores it gives them. */
#define MIQAT_COMMAND_FILE "content_hash"
gboolean miqat_command_describes_file (const char *name);

/* An array of MiqatFormField (owned by it). `changes` is nullable; choices are copied. */
GPtrArray *miqat_command_fields_new (const MiqatParam *params, const MiqatFieldChange *changes)
                                     G_GNUC_WARN_UNUSED_RESULT;

/* What a choice's name is called by people, translated: "quad" → "Quad (4)". The name itself when
 * nobody gave it another. */
const char *miqat_command_choice_label (const char *name);

G_END_DECLS
