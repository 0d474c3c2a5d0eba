/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's own rules, without a database: who may create whom, and what codes look like. */
#pragma once

#include "miqat-actor.h"
#include "miqat-problem.h"

G_BEGIN_DECLS

/* The tier of a new node below `parent`. `wanted` (0: whatever follows) must be exactly that.
 * Refuses tier_wrong on the field "role". */
gboolean miqat_network_child_tier (MiqatTiers parent, MiqatTiers wanted, MiqatTiers *tier,
                                   GError **error);

/* An affiliate code that follows from the node's id: "AGEN-7K2MQ9". No letters that look alike. */
char *miqat_network_make_affiliate_code (MiqatTiers tier, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* What the texts may be made of; how long they may be, their parameters say. */
/* Capital letters: "SBY". */
MiqatProblemCode miqat_network_check_site_code (const char *text);
/* Letters, digits, "-" and "_". */
MiqatProblemCode miqat_network_check_affiliate_code (const char *text);
/* 64 hexadecimal digits, as miqat_hash_text() writes them. */
MiqatProblemCode miqat_network_check_hash (const char *text);
/* A verifier as miqat_password_make_verifier() writes it, so that a password never takes its
 * place. */
MiqatProblemCode miqat_network_check_verifier (const char *text);

G_END_DECLS
