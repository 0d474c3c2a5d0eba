/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everybody who can act: the nodes of the network, then the staff of the offices. */
#include "config.h"

#include "miqat-ctl-nouns.h"
#include "miqat-staff.h"
#include "miqat-user.h"

#include <glib/gi18n.h>

typedef struct {
  const char *name, *tier, *duties, *email, *phone, *site, *affiliate_code, *id;
  gboolean is_active;
} Person;

static const MiqatCtlColumn person_columns[] = {
  MIQAT_CTL_COLUMN ("name", Person, name),
  MIQAT_CTL_COLUMN ("tier", Person, tier),
  MIQAT_CTL_COLUMN ("duties", Person, duties),
  MIQAT_CTL_COLUMN ("email", Person, email),
  MIQAT_CTL_COLUMN ("phone", Person, phone),
  MIQAT_CTL_COLUMN ("site", Person, site),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_FLAG, "active", Person, is_active),
  MIQAT_CTL_COLUMN ("affiliate_code", Person, affiliate_code),
  MIQAT_CTL_COLUMN ("id", Person, id),
  { NULL },
};

static void
add_user (MiqatCtlTable *table, const MiqatUser *user)
{
  const Person person = {
    .name = user->full_name,
    .tier = miqat_tier_get_name (user->tier),
    .email = user->email,
    .phone = user->phone,
    .site = user->site_code,
    .is_active = user->is_active,
    .affiliate_code = user->affiliate_code,
    .id = user->id,
  };

  miqat_ctl_table_add (table, &person);
}

static void
add_staff (MiqatCtlTable *table, const MiqatStaff *staff)
{
  g_autofree char *duties = miqat_ctl_dup_duties (staff->duties);
  const Person person = {
    .name = staff->full_name,
    .tier = "staff",
    .duties = duties,
    .email = staff->email,
    .phone = staff->phone,
    .is_active = staff->is_active,
    .id = staff->id,
  };

  miqat_ctl_table_add (table, &person);
}

static gboolean
fill_users (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) users = miqat_user_list (db, query->reader, error);
  g_autoptr (GPtrArray) staff = users != NULL ? miqat_staff_list (db, query->reader, error) : NULL;

  if (staff == NULL)
    return FALSE;
  for (guint i = 0; i < users->len; i++)
    add_user (table, users->pdata[i]);
  for (guint i = 0; i < staff->len; i++)
    add_staff (table, staff->pdata[i]);
  return TRUE;
}

const MiqatCtlNoun miqat_ctl_agency_nouns[] = {
  { "users", N_("Partners and staff"), person_columns, fill_users },
  { NULL },
};
