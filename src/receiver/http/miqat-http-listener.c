/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSocket is not used for binding: it decides about SO_REUSEADDR on its own. */
#define _GNU_SOURCE /* SOCK_CLOEXEC */
#include "config.h"

#include "miqat-http-listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 512

static int
fail (int fd, const char *what, GError **error)
{
  int number = errno;

  if (fd >= 0)
    close (fd);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", what,
               g_strerror (number));
  return -1;
}

int
miqat_http_listen_loopback (guint16 port, guint16 *bound_port, GError **error)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  socklen_t size = sizeof address;
  int yes = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (fd < 0 || setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0)
    return fail (fd, "socket", error);
  if (bind (fd, (struct sockaddr *) &address, sizeof address) < 0)
    return fail (fd, "bind", error);
  if (listen (fd, BACKLOG) < 0 || getsockname (fd, (struct sockaddr *) &address, &size) < 0)
    return fail (fd, "listen", error);
  *bound_port = ntohs (address.sin_port);
  return fd;
}

/* TRUE when nothing is there, or a dead socket that was removed. */
static gboolean
clear_path (const struct sockaddr_un *address)
{
  struct stat info;
  int fd, result;

  if (lstat (address->sun_path, &info) < 0)
    return errno == ENOENT;
  if (!S_ISSOCK (info.st_mode)) {
    errno = EEXIST;
    return FALSE;
  }
  fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return FALSE;
  result = connect (fd, (const struct sockaddr *) address, sizeof *address);
  if (result == 0 || errno != ECONNREFUSED) {
    close (fd);
    errno = EADDRINUSE;
    return FALSE;
  }
  close (fd);
  return unlink (address->sun_path) == 0;
}

int
miqat_http_listen_unix (const char *path, GError **error)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = -1;

  if (strlen (path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return fail (fd, path, error);
  }
  memcpy (address.sun_path, path, strlen (path) + 1);
  if (!clear_path (&address))
    return fail (fd, path, error);
  fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  /* Nobody can connect between bind and listen, so the mode is in time. */
  if (fd < 0 || bind (fd, (struct sockaddr *) &address, sizeof address) < 0
      || chmod (path, 0660) < 0 || listen (fd, BACKLOG) < 0)
    return fail (fd, path, error);
  return fd;
}
