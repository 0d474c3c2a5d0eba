/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Style, scripts and pictures of the pages, from inside the program: /web/NAME?v=HASH. */
#pragma once

#include "miqat-http-router.h"

G_BEGIN_DECLS

void miqat_web_files_add (MiqatHttpRouter *router);
/* The address of a file, with the hash of its contents, so that browsers may keep it for good. Owned
 * by the module. */
const char *miqat_web_file_get_url (const char *name);

G_END_DECLS
