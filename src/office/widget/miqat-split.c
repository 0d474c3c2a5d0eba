/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-split.h"

#include <adwaita.h>

struct _MiqatSplit {
  GtkWidget parent_instance;

  AdwFlap *flap;
  int compact_below;
  int fold_below;
  MiqatSplitMode mode;
  MiqatSplitMode wanted; /* what the last allocation asks for */
  guint tick_id;
  gboolean hide_on_fold;
};

typedef enum {
  PROP_CONTENT = 1,
  PROP_SIDE,
  PROP_SIDE_POSITION,
  PROP_COMPACT_BELOW,
  PROP_FOLD_BELOW,
  PROP_HIDE_ON_FOLD,
  PROP_MODE,
  PROP_SIDE_SHOWN,
} MiqatSplitProp;

static GParamSpec *props[PROP_SIDE_SHOWN + 1];

G_DEFINE_ENUM_TYPE (MiqatSplitMode,
                    miqat_split_mode,
                    G_DEFINE_ENUM_VALUE (MIQAT_SPLIT_WIDE, "wide"),
                    G_DEFINE_ENUM_VALUE (MIQAT_SPLIT_COMPACT, "compact"),
                    G_DEFINE_ENUM_VALUE (MIQAT_SPLIT_FOLDED, "folded"))
G_DEFINE_FINAL_TYPE (MiqatSplit, miqat_split, GTK_TYPE_WIDGET)

static MiqatSplitMode
choose_mode (MiqatSplit *self, int width)
{
  if (width < self->fold_below)
    return MIQAT_SPLIT_FOLDED;
  if (width < self->compact_below)
    return MIQAT_SPLIT_COMPACT;
  return MIQAT_SPLIT_WIDE;
}

static void
apply_mode (MiqatSplit *self, MiqatSplitMode mode)
{
  gboolean was_folded = self->mode == MIQAT_SPLIT_FOLDED;
  gboolean is_folded = mode == MIQAT_SPLIT_FOLDED;

  if (mode == self->mode)
    return;
  self->mode = mode;
  self->wanted = mode;
  if (was_folded != is_folded) {
    adw_flap_set_fold_policy (self->flap, is_folded ? ADW_FLAP_FOLD_POLICY_ALWAYS
                                                    : ADW_FLAP_FOLD_POLICY_NEVER);
    if (self->hide_on_fold)
      adw_flap_set_reveal_flap (self->flap, !is_folded);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODE]);
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MiqatSplit *self = MIQAT_SPLIT (widget);

  self->tick_id = 0;
  apply_mode (self, self->wanted);
  return G_SOURCE_REMOVE;
}

static void
on_reveal_changed_cb (MiqatSplit *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIDE_SHOWN]);
}

/* Its least width is that of the content alone: a window must be able to become narrow enough for
 * the side to fold. */
static void
miqat_split_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  MiqatSplit *self = MIQAT_SPLIT (widget);
  GtkWidget *content = adw_flap_get_content (self->flap);
  int content_minimum = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    for_size = -1;
  gtk_widget_measure (GTK_WIDGET (self->flap), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->fold_below > 0 && content != NULL) {
    gtk_widget_measure (content, orientation, -1, &content_minimum, NULL, NULL, NULL);
    *minimum = MIN (*minimum, content_minimum);
  }
  *minimum_baseline = -1;
  *natural_baseline = -1;
}

static void
miqat_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MiqatSplit *self = MIQAT_SPLIT (widget);
  int minimum;

  self->wanted = choose_mode (self, width);
  if (self->wanted != self->mode && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (widget, on_tick_cb, NULL, NULL);

  gtk_widget_measure (GTK_WIDGET (self->flap), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  gtk_widget_allocate (GTK_WIDGET (self->flap), MAX (width, minimum), height, -1, NULL);
}

static void
miqat_split_unrealize (GtkWidget *widget)
{
  MiqatSplit *self = MIQAT_SPLIT (widget);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  GTK_WIDGET_CLASS (miqat_split_parent_class)->unrealize (widget);
}

static void
miqat_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatSplit *self = MIQAT_SPLIT (object);

  switch ((MiqatSplitProp)id) {
  case PROP_CONTENT:
    g_value_set_object (value, miqat_split_get_content (self));
    break;
  case PROP_SIDE:
    g_value_set_object (value, miqat_split_get_side (self));
    break;
  case PROP_SIDE_POSITION:
    g_value_set_enum (value, adw_flap_get_flap_position (self->flap));
    break;
  case PROP_COMPACT_BELOW:
    g_value_set_int (value, self->compact_below);
    break;
  case PROP_FOLD_BELOW:
    g_value_set_int (value, self->fold_below);
    break;
  case PROP_HIDE_ON_FOLD:
    g_value_set_boolean (value, self->hide_on_fold);
    break;
  case PROP_MODE:
    g_value_set_enum (value, self->mode);
    break;
  case PROP_SIDE_SHOWN:
    g_value_set_boolean (value, miqat_split_get_side_shown (self));
    break;
  }
}

static void
miqat_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatSplit *self = MIQAT_SPLIT (object);

  switch ((MiqatSplitProp)id) {
  case PROP_CONTENT:
    miqat_split_set_content (self, g_value_get_object (value));
    break;
  case PROP_SIDE:
    miqat_split_set_side (self, g_value_get_object (value));
    break;
  case PROP_SIDE_POSITION:
    adw_flap_set_flap_position (self->flap, g_value_get_enum (value));
    break;
  case PROP_COMPACT_BELOW:
    self->compact_below = g_value_get_int (value);
    gtk_widget_queue_resize (GTK_WIDGET (self));
    break;
  case PROP_FOLD_BELOW:
    self->fold_below = g_value_get_int (value);
    gtk_widget_queue_resize (GTK_WIDGET (self));
    break;
  case PROP_HIDE_ON_FOLD:
    self->hide_on_fold = g_value_get_boolean (value);
    break;
  case PROP_SIDE_SHOWN:
    miqat_split_set_side_shown (self, g_value_get_boolean (value));
    break;
  case PROP_MODE:
    g_assert_not_reached ();
  }
}

static void
miqat_split_dispose (GObject *object)
{
  MiqatSplit *self = MIQAT_SPLIT (object);

  g_clear_pointer ((GtkWidget **)&self->flap, gtk_widget_unparent);
  G_OBJECT_CLASS (miqat_split_parent_class)->dispose (object);
}

static void
miqat_split_class_init (MiqatSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = miqat_split_get_property;
  object_class->set_property = miqat_split_set_property;
  object_class->dispose = miqat_split_dispose;
  widget_class->measure = miqat_split_measure;
  widget_class->size_allocate = miqat_split_size_allocate;
  widget_class->unrealize = miqat_split_unrealize;

  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_SIDE_POSITION]
      = g_param_spec_enum ("side-position", NULL, NULL, GTK_TYPE_PACK_TYPE, GTK_PACK_START, flags);
  props[PROP_COMPACT_BELOW] = g_param_spec_int ("compact-below", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_FOLD_BELOW] = g_param_spec_int ("fold-below", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_HIDE_ON_FOLD] = g_param_spec_boolean ("hide-on-fold", NULL, NULL, TRUE, flags);
  props[PROP_MODE] = g_param_spec_enum ("mode", NULL, NULL, MIQAT_TYPE_SPLIT_MODE, MIQAT_SPLIT_WIDE,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SIDE_SHOWN]
      = g_param_spec_boolean ("side-shown", NULL, NULL, TRUE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "miqat-split");
}

static void
miqat_split_init (MiqatSplit *self)
{
  self->hide_on_fold = TRUE;
  self->flap = g_object_new (ADW_TYPE_FLAP, "fold-policy", ADW_FLAP_FOLD_POLICY_NEVER, "locked",
                             TRUE, "transition-type", ADW_FLAP_TRANSITION_TYPE_OVER, "separator",
                             gtk_separator_new (GTK_ORIENTATION_VERTICAL), NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->flap), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (on_reveal_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
miqat_split_new (void)
{
  return g_object_new (MIQAT_TYPE_SPLIT, NULL);
}

GtkWidget *
miqat_split_get_content (MiqatSplit *self)
{
  g_return_val_if_fail (MIQAT_IS_SPLIT (self), NULL);

  return adw_flap_get_content (self->flap);
}

void
miqat_split_set_content (MiqatSplit *self, GtkWidget *content)
{
  g_return_if_fail (MIQAT_IS_SPLIT (self));

  adw_flap_set_content (self->flap, content);
}

GtkWidget *
miqat_split_get_side (MiqatSplit *self)
{
  g_return_val_if_fail (MIQAT_IS_SPLIT (self), NULL);

  return adw_flap_get_flap (self->flap);
}

void
miqat_split_set_side (MiqatSplit *self, GtkWidget *side)
{
  g_return_if_fail (MIQAT_IS_SPLIT (self));

  /* Whatever expands inside, the side keeps its own width. */
  if (side != NULL)
    gtk_widget_set_hexpand (side, FALSE);
  adw_flap_set_flap (self->flap, side);
}

MiqatSplitMode
miqat_split_get_mode (MiqatSplit *self)
{
  g_return_val_if_fail (MIQAT_IS_SPLIT (self), MIQAT_SPLIT_WIDE);

  return self->mode;
}

gboolean
miqat_split_get_side_shown (MiqatSplit *self)
{
  g_return_val_if_fail (MIQAT_IS_SPLIT (self), FALSE);

  return adw_flap_get_reveal_flap (self->flap);
}

void
miqat_split_set_side_shown (MiqatSplit *self, gboolean shown)
{
  g_return_if_fail (MIQAT_IS_SPLIT (self));

  adw_flap_set_reveal_flap (self->flap, shown);
}

void
miqat_split_expect_width (MiqatSplit *self, int width)
{
  g_return_if_fail (MIQAT_IS_SPLIT (self));

  apply_mode (self, choose_mode (self, width));
}
