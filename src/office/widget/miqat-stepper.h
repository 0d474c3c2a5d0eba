/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one stands in a sequence: the steps of a new booking, the payments of a booking. What is
 * done has a tick, the step at hand is gold, what went wrong is red with a cross. It only lays the
 * steps out; what one looks like stands in its own template. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  MIQAT_STEP_TODO,
  MIQAT_STEP_HERE,
  MIQAT_STEP_DONE,
  MIQAT_STEP_FAILED,
} MiqatStepState;

#define MIQAT_TYPE_STEPPER (miqat_stepper_get_type ())
G_DECLARE_FINAL_TYPE (MiqatStepper, miqat_stepper, MIQAT, STEPPER, GtkWidget)

/* Properties: clickable (steps that are done can be gone back to). Signals: "step-activated"
 * (guint index). */
GtkWidget *miqat_stepper_new (void);

void miqat_stepper_clear (MiqatStepper *self);
/* `detail` (nullable) is a second line, such as "Rp 5.000.000 · 22 Jun". */
void miqat_stepper_add_step (MiqatStepper *self, const char *label, const char *detail,
                             MiqatStepState state);
guint miqat_stepper_get_n_steps (MiqatStepper *self);
MiqatStepState miqat_stepper_get_state (MiqatStepper *self, guint step);
void miqat_stepper_set_state (MiqatStepper *self, guint step, MiqatStepState state);
/* All steps before `step` become done, it becomes the one at hand, those after it are to do. */
void miqat_stepper_set_current (MiqatStepper *self, guint step);
void miqat_stepper_set_clickable (MiqatStepper *self, gboolean clickable);

G_END_DECLS
