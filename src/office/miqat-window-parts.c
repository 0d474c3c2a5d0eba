/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-agency.h"
#include "miqat-user.h"
#include "miqat-window-parts.h"

#include <glib/gi18n-lib.h>

void
miqat_window_parts_read_names (MiqatOffice *office, char **agency_name, char **office_name)
{
  MiqatDb *db = miqat_office_get_db (office);
  const MiqatSiteIdentity *identity = miqat_site_get_identity (miqat_office_get_site (office));
  g_autoptr (MiqatAgency) agency = miqat_agency_load (db, NULL);
  g_autoptr (MiqatUser) node = miqat_user_load (db, identity->node_id, NULL);

  *agency_name = g_strdup (agency != NULL ? agency->name : "Miqat");
  *office_name = g_strdup (node != NULL ? node->full_name : identity->code);
  /* The head office often bears the agency's own name: once is enough. */
  if (g_strcmp0 (*agency_name, *office_name) == 0) {
    g_free (*office_name);
    *office_name = g_strdup (_("Head office"));
  }
}

const char *
miqat_window_parts_describe_duty (const MiqatActor *actor)
{
  if ((actor->duties & MIQAT_DUTY_EXECUTIVE) != 0)
    return _("Executive");
  if ((actor->duties & MIQAT_DUTY_FINANCE) != 0)
    return _("Finance");
  if ((actor->duties & MIQAT_DUTY_SALES) != 0)
    return _("Sales");
  return _("Staff");
}

/* ---- windows above -------------------------------------------------------------------------- */

/* Also above a window that is above it, as a question about a form is. */
static gboolean
is_above (GtkWindow *one, GtkWindow *window)
{
  while ((one = gtk_window_get_transient_for (one)) != NULL)
    if (one == window)
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_above (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GPtrArray *above = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (is_above (one, window))
      g_ptr_array_add (above, g_object_ref (one));
  }
  return above;
}

void
miqat_window_parts_show_above (GtkWindow *window, gboolean visible)
{
  g_autoptr (GPtrArray) above = list_above (window);

  for (guint i = 0; i < above->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (above, i), visible);
}

void
miqat_window_parts_close_above (GtkWindow *window)
{
  g_autoptr (GPtrArray) above = list_above (window);

  for (guint i = 0; i < above->len; i++)
    gtk_window_close (g_ptr_array_index (above, i));
}
