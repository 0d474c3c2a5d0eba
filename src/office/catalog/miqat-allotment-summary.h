/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the form that allots seats: what each office has now, and what stays for everybody after
 * what is typed. */
#pragma once

#include "miqat-departure.h"
#include "miqat-facts.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_ALLOTMENT_SUMMARY (miqat_allotment_summary_get_type ())
G_DECLARE_FINAL_TYPE (MiqatAllotmentSummary, miqat_allotment_summary, MIQAT, ALLOTMENT_SUMMARY, GtkWidget)

/* Takes `departure`. */
GtkWidget *miqat_allotment_summary_new (MiqatDeparture *departure);
/* As MiqatCommandTyped. */
void miqat_allotment_summary_show (MiqatAllotmentSummary *self, JsonObject *typed);
/* Seats that stay free for everybody after what is typed; below zero: too many were typed. */
gint64 miqat_allotment_summary_get_left (MiqatAllotmentSummary *self);

G_END_DECLS
