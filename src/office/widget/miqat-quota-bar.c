/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-quota-bar.h"

#include <glib/gi18n-lib.h>

#include "miqat-quota-strip.h"

struct _MiqatQuotaBar {
  GtkWidget parent_instance;

  GtkWidget *roomy;
  GtkWidget *small;
  GtkLabel *words;
  GtkLabel *numbers;
  GtkLabel *small_words;
  MiqatQuotaStrip *strip;
  MiqatQuotaStrip *small_strip;
  GtkPopover *popover; /* made when first opened */
  GArray *parts;       /* of MiqatQuotaPart, strings owned */
  char *caption;
  guint taken;
  guint held;
  guint capacity;
  gboolean compact;
};

typedef enum {
  PROP_COMPACT = 1,
  PROP_CAPTION,
} MiqatQuotaBarProp;

static GParamSpec *props[PROP_CAPTION + 1];

enum {
  PART_OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatQuotaBar, miqat_quota_bar, GTK_TYPE_WIDGET)

static void
clear_part (gpointer data)
{
  MiqatQuotaPart *part = data;

  g_free ((char *)part->name);
  g_free ((char *)part->label);
}

static guint
get_left (MiqatQuotaBar *self)
{
  guint used = self->taken + self->held;

  return used < self->capacity ? self->capacity - used : 0;
}

char *
miqat_quota_dup_text (guint taken, guint capacity)
{
  guint left = taken < capacity ? capacity - taken : 0;

  if (left == 0)
    /* TRANSLATORS: no seat is left; in Indonesian "KUOTA PENUH" */
    return g_strdup (_("FULL"));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u of %u seats left", "%u of %u seats left", left), left,
      capacity);
}

static void
update (MiqatQuotaBar *self)
{
  guint used = self->taken + self->held;
  guint left = get_left (self);
  g_autofree char *text = miqat_quota_dup_text (used, self->capacity);
  g_autofree char *numbers = g_strdup_printf ("%u/%u", used, self->capacity);
  MiqatTone tone = miqat_quota_get_tone (left, self->capacity);
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  gtk_label_set_text (self->words, self->caption != NULL ? self->caption : text);
  gtk_label_set_text (self->numbers, self->caption != NULL ? text : numbers);
  gtk_label_set_text (self->small_words, left == 0 ? text : numbers);
  miqat_tone_apply (tone, GTK_WIDGET (self));
  miqat_quota_strip_set_seats (self->strip, self->taken, self->held, self->capacity);
  miqat_quota_strip_set_seats (self->small_strip, self->taken, self->held, self->capacity);
  gtk_widget_set_tooltip_text (self->small, text);
  gtk_accessible_update_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
      self->caption != NULL ? self->caption : _("Seats"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double)self->capacity, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
      (double)MIN (used, self->capacity), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->roomy), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
on_part_clicked_cb (GtkButton *button, MiqatQuotaBar *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "miqat-part");

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[PART_OPENED], 0, name);
}

static GtkWidget *
make_line (const char *label, guint count, const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *name = gtk_label_new (label);
  g_autofree char *text = g_strdup_printf ("%u", count);
  GtkWidget *number = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), number);
  if (css_class != NULL)
    gtk_widget_add_css_class (box, css_class);
  return box;
}

static void
fill_popover (MiqatQuotaBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < self->parts->len; i++) {
    MiqatQuotaPart *part = &g_array_index (self->parts, MiqatQuotaPart, i);
    GtkWidget *button = gtk_button_new ();
    g_autofree char *spoken = g_strdup_printf ("%s: %u", part->label, part->count);

    gtk_button_set_child (GTK_BUTTON (button), make_line (part->label, part->count, NULL));
    gtk_widget_add_css_class (button, "flat");
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    spoken, -1);
    g_object_set_data_full (G_OBJECT (button), "miqat-part", g_strdup (part->name), g_free);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_part_clicked_cb), self, 0);
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box),
                  make_line (_("Taken together"), self->taken + self->held, "miqat-sum"));
  gtk_box_append (GTK_BOX (box), make_line (_("Left"), get_left (self), "miqat-sum"));
  gtk_popover_set_child (self->popover, box);
}

static void
on_clicked_cb (MiqatQuotaBar *self)
{
  miqat_quota_bar_open (self);
}

static void
miqat_quota_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  MiqatQuotaBar *self = MIQAT_QUOTA_BAR (widget);

  gtk_widget_measure (self->compact ? self->small : self->roomy, orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
miqat_quota_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MiqatQuotaBar *self = MIQAT_QUOTA_BAR (widget);

  gtk_widget_allocate (self->compact ? self->small : self->roomy, width, height, -1, NULL);
  if (self->popover != NULL)
    gtk_popover_present (self->popover);
}

static void
miqat_quota_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatQuotaBar *self = MIQAT_QUOTA_BAR (object);

  switch ((MiqatQuotaBarProp)id) {
  case PROP_COMPACT:
    g_value_set_boolean (value, self->compact);
    break;
  case PROP_CAPTION:
    g_value_set_string (value, self->caption);
    break;
  }
}

static void
miqat_quota_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatQuotaBar *self = MIQAT_QUOTA_BAR (object);

  switch ((MiqatQuotaBarProp)id) {
  case PROP_COMPACT:
    miqat_quota_bar_set_compact (self, g_value_get_boolean (value));
    break;
  case PROP_CAPTION:
    g_free (self->caption);
    self->caption = g_value_dup_string (value);
    update (self);
    break;
  }
}

static void
miqat_quota_bar_dispose (GObject *object)
{
  MiqatQuotaBar *self = MIQAT_QUOTA_BAR (object);

  g_clear_pointer ((GtkWidget **)&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_QUOTA_BAR);
  G_OBJECT_CLASS (miqat_quota_bar_parent_class)->dispose (object);
}

static void
miqat_quota_bar_finalize (GObject *object)
{
  MiqatQuotaBar *self = MIQAT_QUOTA_BAR (object);

  g_array_unref (self->parts);
  g_free (self->caption);
  G_OBJECT_CLASS (miqat_quota_bar_parent_class)->finalize (object);
}

static void
miqat_quota_bar_class_init (MiqatQuotaBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  g_type_ensure (MIQAT_TYPE_QUOTA_STRIP);
  object_class->get_property = miqat_quota_bar_get_property;
  object_class->set_property = miqat_quota_bar_set_property;
  object_class->dispose = miqat_quota_bar_dispose;
  object_class->finalize = miqat_quota_bar_finalize;
  widget_class->measure = miqat_quota_bar_measure;
  widget_class->size_allocate = miqat_quota_bar_size_allocate;

  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  props[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[PART_OPENED] = g_signal_new ("part-opened", MIQAT_TYPE_QUOTA_BAR, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "miqat-quota");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-quota-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatQuotaBar, roomy);
  gtk_widget_class_bind_template_child (widget_class, MiqatQuotaBar, small);
  gtk_widget_class_bind_template_child (widget_class, MiqatQuotaBar, words);
  gtk_widget_class_bind_template_child (widget_class, MiqatQuotaBar, numbers);
  gtk_widget_class_bind_template_child (widget_class, MiqatQuotaBar, small_words);
  gtk_widget_class_bind_template_child (widget_class, MiqatQuotaBar, strip);
  gtk_widget_class_bind_template_child (widget_class, MiqatQuotaBar, small_strip);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
miqat_quota_bar_init (MiqatQuotaBar *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (MiqatQuotaPart));
  g_array_set_clear_func (self->parts, clear_part);
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
miqat_quota_bar_new (void)
{
  return g_object_new (MIQAT_TYPE_QUOTA_BAR, NULL);
}

void
miqat_quota_bar_set_seats (MiqatQuotaBar *self, guint taken, guint held, guint capacity)
{
  g_return_if_fail (MIQAT_IS_QUOTA_BAR (self));

  self->taken = taken;
  self->held = held;
  self->capacity = capacity;
  update (self);
}

void
miqat_quota_bar_set_parts (MiqatQuotaBar *self,
                           const MiqatQuotaPart *parts,
                           gsize n_parts,
                           guint capacity)
{
  guint taken = 0;
  guint held = 0;

  g_return_if_fail (MIQAT_IS_QUOTA_BAR (self));
  g_return_if_fail (parts != NULL || n_parts == 0);

  g_array_set_size (self->parts, 0);
  for (gsize i = 0; i < n_parts; i++) {
    MiqatQuotaPart copy = parts[i];

    copy.name = g_strdup (parts[i].name);
    copy.label = g_strdup (parts[i].label);
    g_array_append_val (self->parts, copy);
    if (copy.held)
      held += copy.count;
    else
      taken += copy.count;
  }
  miqat_quota_bar_set_seats (self, taken, held, capacity);
  if (self->popover != NULL && gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    fill_popover (self);
}

void
miqat_quota_bar_set_compact (MiqatQuotaBar *self, gboolean compact)
{
  g_return_if_fail (MIQAT_IS_QUOTA_BAR (self));

  self->compact = compact;
  gtk_widget_set_visible (self->small, compact);
  gtk_widget_set_visible (self->roomy, !compact);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
miqat_quota_bar_open (MiqatQuotaBar *self)
{
  g_return_if_fail (MIQAT_IS_QUOTA_BAR (self));

  if (self->compact || self->parts->len == 0)
    return;
  if (self->popover == NULL) {
    self->popover = GTK_POPOVER (gtk_popover_new ());
    gtk_widget_add_css_class (GTK_WIDGET (self->popover), "miqat-breakdown");
    gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  }
  fill_popover (self);
  gtk_popover_popup (self->popover);
}
