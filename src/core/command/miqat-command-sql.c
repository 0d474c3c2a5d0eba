/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "miqat-command-sql.h"

static const char *const sql[N_COMMAND_SQL] = {
  [SQL_SITE_READ] = "SELECT role, node_id, device_id, code, zone, hub_url FROM site WHERE id = 1",
  [SQL_SITE_INSERT] =
    "INSERT INTO site (id, role, node_id, device_id, code, zone, hub_url, key_check_sealed)"
    " VALUES (1, :role, :node_id, :device_id, :code, :zone, :hub_url, :key_check)",
  [SQL_SITE_KEY_CHECK] = "SELECT key_check_sealed FROM site WHERE id = 1",
  [SQL_COMMAND_FIND] =
    "SELECT body_hash, actor_id, status, answer, feed_seq FROM commands WHERE id = :id",
  [SQL_COMMAND_INSERT] =
    "INSERT INTO commands (id, name, body_hash, actor_id, node_id, device_id, claimed_at,"
    "                      accepted_at, status, answer, feed_seq)"
    " VALUES (:id, :name, :body_hash, :actor_id, :node_id, :device_id, :claimed_at,"
    "         :accepted_at, :status, :answer, :feed_seq)",
  [SQL_AUDIT_INSERT] =
    "INSERT INTO audit_log (command_id, command, accepted_at, claimed_at, actor_id, node_id,"
    "                       device_id, outcome, detail)"
    " VALUES (:command_id, :command, :accepted_at, :claimed_at, :actor_id, :node_id,"
    "         :device_id, :outcome, :detail)",
  [SQL_AUDIT_ADD_SUBJECT] =
    "INSERT INTO audit_subjects (table_name, row_key, command_id)"
    " VALUES (:table_name, :row_key, :command_id)",
  [SQL_AUDIT_HAS_VIEW] =
    "SELECT 1 FROM audit_log WHERE command_id = :command_id AND outcome = 'viewed'",
  [SQL_AUDIT_READ_VIEWS] =
    "SELECT seq, command_id, actor_id, accepted_at, detail FROM audit_log"
    " WHERE seq > :after AND outcome = 'viewed' ORDER BY seq LIMIT :limit",
  [SQL_COUNTER_ADVANCE] =
    "INSERT INTO counters (series, value) VALUES (:series, 1)"
    " ON CONFLICT (series) DO UPDATE SET value = counters.value + 1",
  [SQL_COUNTER_READ] = "SELECT value FROM counters WHERE series = :series",
  [SQL_PENDING_INSERT] =
    "INSERT INTO pending_commands (seq, id, name, args_sealed, actor_id, actor_name, node_id,"
    "                              claimed_at, day, schema, state, changeset)"
    " SELECT coalesce(max(seq), 0) + 1, :id, :name, :args, :actor_id, :actor_name, :node_id,"
    "        :claimed_at, :day, :schema, 'waiting', :changeset FROM pending_commands",
  [SQL_COUNT_COMMANDS] = "SELECT count(*) FROM commands",
  [SQL_VERIFY_COMMANDS] =
    "SELECT c.id FROM commands c LEFT JOIN audit_log a ON a.command_id = c.id"
    " WHERE a.seq IS NULL AND c.status = 'refused' ORDER BY c.id",
};

const MiqatStatements miqat_command_statements = { "command", sql, N_COMMAND_SQL, 0 };
