/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One filter of a list: closed a chip that says what is chosen, open a list of choices. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-choice.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FILTER_CHIP (miqat_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (MiqatFilterChip, miqat_filter_chip, MIQAT, FILTER_CHIP, GtkWidget)

/* Signals: "changed". */
GtkWidget *miqat_filter_chip_new (const char *name, const char *label, const MiqatChoice *choices);
const char *miqat_filter_chip_get_name (MiqatFilterChip *self);
const char *miqat_filter_chip_get_choice (MiqatFilterChip *self); /* NULL = any */
void miqat_filter_chip_set_choice (MiqatFilterChip *self, const char *choice);

G_END_DECLS
