/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pilgrims: the people the office knows, numbers of identity papers masked. */
#pragma once

#include "miqat-record-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_PILGRIM_PAGE (miqat_pilgrim_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPilgrimPage, miqat_pilgrim_page, MIQAT, PILGRIM_PAGE, MiqatRecordPage)

GtkWidget *miqat_pilgrim_page_new (MiqatOffice *office);

G_END_DECLS
