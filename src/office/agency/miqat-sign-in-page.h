/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first thing a person sees: whose office this is, who they are, and whether there is a
 * connection. It asks by signal; who checks the password is not its business. */
#pragma once

#include "miqat-tone.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_SIGN_IN_PAGE (miqat_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSignInPage, miqat_sign_in_page, MIQAT, SIGN_IN_PAGE, GtkWidget)

/* Signals: "sign-in-requested" (const char *email, const char *password). */
GtkWidget *miqat_sign_in_page_new (void);

void miqat_sign_in_page_set_agency (MiqatSignInPage *self, const char *agency, const char *office,
                                    GdkPaintable *logo);
void miqat_sign_in_page_set_email (MiqatSignInPage *self, const char *email);
/* The state of the connection in words: "Connected", "Offline: people who signed in here lately can
 * still sign in". */
void miqat_sign_in_page_set_connection (MiqatSignInPage *self, MiqatTone tone, const char *sentence);
/* Under the password, in red; NULL takes it away. Empties and focuses the password. */
void miqat_sign_in_page_set_error (MiqatSignInPage *self, const char *sentence);
/* While the password is being checked. */
void miqat_sign_in_page_set_busy (MiqatSignInPage *self, gboolean busy);
/* Forgets the password and any error, and takes the cursor to where typing begins. */
void miqat_sign_in_page_reset (MiqatSignInPage *self);

G_END_DECLS
