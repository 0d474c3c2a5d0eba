/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office as a program: its options, its style and its window. Two offices may run side by side,
 * each on its own database. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_APPLICATION (miqat_application_get_type ())
G_DECLARE_FINAL_TYPE (MiqatApplication, miqat_application, MIQAT, APPLICATION, AdwApplication)

MiqatApplication *miqat_application_new (void);

G_END_DECLS
