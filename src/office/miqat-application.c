/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the database that the options name, says plainly when that cannot be done, and shows the
 * window. */
#include "config.h"

#include "miqat-application.h"
#include "miqat-look.h"
#include "miqat-office-resource.h"
#include "miqat-office.h"
#include "miqat-window.h"

#include <glib/gi18n-lib.h>

struct _MiqatApplication {
  AdwApplication parent_instance;

  char *database;
  char *vault;
  char *hub_url;
  MiqatOffice *office;
};

G_DEFINE_FINAL_TYPE (MiqatApplication, miqat_application, ADW_TYPE_APPLICATION)

static char *
make_default_path (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "miqat", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_printerr ("%s cannot be made\n", folder);
  return g_build_filename (folder, "office.db", NULL);
}

/* A window with one sentence: without a database there is nothing else to show. */
static void
show_failure (MiqatApplication *self, const GError *error)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (MIQAT_RESOURCE_PATH "/office/miqat-failure.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  AdwStatusPage *page = ADW_STATUS_PAGE (gtk_builder_get_object (builder, "page"));
  MiqatProblemCode code = miqat_site_error_get_problem (error);
  MiqatProblem problem = { .code = code };
  g_autofree char *sentence = code != MIQAT_PROBLEM_INTERNAL ? miqat_problem_dup_sentence (&problem)
                                                         : g_strdup (error->message);
  g_autofree char *words = g_strdup_printf ("%s\n\n%s", sentence, self->database);
  g_autofree char *markup = g_markup_escape_text (words, -1);

  adw_status_page_set_description (page, markup);
  gtk_window_set_application (window, GTK_APPLICATION (self));
  gtk_window_present (window);
  g_printerr ("%s: %s\n", self->database, error->message);
}

static void
miqat_application_activate (GApplication *app)
{
  MiqatApplication *self = MIQAT_APPLICATION (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));
  g_autoptr (GError) error = NULL;

  if (window != NULL) {
    gtk_window_present (window);
    return;
  }
  if (self->database == NULL)
    self->database = make_default_path ();
  if (g_file_test (self->database, G_FILE_TEST_EXISTS)) {
    self->office = miqat_office_open (self->database, self->vault, &error);
    if (self->office == NULL) {
      show_failure (self, error);
      return;
    }
  }
  gtk_window_present (GTK_WINDOW (
    miqat_window_new (GTK_APPLICATION (app), self->office, self->database, self->hub_url)));
}

static void
miqat_application_startup (GApplication *app)
{
  G_APPLICATION_CLASS (miqat_application_parent_class)->startup (app);
  /* Names the resource, so that the linker keeps it. */
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
}

static int
miqat_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  MiqatApplication *self = MIQAT_APPLICATION (app);

  if (g_variant_dict_contains (options, "version")) {
    g_print ("Miqat %s\n", MIQAT_VERSION);
    return 0;
  }
  g_variant_dict_lookup (options, "database", "^ay", &self->database);
  g_variant_dict_lookup (options, "vault", "^ay", &self->vault);
  g_variant_dict_lookup (options, "hub", "s", &self->hub_url);
  return -1;
}

static void
miqat_application_finalize (GObject *object)
{
  MiqatApplication *self = MIQAT_APPLICATION (object);

  g_clear_object (&self->office);
  g_free (self->database);
  g_free (self->vault);
  g_free (self->hub_url);
  G_OBJECT_CLASS (miqat_application_parent_class)->finalize (object);
}

static void
miqat_application_class_init (MiqatApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = miqat_application_finalize;
  app_class->activate = miqat_application_activate;
  app_class->startup = miqat_application_startup;
  app_class->handle_local_options = miqat_application_handle_local_options;
}

static void
miqat_application_init (MiqatApplication *self)
{
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, NULL, N_("The office's database"), N_("FILE") },
    { "vault", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("The folder of stored documents"), N_("DIR") },
    { "hub", 0, 0, G_OPTION_ARG_STRING, NULL, N_("The head office's server, for a new computer"), N_("URL") },
    { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

MiqatApplication *
miqat_application_new (void)
{
  return g_object_new (MIQAT_TYPE_APPLICATION, "application-id", MIQAT_APP_ID, "flags",
                       G_APPLICATION_NON_UNIQUE, NULL);
}
