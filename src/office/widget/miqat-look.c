/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-look.h"

#include <adwaita.h>

#include "miqat-widgets-resource.h"

/* The colours are named in a sheet of their own, of which there is one per scheme and contrast; the
 * rules that use them are loaded once. */
static void
load_tokens (AdwStyleManager *manager, GtkCssProvider *tokens)
{
  gboolean dark = adw_style_manager_get_dark (manager);
  const char *path;

  if (adw_style_manager_get_high_contrast (manager))
    path = dark ? MIQAT_RESOURCE_PATH "/style/tokens-contrast-dark.css"
                : MIQAT_RESOURCE_PATH "/style/tokens-contrast.css";
  else
    path = dark ? MIQAT_RESOURCE_PATH "/style/tokens-dark.css"
                : MIQAT_RESOURCE_PATH "/style/tokens-light.css";
  gtk_css_provider_load_from_resource (tokens, path);
}

static void
on_style_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, GtkCssProvider *tokens)
{
  load_tokens (manager, tokens);
}

void
miqat_look_load (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) tokens = NULL;
  g_autoptr (GtkCssProvider) rules = NULL;
  AdwStyleManager *manager;

  g_return_if_fail (GDK_IS_DISPLAY (display));

  if (g_object_get_data (G_OBJECT (display), "miqat-look") != NULL)
    return;
  g_object_set_data (G_OBJECT (display), "miqat-look", GINT_TO_POINTER (TRUE));

  /* Names the resource, so that the linker keeps it. */
  g_assert (miqat_widgets_get_resource () != NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    MIQAT_RESOURCE_PATH "/icons");

  tokens = gtk_css_provider_new ();
  rules = gtk_css_provider_new ();
  manager = adw_style_manager_get_for_display (display);
  load_tokens (manager, tokens);
  gtk_css_provider_load_from_resource (rules, MIQAT_RESOURCE_PATH "/style/office.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (tokens),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (rules),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_style_changed_cb), tokens, 0);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_style_changed_cb),
                           tokens, 0);
}

gboolean
miqat_look_is_indonesian (void)
{
  const char *const *names = g_get_language_names ();

  return names[0] != NULL && g_str_has_prefix (names[0], "id");
}
