/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON out, as declared in miqat-json.h: the writer, and the canonical text of a tree. */
#include "config.h"

#include "miqat-json.h"

#include <string.h>

/* What was written last into the container at one depth. */
typedef enum {
  IN_ARRAY = 1 << 0,
  HAS_ITEMS = 1 << 1,
  HAS_NAME = 1 << 2, /* an object's name that waits for its value */
} State;

void
miqat_json_writer_init (MiqatJsonWriter *self, GString *out)
{
  memset (self, 0, sizeof *self);
  self->out = out;
}

/* Puts the comma, and asserts that a value may stand here. */
static void
begin_value (MiqatJsonWriter *self)
{
  guint8 *state;

  if (self->depth == 0) {
    g_assert (!self->done);
    self->done = TRUE;
    return;
  }
  state = &self->state[self->depth - 1];
  if ((*state & IN_ARRAY) != 0) {
    if ((*state & HAS_ITEMS) != 0)
      g_string_append_c (self->out, ',');
    *state |= HAS_ITEMS;
    return;
  }
  g_assert ((*state & HAS_NAME) != 0);
  *state &= (guint8) ~HAS_NAME;
}

static void
begin_container (MiqatJsonWriter *self, guint8 state, char bracket)
{
  begin_value (self);
  g_assert (self->depth < MIQAT_JSON_DEPTH_MAX);
  self->state[self->depth++] = state;
  g_string_append_c (self->out, bracket);
}

static void
end_container (MiqatJsonWriter *self, guint8 kind, char bracket)
{
  guint8 state;

  g_assert (self->depth > 0);
  state = self->state[--self->depth];
  g_assert ((state & IN_ARRAY) == kind);
  g_assert ((state & HAS_NAME) == 0);
  g_string_append_c (self->out, bracket);
}

void
miqat_json_begin_object (MiqatJsonWriter *self)
{
  begin_container (self, 0, '{');
}

void
miqat_json_end_object (MiqatJsonWriter *self)
{
  end_container (self, 0, '}');
}

void
miqat_json_begin_array (MiqatJsonWriter *self)
{
  begin_container (self, IN_ARRAY, '[');
}

void
miqat_json_end_array (MiqatJsonWriter *self)
{
  end_container (self, IN_ARRAY, ']');
}

static gboolean
is_plain (char c)
{
  return (guint8) c >= 0x20 && c != 0x7f && c != '<' && c != '"' && c != '\\';
}

/* "<" is escaped so that the text can stand inside a page's script element. */
static void
append_quoted (GString *out, const char *text)
{
  const char *plain = text; /* what stands as it is, up to p */
  const char *p;

  g_assert (g_utf8_validate (text, -1, NULL));
  g_string_append_c (out, '"');
  for (p = text; *p != '\0'; p++) {
    if (is_plain (*p))
      continue;
    g_string_append_len (out, plain, p - plain);
    plain = p + 1;
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if (*p == '\n')
      g_string_append (out, "\\n");
    else
      g_string_append_printf (out, "\\u%04x", (guint) *p);
  }
  g_string_append_len (out, plain, p - plain);
  g_string_append_c (out, '"');
}

void
miqat_json_name (MiqatJsonWriter *self, const char *name)
{
  guint8 *state;

  g_assert (name != NULL && self->depth > 0);
  state = &self->state[self->depth - 1];
  g_assert ((*state & (IN_ARRAY | HAS_NAME)) == 0);
  if ((*state & HAS_ITEMS) != 0)
    g_string_append_c (self->out, ',');
  *state |= HAS_ITEMS | HAS_NAME;
  append_quoted (self->out, name);
  g_string_append_c (self->out, ':');
}

void
miqat_json_text (MiqatJsonWriter *self, const char *text)
{
  begin_value (self);
  if (text != NULL)
    append_quoted (self->out, text);
  else
    g_string_append (self->out, "null");
}

void
miqat_json_int (MiqatJsonWriter *self, gint64 number)
{
  begin_value (self);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, number);
}

void
miqat_json_flag (MiqatJsonWriter *self, gboolean flag)
{
  begin_value (self);
  g_string_append (self->out, flag ? "true" : "false");
}

void
miqat_json_null (MiqatJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->out, "null");
}

/* Seventeen digits, which read back as the same number. */
static void
write_fraction (MiqatJsonWriter *self, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  begin_value (self);
  /* Zero has a sign here; JSON's readers should not see two zeros. */
  if (number == 0)
    g_string_append_c (self->out, '0');
  else
    g_string_append (self->out, g_ascii_dtostr (buffer, sizeof buffer, number));
}

static void
write_value (MiqatJsonWriter *self, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    miqat_json_text (self, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    miqat_json_flag (self, json_node_get_boolean (node));
  else if (type == G_TYPE_DOUBLE)
    write_fraction (self, json_node_get_double (node));
  else
    miqat_json_int (self, json_node_get_int (node));
}

static void
write_object (MiqatJsonWriter *self, JsonObject *object)
{
  g_autoptr (GList) names
      = g_list_sort (json_object_get_members (object), (GCompareFunc) strcmp);

  miqat_json_begin_object (self);
  for (GList *l = names; l != NULL; l = l->next) {
    miqat_json_name (self, l->data);
    miqat_json_node (self, json_object_get_member (object, l->data));
  }
  miqat_json_end_object (self);
}

static void
write_array (MiqatJsonWriter *self, JsonArray *array)
{
  miqat_json_begin_array (self);
  for (guint i = 0; i < json_array_get_length (array); i++)
    miqat_json_node (self, json_array_get_element (array, i));
  miqat_json_end_array (self);
}

/* Recursion here is bounded by the writer's own depth. */
void
miqat_json_node (MiqatJsonWriter *self, JsonNode *node)
{
  g_assert (node != NULL);
  switch (json_node_get_node_type (node)) {
  case JSON_NODE_OBJECT:
    write_object (self, json_node_get_object (node));
    return;
  case JSON_NODE_ARRAY:
    write_array (self, json_node_get_array (node));
    return;
  case JSON_NODE_VALUE:
    write_value (self, node);
    return;
  case JSON_NODE_NULL:
    miqat_json_null (self);
    return;
  }
  g_assert_not_reached ();
}

void
miqat_json_add_text (MiqatJsonWriter *self, const char *name, const char *text)
{
  miqat_json_name (self, name);
  miqat_json_text (self, text);
}

void
miqat_json_add_int (MiqatJsonWriter *self, const char *name, gint64 number)
{
  miqat_json_name (self, name);
  miqat_json_int (self, number);
}

void
miqat_json_add_flag (MiqatJsonWriter *self, const char *name, gboolean flag)
{
  miqat_json_name (self, name);
  miqat_json_flag (self, flag);
}

char *
miqat_json_canonical (JsonNode *node)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter writer;

  miqat_json_writer_init (&writer, out);
  miqat_json_node (&writer, node);
  return g_string_free (out, FALSE);
}
