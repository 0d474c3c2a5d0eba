/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <math.h>

#include "miqat-look.h"
#include "miqat-tone.h"
#include "widget-test.h"

static const char *const areas[] = {
  "beranda",      "paket",  "keberangkatan", "jamaah", "booking", "pembayaran", "kamar",
  "perlengkapan", "komisi", "jaringan",      "pesan",  "laporan", "ekspor",     "pengaturan",
};

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (gsize i = 0; i < G_N_ELEMENTS (areas); i++) {
    g_autofree char *name = g_strdup_printf ("miqat-%s-symbolic", areas[i]);

    g_assert_true (gtk_icon_theme_has_icon (theme, name));
  }
  for (int tone = MIQAT_TONE_NEUTRAL; tone <= MIQAT_TONE_INFO; tone++)
    g_assert_true (gtk_icon_theme_has_icon (theme, miqat_tone_get_icon_name ((MiqatTone)tone)));
  g_assert_true (gtk_icon_theme_has_icon (theme, "id.miqat.Office"));
}

static void
on_parsing_error_cb (GtkCssProvider *provider, GtkCssSection *section, GError *error, gpointer data)
{
  g_autofree char *where = gtk_css_section_to_string (section);

  g_error ("%s: %s", where, error->message);
}

static void
test_sheets (void)
{
  const char *const sheets[]
      = { "tokens-light", "tokens-dark", "tokens-contrast", "tokens-contrast-dark", "office" };

  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++) {
    g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
    g_autofree char *path = g_strdup_printf (MIQAT_RESOURCE_PATH "/style/%s.css", sheets[i]);

    g_signal_connect (provider, "parsing-error", G_CALLBACK (on_parsing_error_cb), NULL);
    gtk_css_provider_load_from_resource (provider, path);
  }
}

static char **
list_names (const char *sheet)
{
  g_autofree char *path = g_strdup_printf (MIQAT_RESOURCE_PATH "/style/%s.css", sheet);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "@define-color ")) {
      g_auto (GStrv) words = g_strsplit (*line, " ", 3);

      g_strv_builder_add (names, words[1]);
    }
  return g_strv_builder_end (names);
}

/* A colour that one scheme lacks would leave another scheme's colour standing. */
static void
test_schemes_name_the_same_colours (void)
{
  const char *const others[] = { "tokens-dark", "tokens-contrast", "tokens-contrast-dark" };
  g_auto (GStrv) light = list_names ("tokens-light");

  g_assert_cmpuint (g_strv_length (light), >, 30);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_auto (GStrv) other = list_names (others[i]);

    g_assert_true (g_strv_equal ((const char *const *)light, (const char *const *)other));
  }
}

static double
measure_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  const GdkRGBA *colours[] = { a, b };
  double light[2];

  for (int i = 0; i < 2; i++) {
    const double parts[] = { colours[i]->red, colours[i]->green, colours[i]->blue };
    const double weights[] = { 0.2126, 0.7152, 0.0722 };

    light[i] = 0;
    for (int j = 0; j < 3; j++)
      light[i]
          += weights[j]
             * (parts[j] <= 0.04045 ? parts[j] / 12.92 : pow ((parts[j] + 0.055) / 1.055, 2.4));
  }
  return (MAX (light[0], light[1]) + 0.05) / (MIN (light[0], light[1]) + 0.05);
}

/* Every tone can be read on the ground it stands on: 4.5 to 1, in high contrast 7 to 1. */
static void
check_readable (const char *sheet, double least)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkStyleContext *context;
  GtkCssProvider *provider = gtk_css_provider_new ();
  g_autofree char *path = g_strdup_printf (MIQAT_RESOURCE_PATH "/style/%s.css", sheet);
  const char *const names[]
      = { "miqat_good",    "miqat_caution", "miqat_bad",       "miqat_info",
          "miqat_neutral", "accent_color",  "window_fg_color", "miqat_gold_text" };
  GdkRGBA ground, colour;

  g_object_ref_sink (label);
  context = gtk_widget_get_style_context (label);
  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider (context, GTK_STYLE_PROVIDER (provider),
                                  GTK_STYLE_PROVIDER_PRIORITY_USER);
  g_assert_true (gtk_style_context_lookup_color (context, "view_bg_color", &ground));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_assert_true (gtk_style_context_lookup_color (context, names[i], &colour));
    if (measure_contrast (&colour, &ground) < least)
      g_error ("%s: %s has a contrast of %.2f", sheet, names[i],
               measure_contrast (&colour, &ground));
  }
  gtk_style_context_remove_provider (context, GTK_STYLE_PROVIDER (provider));
  g_object_unref (provider);
  g_object_unref (label);
}

static void
test_contrast (void)
{
  check_readable ("tokens-light", 4.5);
  check_readable ("tokens-dark", 4.5);
  check_readable ("tokens-contrast", 7);
  check_readable ("tokens-contrast-dark", 7);
}

static void
test_follows_scheme (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  GdkRGBA light, dark;

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (label),
                                                 "accent_bg_color", &light));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (label),
                                                 "accent_bg_color", &dark));
  g_assert_false (gdk_rgba_equal (&light, &dark));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  g_object_unref (label);
}

static void
test_tones (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  miqat_tone_apply (MIQAT_TONE_GOOD, label);
  miqat_tone_apply (MIQAT_TONE_BAD, label);
  g_assert_true (gtk_widget_has_css_class (label, "tone-bad"));
  g_assert_false (gtk_widget_has_css_class (label, "tone-good"));
  for (int a = MIQAT_TONE_NEUTRAL; a <= MIQAT_TONE_INFO; a++)
    for (int b = a + 1; b <= MIQAT_TONE_INFO; b++)
      g_assert_cmpstr (miqat_tone_get_icon_name ((MiqatTone)a), !=,
                       miqat_tone_get_icon_name ((MiqatTone)b));
  g_object_unref (label);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/look/icons", test_icons);
  g_test_add_func ("/look/sheets", test_sheets);
  g_test_add_func ("/look/schemes", test_schemes_name_the_same_colours);
  g_test_add_func ("/look/contrast", test_contrast);
  g_test_add_func ("/look/follows-scheme", test_follows_scheme);
  g_test_add_func ("/look/tones", test_tones);
  return g_test_run ();
}
