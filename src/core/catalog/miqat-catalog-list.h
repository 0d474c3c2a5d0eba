/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages and departures as list models for the office. A new model is empty until
 * miqat_list_model_refresh() is called. */
#pragma once

#include "miqat-command.h"
#include "miqat-list-model.h"

G_BEGIN_DECLS

/* ---- packages ------------------------------------------------------------------------------- */

#define MIQAT_TYPE_PACKAGE_ITEM (miqat_package_item_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPackageItem, miqat_package_item, MIQAT, PACKAGE_ITEM, GObject)

const char *miqat_package_item_get_id (MiqatPackageItem *self);
const char *miqat_package_item_get_name (MiqatPackageItem *self);
const char *miqat_package_item_get_slug (MiqatPackageItem *self);
const char *miqat_package_item_get_kind (MiqatPackageItem *self);
const char *miqat_package_item_get_status (MiqatPackageItem *self);
int miqat_package_item_get_duration_days (MiqatPackageItem *self);
gint64 miqat_package_item_get_max_price (MiqatPackageItem *self);
/* Departures that are not closed or gone, and the cheapest price among them (0: none). */
gint64 miqat_package_item_get_departure_count (MiqatPackageItem *self);
gint64 miqat_package_item_get_min_price (MiqatPackageItem *self);

typedef struct {
  const char *status; /* NULL: all */
  const char *search; /* NULL: all; typed text */
} MiqatPackageFilter;
MiqatListModel *miqat_package_list_model_new (MiqatDb *db, const MiqatPackageFilter *filter) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_package_list_model_set_filter (MiqatListModel *model, const MiqatPackageFilter *filter, GError **error);

/* ---- departures ----------------------------------------------------------------------------- */

#define MIQAT_TYPE_DEPARTURE_ITEM (miqat_departure_item_get_type ())
G_DECLARE_FINAL_TYPE (MiqatDepartureItem, miqat_departure_item, MIQAT, DEPARTURE_ITEM, GObject)

const char *miqat_departure_item_get_id (MiqatDepartureItem *self);
const char *miqat_departure_item_get_code (MiqatDepartureItem *self);
const char *miqat_departure_item_get_package_name (MiqatDepartureItem *self);
const char *miqat_departure_item_get_departure_date (MiqatDepartureItem *self);
const char *miqat_departure_item_get_return_date (MiqatDepartureItem *self);
const char *miqat_departure_item_get_airline_code (MiqatDepartureItem *self);
const char *miqat_departure_item_get_flight_number (MiqatDepartureItem *self);
const char *miqat_departure_item_get_route (MiqatDepartureItem *self);
const char *miqat_departure_item_get_branch_name (MiqatDepartureItem *self);
const char *miqat_departure_item_get_status (MiqatDepartureItem *self);
gint64 miqat_departure_item_get_total_seats (MiqatDepartureItem *self);
gint64 miqat_departure_item_get_booked_seats (MiqatDepartureItem *self);
gint64 miqat_departure_item_get_min_price (MiqatDepartureItem *self); /* 0: no rooms */

typedef enum {
  MIQAT_DEPARTURE_SORT_DATE,      /* soonest first */
  MIQAT_DEPARTURE_SORT_DATE_LAST, /* latest first */
  MIQAT_DEPARTURE_SORT_CODE,
  MIQAT_DEPARTURE_SORT_PACKAGE,
  MIQAT_DEPARTURE_SORT_SEATS_LEFT, /* fewest left first */
} MiqatDepartureSort;
typedef struct {
  MiqatDepartureSort sort;
  const char *status;     /* NULL: all */
  const char *package_id; /* NULL: all */
  const char *from_date;  /* YYYY-MM-DD, NULL: all */
  const char *search;     /* typed text, NULL: all */
} MiqatDepartureFilter;
MiqatListModel *miqat_departure_list_model_new (MiqatDb *db,
                                                const MiqatDepartureFilter *filter) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_departure_list_model_set_filter (MiqatListModel *model, const MiqatDepartureFilter *filter,
                                                GError **error);

extern const MiqatStatements miqat_catalog_list_statements;

G_END_DECLS
