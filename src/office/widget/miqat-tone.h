/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a colour means. A tone is never shown by colour alone: each has a shape (icon) of its own,
 * and the widget that shows it also says it in words. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  MIQAT_TONE_NEUTRAL,
  MIQAT_TONE_GOOD,
  MIQAT_TONE_CAUTION,
  MIQAT_TONE_BAD,
  MIQAT_TONE_INFO,
} MiqatTone;

#define MIQAT_TYPE_TONE (miqat_tone_get_type ())
GType miqat_tone_get_type (void);

/* The style class that carries the colour: "tone-good". */
const char *miqat_tone_get_css_class (MiqatTone tone);
/* The shape that stands beside the word. */
const char *miqat_tone_get_icon_name (MiqatTone tone);
/* Gives `widget` this tone's style class and takes away every other tone's. */
void miqat_tone_apply (MiqatTone tone, GtkWidget *widget);

G_END_DECLS
