/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a JSON object that may be missing or of another kind, as declared in miqat-json.h. */
#include "config.h"

#include "miqat-json.h"

static JsonNode *
find_member (JsonObject *object, const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

const char *
miqat_json_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = find_member (object, name);

  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

gint64
miqat_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = find_member (object, name);

  return holds (node, G_TYPE_INT64) ? json_node_get_int (node) : fallback;
}

JsonArray *
miqat_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = find_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
miqat_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = find_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
