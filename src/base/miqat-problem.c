/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems and refusals: the tables made from miqat-problem.def, the list of problems, its JSON
 * form, and the GError domain that owns such a list. */
#include "config.h"

#include "miqat-problem.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *name;
  const char *sentence;
} Entry;

static const Entry entries[MIQAT_N_PROBLEMS] = {
  [MIQAT_PROBLEM_NONE] = { "none", "" },
#define MIQAT_PROBLEM(name, code, sentence) [MIQAT_PROBLEM_##name] = { code, sentence },
#include "miqat-problem.def"
#undef MIQAT_PROBLEM
};

struct _MiqatProblems {
  GPtrArray *list; /* of MiqatProblem */
};

static void
problem_free (gpointer data)
{
  MiqatProblem *self = data;

  g_free (self->field);
  g_clear_pointer (&self->params, g_hash_table_unref);
  g_free (self);
}

static MiqatProblem *
problem_new (const char *field, MiqatProblemCode code)
{
  MiqatProblem *self = g_new0 (MiqatProblem, 1);

  self->code = code;
  self->field = g_strdup (field);
  return self;
}

static void
problem_set_param (MiqatProblem *self, const char *name, const char *text)
{
  if (self->params == NULL)
    self->params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->params, g_strdup (name), g_strdup (text));
}

static MiqatProblem *
problem_copy (const MiqatProblem *self)
{
  MiqatProblem *copy = problem_new (self->field, self->code);
  GHashTableIter iter;
  gpointer name, text;

  if (self->params == NULL)
    return copy;
  g_hash_table_iter_init (&iter, self->params);
  while (g_hash_table_iter_next (&iter, &name, &text))
    problem_set_param (copy, name, text);
  return copy;
}

static const char *
find_param (const MiqatProblem *self, const char *name, gsize length)
{
  g_autofree char *key = g_strndup (name, length);

  return self->params != NULL ? g_hash_table_lookup (self->params, key) : NULL;
}

/* One pass over the sentence, so that braces inside a parameter's text stay as they are. */
char *
miqat_problem_fill (const MiqatProblem *self, const char *sentence)
{
  GString *out = g_string_new (NULL);
  const char *open;

  while ((open = strchr (sentence, '{')) != NULL) {
    const char *close = strchr (open, '}');
    const char *text;

    if (close == NULL)
      break;
    g_string_append_len (out, sentence, open - sentence);
    text = find_param (self, open + 1, (gsize) (close - open - 1));
    if (text != NULL)
      g_string_append (out, text);
    else
      g_string_append_len (out, open, close - open + 1);
    sentence = close + 1;
  }
  g_string_append (out, sentence);
  return g_string_free (out, FALSE);
}

static void
add_va (MiqatProblems *self, const char *field, MiqatProblemCode code, va_list args)
{
  MiqatProblem *problem = problem_new (field, code);
  const char *name;

  while ((name = va_arg (args, const char *)) != NULL) {
    const char *text = va_arg (args, const char *);

    problem_set_param (problem, name, text != NULL ? text : "");
  }
  g_ptr_array_add (self->list, problem);
}

MiqatProblems *
miqat_problems_new (void)
{
  MiqatProblems *self = g_new0 (MiqatProblems, 1);

  self->list = g_ptr_array_new_with_free_func (problem_free);
  return self;
}

MiqatProblems *
miqat_problems_copy (const MiqatProblems *self)
{
  MiqatProblems *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = miqat_problems_new ();
  miqat_problems_add_all (copy, self);
  return copy;
}

void
miqat_problems_free (MiqatProblems *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->list);
  g_free (self);
}

void
miqat_problems_add (MiqatProblems *self, const char *field, MiqatProblemCode code, ...)
{
  va_list args;

  g_return_if_fail (self != NULL);
  g_return_if_fail (code > MIQAT_PROBLEM_NONE && code < MIQAT_N_PROBLEMS);

  va_start (args, code);
  add_va (self, field, code, args);
  va_end (args);
}

void
miqat_problems_add_all (MiqatProblems *self, const MiqatProblems *others)
{
  g_return_if_fail (self != NULL && others != NULL && self != others);

  for (guint i = 0; i < others->list->len; i++)
    g_ptr_array_add (self->list, problem_copy (g_ptr_array_index (others->list, i)));
}

guint
miqat_problems_get_count (const MiqatProblems *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->list->len;
}

const MiqatProblem *
miqat_problems_get (const MiqatProblems *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->list->len, NULL);

  return g_ptr_array_index (self->list, index);
}

const MiqatProblem *
miqat_problems_find (const MiqatProblems *self, const char *field)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->list->len; i++) {
    const MiqatProblem *problem = g_ptr_array_index (self->list, i);

    if (g_strcmp0 (problem->field, field) == 0)
      return problem;
  }
  return NULL;
}

static JsonObject *
params_to_json (GHashTable *params)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (params), (GCompareFunc) strcmp);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_string_member (object, l->data, g_hash_table_lookup (params, l->data));
  return object;
}

JsonNode *
miqat_problems_to_json (const MiqatProblems *self)
{
  JsonArray *array;
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  array = json_array_new ();
  for (guint i = 0; i < self->list->len; i++) {
    const MiqatProblem *problem = g_ptr_array_index (self->list, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "code", entries[problem->code].name);
    if (problem->field != NULL)
      json_object_set_string_member (object, "field", problem->field);
    if (problem->params != NULL)
      json_object_set_object_member (object, "params", params_to_json (problem->params));
    json_array_add_object_element (array, object);
  }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static const char *
node_get_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static void
read_params (MiqatProblem *problem, JsonObject *params)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, params);
  while (json_object_iter_next (&iter, &name, &value))
    if (node_get_text (value) != NULL)
      problem_set_param (problem, name, node_get_text (value));
}

static MiqatProblem *
problem_from_json (JsonNode *node)
{
  MiqatProblemCode code = MIQAT_PROBLEM_NONE;
  MiqatProblem *problem;
  JsonObject *object;
  JsonNode *params;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return problem_new (NULL, MIQAT_PROBLEM_INTERNAL);
  object = json_node_get_object (node);
  name = node_get_text (json_object_get_member (object, "code"));
  if (name != NULL)
    code = miqat_problem_code_from_name (name);
  if (code == MIQAT_PROBLEM_NONE)
    code = MIQAT_PROBLEM_INTERNAL;
  problem = problem_new (node_get_text (json_object_get_member (object, "field")), code);
  params = json_object_get_member (object, "params");
  if (params != NULL && JSON_NODE_HOLDS_OBJECT (params))
    read_params (problem, json_node_get_object (params));
  return problem;
}

MiqatProblems *
miqat_problems_from_json (JsonNode *node)
{
  MiqatProblems *self;
  JsonArray *array;

  g_return_val_if_fail (node != NULL, NULL);

  self = miqat_problems_new ();
  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    g_ptr_array_add (self->list, problem_new (NULL, MIQAT_PROBLEM_INTERNAL));
    return self;
  }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (self->list, problem_from_json (json_array_get_element (array, i)));
  return self;
}

const char *
miqat_problem_code_get_name (MiqatProblemCode code)
{
  g_return_val_if_fail (code < MIQAT_N_PROBLEMS, "internal");

  return entries[code].name;
}

MiqatProblemCode
miqat_problem_code_from_name (const char *name)
{
  g_return_val_if_fail (name != NULL, MIQAT_PROBLEM_NONE);

  for (guint i = MIQAT_PROBLEM_NONE + 1; i < MIQAT_N_PROBLEMS; i++)
    if (strcmp (entries[i].name, name) == 0)
      return (MiqatProblemCode) i;
  return MIQAT_PROBLEM_NONE;
}

const char *
miqat_problem_code_get_sentence (MiqatProblemCode code)
{
  g_return_val_if_fail (code < MIQAT_N_PROBLEMS, "");

  return entries[code].sentence;
}

char *
miqat_problem_dup_sentence (const MiqatProblem *self)
{
  g_return_val_if_fail (self != NULL && self->code < MIQAT_N_PROBLEMS, NULL);

  /* gettext answers the empty text with the catalogue's header. */
  if (self->code == MIQAT_PROBLEM_NONE)
    return g_strdup ("");
  return miqat_problem_fill (self, dgettext (GETTEXT_PACKAGE, entries[self->code].sentence));
}

typedef struct {
  MiqatProblems *problems;
} MiqatRefusalPrivate;

/* The assertions here and below: GLib's lookup could return NULL for another domain. */
static void
miqat_refusal_private_init (MiqatRefusalPrivate *self)
{
  g_assert (self != NULL);
  self->problems = miqat_problems_new ();
}

static void
miqat_refusal_private_copy (const MiqatRefusalPrivate *from, MiqatRefusalPrivate *to)
{
  g_assert (from != NULL && to != NULL);
  g_clear_pointer (&to->problems, miqat_problems_free);
  to->problems = miqat_problems_copy (from->problems);
}

static void
miqat_refusal_private_clear (MiqatRefusalPrivate *self)
{
  g_assert (self != NULL);
  g_clear_pointer (&self->problems, miqat_problems_free);
}

/* GLib places the private part aligned in front of the error, which clang cannot see. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (MiqatRefusal, miqat_refusal)
#pragma GCC diagnostic pop

gboolean
miqat_refuse (GError **error, const char *field, MiqatProblemCode code, ...)
{
  MiqatProblems *problems;
  va_list args;

  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);
  g_return_val_if_fail (code > MIQAT_PROBLEM_NONE && code < MIQAT_N_PROBLEMS, FALSE);

  problems = miqat_problems_new ();
  va_start (args, code);
  add_va (problems, field, code, args);
  va_end (args);
  return miqat_refuse_all (error, problems);
}

gboolean
miqat_refuse_all (GError **error, MiqatProblems *problems)
{
  g_autoptr (MiqatProblems) owned = problems;
  g_autofree char *message = NULL;
  MiqatRefusalPrivate *private;
  const MiqatProblem *first;
  GError *refusal;

  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);
  g_return_val_if_fail (problems != NULL && problems->list->len > 0, FALSE);

  first = g_ptr_array_index (problems->list, 0);
  message = miqat_problem_fill (first, entries[first->code].sentence);
  refusal = g_error_new_literal (MIQAT_REFUSAL, (int) first->code, message);
  private = miqat_refusal_get_private (refusal);
  g_assert (private != NULL);
  miqat_problems_free (private->problems);
  private->problems = g_steal_pointer (&owned);
  g_propagate_error (error, refusal);
  return FALSE;
}

const MiqatProblems *
miqat_refusal_get_problems (const GError *error)
{
  const MiqatRefusalPrivate *private;

  if (error == NULL || error->domain != MIQAT_REFUSAL)
    return NULL;
  private = miqat_refusal_get_private (error);
  g_assert (private != NULL);
  return private->problems;
}
