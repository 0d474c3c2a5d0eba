/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry of a closed list: the name that is stored and the label that people read. Arrays of
 * choices end with an entry whose name is NULL. */
#pragma once

typedef struct {
  const char *name;
  const char *label; /* already translated */
} MiqatChoice;
