/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-opener.h"

G_DEFINE_INTERFACE (MiqatOpener, miqat_opener, GTK_TYPE_WIDGET)

static void
miqat_opener_default_init (MiqatOpenerInterface *iface)
{
}

void
miqat_opener_open (MiqatOpener *self, const char *id)
{
  g_return_if_fail (MIQAT_IS_OPENER (self));

  MIQAT_OPENER_GET_IFACE (self)->open (self, id);
}
