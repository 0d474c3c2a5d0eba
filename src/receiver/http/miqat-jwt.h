/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Access tokens: JWT with HMAC-SHA256 and nothing else. The header is a fixed text, compared as such,
 * so that no token can choose another algorithm. And signed links, for pilgrims, who have no
 * account. Pure functions; any thread. */
#pragma once

#include "miqat-crypto.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

#define MIQAT_JWT_SIZE_MAX 2048

typedef struct {
  char *subject;          /* sub: the person */
  char *node;             /* node: on whose behalf */
  char *kind;             /* kind: what the token is for, such as "access" */
  char *token_id;         /* jti */
  MiqatInstant issued;    /* iat; whole seconds in the token */
  MiqatInstant expires;   /* exp; the token is valid before it */
} MiqatJwt;

void miqat_jwt_free (MiqatJwt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatJwt, miqat_jwt_free)

/* All claims must be set; none may be empty. */
char *miqat_jwt_sign (const MiqatKey *key, const MiqatJwt *claims) G_GNUC_WARN_UNUSED_RESULT;

/* token_expired when genuine but old, token_forged for anything else that is not right: signature,
 * shape, header, claims missing or doubled, another kind, issued more than a minute in the future.
 * On success sets `*claims`. */
MiqatProblemCode miqat_jwt_verify (const MiqatKey *key, const char *token, const char *kind,
                                   MiqatInstant now, MiqatJwt **claims);

/* A token for a link, in characters that need no escaping: bound to a purpose ("booking") and a
 * subject (an id or a code), valid before `expires` (rounded up to seconds). */
char *miqat_link_sign (const MiqatKey *key, const char *purpose, const char *subject,
                       MiqatInstant expires) G_GNUC_WARN_UNUSED_RESULT;
/* link_expired or link_forged; on success sets `*subject`. */
MiqatProblemCode miqat_link_verify (const MiqatKey *key, const char *purpose, const char *token,
                                    MiqatInstant now, char **subject);

G_END_DECLS
