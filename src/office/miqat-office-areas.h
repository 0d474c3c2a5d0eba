/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas in the sidebar, and who makes their pages. */
#pragma once

#include "miqat-office.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  const char *name;      /* NULL ends the list */
  const char *title;     /* N_() */
  const char *icon_name;
  gboolean starts_group;
  /* A command the person must be allowed to run for the area to be of any use; NULL: everybody. */
  const char *needs;
  GtkWidget *(*make_page) (MiqatOffice *office);
  /* How many things wait for the person there; nullable. */
  gboolean (*count) (MiqatOffice *office, guint *waiting, GError **error);
} MiqatOfficeArea;

extern const MiqatOfficeArea miqat_office_areas[];

G_END_DECLS
