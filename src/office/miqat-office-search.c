/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-list.h"
#include "miqat-office-search.h"
#include "miqat-pilgrim-list.h"
#include "miqat-search-hit.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>

#define HITS_EACH 5

static void
append_hit (GListStore *hits, const char *icon, const char *title, const char *subtitle, const char *kind,
            const char *area, const char *id)
{
  g_autofree char *target = g_strdup_printf ("%s %s", area, id);
  g_autoptr (MiqatSearchHit) hit = miqat_search_hit_new (icon, title, subtitle, kind, target);

  g_list_store_append (hits, hit);
}

static gboolean
find_pilgrims (MiqatOffice *office, const char *typed, GListStore *hits, GError **error)
{
  MiqatPilgrimFilter filter = { .search = typed, .reader = miqat_office_get_reader (office) };
  g_autoptr (MiqatListModel) model = miqat_pilgrim_list_model_new (miqat_office_get_db (office), &filter);

  if (!miqat_list_model_refresh (model, error))
    return FALSE;
  for (guint i = 0; i < MIN (HITS_EACH, g_list_model_get_n_items (G_LIST_MODEL (model))); i++) {
    g_autoptr (MiqatPilgrimItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);
    const char *digits = miqat_pilgrim_item_get_phone (item);
    g_autofree char *phone = digits != NULL ? miqat_text_format_phone (digits) : g_strdup ("–");

    append_hit (hits, "miqat-jamaah-symbolic", miqat_pilgrim_item_get_full_name (item), phone, _("Pilgrim"),
                "pilgrim", miqat_pilgrim_item_get_id (item));
  }
  return TRUE;
}

static gboolean
find_bookings (MiqatOffice *office, const char *typed, GListStore *hits, GError **error)
{
  MiqatBookingFilter filter = {
    .status = MIQAT_BOOKING_STATUS_ANY,
    .search = typed,
    .reader = miqat_office_get_reader (office),
    .clock = miqat_site_get_clock (miqat_office_get_site (office)),
  };
  g_autoptr (MiqatListModel) model = miqat_booking_list_model_new (miqat_office_get_db (office), &filter);

  if (!miqat_list_model_refresh (model, error))
    return FALSE;
  for (guint i = 0; i < MIN (HITS_EACH, g_list_model_get_n_items (G_LIST_MODEL (model))); i++) {
    g_autoptr (MiqatBookingItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);
    const char *name = miqat_booking_item_get_contact_name (item);

    append_hit (hits, "miqat-booking-symbolic", name != NULL ? name : _("Not yet registered"),
                miqat_booking_item_get_code (item), _("Booking"), "booking", miqat_booking_item_get_id (item));
  }
  return TRUE;
}

GListModel *
miqat_office_search (MiqatOffice *office, const char *typed, GError **error)
{
  g_autoptr (GListStore) hits = g_list_store_new (MIQAT_TYPE_SEARCH_HIT);

  if (*typed != '\0'
      && (!find_pilgrims (office, typed, hits, error) || !find_bookings (office, typed, hits, error)))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&hits));
}
