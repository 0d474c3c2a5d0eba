/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options, opening and failing, the same for every verb. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-ctl.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define PASSWORD_MIN 10
#define PASSWORD_FILE_MAX 4096

void
miqat_ctl_place_clear (MiqatCtlPlace *self)
{
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->key_file, g_free);
}

int
miqat_ctl_misused (const MiqatCtlVerb *verb, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("miqatctl %s: %s\n", verb->name, text);
  g_printerr (_("Try “miqatctl %s --help”.\n"), verb->name);
  return MIQAT_CTL_USAGE;
}

gboolean
miqat_ctl_parse (const MiqatCtlVerb *verb, const GOptionEntry *entries, MiqatCtlPlace *place,
                 guint least, guint most, int *argc, char ***argv, int *status)
{
  const GOptionEntry common[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &place->database, N_("The database"), N_("FILE") },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &place->key_file,
      N_("Its key; FILE.key unless given"), N_("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (verb->arguments);
  g_autofree char *program = g_strconcat ("miqatctl ", verb->name, NULL);
  g_autofree char *description = verb->describe != NULL ? verb->describe () : NULL;
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, _(verb->summary));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    *status = miqat_ctl_misused (verb, "%s", error->message);
  else if (place->database == NULL)
    *status = miqat_ctl_misused (verb, _("--database FILE is missing"));
  else if ((guint) *argc < least + 1)
    *status = miqat_ctl_misused (verb, _("%s is missing"), verb->arguments);
  else if ((guint) *argc > most + 1)
    *status = miqat_ctl_misused (verb, _("“%s” is one argument too many"), (*argv)[most + 1]);
  else
    return TRUE;
  return FALSE;
}

/* ---- failing ---------------------------------------------------------------------------------- */

static void
print_problem (const MiqatProblem *problem)
{
  g_autofree char *sentence = miqat_problem_dup_sentence (problem);

  if (problem->field != NULL)
    g_printerr ("miqatctl: %s: %s: %s\n", miqat_problem_code_get_name (problem->code),
                problem->field, sentence);
  else
    g_printerr ("miqatctl: %s: %s\n", miqat_problem_code_get_name (problem->code), sentence);
}

int
miqat_ctl_fail (const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);

  if (problems == NULL) {
    MiqatProblem problem = { .code = miqat_site_error_get_problem (error) };

    print_problem (&problem);
    g_printerr ("  %s\n", error->message);
    return MIQAT_CTL_REFUSED;
  }
  for (guint i = 0; i < miqat_problems_get_count (problems); i++)
    print_problem (miqat_problems_get (problems, i));
  return MIQAT_CTL_REFUSED;
}

gboolean
miqat_ctl_check_absent (const char *path, GError **error)
{
  GStatBuf info;

  /* Not g_file_test(): a link that leads nowhere is there as well. */
  return g_lstat (path, &info) != 0 || miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_EXISTS, "file", path, NULL);
}

/* ---- opening ---------------------------------------------------------------------------------- */

MiqatSite *
miqat_ctl_open (const MiqatCtlPlace *place, MiqatClock *clock, GError **error)
{
  const MiqatSiteOptions options = {
    .database = place->database,
    .key_file = place->key_file,
    .clock = clock,
    .areas = miqat_areas,
  };

  return miqat_site_open (&options, error);
}

/* A reader cannot bring an older database up to date; whoever may write does it first. A file that
 * nobody may write is read as it is. */
static gboolean
bring_up_to_date (const MiqatCtlPlace *place, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatSite) site = miqat_ctl_open (place, NULL, &failure);

  if (site != NULL || g_error_matches (failure, MIQAT_DB_ERROR, MIQAT_DB_ERROR_READ_ONLY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

MiqatDb *
miqat_ctl_open_reader (const MiqatCtlPlace *place, MiqatKey **key, GError **error)
{
  g_autofree char *key_file = place->key_file != NULL ? g_strdup (place->key_file)
                                                      : g_strconcat (place->database, ".key", NULL);
  g_autoptr (MiqatDb) db = NULL;

  if (!bring_up_to_date (place, error))
    return NULL;
  db = miqat_db_open (place->database, MIQAT_DB_READ_ONLY, error);
  if (db == NULL)
    return NULL;
  if (key != NULL) {
    *key = miqat_key_load (key_file, error);
    if (*key == NULL || !miqat_site_check_key (db, *key, key_file, error))
      return NULL;
  }
  return g_steal_pointer (&db);
}

char *
miqat_ctl_read_password (const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  g_autofree char *password = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  password = g_strndup (contents, MIN (strcspn (contents, "\r\n"), PASSWORD_FILE_MAX));
  memset (contents, 0, length);
  if (g_utf8_strlen (password, -1) < PASSWORD_MIN) {
    miqat_refuse (error, "password", MIQAT_PROBLEM_PASSWORD_WEAK, NULL);
    return NULL;
  }
  return g_steal_pointer (&password);
}

JsonNode *
miqat_ctl_run (MiqatSite *site, const char *name, const char *actor_id, const char *id,
               JsonObject *args, GError **error)
{
  const MiqatRequest request = {
    .id = id,
    .name = name,
    .args = args,
    .actor_id = actor_id,
    .day = MIQAT_DAY_NONE,
  };
  g_autoptr (MiqatAnswer) answer = miqat_site_run (site, &request, error);

  if (answer == NULL)
    return NULL;
  if (!answer->done) {
    miqat_refuse_all (error, g_steal_pointer (&answer->problems));
    return NULL;
  }
  return g_steal_pointer (&answer->result);
}
