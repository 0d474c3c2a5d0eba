/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks arguments against their parameter tables. Every kind has one small function that turns a
 * JSON value into a clean one or adds a problem; the walk over the table is the same for all. */
#include "config.h"

#include "miqat-json.h"
#include "miqat-money.h"
#include "miqat-param.h"
#include "miqat-id.h"
#include "miqat-text.h"

#include <string.h>

#define TEXT_MAX 200
#define PARAGRAPH_MAX 4000
#define NAME_MAX_LENGTH 100
#define KEY_MAX 64
#define LIST_MAX 50

typedef struct {
  const MiqatParam *param;
  char *text;        /* all textual kinds; days as YYYY-MM-DD */
  gint64 number;     /* money, counts, flags, days */
  char **texts;      /* TEXTS */
  GPtrArray *groups; /* LIST: MiqatArgs */
  gboolean cleared;  /* null was sent; nothing of the above is set */
} Argument;

struct _MiqatArgs {
  const MiqatParam *params;
  GHashTable *values; /* name (the table's own) → Argument */
};

/* Where a value stands, for naming it in a problem, and where problems go. */
typedef struct {
  MiqatProblems *problems;
  const char *prefix; /* "" or "travellers.1." */
} Checker;

static MiqatArgs *check_group (const MiqatParam *params, JsonObject *object, Checker *checker);

static void
argument_free (gpointer data)
{
  Argument *self = data;

  g_free (self->text);
  g_strfreev (self->texts);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_free (self);
}

static void
add_problem (Checker *checker, const MiqatParam *param, MiqatProblemCode code)
{
  g_autofree char *field = g_strconcat (checker->prefix, param->name, NULL);

  miqat_problems_add (checker->problems, field, code, NULL);
}

static void
add_limit (Checker *checker, const MiqatParam *param, MiqatProblemCode code, const char *name,
           const char *limit)
{
  g_autofree char *field = g_strconcat (checker->prefix, param->name, NULL);

  miqat_problems_add (checker->problems, field, code, name, limit, NULL);
}

static void
add_number_limit (Checker *checker, const MiqatParam *param, MiqatProblemCode code,
                  const char *name, gint64 limit)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, limit);
  add_limit (checker, param, code, name, text);
}

static gint64
get_length_max (const MiqatParam *param)
{
  if (param->max > 0)
    return param->max;
  if (param->kind == MIQAT_PARAM_PARAGRAPH)
    return PARAGRAPH_MAX;
  if (param->kind == MIQAT_PARAM_NAME)
    return NAME_MAX_LENGTH;
  if (param->kind == MIQAT_PARAM_KEY)
    return KEY_MAX;
  return TEXT_MAX;
}

static gboolean
check_key_characters (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-_.", *c) == NULL)
      return FALSE;
  return TRUE;
}

/* Cleans a text of any textual kind. */
static MiqatProblemCode
clean_text (const MiqatParam *param, const char *typed, char **clean)
{
  MiqatProblemCode code = MIQAT_PROBLEM_NONE;

  if (param->kind == MIQAT_PARAM_NAME)
    code = miqat_text_check_name (typed, clean);
  else if (param->kind == MIQAT_PARAM_PHONE)
    code = miqat_text_check_phone (typed, clean);
  else if (param->kind == MIQAT_PARAM_EMAIL)
    code = miqat_text_check_email (typed, clean);
  else
    code = miqat_text_clean (typed, param->kind == MIQAT_PARAM_PARAGRAPH, clean);
  if (code != MIQAT_PROBLEM_NONE)
    return code;

  if (param->kind == MIQAT_PARAM_ID && !miqat_id_is_valid (*clean))
    code = MIQAT_PROBLEM_NOT_AN_ID;
  else if (param->kind == MIQAT_PARAM_KEY && !check_key_characters (*clean))
    code = MIQAT_PROBLEM_NOT_AN_ID;
  else if (param->check != NULL)
    code = param->check (*clean);
  if (code != MIQAT_PROBLEM_NONE)
    g_clear_pointer (clean, g_free);
  return code;
}

/* The sentence of nik_length says how many there were. */
static gint64
count_digits (const char *text)
{
  gint64 digits = 0;

  for (const char *c = text; *c != '\0'; c++)
    digits += g_ascii_isdigit (*c) ? 1 : 0;
  return digits;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
check_text (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  const char *typed = json_node_get_string (node);
  MiqatProblemCode code;
  gint64 length;

  if (typed == NULL) {
    add_problem (checker, param, MIQAT_PROBLEM_NOT_TEXT);
    return;
  }
  code = clean_text (param, typed, &argument->text);
  if (code == MIQAT_PROBLEM_NIK_LENGTH) {
    add_number_limit (checker, param, code, "digits", count_digits (typed));
    return;
  }
  if (code != MIQAT_PROBLEM_NONE) {
    add_problem (checker, param, code);
    return;
  }
  length = g_utf8_strlen (argument->text, -1);
  if (length > get_length_max (param))
    add_number_limit (checker, param, MIQAT_PROBLEM_TOO_LONG, "max", get_length_max (param));
  else if (length < param->min)
    add_number_limit (checker, param, MIQAT_PROBLEM_TOO_SHORT, "min", param->min);
}

static void
check_choice (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  const char *typed = json_node_get_string (node);

  if (typed != NULL && g_strv_contains (param->choices, typed)) {
    argument->text = g_strdup (typed);
    return;
  }
  {
    g_autofree char *choices = g_strjoinv (", ", (char **) param->choices);
    add_limit (checker, param, MIQAT_PROBLEM_NOT_A_CHOICE, "choices", choices);
  }
}

static void
check_day (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  const char *typed = json_node_get_string (node);
  char text[MIQAT_DAY_TEXT_SIZE];
  MiqatDay day;

  if (typed == NULL || miqat_day_parse_typed (typed, &day) != MIQAT_PROBLEM_NONE) {
    add_problem (checker, param, MIQAT_PROBLEM_NOT_A_DAY);
    return;
  }
  argument->number = day;
  argument->text = g_strdup (miqat_day_to_text (day, text));
}

/* A JSON number: whole ones are exact, others are refused by the caller. */
static MiqatProblemCode
read_whole_number (JsonNode *node, gint64 *number)
{
  if (json_node_get_value_type (node) == G_TYPE_INT64) {
    *number = json_node_get_int (node);
    return MIQAT_PROBLEM_NONE;
  }
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return MIQAT_PROBLEM_MONEY_FRACTION;
  return MIQAT_PROBLEM_NOT_A_NUMBER;
}

static void
check_money (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  MiqatProblemCode code;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    code = miqat_money_parse (json_node_get_string (node), &argument->number);
  else
    code = read_whole_number (node, &argument->number);
  if (code == MIQAT_PROBLEM_NOT_A_NUMBER)
    code = MIQAT_PROBLEM_NOT_MONEY;
  if (code == MIQAT_PROBLEM_NONE && argument->number < 0)
    code = MIQAT_PROBLEM_MONEY_NEGATIVE;
  if (code == MIQAT_PROBLEM_NONE && argument->number > MIQAT_MONEY_MAX)
    code = MIQAT_PROBLEM_MONEY_TOO_LARGE;
  if (code != MIQAT_PROBLEM_NONE) {
    add_problem (checker, param, code);
    return;
  }
  if (argument->number < param->min) {
    g_autofree char *limit = miqat_money_format (param->min);
    add_limit (checker, param, MIQAT_PROBLEM_TOO_SMALL, "min", limit);
  } else if (param->max > 0 && argument->number > param->max) {
    g_autofree char *limit = miqat_money_format (param->max);
    add_limit (checker, param, MIQAT_PROBLEM_TOO_LARGE, "max", limit);
  }
}

static void
check_count (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  if (json_node_get_value_type (node) == G_TYPE_STRING) {
    char *end = NULL;
    const char *text = json_node_get_string (node);

    /* Forms without scripts send digits as text. */
    argument->number = g_ascii_strtoll (text, &end, 10);
    if (end == text || *end != '\0' || strlen (text) > 15) {
      add_problem (checker, param, MIQAT_PROBLEM_NOT_A_NUMBER);
      return;
    }
  } else if (read_whole_number (node, &argument->number) != MIQAT_PROBLEM_NONE) {
    add_problem (checker, param, MIQAT_PROBLEM_NOT_A_NUMBER);
    return;
  }
  if (argument->number < param->min)
    add_number_limit (checker, param, MIQAT_PROBLEM_TOO_SMALL, "min", param->min);
  else if (argument->number > (param->max > 0 ? param->max : G_MAXINT32))
    add_number_limit (checker, param, MIQAT_PROBLEM_TOO_LARGE, "max", param->max);
}

static void
check_flag (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    argument->number = json_node_get_boolean (node);
  else
    add_problem (checker, param, MIQAT_PROBLEM_NOT_A_FLAG);
}

/* TRUE when the number of entries is within the table's bounds. */
static gboolean
check_list_length (const MiqatParam *param, JsonNode *node, Checker *checker)
{
  gint64 max = param->max > 0 ? param->max : LIST_MAX;
  gint64 length;

  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    add_problem (checker, param, MIQAT_PROBLEM_NOT_A_LIST);
    return FALSE;
  }
  length = json_array_get_length (json_node_get_array (node));
  if (length > max)
    add_number_limit (checker, param, MIQAT_PROBLEM_TOO_MANY, "max", max);
  else if (length < param->min)
    add_number_limit (checker, param, MIQAT_PROBLEM_TOO_FEW, "min", param->min);
  else
    return TRUE;
  return FALSE;
}

static void
check_texts (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  JsonArray *array;

  if (!check_list_length (param, node, checker))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *entry = json_array_get_element (array, i);
    g_autofree char *name = g_strdup_printf ("%s.%u", param->name, i);
    MiqatParam line = { .name = name, .kind = MIQAT_PARAM_TEXT };
    Argument one = { .param = &line };

    if (!JSON_NODE_HOLDS_VALUE (entry))
      add_problem (checker, &line, MIQAT_PROBLEM_NOT_TEXT);
    else
      check_text (&line, entry, &one, checker);
    if (one.text != NULL && *one.text != '\0')
      g_strv_builder_add (lines, one.text);
    g_free (one.text);
  }
  argument->texts = g_strv_builder_end (lines);
}

static void
check_list (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  JsonArray *array;

  if (!check_list_length (param, node, checker))
    return;
  array = json_node_get_array (node);
  argument->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_args_free);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *entry = json_array_get_element (array, i);
    g_autofree char *prefix = g_strdup_printf ("%s%s.%u.", checker->prefix, param->name, i);
    Checker inner = { checker->problems, prefix };

    if (JSON_NODE_HOLDS_OBJECT (entry)) {
      g_ptr_array_add (argument->groups,
                       check_group (param->fields, json_node_get_object (entry), &inner));
    } else {
      g_autofree char *name = g_strdup_printf ("%s.%u", param->name, i);
      MiqatParam one = { .name = name };
      add_problem (checker, &one, MIQAT_PROBLEM_NOT_AN_OBJECT);
    }
  }
}

static void
check_value (const MiqatParam *param, JsonNode *node, Argument *argument, Checker *checker)
{
  switch (param->kind) {
  case MIQAT_PARAM_TEXT:
  case MIQAT_PARAM_PARAGRAPH:
  case MIQAT_PARAM_NAME:
  case MIQAT_PARAM_PHONE:
  case MIQAT_PARAM_EMAIL:
  case MIQAT_PARAM_ID:
  case MIQAT_PARAM_KEY:
    check_text (param, node, argument, checker);
    break;
  case MIQAT_PARAM_CHOICE:
    check_choice (param, node, argument, checker);
    break;
  case MIQAT_PARAM_DAY:
    check_day (param, node, argument, checker);
    break;
  case MIQAT_PARAM_MONEY:
    check_money (param, node, argument, checker);
    break;
  case MIQAT_PARAM_COUNT:
    check_count (param, node, argument, checker);
    break;
  case MIQAT_PARAM_FLAG:
    check_flag (param, node, argument, checker);
    break;
  case MIQAT_PARAM_TEXTS:
    check_texts (param, node, argument, checker);
    break;
  case MIQAT_PARAM_LIST:
    check_list (param, node, argument, checker);
    break;
  }
}

/* Missing, null and blank text are the same: not given. */
static gboolean
is_given (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  return json_node_get_value_type (node) != G_TYPE_STRING || !is_blank (json_node_get_string (node));
}

static Argument *
add_argument (MiqatArgs *self, const MiqatParam *param)
{
  Argument *argument = g_new0 (Argument, 1);

  argument->param = param;
  g_hash_table_insert (self->values, (gpointer) param->name, argument);
  return argument;
}

static void
check_param (const MiqatParam *param, JsonObject *object, MiqatArgs *args, Checker *checker)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, param->name) : NULL;
  Argument *argument;

  if (!is_given (node)) {
    if ((param->flags & MIQAT_PARAM_REQUIRED) != 0)
      add_problem (checker, param, MIQAT_PROBLEM_REQUIRED);
    else if (node != NULL && JSON_NODE_HOLDS_NULL (node) && (param->flags & MIQAT_PARAM_CLEARABLE) != 0)
      add_argument (args, param)->cleared = TRUE;
    return;
  }
  argument = add_argument (args, param);
  if (param->kind < MIQAT_PARAM_TEXTS && !JSON_NODE_HOLDS_VALUE (node))
    add_problem (checker, param, MIQAT_PROBLEM_NOT_TEXT);
  else
    check_value (param, node, argument, checker);
}

static const MiqatParam *
find_param (const MiqatParam *params, const char *name)
{
  for (const MiqatParam *param = params; param != NULL && param->name != NULL; param++)
    if (strcmp (param->name, name) == 0)
      return param;
  return NULL;
}

static void
check_unknown (const MiqatParam *params, JsonObject *object, Checker *checker)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next) {
    MiqatParam stranger = { .name = l->data };

    if (find_param (params, l->data) == NULL)
      add_problem (checker, &stranger, MIQAT_PROBLEM_UNKNOWN_FIELD);
  }
}

static MiqatArgs *
check_group (const MiqatParam *params, JsonObject *object, Checker *checker)
{
  MiqatArgs *args = g_new0 (MiqatArgs, 1);

  args->params = params;
  args->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, argument_free);
  for (const MiqatParam *param = params; param != NULL && param->name != NULL; param++)
    check_param (param, object, args, checker);
  if (object != NULL)
    check_unknown (params, object, checker);
  return args;
}

MiqatArgs *
miqat_args_new (const MiqatParam *params, JsonObject *object, GError **error)
{
  Checker checker = { miqat_problems_new (), "" };
  MiqatArgs *args = check_group (params, object, &checker);

  if (miqat_problems_get_count (checker.problems) == 0) {
    miqat_problems_free (checker.problems);
    return args;
  }
  miqat_args_free (args);
  miqat_refuse_all (error, checker.problems);
  return NULL;
}

void
miqat_args_free (MiqatArgs *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->values);
  g_free (self);
}

/* ---- reading ------------------------------------------------------------------------------- */

static const Argument *
find_argument (const MiqatArgs *self, const char *name)
{
  /* Asking for what the table does not have is a slip of the pen that would read as "not given". */
  g_assert (find_param (self->params, name) != NULL);
  return g_hash_table_lookup (self->values, name);
}

/* What was given: not what was only emptied. */
static const Argument *
find_given (const MiqatArgs *self, const char *name)
{
  const Argument *argument = find_argument (self, name);

  return argument != NULL && !argument->cleared ? argument : NULL;
}

gboolean
miqat_args_is_cleared (const MiqatArgs *self, const char *name)
{
  const Argument *argument = find_argument (self, name);

  return argument != NULL && argument->cleared;
}

gboolean
miqat_args_has (const MiqatArgs *self, const char *name)
{
  return find_given (self, name) != NULL;
}

const char *
miqat_args_text (const MiqatArgs *self, const char *name)
{
  const Argument *argument = find_given (self, name);

  return argument != NULL ? argument->text : NULL;
}

void
miqat_args_take_text (const MiqatArgs *self, const char *name, char **field)
{
  const Argument *argument = find_argument (self, name);

  if (argument == NULL)
    return;
  g_free (*field);
  *field = g_strdup (argument->text);
}

gint64
miqat_args_int (const MiqatArgs *self, const char *name, gint64 fallback)
{
  const Argument *argument = find_given (self, name);

  return argument != NULL ? argument->number : fallback;
}

gboolean
miqat_args_flag (const MiqatArgs *self, const char *name, gboolean fallback)
{
  return miqat_args_int (self, name, fallback) != 0;
}

MiqatDay
miqat_args_day (const MiqatArgs *self, const char *name)
{
  return (MiqatDay) miqat_args_int (self, name, MIQAT_DAY_NONE);
}

const char *const *
miqat_args_texts (const MiqatArgs *self, const char *name)
{
  static const char *const none[] = { NULL };
  const Argument *argument = find_given (self, name);

  return argument != NULL ? (const char *const *) argument->texts : none;
}

guint
miqat_args_list_length (const MiqatArgs *self, const char *name)
{
  const Argument *argument = find_given (self, name);

  return argument != NULL ? argument->groups->len : 0;
}

const MiqatArgs *
miqat_args_list_get (const MiqatArgs *self, const char *name, guint index)
{
  const Argument *argument = find_given (self, name);

  g_return_val_if_fail (argument != NULL && index < argument->groups->len, NULL);
  return g_ptr_array_index (argument->groups, index);
}

void
miqat_args_set_text (MiqatArgs *self, const char *name, const char *text)
{
  const MiqatParam *param = find_param (self->params, name);

  g_assert (param != NULL && param->kind < MIQAT_PARAM_CHOICE);
  add_argument (self, param)->text = g_strdup (text);
}

void
miqat_args_set_int (MiqatArgs *self, const char *name, gint64 number)
{
  const MiqatParam *param = find_param (self->params, name);

  g_assert (param != NULL && (param->kind == MIQAT_PARAM_MONEY || param->kind == MIQAT_PARAM_COUNT));
  add_argument (self, param)->number = number;
}

static JsonNode *
argument_to_json (const Argument *self)
{
  JsonNode *node = json_node_alloc ();

  if (self->cleared) {
    json_node_init_null (node);
  } else if (self->groups != NULL) {
    JsonArray *array = json_array_new ();
    for (guint i = 0; i < self->groups->len; i++)
      json_array_add_element (array, miqat_args_to_json (g_ptr_array_index (self->groups, i)));
    json_node_init_array (node, array);
    json_array_unref (array);
  } else if (self->texts != NULL) {
    JsonArray *array = json_array_new ();
    for (char **line = self->texts; *line != NULL; line++)
      json_array_add_string_element (array, *line);
    json_node_init_array (node, array);
    json_array_unref (array);
  } else if (self->param->kind == MIQAT_PARAM_FLAG) {
    json_node_init_boolean (node, self->number != 0);
  } else if (self->text != NULL) {
    json_node_init_string (node, self->text);
  } else {
    json_node_init_int (node, self->number);
  }
  return node;
}

JsonNode *
miqat_args_to_json (const MiqatArgs *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_alloc ();

  for (const MiqatParam *param = self->params; param != NULL && param->name != NULL; param++) {
    const Argument *argument = g_hash_table_lookup (self->values, param->name);
    if (argument != NULL)
      json_object_set_member (object, param->name, argument_to_json (argument));
  }
  json_node_init_object (node, object);
  json_object_unref (object);
  return node;
}
