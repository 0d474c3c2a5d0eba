/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl run: any command, as a person or as the machine's administrator. */
#include "config.h"

#include "miqat-person.h"
#include "miqat-ctl.h"
#include "miqat-id.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define INPUT_MAX (1024 * 1024)

/* "-" reads from stdin, "@FILE" from a file; otherwise the text itself. Of what never ends no more is
 * read than tells that it is too large. */
static GBytes *
read_input (const char *given, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (*given == '@') {
    g_autoptr (GFile) file = g_file_new_for_path (given + 1);

    stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
  } else if (strcmp (given, "-") == 0)
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    return g_bytes_new (given, strlen (given));
  bytes = g_malloc (INPUT_MAX + 1);
  if (stream == NULL || !g_input_stream_read_all (stream, bytes, INPUT_MAX + 1, &length, NULL, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static JsonNode *
read_args (const char *given, GError **error)
{
  g_autoptr (GBytes) text = read_input (given, error);
  g_autoptr (JsonNode) node = NULL;

  if (text == NULL)
    return NULL;
  node = miqat_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), INPUT_MAX, error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    miqat_refuse (error, "args", MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
    return NULL;
  }
  return g_steal_pointer (&node);
}

/* The actor id behind "system" or an e-mail address. */
static char *
find_actor (MiqatSite *site, const char *who, GError **error)
{
  g_autoptr (MiqatDb) db = NULL;
  g_autoptr (MiqatPerson) person = NULL;
  g_autoptr (GError) failure = NULL;

  if (strcmp (who, MIQAT_ACTOR_SYSTEM) == 0)
    return g_strdup (who);
  db = miqat_site_open_reader (site, error);
  if (db == NULL)
    return NULL;
  person = miqat_person_find_by_email (db, who, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (person == NULL)
    miqat_refuse (error, "as", MIQAT_PROBLEM_PERSON_UNKNOWN, NULL);
  return person != NULL ? g_strdup (person->id) : NULL;
}

static JsonObject *
make_args (const char *given, const char *password_file, GError **error)
{
  g_autoptr (JsonNode) node = read_args (given != NULL ? given : "{}", error);
  g_autoptr (JsonObject) args = NULL;

  if (node == NULL)
    return NULL;
  args = json_object_ref (json_node_get_object (node));
  if (password_file != NULL) {
    g_autofree char *password = miqat_ctl_read_password (password_file, error);
    g_autofree char *verifier = password != NULL ? miqat_password_make_verifier (password) : NULL;
    g_autoptr (JsonObject) with = json_object_new ();
    g_autoptr (GList) members = json_object_get_members (args);

    if (verifier == NULL)
      return NULL;
    /* The parsed tree is immutable. */
    for (GList *m = members; m != NULL; m = m->next)
      json_object_set_member (with, m->data, json_object_dup_member (args, m->data));
    json_object_set_string_member (with, "verifier", verifier);
    return g_steal_pointer (&with);
  }
  return g_steal_pointer (&args);
}

static int
execute (MiqatSite *site, const char *command, const char *who, const char *id, JsonObject *args)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *actor_id = find_actor (site, who, &error);
  g_autofree char *new_id = id == NULL ? miqat_id_new (miqat_clock_now (miqat_site_get_clock (site))) : NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  MiqatJsonWriter writer;

  if (actor_id != NULL)
    result = miqat_ctl_run (site, command, actor_id, id != NULL ? id : new_id, args, &error);
  if (result == NULL)
    return miqat_ctl_fail (error);
  miqat_json_writer_init (&writer, text);
  miqat_json_begin_object (&writer);
  miqat_json_add_text (&writer, "id", id != NULL ? id : new_id);
  miqat_json_name (&writer, "result");
  miqat_json_node (&writer, result);
  miqat_json_end_object (&writer);
  g_print ("%s\n", text->str);
  return MIQAT_CTL_DONE;
}

static int
run (const MiqatCtlVerb *verb, int argc, char **argv)
{
  g_auto (MiqatCtlPlace) place = { 0 };
  g_autofree char *who = NULL, *given = NULL, *id = NULL, *password_file = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &who, N_("E-mail address of who acts, or “system”"), N_("WHO") },
    { "args", 0, 0, G_OPTION_ARG_STRING, &given,
      N_("The command's arguments as JSON; “-” reads them from stdin, “@FILE” from a file"), N_("JSON") },
    { "id", 0, 0, G_OPTION_ARG_STRING, &id,
      N_("The command's id; a repeated one gets the first answer again"), N_("UUID") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
      N_("Adds the verifier of the password in this file"), N_("FILE") },
    { NULL },
  };
  g_autoptr (JsonObject) args = NULL;
  g_autoptr (MiqatSite) site = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!miqat_ctl_parse (verb, entries, &place, 1, 1, &argc, &argv, &status))
    return status;
  if (who == NULL)
    return miqat_ctl_misused (verb, _("--as is missing"));
  if (id != NULL && !miqat_id_is_valid (id))
    return miqat_ctl_misused (verb, _("“%s” is no id"), id);
  args = make_args (given, password_file, &error);
  if (args == NULL)
    return miqat_ctl_fail (error);
  site = miqat_ctl_open (&place, NULL, &error);
  if (site == NULL)
    return miqat_ctl_fail (error);
  return execute (site, argv[1], who, id, args);
}

const MiqatCtlVerb miqat_ctl_run_verb = {
  "run", "COMMAND", N_("Run any command"), run,
};
