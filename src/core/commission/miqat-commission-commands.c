/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every node sets what it passes on to its direct downlines, and nobody else's. */
#include "config.h"

#include "miqat-commission-private.h"
#include "miqat-money.h"
#include "miqat-package.h"
#include "miqat-user.h"

#include <glib/gi18n-lib.h>

#define TIERS_GRANTERS (MIQAT_TIER_PUSAT | MIQAT_TIER_CABANG | MIQAT_TIER_MITRA | MIQAT_TIER_AGEN)

static const char *const kinds[] = { "flat", "percent", NULL };

static const MiqatParam set_rule_params[] = {
  { "granter_id", N_("Granted by"), MIQAT_PARAM_ID, MIQAT_PARAM_OPTIONAL },
  { "grantee_id", N_("For this downline"), MIQAT_PARAM_ID, MIQAT_PARAM_OPTIONAL },
  { "package_id", N_("For this package"), MIQAT_PARAM_ID, MIQAT_PARAM_OPTIONAL },
  { "kind", N_("Kind"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_REQUIRED, .choices = kinds },
  { "value", N_("Rupiah, or hundredths of a percent"), MIQAT_PARAM_MONEY, MIQAT_PARAM_REQUIRED },
  { NULL },
};

static const MiqatParam remove_rule_params[] = {
  { "rule_id", N_("Commission rule"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { NULL },
};

/* ---- setting -------------------------------------------------------------------------------- */

static const char *
get_granter_id (MiqatCall *call)
{
  const char *given = miqat_args_text (call->args, "granter_id");

  return given != NULL ? given : call->actor->node_id;
}

static gboolean
subject_granter (MiqatCall *call, char **node_id, GError **error)
{
  const char *granter_id = get_granter_id (call);
  g_autoptr (MiqatUser) granter = NULL;

  if (granter_id == NULL)
    return miqat_refuse (error, "granter_id", MIQAT_PROBLEM_REQUIRED, NULL);
  granter = miqat_user_load (call->db, granter_id, error);
  if (granter == NULL)
    return FALSE;
  *node_id = g_strdup (granter_id);
  return TRUE;
}

/* The upline sees what its downlines pass on, but does not decide it for them (PRD §2.3). */
static gboolean
check_own (MiqatCall *call, const char *granter_id, const char *field, GError **error)
{
  if (call->actor->tier == MIQAT_TIER_SYSTEM || g_strcmp0 (granter_id, call->actor->node_id) == 0)
    return TRUE;
  return miqat_refuse (error, field, MIQAT_PROBLEM_NOT_YOURS, NULL);
}

/* Sets the branch whom the rule binds: see the table. */
static gboolean
find_bound (MiqatCall *call, const MiqatUser *granter, char **branch_id, GError **error)
{
  const char *grantee_id = miqat_args_text (call->args, "grantee_id");
  g_autoptr (MiqatUser) grantee = NULL;

  if (grantee_id == NULL) {
    *branch_id = g_strdup (granter->branch_id);
    return TRUE;
  }
  grantee = miqat_user_load (call->db, grantee_id, error);
  if (grantee == NULL)
    return FALSE;
  if (g_strcmp0 (grantee->parent_id, granter->id) != 0)
    return miqat_refuse (error, "grantee_id", MIQAT_PROBLEM_NOT_YOURS, NULL);
  *branch_id = g_strdup (grantee->branch_id);
  return TRUE;
}

/* What the granter itself receives for the package. Pusat receives the margin, where one is set for
 * the package; without one there is nothing to compare with. */
static gboolean
find_received (MiqatCall *call, const MiqatUser *granter, const char *package_id,
               MiqatGrant *received, gboolean *known, GError **error)
{
  gint64 cost;

  *known = TRUE;
  if (granter->parent_id != NULL)
    return miqat_commission_find_grant (call->db, granter->parent_id, granter->id, package_id, received, error);
  received->kind = MIQAT_GRANT_FLAT;
  *known = FALSE;
  return package_id == NULL
         || miqat_package_load_costs (call->db, package_id, NULL, &cost, &received->value, known, error);
}

static char *
format_grant (MiqatGrant grant)
{
  if (grant.kind == MIQAT_GRANT_PERCENT)
    return g_strdup_printf ("%d,%02d %%", (int) (grant.value / 100), (int) (grant.value % 100));
  return miqat_money_format (grant.value);
}

static gboolean
check_fits (MiqatCall *call, const MiqatUser *granter, const MiqatCommissionRule *rule,
            GError **error)
{
  MiqatGrant received = { MIQAT_GRANT_NONE, 0 };
  g_autofree char *max = NULL;
  gboolean known;

  if (rule->grant.kind == MIQAT_GRANT_PERCENT && rule->grant.value > MIQAT_BASIS_POINTS)
    return miqat_refuse (error, "value", MIQAT_PROBLEM_TOO_LARGE, "max",
                         G_STRINGIFY (MIQAT_BASIS_POINTS), NULL);
  if (!find_received (call, granter, rule->package_id, &received, &known, error))
    return FALSE;
  if (!known || !miqat_grant_exceeds (rule->grant, received))
    return TRUE;
  max = format_grant (received);
  return miqat_refuse (error, "value", MIQAT_PROBLEM_COMMISSION_TOO_HIGH, "max", max, NULL);
}

static MiqatCommissionRule *
make_rule (MiqatCall *call, const MiqatUser *granter)
{
  const MiqatArgs *args = call->args;
  MiqatCommissionRule *rule = g_new0 (MiqatCommissionRule, 1);

  rule->id = miqat_call_derive_id (call, "commission_rule");
  rule->granter_id = g_strdup (granter->id);
  rule->grantee_id = g_strdup (miqat_args_text (args, "grantee_id"));
  rule->package_id = g_strdup (miqat_args_text (args, "package_id"));
  rule->grant.kind = miqat_grant_kind_from_name (miqat_args_text (args, "kind"));
  rule->grant.value = miqat_args_int (args, "value", 0);
  return rule;
}

static gboolean
check_package (MiqatCall *call, GError **error)
{
  const char *package_id = miqat_args_text (call->args, "package_id");
  g_autoptr (MiqatPackage) package = NULL;

  if (package_id == NULL)
    return TRUE;
  package = miqat_package_load (call->db, package_id, error);
  return package != NULL;
}

static gboolean
apply_set_rule (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatUser) granter = miqat_user_load (call->db, get_granter_id (call), error);
  g_autoptr (MiqatCommissionRule) rule = NULL;
  g_autofree char *branch_id = NULL;

  if (granter == NULL || !check_own (call, granter->id, "granter_id", error)
      || !find_bound (call, granter, &branch_id, error) || !check_package (call, error))
    return FALSE;
  rule = make_rule (call, granter);
  if (!check_fits (call, granter, rule, error)
      || !miqat_commission_rule_write (call, rule, branch_id, error))
    return FALSE;
  json_object_set_string_member (call->result, "rule_id", rule->id);
  return TRUE;
}

/* ---- removing ------------------------------------------------------------------------------- */

static gboolean
subject_rule (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatCommissionRule) rule
    = miqat_commission_rule_load (call->db, miqat_args_text (call->args, "rule_id"), error);

  if (rule == NULL)
    return FALSE;
  *node_id = g_strdup (rule->granter_id);
  return TRUE;
}

static gboolean
apply_remove_rule (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatCommissionRule) rule
    = miqat_commission_rule_load (call->db, miqat_args_text (call->args, "rule_id"), error);

  return rule != NULL && check_own (call, rule->granter_id, "rule_id", error)
         && miqat_commission_rule_remove (call, rule->id, error);
}

const MiqatCommand miqat_commission_commands[] = {
  { "commission.set_rule", N_("Set a commission"), MIQAT_COMMAND_ONLINE, TIERS_GRANTERS,
    MIQAT_DUTY_FINANCE | MIQAT_DUTY_EXECUTIVE, set_rule_params, subject_granter,
    .apply = apply_set_rule },
  { "commission.remove_rule", N_("Remove a commission rule"), MIQAT_COMMAND_ONLINE, TIERS_GRANTERS,
    MIQAT_DUTY_FINANCE | MIQAT_DUTY_EXECUTIVE, remove_rule_params, subject_rule,
    .apply = apply_remove_rule },
  { NULL },
};
