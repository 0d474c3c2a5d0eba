/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PostgreSQL of the test's own: a fresh cluster in a temporary folder, reached through a unix
 * socket there, gone afterwards. Runs as an ordinary user also when the test runs as root, because
 * PostgreSQL refuses root. */
#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

typedef struct _PostgresCluster PostgresCluster;

/* NULL with G_IO_ERROR_NOT_FOUND when PostgreSQL is not installed. */
PostgresCluster *postgres_cluster_start (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void postgres_cluster_stop (PostgresCluster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostgresCluster, postgres_cluster_stop)

/* A connection to its database, to be closed with PQfinish(). */
PGconn *postgres_cluster_connect (PostgresCluster *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
