/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the package commands do. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-money.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>

/* How many packages of one name get an address of their own: "…-2", "…-3". */
#define SLUG_TRIES 100

const char *const miqat_package_kinds[] = { "umrah", "umrah_plus", "haji_khusus", NULL };

#define FIELDS(flags)                                                                                  \
  { "name", N_ ("Package"), MIQAT_PARAM_TEXT, flags, .min = 3, .max = 120 },                           \
  { "slug", N_ ("Address of its page"), MIQAT_PARAM_KEY, .max = 120 },                                 \
  { "kind", N_ ("Kind"), MIQAT_PARAM_CHOICE, flags, .choices = miqat_package_kinds },                  \
  { "description", N_ ("Description"), MIQAT_PARAM_PARAGRAPH, MIQAT_PARAM_CLEARABLE, .max = 4000 },    \
  { "duration_days", N_ ("Days"), MIQAT_PARAM_COUNT, flags, .min = 1, .max = 90 },                     \
  { "inclusions", N_ ("Included"), MIQAT_PARAM_TEXTS, MIQAT_PARAM_CLEARABLE, .max = 40 },              \
  { "exclusions", N_ ("Not included"), MIQAT_PARAM_TEXTS, MIQAT_PARAM_CLEARABLE, .max = 40 },          \
  { "terms", N_ ("Terms"), MIQAT_PARAM_PARAGRAPH, MIQAT_PARAM_CLEARABLE, .max = 8000 },                \
  { "cancellation_policy", N_ ("Cancellation"), MIQAT_PARAM_PARAGRAPH, MIQAT_PARAM_CLEARABLE, .max = 8000 }

const MiqatParam miqat_package_create_params[] = {
  FIELDS (MIQAT_PARAM_REQUIRED),
  { NULL },
};

const MiqatParam miqat_package_edit_params[] = {
  { "package_id", N_ ("Package"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  FIELDS (MIQAT_PARAM_OPTIONAL),
  { NULL },
};

const MiqatParam miqat_package_prices_params[] = {
  { "package_id", N_ ("Package"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "cost", N_ ("Cost per person"), MIQAT_PARAM_MONEY, MIQAT_PARAM_REQUIRED },
  { "margin", N_ ("Margin to distribute per person"), MIQAT_PARAM_MONEY, MIQAT_PARAM_REQUIRED },
  { "max_price", N_ ("Highest retail price per person"), MIQAT_PARAM_MONEY, MIQAT_PARAM_CLEARABLE },
  { NULL },
};

const MiqatParam miqat_package_id_params[] = {
  { "package_id", N_ ("Package"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { NULL },
};

/* The page of a package has a place for each of these, if only an empty one. */
static void
take_note (char **field, const MiqatArgs *args, const char *name)
{
  miqat_args_take_text (args, name, field);
  if (*field == NULL)
    *field = g_strdup ("");
}

static void
take_texts (char ***field, const MiqatArgs *args, const char *name)
{
  if (!miqat_args_has (args, name) && !miqat_args_is_cleared (args, name))
    return;
  g_strfreev (*field);
  *field = g_strdupv ((char **) miqat_args_texts (args, name));
}

/* Everything that is given, and nothing else. */
static void
take_fields (MiqatPackage *self, const MiqatArgs *args)
{
  miqat_args_take_text (args, "name", &self->name);
  miqat_args_take_text (args, "kind", &self->kind);
  take_note (&self->description, args, "description");
  take_texts (&self->inclusions, args, "inclusions");
  take_texts (&self->exclusions, args, "exclusions");
  take_note (&self->terms, args, "terms");
  take_note (&self->cancellation_policy, args, "cancellation_policy");
  self->duration_days = (int) miqat_args_int (args, "duration_days", self->duration_days);
}

/* An address that was typed must be free; one that is made from the name steps aside. */
static gboolean
choose_slug (MiqatCall *call, MiqatPackage *self, GError **error)
{
  const char *typed = miqat_args_text (call->args, "slug");
  g_autofree char *base = miqat_text_make_slug (typed != NULL ? typed : self->name);
  gboolean exists = FALSE;

  for (guint i = 1; i <= SLUG_TRIES; i++) {
    g_autofree char *slug = i == 1 ? g_strdup (base) : g_strdup_printf ("%s-%u", base, i);

    if (*slug == '\0')
      break;
    if (!miqat_package_slug_exists (call->db, slug, self->id, &exists, error))
      return FALSE;
    if (!exists) {
      g_free (self->slug);
      self->slug = g_steal_pointer (&slug);
      return TRUE;
    }
    if (typed != NULL)
      break;
  }
  return miqat_refuse (error, typed != NULL ? "slug" : "name", MIQAT_PROBLEM_SLUG_TAKEN, NULL);
}

gboolean
miqat_package_create_apply (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatPackage) package = g_new0 (MiqatPackage, 1);

  package->id = miqat_call_derive_id (call, "package");
  package->inclusions = g_new0 (char *, 1);
  package->exclusions = g_new0 (char *, 1);
  package->status = g_strdup ("draft");
  package->created_at = package->updated_at = call->at;
  take_fields (package, call->args);
  if (!choose_slug (call, package, error) || !miqat_package_insert (call->db, package, error))
    return FALSE;
  json_object_set_string_member (call->result, "package_id", package->id);
  json_object_set_string_member (call->result, "slug", package->slug);
  return TRUE;
}

static MiqatPackage *
load_subject (MiqatCall *call, GError **error)
{
  return miqat_package_load (call->db, miqat_args_text (call->args, "package_id"), error);
}

gboolean
miqat_package_edit_apply (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatPackage) package = load_subject (call, error);

  if (package == NULL)
    return FALSE;
  take_fields (package, call->args);
  /* A new name keeps the old address: it is printed and shared. */
  if (miqat_args_has (call->args, "slug") && !choose_slug (call, package, error))
    return FALSE;
  package->updated_at = call->at;
  if (!miqat_package_write (call->db, package, error))
    return FALSE;
  json_object_set_string_member (call->result, "package_id", package->id);
  json_object_set_string_member (call->result, "slug", package->slug);
  return TRUE;
}

gboolean
miqat_package_prices_apply (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatPackage) package = load_subject (call, error);
  gint64 cost = miqat_args_int (call->args, "cost", 0);
  gint64 margin = miqat_args_int (call->args, "margin", 0);
  gint64 least = 0;

  if (package == NULL)
    return FALSE;
  if (!miqat_money_add (cost, margin, &least))
    return miqat_refuse (error, "margin", MIQAT_PROBLEM_MONEY_TOO_LARGE, NULL);
  package->max_price = miqat_args_is_cleared (call->args, "max_price")
                         ? 0
                         : miqat_args_int (call->args, "max_price", package->max_price);
  /* The margin is paid out of the price, so the ceiling must leave room for both. */
  if (package->max_price > 0 && package->max_price < least)
    return miqat_refuse (error, "max_price", MIQAT_PROBLEM_PRICE_BELOW_COST, NULL);
  package->updated_at = call->at;
  return miqat_package_write (call->db, package, error)
         && miqat_package_put_costs (call->db, package->id, cost, margin, call->at, error)
         && miqat_package_snapshot_missing (call->db, package->id, error)
         && miqat_call_emit (call, MIQAT_EVENT_PACKAGE_COSTED, package->id, error);
}

static gboolean
set_status (MiqatCall *call, const char *status, GError **error)
{
  g_autoptr (MiqatPackage) package = load_subject (call, error);

  if (package == NULL)
    return FALSE;
  if (g_strcmp0 (package->status, status) == 0)
    return TRUE;
  g_free (package->status);
  package->status = g_strdup (status);
  package->updated_at = call->at;
  return miqat_package_write (call->db, package, error);
}

gboolean
miqat_package_publish_apply (MiqatCall *call, GError **error)
{
  return set_status (call, "published", error);
}

gboolean
miqat_package_archive_apply (MiqatCall *call, GError **error)
{
  return set_status (call, "archived", error);
}
