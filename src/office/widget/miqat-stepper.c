/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-stepper.h"

#include "miqat-step.h"

struct _MiqatStepper {
  GtkWidget parent_instance;

  GPtrArray *steps; /* of MiqatStep, borrowed: they are children */
  GArray *states;   /* of MiqatStepState */
  gboolean clickable;
};

typedef enum {
  PROP_CLICKABLE = 1,
} MiqatStepperProp;

static GParamSpec *props[PROP_CLICKABLE + 1];

enum {
  STEP_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatStepper, miqat_stepper, GTK_TYPE_WIDGET)

static void
place_steps (MiqatStepper *self)
{
  for (guint i = 0; i < self->steps->len; i++) {
    MiqatStepState state = g_array_index (self->states, MiqatStepState, i);
    MiqatStepState next = i + 1 < self->steps->len
                              ? g_array_index (self->states, MiqatStepState, i + 1)
                              : MIQAT_STEP_TODO;
    gboolean reached = next == MIQAT_STEP_DONE || next == MIQAT_STEP_HERE;

    miqat_step_place (g_ptr_array_index (self->steps, i), i, self->steps->len, state, reached,
                      self->clickable && state == MIQAT_STEP_DONE);
  }
}

static void
on_step_clicked_cb (MiqatStepper *self, MiqatStep *step)
{
  guint index;

  if (g_ptr_array_find (self->steps, step, &index))
    g_signal_emit (self, signals[STEP_ACTIVATED], 0, index);
}

static void
miqat_stepper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((MiqatStepperProp)id) {
  case PROP_CLICKABLE:
    g_value_set_boolean (value, MIQAT_STEPPER (object)->clickable);
    break;
  }
}

static void
miqat_stepper_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((MiqatStepperProp)id) {
  case PROP_CLICKABLE:
    miqat_stepper_set_clickable (MIQAT_STEPPER (object), g_value_get_boolean (value));
    break;
  }
}

static void
miqat_stepper_dispose (GObject *object)
{
  miqat_stepper_clear (MIQAT_STEPPER (object));
  G_OBJECT_CLASS (miqat_stepper_parent_class)->dispose (object);
}

static void
miqat_stepper_finalize (GObject *object)
{
  MiqatStepper *self = MIQAT_STEPPER (object);

  g_ptr_array_unref (self->steps);
  g_array_unref (self->states);
  G_OBJECT_CLASS (miqat_stepper_parent_class)->finalize (object);
}

static void
miqat_stepper_class_init (MiqatStepperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = miqat_stepper_get_property;
  object_class->set_property = miqat_stepper_set_property;
  object_class->dispose = miqat_stepper_dispose;
  object_class->finalize = miqat_stepper_finalize;
  props[PROP_CLICKABLE] = g_param_spec_boolean ("clickable", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[STEP_ACTIVATED] = g_signal_new ("step-activated", MIQAT_TYPE_STEPPER, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-stepper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
miqat_stepper_init (MiqatStepper *self)
{
  self->steps = g_ptr_array_new ();
  self->states = g_array_new (FALSE, FALSE, sizeof (MiqatStepState));
  gtk_box_layout_set_homogeneous (
      GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), TRUE);
}

GtkWidget *
miqat_stepper_new (void)
{
  return g_object_new (MIQAT_TYPE_STEPPER, NULL);
}

void
miqat_stepper_clear (MiqatStepper *self)
{
  g_return_if_fail (MIQAT_IS_STEPPER (self));

  for (guint i = 0; i < self->steps->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->steps, i));
  g_ptr_array_set_size (self->steps, 0);
  g_array_set_size (self->states, 0);
}

void
miqat_stepper_add_step (MiqatStepper *self,
                        const char *label,
                        const char *detail,
                        MiqatStepState state)
{
  GtkWidget *step;

  g_return_if_fail (MIQAT_IS_STEPPER (self));
  g_return_if_fail (label != NULL);

  step = miqat_step_new (label, detail);
  gtk_widget_set_hexpand (step, TRUE);
  gtk_widget_set_parent (step, GTK_WIDGET (self));
  g_signal_connect_object (step, "clicked", G_CALLBACK (on_step_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->steps, step);
  g_array_append_val (self->states, state);
  place_steps (self);
}

guint
miqat_stepper_get_n_steps (MiqatStepper *self)
{
  g_return_val_if_fail (MIQAT_IS_STEPPER (self), 0);

  return self->steps->len;
}

MiqatStepState
miqat_stepper_get_state (MiqatStepper *self, guint step)
{
  g_return_val_if_fail (MIQAT_IS_STEPPER (self), MIQAT_STEP_TODO);
  g_return_val_if_fail (step < self->states->len, MIQAT_STEP_TODO);

  return g_array_index (self->states, MiqatStepState, step);
}

void
miqat_stepper_set_state (MiqatStepper *self, guint step, MiqatStepState state)
{
  g_return_if_fail (MIQAT_IS_STEPPER (self));
  g_return_if_fail (step < self->states->len);

  g_array_index (self->states, MiqatStepState, step) = state;
  place_steps (self);
}

void
miqat_stepper_set_current (MiqatStepper *self, guint step)
{
  g_return_if_fail (MIQAT_IS_STEPPER (self));

  for (guint i = 0; i < self->states->len; i++)
    g_array_index (self->states, MiqatStepState, i) = i < step    ? MIQAT_STEP_DONE
                                                      : i == step ? MIQAT_STEP_HERE
                                                                  : MIQAT_STEP_TODO;
  place_steps (self);
}

void
miqat_stepper_set_clickable (MiqatStepper *self, gboolean clickable)
{
  g_return_if_fail (MIQAT_IS_STEPPER (self));

  self->clickable = clickable;
  place_steps (self);
}
