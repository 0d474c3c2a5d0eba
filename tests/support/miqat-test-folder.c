/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "miqat-test-folder.h"

#include <glib.h>
#include <glib/gstdio.h>

void
miqat_test_folder_remove (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    miqat_test_folder_remove (child);
  }
  g_remove (path);
}
