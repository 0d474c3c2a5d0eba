/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must always hold of the network and its people, computed anew from the rows. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-rows.h"

#include <glib/gi18n-lib.h>

/* Every node with each of its ancestors, found by walking the parents instead of the closure. */
#define WALK \
  "WITH RECURSIVE walk (node_id, above_id, steps) AS (" \
  " SELECT id, id, 0 FROM users" \
  " UNION ALL SELECT w.node_id, u.parent_id, w.steps + 1 FROM walk w JOIN users u ON u.id = w.above_id" \
  " WHERE u.parent_id IS NOT NULL AND w.steps < 6) "

enum {
  SQL_COUNT_PATHS,
  SQL_PATHS_MISSING,
  SQL_PATHS_EXTRA,
  SQL_COUNT_USERS,
  SQL_TIERS,
  SQL_BRANCHES,
  SQL_COUNT_OFFICES,
  SQL_OFFICES,
  SQL_COUNT_STAFF,
  SQL_STAFF,
  SQL_COUNT_CREDENTIALS,
  SQL_CREDENTIALS,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_COUNT_PATHS] = "SELECT count(*) FROM hierarchy_paths",
  [SQL_PATHS_MISSING] =
    WALK "SELECT 'node ' || w.node_id || ' lacks its path from ' || w.above_id FROM walk w"
    " WHERE NOT EXISTS (SELECT 1 FROM hierarchy_paths h WHERE h.ancestor_id = w.above_id"
    " AND h.descendant_id = w.node_id AND h.path_length = w.steps) ORDER BY 1",
  [SQL_PATHS_EXTRA] =
    WALK "SELECT 'path from ' || h.ancestor_id || ' to ' || h.descendant_id || ' should not be'"
    " FROM hierarchy_paths h WHERE NOT EXISTS (SELECT 1 FROM walk w WHERE w.above_id = h.ancestor_id"
    " AND w.node_id = h.descendant_id AND w.steps = h.path_length)"
    " OR h.branch_id <> (SELECT CASE WHEN u.role = 'cabang' THEN u.parent_id ELSE u.branch_id END"
    "  FROM users u WHERE u.id = h.descendant_id) ORDER BY 1",
  [SQL_COUNT_USERS] = "SELECT count(*) FROM users",
  [SQL_TIERS] =
    "SELECT 'node ' || u.id || ' (' || u.role || ') stands below a ' || p.role"
    " FROM users u JOIN users p ON p.id = u.parent_id"
    " WHERE (p.role || '>' || u.role) NOT IN ('pusat>cabang', 'cabang>mitra', 'mitra>agen', 'agen>reseller')"
    " ORDER BY 1",
  [SQL_BRANCHES] =
    "SELECT 'node ' || u.id || ' belongs to the wrong branch' FROM users u"
    " LEFT JOIN users p ON p.id = u.parent_id"
    " WHERE u.branch_id <> CASE WHEN u.role IN ('pusat', 'cabang') THEN u.id ELSE p.branch_id END ORDER BY 1",
  [SQL_COUNT_OFFICES] = "SELECT count(*) FROM users WHERE role IN ('pusat', 'cabang')",
  [SQL_OFFICES] =
    "SELECT 'office ' || id || ' has no code' FROM users"
    " WHERE role IN ('pusat', 'cabang') AND coalesce(site_code, '') = ''"
    " UNION ALL SELECT 'there are ' || count(*) || ' head offices' FROM users WHERE role = 'pusat'"
    " HAVING count(*) > 1 ORDER BY 1",
  [SQL_COUNT_STAFF] = "SELECT count(*) FROM staff",
  [SQL_STAFF] =
    "SELECT 'staff ' || s.id || ' shares an address with node ' || u.id FROM staff s"
    " JOIN users u ON u.email = s.email"
    " UNION ALL SELECT 'staff ' || s.id || ' works for a node that is no office' FROM staff s"
    " JOIN users u ON u.id = s.branch_id WHERE u.role NOT IN ('pusat', 'cabang')"
    " UNION ALL SELECT 'duty ' || d.duty || ' of staff ' || s.id || ' belongs to another branch'"
    " FROM staff s JOIN staff_duties d ON d.staff_id = s.id WHERE d.branch_id <> s.branch_id ORDER BY 1",
  [SQL_COUNT_CREDENTIALS] = "SELECT count(*) FROM credentials",
  [SQL_CREDENTIALS] =
    "SELECT 'credential of ' || c.owner_id || ' belongs to nobody' FROM credentials c"
    " WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = c.owner_id)"
    " AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = c.owner_id) ORDER BY 1",
};

const MiqatStatements miqat_agency_check_statements = { "agency-checks", sql, N_SQL, 0 };

static gboolean
check_paths (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  return miqat_rows_check (db, &miqat_agency_check_statements, SQL_COUNT_PATHS, SQL_PATHS_MISSING,
                           checked, faults, error)
         && miqat_rows_check (db, &miqat_agency_check_statements, SQL_COUNT_PATHS, SQL_PATHS_EXTRA,
                              checked, faults, error);
}

static gboolean
check_tiers (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  return miqat_rows_check (db, &miqat_agency_check_statements, SQL_COUNT_USERS, SQL_TIERS, checked,
                           faults, error);
}

static gboolean
check_branches (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  return miqat_rows_check (db, &miqat_agency_check_statements, SQL_COUNT_USERS, SQL_BRANCHES, checked,
                           faults, error);
}

static gboolean
check_offices (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  return miqat_rows_check (db, &miqat_agency_check_statements, SQL_COUNT_OFFICES, SQL_OFFICES, checked,
                           faults, error);
}

static gboolean
check_staff (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  return miqat_rows_check (db, &miqat_agency_check_statements, SQL_COUNT_STAFF, SQL_STAFF, checked,
                           faults, error);
}

static gboolean
check_credentials (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  return miqat_rows_check (db, &miqat_agency_check_statements, SQL_COUNT_CREDENTIALS, SQL_CREDENTIALS,
                           checked, faults, error);
}

const MiqatInvariant miqat_agency_invariants[] = {
  { "network.paths", N_("The closure table holds exactly the paths of the network."), check_paths },
  { "network.tiers", N_("Every node stands below a node of the tier above."), check_tiers },
  { "network.branches", N_("Every node belongs to the branch at or above it."), check_branches },
  { "network.offices", N_("Every office has a code, and there is one head office."), check_offices },
  { "staff.offices", N_("Staff work for offices, under addresses of their own."), check_staff },
  { "credentials.owners", N_("Every password belongs to somebody."), check_credentials },
  { NULL },
};
