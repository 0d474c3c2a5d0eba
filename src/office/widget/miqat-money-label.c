/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-money-label.h"

#include "miqat-money.h"

struct _MiqatMoneyLabel {
  GtkWidget parent_instance;

  GtkLabel *label;
  gint64 amount;
  MiqatTone tone;
  gboolean plain;
  gboolean known;
};

typedef enum {
  PROP_AMOUNT = 1,
  PROP_TONE,
  PROP_PLAIN,
  PROP_KNOWN,
} MiqatMoneyLabelProp;

static GParamSpec *props[PROP_KNOWN + 1];

G_DEFINE_FINAL_TYPE (MiqatMoneyLabel, miqat_money_label, GTK_TYPE_WIDGET)

static void
update (MiqatMoneyLabel *self)
{
  g_autofree char *text = NULL;

  if (!self->known)
    text = g_strdup ("–");
  else if (self->plain)
    text = miqat_money_format_plain (self->amount);
  else
    text = miqat_money_format (self->amount);
  gtk_label_set_text (self->label, text);
}

static void
miqat_money_label_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatMoneyLabel *self = MIQAT_MONEY_LABEL (object);

  switch ((MiqatMoneyLabelProp)id) {
  case PROP_AMOUNT:
    g_value_set_int64 (value, self->amount);
    break;
  case PROP_TONE:
    g_value_set_enum (value, self->tone);
    break;
  case PROP_PLAIN:
    g_value_set_boolean (value, self->plain);
    break;
  case PROP_KNOWN:
    g_value_set_boolean (value, self->known);
    break;
  }
}

static void
miqat_money_label_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatMoneyLabel *self = MIQAT_MONEY_LABEL (object);

  switch ((MiqatMoneyLabelProp)id) {
  case PROP_AMOUNT:
    miqat_money_label_set_amount (self, g_value_get_int64 (value));
    break;
  case PROP_TONE:
    miqat_money_label_set_tone (self, (MiqatTone)g_value_get_enum (value));
    break;
  case PROP_PLAIN:
    miqat_money_label_set_plain (self, g_value_get_boolean (value));
    break;
  case PROP_KNOWN:
    miqat_money_label_set_known (self, g_value_get_boolean (value));
    break;
  }
}

static void
miqat_money_label_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_MONEY_LABEL);
  G_OBJECT_CLASS (miqat_money_label_parent_class)->dispose (object);
}

static void
miqat_money_label_class_init (MiqatMoneyLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = miqat_money_label_get_property;
  object_class->set_property = miqat_money_label_set_property;
  object_class->dispose = miqat_money_label_dispose;
  props[PROP_AMOUNT] = g_param_spec_int64 ("amount", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  props[PROP_TONE]
      = g_param_spec_enum ("tone", NULL, NULL, MIQAT_TYPE_TONE, MIQAT_TONE_NEUTRAL, flags);
  props[PROP_PLAIN] = g_param_spec_boolean ("plain", NULL, NULL, FALSE, flags);
  props[PROP_KNOWN] = g_param_spec_boolean ("known", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-money");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-money-label.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatMoneyLabel, label);
}

static void
miqat_money_label_init (MiqatMoneyLabel *self)
{
  self->known = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
miqat_money_label_new (gint64 amount)
{
  return g_object_new (MIQAT_TYPE_MONEY_LABEL, "amount", amount, NULL);
}

gint64
miqat_money_label_get_amount (MiqatMoneyLabel *self)
{
  g_return_val_if_fail (MIQAT_IS_MONEY_LABEL (self), 0);

  return self->amount;
}

void
miqat_money_label_set_amount (MiqatMoneyLabel *self, gint64 amount)
{
  g_return_if_fail (MIQAT_IS_MONEY_LABEL (self));

  self->amount = amount;
  update (self);
}

/* Neutral means no colour at all: most amounts are just amounts. */
void
miqat_money_label_set_tone (MiqatMoneyLabel *self, MiqatTone tone)
{
  g_return_if_fail (MIQAT_IS_MONEY_LABEL (self));

  self->tone = tone;
  miqat_tone_apply (tone, GTK_WIDGET (self));
}

void
miqat_money_label_set_plain (MiqatMoneyLabel *self, gboolean plain)
{
  g_return_if_fail (MIQAT_IS_MONEY_LABEL (self));

  self->plain = plain;
  update (self);
}

void
miqat_money_label_set_known (MiqatMoneyLabel *self, gboolean known)
{
  g_return_if_fail (MIQAT_IS_MONEY_LABEL (self));

  self->known = known;
  update (self);
}
