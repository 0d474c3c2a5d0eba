/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The universal search: pilgrims by name or telephone, and bookings by code or payer. */
#pragma once

#include "miqat-office.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The first few of each kind, as a model of MiqatSearchHit whose target is "area id"; NULL (with
 * `error`) when the database cannot be read. Empty text finds nothing. */
GListModel *miqat_office_search (MiqatOffice *office, const char *typed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
