/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often one key (an address, an account, a phone number) may do a kind of thing: token buckets
 * in tables of bounded size, one for each kind, in which the least recently used key makes room. So a
 * flood of keys of one kind (links that are opened) empties no bucket of another (failed sign-ins).
 * Usable from any thread; never waits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A kind of thing and its allowance: `burst` at once, `per_hour` refilled evenly. Static: keys of one
 * class are told from those of another by the address of this struct's name. */
typedef struct {
  const char *name;
  guint burst;
  guint per_hour;
} MiqatHttpRate;

typedef struct _MiqatHttpLimits MiqatHttpLimits;
/* At most `keys_max` keys of each class. */
MiqatHttpLimits *miqat_http_limits_new (guint keys_max) G_GNUC_WARN_UNUSED_RESULT;
void miqat_http_limits_free (MiqatHttpLimits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHttpLimits, miqat_http_limits_free)

/* Takes one token. FALSE when none is left; `*retry_after_s` (nullable) is then how long to wait, at
 * least 1. `now_us` is monotonic (g_get_monotonic_time()). */
gboolean miqat_http_limits_take (MiqatHttpLimits *self, const MiqatHttpRate *rate, const char *key,
                                 gint64 now_us, guint *retry_after_s);
/* Gives the key its whole burst back: after a right password, say. */
void miqat_http_limits_forget (MiqatHttpLimits *self, const MiqatHttpRate *rate, const char *key);
guint miqat_http_limits_get_count (MiqatHttpLimits *self);

/* The key of an address: IPv4 as it is, IPv6 by its /64, since one customer owns all of that. */
char *miqat_http_limits_make_address_key (const char *address) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
