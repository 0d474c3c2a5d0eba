/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole receiver on a free port, over the small agency of the core's tests, and a client that
 * writes bytes. */
#pragma once

#include "http-fixture.h"
#include "miqat-receiver.h"
#include "miqat-test-sale.h"

G_BEGIN_DECLS

typedef struct {
  MiqatTestAgency *agency;
  MiqatTestTrip trip;
  MiqatReceiver *receiver;
  Fixture client;
} Receiver;

Receiver *receiver_new (void);
void receiver_free (Receiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Receiver, receiver_free)

/* Sends one request on a connection of its own. `headers` are whole lines, each with its CR LF;
 * nullable, as is `body`. */
char *receiver_ask (Receiver *self, const char *method, const char *path, const char *headers,
                    const char *body) G_GNUC_WARN_UNUSED_RESULT;
char *receiver_ask_bytes (Receiver *self, const char *method, const char *path, const char *headers,
                          GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
char *receiver_get (Receiver *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* A form, urlencoded already. */
char *receiver_post (Receiver *self, const char *path, const char *form) G_GNUC_WARN_UNUSED_RESULT;
/* JSON with ' for ". `token` is an access token, nullable. */
char *receiver_send_json (Receiver *self, const char *method, const char *path, const char *token,
                          const char *json, ...) G_GNUC_PRINTF (5, 6) G_GNUC_WARN_UNUSED_RESULT;

/* The value of a hidden field, or of a JSON member with a text, in an answer. */
char *receiver_dup_field (const char *answer, const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *receiver_dup_member (const char *answer, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* A GET by somebody who is signed in. */
char *receiver_get_with (Receiver *self, const char *path, const char *token) G_GNUC_WARN_UNUSED_RESULT;

/* Gives a member of the agency a password and signs in; the whole answer, and its access token alone. */
char *receiver_sign_in (Receiver *self, const char *actor_id) G_GNUC_WARN_UNUSED_RESULT;
char *receiver_get_token (Receiver *self, const char *actor_id) G_GNUC_WARN_UNUSED_RESULT;

/* The page of the trip's package. */
#define RECEIVER_PACKAGE "/paket/umroh-contoh-9-hari"
/* The form of that page, filled in for `pax` people in the quad. `token` is its form_token. */
char *receiver_make_order (Receiver *self, const char *token, const char *pax) G_GNUC_WARN_UNUSED_RESULT;
/* Seats for `pax` people through the page; the path of the booking's page. */
char *receiver_hold (Receiver *self, guint pax) G_GNUC_WARN_UNUSED_RESULT;

/* A form's people, and a registration of them on a booking's page, sent twice as a hasty finger does; the
 * answer to the second. */
#define RECEIVER_PEOPLE \
  "payer_name=Budi+Santoso&payer_phone=081377778888&t0_full_name=Siti+Aminah&t0_gender=female"
char *receiver_register (Receiver *self, const char *path, const char *people) G_GNUC_WARN_UNUSED_RESULT;

#define assert_lacks(text, part) g_assert_null (strstr ((text), (part)))

G_END_DECLS
