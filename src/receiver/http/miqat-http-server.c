/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-http-server.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "miqat-http-listener.h"
#include "miqat-http-worker.h"

#define THREADS_MAX 8

typedef struct {
  MiqatHttpWorker *worker;
  GThread *thread;
  int fd;
} Slot;

struct _MiqatHttpServer {
  MiqatHttpShared *shared;
  GAsyncQueue *ready;
  guint16 port;
  char *unix_path;
  gint64 stop_at_us; /* atomic; set before the workers are told to stop */
  guint n_slots;
  Slot slots[THREADS_MAX];
};

typedef struct {
  MiqatHttpServer *server;
  Slot *slot;
} ThreadArguments;

static gpointer
run_thread (gpointer data)
{
  ThreadArguments *arguments = data;
  MiqatHttpServer *self = arguments->server;
  Slot *slot = arguments->slot;

  g_free (arguments);
  miqat_http_worker_run (slot->worker, slot->fd, &self->stop_at_us, self->ready);
  return NULL;
}

static void
set_default (guint *value, guint fallback)
{
  if (*value == 0)
    *value = fallback;
}

static MiqatHttpShared *
make_shared (const MiqatHttpRouter *router, const MiqatHttpServerOptions *options)
{
  MiqatHttpShared *shared = g_new0 (MiqatHttpShared, 1);
  MiqatHttpServerOptions *own = &shared->options;

  g_atomic_ref_count_init (&shared->references);
  shared->router = router;
  *own = *options;
  own->unix_path = NULL; /* the caller's text; the server keeps a copy */
  set_default (&own->threads, 1);
  set_default (&own->connections_max, 512);
  set_default (&own->read_ms, 20 * 1000);
  set_default (&own->answer_ms, 30 * 1000);
  set_default (&own->write_ms, 60 * 1000);
  set_default (&own->idle_ms, 75 * 1000);
  set_default (&own->limit_keys_max, 20000);
  if (own->bodies_max == 0)
    own->bodies_max = 128 * 1024 * 1024;
  shared->limits = miqat_http_limits_new (own->limit_keys_max);
  return shared;
}

/* Starts one thread with its own descriptor of the listening socket, and waits until it listens. */
static gboolean
start_thread (MiqatHttpServer *self, int fd, GError **error)
{
  ThreadArguments *arguments;
  Slot *slot = &self->slots[self->n_slots];
  gpointer answer;

  slot->fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  if (slot->fd < 0) {
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    return FALSE;
  }
  self->n_slots++;
  slot->worker = miqat_http_worker_new (self->shared);
  arguments = g_new0 (ThreadArguments, 1);
  arguments->server = self;
  arguments->slot = slot;
  slot->thread = g_thread_new ("http", run_thread, arguments);
  answer = g_async_queue_pop (self->ready);
  if (answer == slot->worker)
    return TRUE;
  g_propagate_error (error, answer);
  return FALSE;
}

MiqatHttpServer *
miqat_http_server_start (const MiqatHttpRouter *router, const MiqatHttpServerOptions *options,
                         GError **error)
{
  g_autoptr (MiqatHttpServer) self = g_new0 (MiqatHttpServer, 1);
  gboolean started = TRUE;
  int fd;

  g_return_val_if_fail (router != NULL && options != NULL, NULL);
  g_return_val_if_fail (options->threads <= THREADS_MAX, NULL);

  self->shared = make_shared (router, options);
  self->ready = g_async_queue_new ();
  fd = options->unix_path ? miqat_http_listen_unix (options->unix_path, error)
                          : miqat_http_listen_loopback (options->port, &self->port, error);
  if (fd < 0)
    return NULL;
  self->unix_path = g_strdup (options->unix_path);
  for (guint i = 0; i < self->shared->options.threads && started; i++)
    started = start_thread (self, fd, error);
  close (fd);
  return started ? g_steal_pointer (&self) : NULL;
}

guint16
miqat_http_server_get_port (const MiqatHttpServer *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->port;
}

MiqatHttpLimits *
miqat_http_server_get_limits (MiqatHttpServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->shared->limits;
}

void
miqat_http_server_get_counts (MiqatHttpServer *self, MiqatHttpCounts *counts)
{
  MiqatHttpShared *shared;

  g_return_if_fail (self != NULL && counts != NULL);

  shared = self->shared;
  *counts = (MiqatHttpCounts){
    .requests = __atomic_load_n (&shared->requests, __ATOMIC_RELAXED),
    .refused = __atomic_load_n (&shared->refused, __ATOMIC_RELAXED),
    .failed = __atomic_load_n (&shared->failed, __ATOMIC_RELAXED),
    .cut = __atomic_load_n (&shared->cut, __ATOMIC_RELAXED),
    .body_bytes = __atomic_load_n (&shared->body_bytes, __ATOMIC_RELAXED),
  };
  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].worker)
      counts->connections += g_atomic_int_get (&self->slots[i].worker->n_connections);
}

void
miqat_http_server_stop (MiqatHttpServer *self, guint deadline_ms)
{
  g_return_if_fail (self != NULL);

  __atomic_store_n (&self->stop_at_us,
                    g_get_monotonic_time () + deadline_ms * G_GINT64_CONSTANT (1000),
                    __ATOMIC_RELEASE);
  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].thread) {
      g_atomic_int_set (&self->slots[i].worker->stopping, 1);
      g_main_context_wakeup (self->slots[i].worker->context);
    }
  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].thread) {
      g_thread_join (g_steal_pointer (&self->slots[i].thread));
      g_clear_pointer (&self->slots[i].worker, miqat_http_worker_unref);
    }
  /* A successor that listens on the same path already replaced it only if it found it dead. */
  if (self->unix_path)
    unlink (self->unix_path);
  g_clear_pointer (&self->unix_path, g_free);
}

void
miqat_http_server_free (MiqatHttpServer *self)
{
  if (!self)
    return;
  miqat_http_server_stop (self, 0);
  g_clear_pointer (&self->ready, g_async_queue_unref);
  g_clear_pointer (&self->shared, miqat_http_shared_unref);
  g_free (self);
}
