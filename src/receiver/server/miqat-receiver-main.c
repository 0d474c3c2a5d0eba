/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program miqat-receiver. */
#include "config.h"

#include "miqat-crypto.h"
#include "miqat-db.h"
#include "miqat-receiver.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

static gboolean
on_signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
say_where (MiqatReceiver *receiver, const MiqatReceiverOptions *options)
{
  guint16 port = miqat_receiver_get_port (receiver);

  if (port != 0)
    g_print ("listening on http://127.0.0.1:%u\n", port);
  else
    g_print ("listening on %s\n", options->listen);
  fflush (stdout);
}

/* As miqatctl says it: the code, the sentence, and below what the machine said. */
static void
say_why (const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  const MiqatProblem technical = { .code = miqat_site_error_get_problem (error) };
  const MiqatProblem *problem = problems != NULL ? miqat_problems_get (problems, 0) : &technical;
  g_autofree char *sentence = miqat_problem_dup_sentence (problem);

  if (problem->code == MIQAT_PROBLEM_INTERNAL)
    g_printerr ("miqat-receiver: %s\n", error->message);
  else
    g_printerr ("miqat-receiver: %s: %s\n", miqat_problem_code_get_name (problem->code), sentence);
  if (problem->code != MIQAT_PROBLEM_INTERNAL && problems == NULL)
    g_printerr ("  %s\n", error->message);
}

static int
serve (const MiqatReceiverOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatReceiver) receiver = miqat_receiver_start (options, &error);

  if (receiver == NULL) {
    say_why (error);
    return 1;
  }
  g_unix_signal_add (SIGTERM, on_signal_cb, loop);
  g_unix_signal_add (SIGINT, on_signal_cb, loop);
  say_where (receiver, options);
  g_main_loop_run (loop);
  return 0;
}

int
main (int argc, char **argv)
{
  static MiqatReceiverOptions options = { .threads = 1 };
  static int threads = 1;
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &options.database, N_("The hub's database"), N_("FILE") },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options.key_file, N_("Its key; FILE.key when not given"), N_("FILE") },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options.listen,
      N_("127.0.0.1:PORT (0: any free one) or unix:PATH"), N_("ADDRESS") },
    { "vault", 0, 0, G_OPTION_ARG_FILENAME, &options.vault, N_("Folder for documents"), N_("FOLDER") },
    { "public-url", 0, 0, G_OPTION_ARG_STRING, &options.public_url,
      N_("The address under which the public comes"), N_("URL") },
    { "trusted-proxy", 0, 0, G_OPTION_ARG_NONE, &options.trusted_proxy,
      N_("Believe X-Real-IP and X-Forwarded-Proto"), NULL },
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, N_("HTTP threads, 1 or 2"), "N" },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("No access log"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (MIQAT_GETTEXT_DOMAIN, g_getenv ("MIQAT_LOCALE_DIR") != NULL ? g_getenv ("MIQAT_LOCALE_DIR")
                                                                             : MIQAT_LOCALE_DIR);
  bind_textdomain_codeset (MIQAT_GETTEXT_DOMAIN, "UTF-8");
  textdomain (MIQAT_GETTEXT_DOMAIN);
  miqat_crypto_init ();
  g_option_context_add_main_entries (context, entries, MIQAT_GETTEXT_DOMAIN);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("miqat-receiver: %s\n", error->message);
    return 2;
  }
  if (options.database == NULL || threads < 1 || threads > 2) {
    g_printerr ("%s", _("miqat-receiver: give --database FILE, and 1 or 2 threads.\n"));
    return 2;
  }
  options.threads = (guint) threads;
  return serve (&options);
}
