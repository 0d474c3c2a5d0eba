/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miqat-test-agency.h"

G_BEGIN_DECLS

/* Takes `text`, frees it with the agency. */
const char *miqat_test_agency_own (MiqatTestAgency *self, char *text);

G_END_DECLS
