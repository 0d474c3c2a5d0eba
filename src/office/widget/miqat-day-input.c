/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-day-input.h"

#include "miqat-day.h"
#include "miqat-instant.h"
#include "miqat-look.h"

struct _MiqatDayInput {
  GtkWidget parent_instance;

  GtkWidget *entry;
  GtkMenuButton *button;
  GtkCalendar *calendar;
  int calendar_month; /* the month it shows, counted from year 0 */
};

static void miqat_day_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatDayInput,
                               miqat_day_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT, miqat_day_input_input_init))

static void
on_changed_cb (MiqatDayInput *self)
{
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static void
on_activate_cb (MiqatDayInput *self)
{
  miqat_input_emit_next (MIQAT_INPUT (self));
}

static gboolean
read_day (MiqatDayInput *self, MiqatDay *day)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return *text != '\0' && miqat_day_parse_typed (text, day) == MIQAT_PROBLEM_NONE;
}

static void
show_day (MiqatDayInput *self, MiqatDay day)
{
  g_autofree char *text = miqat_day_format (day, miqat_look_is_indonesian ());

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
on_focus_leave_cb (MiqatDayInput *self)
{
  MiqatDay day;

  if (read_day (self, &day))
    show_day (self, day);
}

static gboolean
on_key_pressed_cb (MiqatDayInput *self, guint keyval, guint keycode, GdkModifierType state)
{
  MiqatDay day;

  if ((keyval != GDK_KEY_Up && keyval != GDK_KEY_Down) || !read_day (self, &day))
    return GDK_EVENT_PROPAGATE;
  show_day (self, day + (keyval == GDK_KEY_Up ? 1 : -1));
  return GDK_EVENT_STOP;
}

static void
on_calendar_shown_cb (MiqatDayInput *self)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, number;
  MiqatDay day;

  if (read_day (self, &day))
    miqat_day_get_parts (day, &year, &month, &number);
  else
    miqat_day_get_parts (
        miqat_instant_get_day (miqat_clock_now (miqat_clock_get_system ()), MIQAT_ZONE_WIB), &year,
        &month, &number);
  self->calendar_month = year * 12 + month;
  date = g_date_time_new_local (year, month, number, 12, 0, 0);
  g_signal_handlers_block_matched (self->calendar, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  gtk_calendar_select_day (self->calendar, date);
  g_signal_handlers_unblock_matched (self->calendar, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
}

static void
on_day_selected_cb (MiqatDayInput *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  int year = g_date_time_get_year (date);
  int month = g_date_time_get_month (date);
  int number = g_date_time_get_day_of_month (date);
  gboolean turned = self->calendar_month != year * 12 + month;

  self->calendar_month = year * 12 + month;
  if (!miqat_day_is_valid (year, month, number))
    return;
  show_day (self, miqat_day_from_parts (year, month, number));
  /* Turning to another month selects a day as well, but is not a choice yet. */
  if (!turned)
    gtk_menu_button_popdown (self->button);
}

static JsonNode *
miqat_day_input_get_value (MiqatInput *input)
{
  MiqatDayInput *self = MIQAT_DAY_INPUT (input);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  char buffer[MIQAT_DAY_TEXT_SIZE];
  MiqatDay day;

  if (*g_strstrip (text) == '\0')
    return NULL;
  return miqat_input_make_text_node (read_day (self, &day) ? miqat_day_to_text (day, buffer)
                                                           : text);
}

static void
miqat_day_input_set_value (MiqatInput *input, JsonNode *value)
{
  MiqatDayInput *self = MIQAT_DAY_INPUT (input);
  const char *text = miqat_input_get_node_text (value);
  MiqatDay day;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  if (read_day (self, &day))
    show_day (self, day);
}

static MiqatProblemCode
miqat_day_input_check (MiqatInput *input)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (MIQAT_DAY_INPUT (input)->entry));
  MiqatDay day;

  return *text == '\0' ? MIQAT_PROBLEM_NONE : miqat_day_parse_typed (text, &day);
}

static GtkWidget *
miqat_day_input_get_target (MiqatInput *input)
{
  return GTK_WIDGET (MIQAT_DAY_INPUT (input)->entry);
}

static void
miqat_day_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_day_input_get_value;
  iface->set_value = miqat_day_input_set_value;
  iface->check = miqat_day_input_check;
  iface->get_target = miqat_day_input_get_target;
}

static void
miqat_day_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_DAY_INPUT);
  G_OBJECT_CLASS (miqat_day_input_parent_class)->dispose (object);
}

static void
miqat_day_input_class_init (MiqatDayInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_day_input_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-day-input.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatDayInput, entry);
  gtk_widget_class_bind_template_child (widget_class, MiqatDayInput, button);
  gtk_widget_class_bind_template_child (widget_class, MiqatDayInput, calendar);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_calendar_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected_cb);
}

static void
miqat_day_input_init (MiqatDayInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_day_input_new (const MiqatFormField *field)
{
  MiqatDayInput *self = g_object_new (MIQAT_TYPE_DAY_INPUT, NULL);

  if (field->placeholder != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), field->placeholder);
  return GTK_WIDGET (self);
}
