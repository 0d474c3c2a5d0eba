/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of a stepper: a circle between two lines, words under it. */
#pragma once

#include "miqat-stepper.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_STEP (miqat_step_get_type ())
G_DECLARE_FINAL_TYPE (MiqatStep, miqat_step, MIQAT, STEP, GtkWidget)

/* Signals: "clicked". */
GtkWidget *miqat_step_new (const char *label, const char *detail);
MiqatStepState miqat_step_get_state (MiqatStep *self);
/* Where it stands in the row decides number and lines. */
void miqat_step_place (MiqatStep *self, guint index, guint n_steps, MiqatStepState state, gboolean reached,
                       gboolean clickable);

G_END_DECLS
