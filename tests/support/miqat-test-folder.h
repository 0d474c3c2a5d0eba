/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Removes a folder with everything in it; a link goes, what it leads to stays. */
void miqat_test_folder_remove (const char *path);
