/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that says what went wrong, calmly, and where to go from there. */
#pragma once

#include "miqat-http-exchange.h"

G_BEGIN_DECLS

/* A MiqatHttpProblemPage; data is the MiqatReceiver. Any thread. */
MiqatHttpResponse *miqat_problem_page_make (const MiqatHttpRequest *request, const GError *error,
                                            gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
