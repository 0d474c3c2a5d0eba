/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nouns of all areas, by name. */
#include "config.h"

#include "miqat-ctl-nouns.h"

#include <glib/gi18n.h>
#include <string.h>

static const MiqatCtlNoun *const areas[] = {
  miqat_ctl_catalog_nouns, miqat_ctl_booking_nouns,    miqat_ctl_pilgrim_nouns,   miqat_ctl_payment_nouns,
  miqat_ctl_agency_nouns,  miqat_ctl_commission_nouns, miqat_ctl_messaging_nouns, miqat_ctl_command_nouns,
};

const MiqatCtlNoun *
miqat_ctl_noun_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    for (const MiqatCtlNoun *noun = areas[i]; noun->name != NULL; noun++)
      if (strcmp (noun->name, name) == 0)
        return noun;
  return NULL;
}

static void
describe (GString *text, const char *name, const char *summary)
{
  g_string_append_printf (text, "  %-14s %s\n", name, _(summary));
}

char *
miqat_ctl_noun_describe_all (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    for (const MiqatCtlNoun *noun = areas[i]; noun->name != NULL; noun++)
      describe (text, noun->name, noun->summary);
  describe (text, "commands", N_("What can be run, with parameters and rights"));
  return g_string_free (text, FALSE);
}

char *
miqat_ctl_dup_duties (MiqatDuties duties)
{
  GString *text = g_string_new (NULL);

  for (guint bit = MIQAT_DUTY_SALES; bit <= MIQAT_DUTY_EXECUTIVE; bit <<= 1)
    if ((duties & bit) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", miqat_duty_get_name (bit));
  return g_string_free (text, FALSE);
}
