/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "postgres-cluster.h"
#include "miqat-test-folder.h"

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#define BIN_FOLDERS "/usr/lib/postgresql"
#define START_SECONDS 60

struct _PostgresCluster {
  char *bin;    /* folder of initdb and postgres */
  char *folder; /* of this cluster: data/ and the socket */
  GSubprocess *server;
};

/* Whom to become in the child; 0 when the test is not root. */
typedef struct {
  uid_t uid;
  gid_t gid;
} Owner;

static Owner
choose_owner (void)
{
  const char *names[] = { "postgres", "nobody" };

  if (geteuid () != 0)
    return (Owner){ 0, 0 };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const struct passwd *entry = getpwnam (names[i]);

    if (entry != NULL)
      return (Owner){ entry->pw_uid, entry->pw_gid };
  }
  return (Owner){ 65534, 65534 };
}

/* Between fork and exec: only calls that are safe there. */
static void
become (gpointer data)
{
  const Owner *owner = data;

  if (owner->uid != 0
      && (setgroups (0, NULL) != 0 || setgid (owner->gid) != 0 || setuid (owner->uid) != 0))
    _exit (126);
  /* After setuid(), which forgets it. A test that aborts takes its server with it. */
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
}

static GSubprocess *
spawn (const PostgresCluster *self, const char *const *arguments, GError **error)
{
  static Owner owner;
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  owner = choose_owner ();
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  g_subprocess_launcher_set_child_setup (launcher, become, &owner, NULL);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  return g_subprocess_launcher_spawnv (launcher, arguments, error);
}

/* The newest version that is installed: "15", "17". */
static char *
find_bin (GError **error)
{
  g_autoptr (GDir) folders = g_dir_open (BIN_FOLDERS, 0, NULL);
  g_autofree char *newest = NULL;
  const char *name;

  while (folders != NULL && (name = g_dir_read_name (folders)) != NULL) {
    g_autofree char *program = g_build_filename (BIN_FOLDERS, name, "bin", "initdb", NULL);

    if (g_file_test (program, G_FILE_TEST_IS_EXECUTABLE)
        && (newest == NULL || g_ascii_strtoll (name, NULL, 10) > g_ascii_strtoll (newest, NULL, 10))) {
      g_free (newest);
      newest = g_strdup (name);
    }
  }

  if (newest != NULL)
    return g_build_filename (BIN_FOLDERS, newest, "bin", NULL);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "PostgreSQL is not installed below " BIN_FOLDERS " (build-aux/install-packages does it)");
  return NULL;
}

static gboolean
init (PostgresCluster *self, GError **error)
{
  g_autofree char *program = g_build_filename (self->bin, "initdb", NULL);
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  const char *arguments[] = { program,      "-D",   data,      "-U",         "miqat", "-A", "trust",
                              "--encoding", "UTF8", "--locale", "C", "--no-sync", NULL };
  g_autoptr (GSubprocess) process = spawn (self, arguments, error);

  return process != NULL && g_subprocess_wait_check (process, NULL, error);
}

static char *
dup_address (const PostgresCluster *self)
{
  return g_strdup_printf ("host='%s' user=miqat dbname=postgres connect_timeout=10", self->folder);
}

static gboolean
wait_until_ready (PostgresCluster *self, GError **error)
{
  g_autofree char *address = dup_address (self);
  gint64 end = g_get_monotonic_time () + START_SECONDS * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end) {
    if (PQping (address) == PQPING_OK)
      return TRUE;
    g_usleep (20 * 1000);
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "PostgreSQL did not start in %d seconds", START_SECONDS);
  return FALSE;
}

static gboolean
start (PostgresCluster *self, GError **error)
{
  g_autofree char *program = g_build_filename (self->bin, "postgres", NULL);
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  const char *arguments[] = { program, "-D", data, "-k", self->folder, "-c", "listen_addresses=",
                              "-c", "fsync=off", "-c", "full_page_writes=off",
                              "-c", "synchronous_commit=off", "-c", "shared_buffers=16MB",
                              "-c", "unix_socket_permissions=0777", NULL };

  self->server = spawn (self, arguments, error);
  return self->server != NULL && wait_until_ready (self, error);
}

PostgresCluster *
postgres_cluster_start (GError **error)
{
  g_autoptr (PostgresCluster) self = NULL;
  g_autofree char *bin = find_bin (error);
  Owner owner = choose_owner ();

  if (bin == NULL)
    return NULL;

  self = g_new0 (PostgresCluster, 1);
  self->bin = g_steal_pointer (&bin);
  self->folder = g_dir_make_tmp ("miqat-postgres-XXXXXX", error);
  if (self->folder == NULL)
    return NULL;
  if (owner.uid != 0 && chown (self->folder, owner.uid, owner.gid) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "chown %s", self->folder);
    return NULL;
  }
  return init (self, error) && start (self, error) ? g_steal_pointer (&self) : NULL;
}

void
postgres_cluster_stop (PostgresCluster *self)
{
  if (self == NULL)
    return;
  if (self->server != NULL) {
    /* Fast shutdown: connections are cut. */
    g_subprocess_send_signal (self->server, SIGINT);
    g_subprocess_wait (self->server, NULL, NULL);
    g_object_unref (self->server);
  }
  if (self->folder != NULL)
    miqat_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->bin);
  g_free (self);
}

PGconn *
postgres_cluster_connect (PostgresCluster *self, GError **error)
{
  g_autofree char *address = dup_address (self);
  PGconn *connection = PQconnectdb (address);

  if (PQstatus (connection) == CONNECTION_OK)
    return connection;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", PQerrorMessage (connection));
  PQfinish (connection);
  return NULL;
}
