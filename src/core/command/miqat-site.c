/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens and closes a database of the agency, and tells whoever asked what has changed in it. */
#include "config.h"

#include "miqat-command-sql.h"
#include "miqat-id.h"
#include "miqat-migration.h"
#include "miqat-migrations-resource.h"
#include "miqat-site-private.h"

typedef struct {
  guint id;
  GMainContext *context; /* NULL: anywhere */
  MiqatSiteChanged changed;
  gpointer data;
  GQueue *waiting; /* of MiqatChanges or NULL; while it is not empty a source is on its way */
} Subscription;

/* What a key has to open before it may be used; what the text says does not matter. */
#define KEY_CHECK "site.key_check"

static const char *const role_names[] = { "hub", "alone", "replica" };

static void
clear_changes (gpointer data)
{
  if (data != NULL)
    miqat_changes_unref (data);
}

static void
clear_subscription (gpointer data)
{
  Subscription *self = data;

  g_clear_pointer (&self->context, g_main_context_unref);
  g_queue_free_full (self->waiting, clear_changes);
}

/* ---- building ------------------------------------------------------------------------------- */

static void
index_areas (MiqatSite *self)
{
  GPtrArray *captured = g_ptr_array_new ();

  for (guint i = 0; self->areas[i] != NULL; i++) {
    const MiqatArea *area = self->areas[i];

    for (const MiqatCommand *c = area->commands; c != NULL && c->name != NULL; c++) {
      g_assert (!g_hash_table_contains (self->commands, c->name));
      g_hash_table_insert (self->commands, (gpointer) c->name, (gpointer) c);
    }
    for (const MiqatTable *t = area->tables; t != NULL && t->name != NULL; t++) {
      g_assert (!g_hash_table_contains (self->tables, t->name));
      g_hash_table_insert (self->tables, (gpointer) t->name, (gpointer) t);
      if (t->scope != MIQAT_SCOPE_LOCAL)
        g_ptr_array_add (captured, (gpointer) t->name);
    }
  }
  g_ptr_array_add (captured, NULL);
  self->captured = (const char **) g_ptr_array_free (captured, FALSE);
}

/* They are in a static library, whose constructors the linker drops. */
static void
register_migrations (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    miqat_migrations_register_resource ();
    g_once_init_leave (&once, 1);
  }
}

static MiqatSite *
site_new (const MiqatSiteOptions *options)
{
  MiqatSite *self = g_new0 (MiqatSite, 1);

  g_atomic_ref_count_init (&self->refs);
  miqat_crypto_init ();
  register_migrations ();
  self->database = g_strdup (options->database);
  self->key_file = options->key_file != NULL ? g_strdup (options->key_file)
                                             : g_strconcat (options->database, ".key", NULL);
  self->clock = options->clock != NULL ? options->clock : miqat_clock_get_system ();
  self->areas = options->areas;
  self->commands = g_hash_table_new (g_str_hash, g_str_equal);
  self->tables = g_hash_table_new (g_str_hash, g_str_equal);
  self->subscriptions = g_array_new (FALSE, FALSE, sizeof (Subscription));
  g_array_set_clear_func (self->subscriptions, clear_subscription);
  g_mutex_init (&self->lock);
  index_areas (self);
  return self;
}

static gboolean
read_identity (MiqatSite *self, MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_SITE_READ, error);
  gboolean row = FALSE;
  const char *role;

  if (statement == NULL || !miqat_statement_step (statement, &row, error))
    return FALSE;
  if (!row) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN,
                 "%s was never finished: it does not say whose it is", self->database);
    return FALSE;
  }
  role = miqat_statement_get_text (statement, 0);
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (g_strcmp0 (role, role_names[i]) == 0)
      self->identity.role = (MiqatSiteRole) i;
  self->identity.node_id = miqat_statement_dup_text (statement, 1);
  self->identity.device_id = miqat_statement_dup_text (statement, 2);
  self->identity.code = miqat_statement_dup_text (statement, 3);
  miqat_zone_from_name (miqat_statement_get_text (statement, 4), &self->identity.zone);
  self->identity.hub_url = miqat_statement_dup_text (statement, 5);
  return TRUE;
}

static gboolean
write_identity (MiqatDb *db, const MiqatKey *key, const MiqatSiteIdentity *identity, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_SITE_INSERT, error);
  g_autoptr (GBytes) check = miqat_seal (key, KEY_CHECK, KEY_CHECK);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_text (statement, "role", role_names[identity->role]);
  miqat_statement_bind_text (statement, "node_id", identity->node_id);
  miqat_statement_bind_text (statement, "device_id", identity->device_id);
  miqat_statement_bind_text (statement, "code", identity->code);
  miqat_statement_bind_text (statement, "zone", miqat_zone_get_name (identity->zone));
  miqat_statement_bind_text (statement, "hub_url", identity->hub_url);
  miqat_statement_bind_bytes (statement, "key_check", check);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_site_check_key (MiqatDb *db, const MiqatKey *key, const char *key_file, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_SITE_KEY_CHECK, error);
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *text = NULL;
  gboolean row = FALSE;

  if (statement == NULL || !miqat_statement_step (statement, &row, error))
    return FALSE;
  sealed = row ? miqat_statement_dup_bytes (statement, 0) : NULL;
  if (sealed == NULL)
    return TRUE;
  text = miqat_open (key, KEY_CHECK, sealed, NULL);
  if (text != NULL)
    return TRUE;
  g_set_error (error, MIQAT_CRYPTO_ERROR, MIQAT_CRYPTO_ERROR_KEY,
               "%s is not the key of %s; please put its own key file back", key_file, miqat_db_get_path (db));
  return FALSE;
}

/* Before anything is written, the schema included. What has no schema yet has no check, and what is newer
 * is the migration's to refuse. */
static gboolean
check_key_first (MiqatSite *self, MiqatDb *db, GError **error)
{
  guint version = 0;

  if (!miqat_migration_get_version (db, &version, error))
    return FALSE;
  return version == 0 || version > miqat_migration_get_newest ()
         || miqat_site_check_key (db, self->key, self->key_file, error);
}

MiqatSite *
miqat_site_open (const MiqatSiteOptions *options, GError **error)
{
  g_autoptr (MiqatSite) self = site_new (options);
  g_autoptr (MiqatDb) db = miqat_db_open (self->database, MIQAT_DB_READ_WRITE, error);

  if (db == NULL)
    return NULL;
  self->key = miqat_key_load (self->key_file, error);
  if (self->key == NULL)
    return NULL;
  if (!check_key_first (self, db, error) || !miqat_migrate (db, NULL, error)
      || !read_identity (self, db, error))
    return NULL;
  self->writer = miqat_writer_new (g_steal_pointer (&db));
  return g_steal_pointer (&self);
}

static gboolean
fill_new_database (MiqatDb *db, const MiqatKey *key, const MiqatSiteIdentity *identity, GError **error)
{
  if (!miqat_migrate (db, NULL, error) || !miqat_db_begin (db, error))
    return FALSE;
  if (write_identity (db, key, identity, error) && miqat_db_commit (db, error))
    return TRUE;
  miqat_db_rollback (db);
  return FALSE;
}

static gboolean
check_absent (const char *path, GError **error)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS)
         || miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_EXISTS, "file", path, NULL);
}

static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_file_test (folder, G_FILE_TEST_IS_DIR)
         || miqat_refuse (error, NULL, MIQAT_PROBLEM_FOLDER_MISSING, "folder", folder, NULL);
}

MiqatSite *
miqat_site_create (const MiqatSiteOptions *options, const MiqatSiteIdentity *identity, GError **error)
{
  g_autoptr (MiqatSite) self = site_new (options);
  g_autoptr (MiqatDb) db = NULL;

  if (!check_folder (self->database, error) || !check_folder (self->key_file, error)
      || !check_absent (self->database, error) || !check_absent (self->key_file, error))
    return NULL;
  self->key = miqat_key_new_random ();
  if (!miqat_key_save (self->key, self->key_file, error))
    return NULL;
  db = miqat_db_open (self->database, MIQAT_DB_CREATE, error);
  if (db == NULL || !fill_new_database (db, self->key, identity, error)
      || !read_identity (self, db, error))
    return NULL;
  self->writer = miqat_writer_new (g_steal_pointer (&db));
  return g_steal_pointer (&self);
}

MiqatProblemCode
miqat_site_error_get_problem (const GError *error)
{
  if (g_error_matches (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_MISSING))
    return MIQAT_PROBLEM_DATABASE_MISSING;
  if (error->domain == MIQAT_DB_ERROR)
    return miqat_db_error_get_problem (error);
  if (error->domain == MIQAT_CRYPTO_ERROR)
    return MIQAT_PROBLEM_KEY_UNUSABLE;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return MIQAT_PROBLEM_DATABASE_FULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return MIQAT_PROBLEM_PORT_IN_USE;
  if (error->domain == G_FILE_ERROR || error->domain == G_IO_ERROR)
    return MIQAT_PROBLEM_FILE_FAILED;
  return MIQAT_PROBLEM_INTERNAL;
}

MiqatSite *
miqat_site_ref (MiqatSite *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
miqat_site_unref (MiqatSite *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->key, miqat_key_unref);
  g_array_unref (self->subscriptions);
  g_mutex_clear (&self->lock);
  g_hash_table_unref (self->commands);
  g_hash_table_unref (self->tables);
  g_free (self->captured);
  g_free ((char *) self->identity.node_id);
  g_free ((char *) self->identity.device_id);
  g_free ((char *) self->identity.code);
  g_free ((char *) self->identity.hub_url);
  g_free (self->database);
  g_free (self->key_file);
  g_free (self);
}

/* What is still on its way to some context finds nobody there. */
void
miqat_site_close (MiqatSite *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->writer, miqat_writer_free);
  g_mutex_lock (&self->lock);
  g_array_set_size (self->subscriptions, 0);
  g_mutex_unlock (&self->lock);
  miqat_site_unref (self);
}

/* ---- asking --------------------------------------------------------------------------------- */

const char *
miqat_site_get_database (MiqatSite *self)
{
  return self->database;
}

const MiqatSiteIdentity *
miqat_site_get_identity (MiqatSite *self)
{
  return &self->identity;
}

MiqatKey *
miqat_site_get_key (MiqatSite *self)
{
  return self->key;
}

MiqatClock *
miqat_site_get_clock (MiqatSite *self)
{
  return self->clock;
}

MiqatWriter *
miqat_site_get_writer (MiqatSite *self)
{
  return self->writer;
}

const MiqatArea *const *
miqat_site_get_areas (MiqatSite *self)
{
  return self->areas;
}

const MiqatCommand *
miqat_site_find_command (MiqatSite *self, const char *name)
{
  return g_hash_table_lookup (self->commands, name);
}

const MiqatTable *
miqat_site_find_table (MiqatSite *self, const char *name)
{
  return g_hash_table_lookup (self->tables, name);
}

MiqatDb *
miqat_site_open_reader (MiqatSite *self, GError **error)
{
  return miqat_db_open (self->database, MIQAT_DB_READ_ONLY, error);
}

MiqatActor *
miqat_site_load_actor (MiqatSite *self, MiqatDb *db, const char *actor_id, GError **error)
{
  for (guint i = 0; self->areas[i] != NULL; i++)
    if (self->areas[i]->load_actor != NULL)
      return self->areas[i]->load_actor (db, actor_id, error);
  g_assert_not_reached ();
}

/* ---- announcing ----------------------------------------------------------------------------- */

/* One wakes the subscriber for all changes that come before he is there. */
typedef struct {
  MiqatSite *site;
  guint subscription;
} Announcement;

static void
announcement_free (gpointer data)
{
  Announcement *self = data;

  miqat_site_unref (self->site);
  g_free (self);
}

/* The subscription, or NULL when it has ended. With the lock. */
static Subscription *
find_subscription (MiqatSite *self, guint id)
{
  for (guint i = 0; i < self->subscriptions->len; i++) {
    Subscription *one = &g_array_index (self->subscriptions, Subscription, i);

    if (one->id == id)
      return one;
  }
  return NULL;
}

static guint
count_waiting (MiqatSite *self, guint subscription)
{
  Subscription *one;
  guint count;

  g_mutex_lock (&self->lock);
  one = find_subscription (self, subscription);
  count = one != NULL ? g_queue_get_length (one->waiting) : 0;
  g_mutex_unlock (&self->lock);
  return count;
}

/* Delivers the oldest changes that wait. The subscription may have ended. */
static void
deliver_one (MiqatSite *self, guint subscription)
{
  g_autoptr (MiqatChanges) changes = NULL;
  MiqatSiteChanged changed = NULL;
  gpointer data = NULL;
  Subscription *one;

  g_mutex_lock (&self->lock);
  one = find_subscription (self, subscription);
  if (one != NULL && !g_queue_is_empty (one->waiting)) {
    changed = one->changed;
    data = one->data;
    changes = g_queue_pop_head (one->waiting);
  }
  g_mutex_unlock (&self->lock);
  if (changed != NULL)
    changed (self, changes, data);
}

/* Runs in the subscriber's context. What comes while it runs waits for the next time, so that a busy
 * writer leaves the loop time for other things. */
static gboolean
deliver_cb (gpointer data)
{
  const Announcement *self = data;

  for (guint left = count_waiting (self->site, self->subscription); left > 0; left--)
    deliver_one (self->site, self->subscription);
  return count_waiting (self->site, self->subscription) > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
wake (MiqatSite *self, const Subscription *subscription)
{
  Announcement *announcement = g_new0 (Announcement, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  announcement->site = miqat_site_ref (self);
  announcement->subscription = subscription->id;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, announcement, announcement_free);
  g_source_attach (source, subscription->context);
}

void
miqat_site_announce (MiqatSite *self, MiqatChanges *changes)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->subscriptions->len; i++) {
    Subscription *one = &g_array_index (self->subscriptions, Subscription, i);

    if (one->context == NULL) {
      one->changed (self, changes, one->data);
      continue;
    }
    if (g_queue_is_empty (one->waiting))
      wake (self, one);
    g_queue_push_tail (one->waiting, changes != NULL ? miqat_changes_ref (changes) : NULL);
  }
  g_mutex_unlock (&self->lock);
}

/* Takes the context. */
static guint
add_subscription (MiqatSite *self, GMainContext *context, MiqatSiteChanged changed, gpointer data)
{
  Subscription one = { .context = context, .changed = changed, .data = data, .waiting = g_queue_new () };

  g_mutex_lock (&self->lock);
  one.id = ++self->next_subscription;
  g_array_append_val (self->subscriptions, one);
  g_mutex_unlock (&self->lock);
  return one.id;
}

guint
miqat_site_subscribe (MiqatSite *self, GMainContext *context, MiqatSiteChanged changed, gpointer data)
{
  return add_subscription (self,
                           context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default (),
                           changed, data);
}

guint
miqat_site_subscribe_anywhere (MiqatSite *self, MiqatSiteChanged changed, gpointer data)
{
  return add_subscription (self, NULL, changed, data);
}

void
miqat_site_unsubscribe (MiqatSite *self, guint subscription)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->subscriptions->len; i++) {
    if (g_array_index (self->subscriptions, Subscription, i).id == subscription) {
      g_array_remove_index (self->subscriptions, i);
      break;
    }
  }
  g_mutex_unlock (&self->lock);
}
