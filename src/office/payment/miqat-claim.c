/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-claim.h"
#include "miqat-empty-state.h"
#include "miqat-facts.h"
#include "miqat-look.h"
#include "miqat-money-label.h"
#include "miqat-person.h"
#include "miqat-status-pill.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>

struct _MiqatClaim {
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *payer;
  GtkButton *booking;
  MiqatMoneyLabel *claimed;
  MiqatMoneyLabel *due;
  GtkBox *decision;
  GtkBox *warnings;
  MiqatFacts *facts;
  GtkLabel *problem;
  GtkWidget *decisions;
};

G_DEFINE_FINAL_TYPE (MiqatClaim, miqat_claim, GTK_TYPE_WIDGET)

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
make_sentence (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

/* ---- what speaks against it ----------------------------------------------------------------- */

static const struct {
  MiqatProofWarnings flag;
  const char *sentence;
} warning_sentences[] = {
  { MIQAT_PROOF_WARNING_SAME_PICTURE, N_("The same picture was sent before.") },
  { MIQAT_PROOF_WARNING_SAME_SENDER, N_("The same sender and amount were seen before.") },
  { MIQAT_PROOF_WARNING_AMOUNT, N_("The amount differs from what is due.") },
  { MIQAT_PROOF_WARNING_LAPSED, N_("The seats were given back meanwhile.") },
};

static void
show_warnings (MiqatClaim *self, MiqatProofWarnings warnings)
{
  empty (self->warnings);
  for (guint i = 0; i < G_N_ELEMENTS (warning_sentences); i++) {
    if ((warnings & warning_sentences[i].flag) != 0)
      gtk_box_append (self->warnings, miqat_status_pill_new (_(warning_sentences[i].sentence), MIQAT_TONE_CAUTION));
  }
}

/* ---- what was decided ----------------------------------------------------------------------- */

static void
show_decision (MiqatClaim *self, MiqatOffice *office, const MiqatProof *proof)
{
  gboolean approved = g_str_equal (proof->status, "approved");
  g_autofree char *when = NULL;
  g_autofree char *who = NULL;
  g_autofree char *line = NULL;
  GtkWidget *pill;

  empty (self->decision);
  if (g_str_equal (proof->status, "waiting"))
    return;
  pill = miqat_status_pill_new (approved ? _("Approved") : _("Rejected"), approved ? MIQAT_TONE_GOOD : MIQAT_TONE_BAD);
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_box_append (self->decision, pill);
  if (proof->verified_by != NULL)
    who = miqat_person_dup_name (miqat_office_get_db (office), proof->verified_by, NULL);
  when = miqat_instant_format (proof->verified_at, miqat_office_get_zone (office), miqat_look_is_indonesian ());
  line = g_strdup_printf ("%s · %s", who != NULL ? who : "–", when);
  gtk_box_append (self->decision, make_sentence (line));
  if (proof->reject_reason != NULL)
    gtk_box_append (self->decision, make_sentence (proof->reject_reason));
}

/* ---- the claim ------------------------------------------------------------------------------ */

static void
show_facts (MiqatClaim *self, MiqatOffice *office, const MiqatProof *proof)
{
  g_autofree char *when = miqat_instant_format (proof->submitted_at, miqat_office_get_zone (office),
                                                miqat_look_is_indonesian ());
  g_autofree char *phone = proof->payer_phone != NULL ? miqat_text_format_phone (proof->payer_phone) : NULL;

  miqat_facts_clear (self->facts);
  miqat_facts_add_text (self->facts, _("Sender"), proof->sender_name);
  miqat_facts_add_text (self->facts, C_("bank account", "To"), proof->bank_name);
  miqat_facts_add_text (self->facts, _("Invoice"), proof->invoice_code);
  miqat_facts_add_text (self->facts, C_("time", "Sent"), when);
  miqat_facts_add_text (self->facts, _("Phone"), phone);
}

void
miqat_claim_show (MiqatClaim *self, MiqatOffice *office, const MiqatProof *proof)
{
  gboolean waiting = g_str_equal (proof->status, "waiting");
  g_autofree char *spoken = g_strdup_printf (_("Open booking %s"), proof->booking_code);

  gtk_label_set_text (self->payer, proof->payer_name);
  gtk_button_set_label (self->booking, proof->booking_code);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->booking), "(ss)", "booking", proof->booking_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->booking), "win.open");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->booking), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  miqat_money_label_set_amount (self->claimed, proof->amount_claimed);
  miqat_money_label_set_amount (self->due, proof->amount_due);
  miqat_money_label_set_tone (self->claimed, !waiting                                     ? MIQAT_TONE_NEUTRAL
                                             : proof->amount_claimed == proof->amount_due ? MIQAT_TONE_GOOD
                                                                                          : MIQAT_TONE_CAUTION);
  show_decision (self, office, proof);
  show_warnings (self, waiting ? proof->warnings : 0);
  show_facts (self, office, proof);
  /* Who may not decide sees the facts without buttons that do nothing. */
  gtk_widget_set_visible (self->decisions, waiting && miqat_office_may (office, "payment.approve"));
  gtk_stack_set_visible_child_name (self->stack, "claim");
}

void
miqat_claim_clear (MiqatClaim *self)
{
  gtk_stack_set_visible_child_name (self->stack, "none");
}

void
miqat_claim_show_problem (MiqatClaim *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

const char *
miqat_claim_get_payer (MiqatClaim *self)
{
  return gtk_label_get_text (self->payer);
}

const char *
miqat_claim_get_booking_code (MiqatClaim *self)
{
  return gtk_button_get_label (self->booking);
}

static void
miqat_claim_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_CLAIM);
  G_OBJECT_CLASS (miqat_claim_parent_class)->dispose (object);
}

static void
miqat_claim_class_init (MiqatClaimClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_claim_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/payment/miqat-claim.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, stack);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, payer);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, booking);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, claimed);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, due);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, decision);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, warnings);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, facts);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, problem);
  gtk_widget_class_bind_template_child (widget_class, MiqatClaim, decisions);
}

static void
miqat_claim_init (MiqatClaim *self)
{
  g_type_ensure (MIQAT_TYPE_EMPTY_STATE);
  g_type_ensure (MIQAT_TYPE_FACTS);
  g_type_ensure (MIQAT_TYPE_MONEY_LABEL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
