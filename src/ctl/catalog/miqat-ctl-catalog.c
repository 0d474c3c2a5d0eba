/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is offered: packages and departures. */
#include "config.h"

#include "miqat-ctl-nouns.h"
#include "miqat-departure.h"
#include "miqat-package.h"

#include <glib/gi18n.h>

static const MiqatCtlColumn package_columns[] = {
  MIQAT_CTL_COLUMN ("slug", MiqatPackage, slug),
  MIQAT_CTL_COLUMN ("name", MiqatPackage, name),
  MIQAT_CTL_COLUMN ("kind", MiqatPackage, kind),
  MIQAT_CTL_COLUMN ("status", MiqatPackage, status),
  MIQAT_CTL_COLUMN ("days", MiqatPackage, duration_days),
  MIQAT_CTL_COLUMN ("max_price", MiqatPackage, max_price),
  MIQAT_CTL_COLUMN ("id", MiqatPackage, id),
  { NULL },
};

static gboolean
fill_packages (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  return miqat_ctl_table_take (table, miqat_package_list (db, error));
}

static const MiqatCtlColumn departure_columns[] = {
  MIQAT_CTL_COLUMN ("code", MiqatDeparture, code),
  MIQAT_CTL_COLUMN ("departure_date", MiqatDeparture, departure_date),
  MIQAT_CTL_COLUMN ("package", MiqatDeparture, package_name),
  MIQAT_CTL_COLUMN ("flight", MiqatDeparture, flight_number),
  MIQAT_CTL_COLUMN ("route", MiqatDeparture, route),
  MIQAT_CTL_COLUMN ("status", MiqatDeparture, status),
  MIQAT_CTL_COLUMN ("booked", MiqatDeparture, booked_seats),
  MIQAT_CTL_COLUMN ("seats", MiqatDeparture, total_seats),
  MIQAT_CTL_COLUMN ("id", MiqatDeparture, id),
  { NULL },
};

static gboolean
fill_departures (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  return miqat_ctl_table_take (table, miqat_departure_list (db, NULL, error));
}

const MiqatCtlNoun miqat_ctl_catalog_nouns[] = {
  { "packages", N_("What is offered"), package_columns, fill_packages },
  { "departures", N_("Packages on a date"), departure_columns, fill_departures },
  { NULL },
};
