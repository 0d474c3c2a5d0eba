/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small widgets: pills, bars, steps, amounts, banners. */
#include "miqat-banner.h"
#include "miqat-empty-state.h"
#include "miqat-money-label.h"
#include "miqat-quota-bar.h"
#include "miqat-quota-strip.h"
#include "miqat-status-pill.h"
#include "miqat-step.h"
#include "miqat-stepper.h"
#include "miqat-sync-pill.h"
#include "widget-test.h"

/* 22 June 2026, 09.12 in Jakarta. */
#define NOW (G_GINT64_CONSTANT (1782094320) * MIQAT_SECOND)

static void
test_sync_words (void)
{
  const struct
  {
    MiqatSyncStatus status;
    const char *text;
  } cases[] = {
    { { .alone = TRUE }, "This computer only" },
    { { .online = TRUE }, "In step" },
    { { .online = TRUE, .waiting = 1, .oldest_waiting = NOW }, "1 waiting, just now" },
    { { .online = TRUE, .waiting = 3, .oldest_waiting = NOW - 4 * MIQAT_MINUTE },
      "3 waiting, 4 minutes" },
    { { .online = TRUE, .waiting = 3, .oldest_waiting = NOW + MIQAT_HOUR }, "3 waiting, just now" },
    { { .online = TRUE, .waiting = 2, .oldest_waiting = NOW - 49 * MIQAT_HOUR },
      "2 waiting, 2 days" },
    { { .offline_since = NOW }, "Offline since 09.12" },
    { { .offline_since = NOW - 50 * MIQAT_HOUR }, "Offline for 2 days" },
    { { 0 }, "Offline" },
    { { .offline_since = NOW, .waiting = 3, .oldest_waiting = NOW - MIQAT_HOUR },
      "Offline since 09.12 · 3 waiting, 1 hour" },
    { { .online = TRUE, .waiting = 9, .refused = 1 }, "1 needs your decision" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = miqat_sync_status_dup_text (&cases[i].status, NOW, MIQAT_ZONE_WIB);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_sync_pill (void)
{
  GtkWidget *pill = miqat_sync_pill_new ();
  GtkWindow *window = widget_test_show (pill, 400, 100);
  GtkWidget *button = widget_test_find (pill, GTK_TYPE_BUTTON, NULL);
  guint *opened = widget_test_count (pill, "opened");
  const MiqatSyncStatus waiting
      = { .online = TRUE, .waiting = 3, .oldest_waiting = NOW - 4 * MIQAT_MINUTE };

  miqat_sync_pill_set_status (MIQAT_SYNC_PILL (pill), &waiting, NOW, MIQAT_ZONE_WIB);
  g_assert_true (widget_test_shows (pill, "3 waiting, 4 minutes"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Exchange with the head office: 3 waiting, 4 minutes");
  g_assert_true (gtk_widget_has_css_class (button, "tone-info"));
  widget_test_click (button);
  g_assert_cmpuint (*opened, ==, 1);
  g_free (opened);
  widget_test_close (window);
}

static void
test_quota_tones (void)
{
  const struct
  {
    guint left, capacity;
    MiqatTone tone;
  } cases[] = {
    { 45, 45, MIQAT_TONE_GOOD },  { 23, 45, MIQAT_TONE_GOOD },     { 50, 100, MIQAT_TONE_CAUTION },
    { 51, 100, MIQAT_TONE_GOOD }, { 25, 100, MIQAT_TONE_CAUTION }, { 24, 100, MIQAT_TONE_BAD },
    { 1, 45, MIQAT_TONE_BAD },    { 0, 45, MIQAT_TONE_NEUTRAL },   { 0, 0, MIQAT_TONE_NEUTRAL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (miqat_quota_get_tone (cases[i].left, cases[i].capacity), ==, cases[i].tone);
}

static void
remember_text (gpointer object, const char *text, char **memory)
{
  g_free (*memory);
  *memory = g_strdup (text);
}

static void
test_quota_bar (void)
{
  const MiqatQuotaPart parts[] = { { "paid", "Paid", 20, FALSE }, { "held", "Held", 4, TRUE } };
  GtkWidget *bar = miqat_quota_bar_new ();
  GtkWindow *window = widget_test_show (bar, 400, 300);
  GtkWidget *button = widget_test_find (bar, GTK_TYPE_BUTTON, "miqat-quota-button");
  g_autofree char *opened = NULL;

  g_signal_connect (bar, "part-opened", G_CALLBACK (remember_text), &opened);
  miqat_quota_bar_set_parts (MIQAT_QUOTA_BAR (bar), parts, G_N_ELEMENTS (parts), 45);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "21 of 45 seats left");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                       24.0);
  g_assert_true (gtk_widget_has_css_class (bar, "tone-caution"));
  g_assert_true (widget_test_shows (bar, "24/45"));

  widget_test_click (button);
  widget_test_wait_for (widget_test_shows (bar, "Taken together"));
  widget_test_click (widget_test_find_button (bar, "Held"));
  g_assert_cmpstr (opened, ==, "held");

  miqat_quota_bar_set_seats (MIQAT_QUOTA_BAR (bar), 45, 0, 45);
  g_assert_true (widget_test_shows (bar, "FULL"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "FULL");
  /* More taken than there is room must not break the drawing or the words. */
  miqat_quota_bar_set_seats (MIQAT_QUOTA_BAR (bar), 60, 4, 45);
  g_assert_true (widget_test_shows (bar, "FULL"));
  gtk_test_widget_wait_for_draw (bar);

  miqat_quota_bar_set_compact (MIQAT_QUOTA_BAR (bar), TRUE);
  gtk_test_widget_wait_for_draw (bar);
  g_assert_false (gtk_widget_get_mapped (button));
  widget_test_close (window);
}

static void
remember_number (gpointer object, guint number, guint *memory)
{
  *memory = number;
}

static void
test_stepper (void)
{
  GtkWidget *widget = miqat_stepper_new ();
  MiqatStepper *stepper = MIQAT_STEPPER (widget);
  GtkWindow *window;
  GtkWidget *first;
  guint activated = 99;

  miqat_stepper_add_step (stepper, "Rooms", NULL, MIQAT_STEP_TODO);
  miqat_stepper_add_step (stepper, "People", "3 of 4", MIQAT_STEP_TODO);
  miqat_stepper_add_step (stepper, "Payment", NULL, MIQAT_STEP_TODO);
  miqat_stepper_set_current (stepper, 1);
  g_assert_cmpuint (miqat_stepper_get_n_steps (stepper), ==, 3);
  g_assert_cmpint (miqat_stepper_get_state (stepper, 0), ==, MIQAT_STEP_DONE);
  g_assert_cmpint (miqat_stepper_get_state (stepper, 1), ==, MIQAT_STEP_HERE);
  g_assert_cmpint (miqat_stepper_get_state (stepper, 2), ==, MIQAT_STEP_TODO);

  window = widget_test_show (widget, 600, 200);
  first = widget_test_find (widget, MIQAT_TYPE_STEP, "done");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (widget_test_find (widget, MIQAT_TYPE_STEP, "here")),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Step 2 of 3: People, you are here");
  g_signal_connect (stepper, "step-activated", G_CALLBACK (remember_number), &activated);
  g_assert_false (gtk_widget_get_can_focus (widget_test_find (first, GTK_TYPE_BUTTON, NULL)));
  miqat_stepper_set_clickable (stepper, TRUE);
  widget_test_click (widget_test_find (first, GTK_TYPE_BUTTON, NULL));
  g_assert_cmpuint (activated, ==, 0);

  miqat_stepper_set_state (stepper, 2, MIQAT_STEP_FAILED);
  g_assert_nonnull (widget_test_find (widget, MIQAT_TYPE_STEP, "failed"));
  miqat_stepper_clear (stepper);
  g_assert_cmpuint (miqat_stepper_get_n_steps (stepper), ==, 0);
  widget_test_close (window);
}

static void
test_money (void)
{
  GtkWidget *label = miqat_money_label_new (33900000);
  GtkWindow *window = widget_test_show (label, 300, 100);

  g_assert_true (widget_test_shows (label, "Rp\302\24033.900.000"));
  miqat_money_label_set_plain (MIQAT_MONEY_LABEL (label), TRUE);
  g_assert_true (widget_test_shows (label, "33.900.000"));
  miqat_money_label_set_known (MIQAT_MONEY_LABEL (label), FALSE);
  g_assert_true (widget_test_shows (label, "–"));
  miqat_money_label_set_tone (MIQAT_MONEY_LABEL (label), MIQAT_TONE_BAD);
  g_assert_true (gtk_widget_has_css_class (label, "tone-bad"));
  widget_test_close (window);
}

static void
test_status_pill (void)
{
  GtkWidget *pill = miqat_status_pill_new ("Paid", MIQAT_TONE_GOOD);
  GtkWindow *window = widget_test_show (pill, 300, 100);
  GtkWidget *icon = widget_test_find (pill, GTK_TYPE_IMAGE, NULL);

  g_assert_true (widget_test_shows (pill, "Paid"));
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, "miqat-tone-good-symbolic");
  g_object_set (pill, "label", "Late", "tone", MIQAT_TONE_BAD, NULL);
  g_assert_cmpstr (miqat_status_pill_get_label (MIQAT_STATUS_PILL (pill)), ==, "Late");
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, "miqat-tone-bad-symbolic");
  /* A pill without a word shows no lonely shape. */
  miqat_status_pill_set (MIQAT_STATUS_PILL (pill), "", MIQAT_TONE_BAD);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (icon)));
  widget_test_close (window);
}

static void
test_banner (void)
{
  GtkWidget *banner = miqat_banner_new ();
  GtkWindow *window = widget_test_show (banner, 600, 100);
  guint *clicked = widget_test_count (banner, "button-clicked");

  g_assert_false (miqat_banner_is_shown (MIQAT_BANNER (banner)));
  miqat_banner_show (MIQAT_BANNER (banner), MIQAT_TONE_CAUTION, "The last backup is 9 days old.",
                     "Back up now", NULL);
  g_assert_true (miqat_banner_is_shown (MIQAT_BANNER (banner)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (banner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "The last backup is 9 days old.");
  widget_test_click (widget_test_find_button (banner, "Back up now"));
  g_assert_cmpuint (*clicked, ==, 1);
  miqat_banner_hide (MIQAT_BANNER (banner));
  g_assert_false (miqat_banner_is_shown (MIQAT_BANNER (banner)));
  g_free (clicked);
  widget_test_close (window);
}

static void
test_empty_state (void)
{
  GtkWidget *empty
      = miqat_empty_state_new ("miqat-paket-symbolic", "No package yet", "Make the first one.");
  GtkWindow *window = widget_test_show (empty, 600, 400);
  guint *next = widget_test_count (empty, "next-step");

  g_assert_true (widget_test_shows (empty, "No package yet"));
  g_assert_false (gtk_widget_get_visible (widget_test_find (empty, GTK_TYPE_BUTTON, NULL)));
  miqat_empty_state_set_next_step (MIQAT_EMPTY_STATE (empty), "New package", NULL);
  widget_test_click (widget_test_find_button (empty, "New package"));
  g_assert_cmpuint (*next, ==, 1);
  g_free (next);
  widget_test_close (window);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/sync-pill/words", test_sync_words);
  g_test_add_func ("/sync-pill/widget", test_sync_pill);
  g_test_add_func ("/quota/tones", test_quota_tones);
  g_test_add_func ("/quota/bar", test_quota_bar);
  g_test_add_func ("/stepper", test_stepper);
  g_test_add_func ("/money-label", test_money);
  g_test_add_func ("/status-pill", test_status_pill);
  g_test_add_func ("/banner", test_banner);
  g_test_add_func ("/empty-state", test_empty_state);
  return g_test_run ();
}
