/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statements of the runner's own tables: site, commands, audit_log,
 * audit_subjects, counters, pending_commands. */
#pragma once

#include "miqat-db.h"

typedef enum {
  SQL_SITE_READ,
  SQL_SITE_INSERT,
  SQL_SITE_KEY_CHECK,
  SQL_COMMAND_FIND,
  SQL_COMMAND_INSERT,
  SQL_AUDIT_INSERT,
  SQL_AUDIT_ADD_SUBJECT,
  SQL_AUDIT_HAS_VIEW,
  SQL_AUDIT_READ_VIEWS,
  SQL_COUNTER_ADVANCE,
  SQL_COUNTER_READ,
  SQL_PENDING_INSERT,
  SQL_COUNT_COMMANDS,
  SQL_VERIFY_COMMANDS,
  N_COMMAND_SQL
} MiqatCommandSql;

extern const MiqatStatements miqat_command_statements;
