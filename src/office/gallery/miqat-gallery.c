/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows every widget with invented data. Without arguments a window with one tab per scene; with
 * --shots DIR one PNG per scene, size and scheme, and with --scene NAME only that one. */
#include "config.h"

#include <adwaita.h>
#include <locale.h>

#include "miqat-gallery-sample.h"
#include "miqat-gallery-shot.h"
#include "miqat-look.h"
#include "miqat-office-resource.h"

static char *shots_dir;
static char *only_scene;

static const GOptionEntry options[] = {
  { .long_name = "shots",
    .arg = G_OPTION_ARG_FILENAME,
    .arg_data = &shots_dir,
    .description = "Write pictures into DIR",
    .arg_description = "DIR" },
  { .long_name = "scene",
    .arg = G_OPTION_ARG_STRING,
    .arg_data = &only_scene,
    .description = "Only this scene",
    .arg_description = "NAME" },
  { 0 },
};

/* A question is a window of its own; it gets a picture of its own and is closed. */
static gboolean
shoot_dialogs (GtkWidget *window, const char *name)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  gboolean shot = TRUE;

  for (GList *l = windows; l != NULL; l = l->next) {
    g_autofree char *file = g_strconcat ("dialog-", name, NULL);
    g_autofree char *path = g_build_filename (shots_dir, file, NULL);

    if (l->data == window || !gtk_widget_get_mapped (l->data))
      continue;
    shot &= miqat_gallery_shoot (l->data, path);
    gtk_window_destroy (l->data);
  }
  return shot;
}

static gboolean
shoot_scene (const MiqatGalleryScene *scene, int width, int height, gboolean dark)
{
  g_autofree char *name
      = g_strdup_printf ("%s-%dx%d-%s.png", scene->name, width, height, dark ? "dark" : "light");
  g_autofree char *path = g_build_filename (shots_dir, name, NULL);
  GtkWidget *window = adw_window_new ();
  gboolean shot;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), scene->make ());
  gtk_window_present (GTK_WINDOW (window));
  miqat_gallery_wait (500);
  shot = miqat_gallery_shoot (window, path);
  g_print ("%s %s\n", shot ? "wrote" : "could not write", path);
  shot &= shoot_dialogs (window, name);
  miqat_gallery_close_popovers (window);
  gtk_window_destroy (GTK_WINDOW (window));
  return shot;
}

static gboolean
shoot_all (void)
{
  const int sizes[][2] = { { 1280, 900 }, { 1024, 700 } };
  gboolean good = TRUE;

  for (const MiqatGalleryScene *scene = miqat_gallery_get_scenes (); scene->name != NULL; scene++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      for (int dark = 0; dark < 2; dark++)
        if (only_scene == NULL || g_str_equal (only_scene, scene->name))
          good &= shoot_scene (scene, sizes[i][0], sizes[i][1], dark);
  return good;
}

static gboolean
on_close_request_cb (GtkWindow *window, GMainLoop *loop)
{
  g_main_loop_quit (loop);
  return FALSE;
}

static void
show_windows (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  for (const MiqatGalleryScene *scene = miqat_gallery_get_scenes (); scene->name != NULL; scene++) {
    GtkWidget *window;

    if (only_scene != NULL && !g_str_equal (only_scene, scene->name))
      continue;
    window = adw_window_new ();
    gtk_window_set_title (GTK_WINDOW (window), scene->name);
    gtk_window_set_default_size (GTK_WINDOW (window), 1280, 900);
    adw_window_set_content (ADW_WINDOW (window), scene->make ());
    g_signal_connect (window, "close-request", G_CALLBACK (on_close_request_cb), loop);
    gtk_window_present (GTK_WINDOW (window));
  }
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  adw_init ();
  g_resources_register (miqat_office_get_resource ());
  miqat_look_load (gdk_display_get_default ());
  if (shots_dir == NULL) {
    show_windows ();
    return 0;
  }
  /* The same picture everywhere: a fixed font, nothing in motion. */
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11",
                "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  g_mkdir_with_parents (shots_dir, 0755);
  return shoot_all () ? 0 : 1;
}
