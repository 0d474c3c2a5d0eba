/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-input.h"

enum {
  CHANGED,
  NEXT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (MiqatInput, miqat_input, GTK_TYPE_WIDGET)

static void
miqat_input_default_init (MiqatInputInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed", MIQAT_TYPE_INPUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", MIQAT_TYPE_INPUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

JsonNode *
miqat_input_get_value (MiqatInput *self)
{
  g_return_val_if_fail (MIQAT_IS_INPUT (self), NULL);

  return MIQAT_INPUT_GET_IFACE (self)->get_value (self);
}

void
miqat_input_set_value (MiqatInput *self, JsonNode *value)
{
  g_return_if_fail (MIQAT_IS_INPUT (self));

  MIQAT_INPUT_GET_IFACE (self)->set_value (self, value);
}

MiqatProblemCode
miqat_input_check (MiqatInput *self)
{
  MiqatInputInterface *iface;

  g_return_val_if_fail (MIQAT_IS_INPUT (self), MIQAT_PROBLEM_NONE);

  iface = MIQAT_INPUT_GET_IFACE (self);
  return iface->check != NULL ? iface->check (self) : MIQAT_PROBLEM_NONE;
}

GtkWidget *
miqat_input_get_target (MiqatInput *self)
{
  MiqatInputInterface *iface;

  g_return_val_if_fail (MIQAT_IS_INPUT (self), NULL);

  iface = MIQAT_INPUT_GET_IFACE (self);
  return iface->get_target != NULL ? iface->get_target (self) : GTK_WIDGET (self);
}

void
miqat_input_collect (MiqatInput *self, const char *prefix, MiqatProblems *problems)
{
  MiqatInputInterface *iface;

  g_return_if_fail (MIQAT_IS_INPUT (self));

  iface = MIQAT_INPUT_GET_IFACE (self);
  if (iface->collect != NULL)
    iface->collect (self, prefix, problems);
}

gboolean
miqat_input_set_problems (MiqatInput *self, const MiqatProblems *problems, const char *prefix)
{
  MiqatInputInterface *iface;

  g_return_val_if_fail (MIQAT_IS_INPUT (self), FALSE);

  iface = MIQAT_INPUT_GET_IFACE (self);
  return iface->set_problems != NULL && iface->set_problems (self, problems, prefix);
}

JsonNode *
miqat_input_make_text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

const char *
miqat_input_get_node_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gboolean
miqat_input_get_node_int (JsonNode *node, gint64 *number)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return TRUE;
}

void
miqat_input_emit_changed (MiqatInput *self)
{
  g_return_if_fail (MIQAT_IS_INPUT (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
miqat_input_emit_next (MiqatInput *self)
{
  g_return_if_fail (MIQAT_IS_INPUT (self));

  g_signal_emit (self, signals[NEXT], 0);
}
