/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-tone.h"

G_DEFINE_ENUM_TYPE (MiqatTone,
                    miqat_tone,
                    G_DEFINE_ENUM_VALUE (MIQAT_TONE_NEUTRAL, "neutral"),
                    G_DEFINE_ENUM_VALUE (MIQAT_TONE_GOOD, "good"),
                    G_DEFINE_ENUM_VALUE (MIQAT_TONE_CAUTION, "caution"),
                    G_DEFINE_ENUM_VALUE (MIQAT_TONE_BAD, "bad"),
                    G_DEFINE_ENUM_VALUE (MIQAT_TONE_INFO, "info"))

static const struct {
  const char *css_class;
  const char *icon_name;
} looks[] = {
  [MIQAT_TONE_NEUTRAL] = { "tone-neutral", "miqat-tone-neutral-symbolic" },
  [MIQAT_TONE_GOOD] = { "tone-good", "miqat-tone-good-symbolic" },
  [MIQAT_TONE_CAUTION] = { "tone-caution", "miqat-tone-caution-symbolic" },
  [MIQAT_TONE_BAD] = { "tone-bad", "miqat-tone-bad-symbolic" },
  [MIQAT_TONE_INFO] = { "tone-info", "miqat-tone-info-symbolic" },
};

const char *
miqat_tone_get_css_class (MiqatTone tone)
{
  g_return_val_if_fail (tone < G_N_ELEMENTS (looks), NULL);

  return looks[tone].css_class;
}

const char *
miqat_tone_get_icon_name (MiqatTone tone)
{
  g_return_val_if_fail (tone < G_N_ELEMENTS (looks), NULL);

  return looks[tone].icon_name;
}

void
miqat_tone_apply (MiqatTone tone, GtkWidget *widget)
{
  g_return_if_fail (tone < G_N_ELEMENTS (looks));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (i != tone)
      gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_add_css_class (widget, looks[tone].css_class);
}
