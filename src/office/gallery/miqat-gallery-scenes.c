/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "miqat-day.h"
#include "miqat-detail-pane.h"
#include "miqat-dialog.h"
#include "miqat-form.h"
#include "miqat-gallery-booking.h"
#include "miqat-gallery-sample.h"
#include "miqat-list-pane.h"
#include "miqat-money-label.h"
#include "miqat-page.h"
#include "miqat-picture-view.h"
#include "miqat-quota-bar.h"
#include "miqat-shell.h"
#include "miqat-sign-in-page.h"
#include "miqat-status-pill.h"
#include "miqat-stepper.h"

#define NOW (G_GINT64_CONSTANT (1782000000) * MIQAT_SECOND)

static const MiqatListColumn columns[] = {
  { "code", N_("Code"), MIQAT_CELL_CODE, .width = 190, .spare = 2, .sortable = TRUE,
    .text = miqat_sample_dup_code },
  { "name", N_("Name"), MIQAT_CELL_PERSON, .width = 180, .expand = TRUE, .sortable = TRUE,
    .text = miqat_sample_dup_name },
  { "people", N_("People"), MIQAT_CELL_NUMBER, .width = 76, .spare = 3, .sortable = TRUE,
    .number = miqat_sample_get_people },
  { "departs", N_("Departs"), MIQAT_CELL_DAY, .width = 112, .spare = 1, .sortable = TRUE,
    .number = miqat_sample_get_day },
  { "due", N_("Due"), MIQAT_CELL_MONEY, .width = 120, .sortable = TRUE,
    .number = miqat_sample_get_due },
  { "paid", N_("Paid"), MIQAT_CELL_MONEY, .width = 120, .hidden = TRUE,
    .number = miqat_sample_get_paid },
  { "state", N_("State"), MIQAT_CELL_STATUS, .width = 196, .text = miqat_sample_dup_state,
    .tone = miqat_sample_get_tone },
};

static const MiqatListColumn departure_columns[] = {
  { "departs", N_("Departs"), MIQAT_CELL_DAY, .width = 120, .sortable = TRUE,
    .number = miqat_sample_get_day },
  { "package", N_("Package"), MIQAT_CELL_PERSON, .width = 220, .expand = TRUE, .sortable = TRUE,
    .text = miqat_sample_dup_package },
  { "room", N_("Room"), MIQAT_CELL_TEXT, .width = 100, .text = miqat_sample_dup_room },
  { "seats", N_("Seats"), MIQAT_CELL_QUOTA, .width = 220, .quota = miqat_sample_get_quota },
  { "due", N_("Due"), MIQAT_CELL_MONEY, .width = 140, .sortable = TRUE,
    .number = miqat_sample_get_due },
};

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
make_amount_line (const char *label, gint64 amount, MiqatTone tone)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (label);
  GtkWidget *money = miqat_money_label_new (amount);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "dim-label");
  miqat_money_label_set_tone (MIQAT_MONEY_LABEL (money), tone);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), money);
  return box;
}

static GtkWidget *
make_quota (guint paid, guint dp, guint held)
{
  const MiqatQuotaPart parts[] = {
    { "paid", "Lunas", paid, FALSE },
    { "dp", "DP diterima", dp, FALSE },
    { "elsewhere", "Cabang lain", paid > 20 ? 6 : 2, FALSE },
    { "held", "Ditahan sementara", held, TRUE },
  };
  GtkWidget *bar = miqat_quota_bar_new ();

  miqat_quota_bar_set_parts (MIQAT_QUOTA_BAR (bar), parts, G_N_ELEMENTS (parts), 45);
  return bar;
}

static GtkWidget *
make_detail (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *stepper = miqat_stepper_new ();

  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "DP", "5 jt · 2 Mar", MIQAT_STEP_DONE);
  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "Cicilan", "10 jt · 1 Apr", MIQAT_STEP_HERE);
  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "Pelunasan", "23 Mei", MIQAT_STEP_TODO);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (box), stepper);
  gtk_box_append (GTK_BOX (box), make_heading ("Uang"));
  gtk_box_append (GTK_BOX (box), make_amount_line ("Harga", 101700000, MIQAT_TONE_NEUTRAL));
  gtk_box_append (GTK_BOX (box), make_amount_line ("Dibayar", 15000000, MIQAT_TONE_GOOD));
  gtk_box_append (GTK_BOX (box), make_amount_line ("Sisa", 86700000, MIQAT_TONE_BAD));
  gtk_box_append (GTK_BOX (box), make_heading ("Keberangkatan"));
  gtk_box_append (GTK_BOX (box), make_quota (21, 7, 4));
  gtk_box_append (GTK_BOX (box), make_heading ("Jamaah"));
  gtk_box_append (GTK_BOX (box),
                  miqat_status_pill_new ("Siti Aminah · paspor terverifikasi", MIQAT_TONE_GOOD));
  gtk_box_append (GTK_BOX (box),
                  miqat_status_pill_new ("Yusuf Maulana · paspor kedaluwarsa", MIQAT_TONE_BAD));
  gtk_box_append (GTK_BOX (box),
                  miqat_status_pill_new ("Belum bernama · menunggu data", MIQAT_TONE_NEUTRAL));
  return box;
}

static GtkWidget *
make_bookings_page (void)
{
  const MiqatChoice states[]
      = { { "paid", "Lunas" }, { "dp", "DP diterima" }, { "late", "Jatuh tempo" }, { NULL, NULL } };
  const MiqatChoice branches[] = { { "sby", "Surabaya" }, { "mlg", "Malang" }, { NULL, NULL } };
  GtkWidget *page = miqat_page_new ("Booking");
  GtkWidget *detail = miqat_detail_pane_new ();
  GtkWidget *list = miqat_list_pane_new (FALSE);
  MiqatFilterBar *filters = miqat_list_pane_get_filter_bar (MIQAT_LIST_PANE (list));
  GtkWidget *actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *pay = gtk_button_new_with_label ("Catat pembayaran");
  g_autoptr (GListModel) model = miqat_sample_make_bookings (400);

  miqat_list_pane_add_columns (MIQAT_LIST_PANE (list), columns, G_N_ELEMENTS (columns), NULL);
  miqat_filter_bar_add_view (filters, "all", "Semua");
  miqat_filter_bar_add_view (filters, "due", "Perlu ditagih");
  miqat_filter_bar_add_view (filters, "paper", "Dokumen kurang");
  miqat_filter_bar_set_view_count (filters, "due", 12);
  miqat_filter_bar_set_view_count (filters, "paper", 5);
  miqat_filter_bar_add_filter (filters, "state", "Status", states);
  miqat_filter_bar_add_filter (filters, "branch", "Cabang", branches);
  miqat_filter_bar_set_filter (filters, "branch", "sby");
  miqat_list_pane_set_model (MIQAT_LIST_PANE (list), model);
  miqat_list_pane_set_sort (MIQAT_LIST_PANE (list), "departs", FALSE);
  miqat_list_pane_set_summary (MIQAT_LIST_PANE (list), "400 booking · 1.180 jamaah");
  miqat_list_pane_set_total (MIQAT_LIST_PANE (list), "due", "Sisa", 8412500000);
  miqat_list_pane_select (MIQAT_LIST_PANE (list), 2);

  gtk_widget_add_css_class (pay, "suggested-action");
  gtk_widget_set_hexpand (pay, TRUE);
  gtk_box_append (GTK_BOX (actions), pay);
  gtk_box_append (GTK_BOX (actions), gtk_button_new_with_label ("Kirim tagihan"));
  miqat_detail_pane_set_list (MIQAT_DETAIL_PANE (detail), list);
  miqat_detail_pane_set_detail (MIQAT_DETAIL_PANE (detail), make_detail ());
  miqat_detail_pane_set_title (MIQAT_DETAIL_PANE (detail), "Nurul Hidayah",
                               "BK-20260624-SBY3-212 · 3 jamaah");
  miqat_detail_pane_set_actions (MIQAT_DETAIL_PANE (detail), actions);
  miqat_detail_pane_open (MIQAT_DETAIL_PANE (detail));
  miqat_page_set_primary (MIQAT_PAGE (page), "Booking baru", "list-add-symbolic", NULL);
  miqat_page_set_content (MIQAT_PAGE (page), detail);
  return page;
}

static GtkWidget *
make_departures_page (void)
{
  GtkWidget *page = miqat_page_new ("Keberangkatan");
  GtkWidget *list = miqat_list_pane_new (FALSE);
  g_autoptr (GListModel) model = miqat_sample_make_bookings (60);

  miqat_list_pane_add_columns (MIQAT_LIST_PANE (list), departure_columns,
                               G_N_ELEMENTS (departure_columns), NULL);
  miqat_list_pane_set_dense (MIQAT_LIST_PANE (list), TRUE);
  miqat_list_pane_set_model (MIQAT_LIST_PANE (list), model);
  miqat_page_set_subtitle (MIQAT_PAGE (page), "60 keberangkatan sampai Desember 2026");
  miqat_page_set_primary (MIQAT_PAGE (page), "Keberangkatan baru", "list-add-symbolic", NULL);
  miqat_page_set_content (MIQAT_PAGE (page), list);
  miqat_banner_show (
      miqat_page_get_banner (MIQAT_PAGE (page)), MIQAT_TONE_CAUTION,
      "Koneksi terputus. Anda tetap bisa bekerja; perubahan dikirim saat koneksi kembali.",
      "Lihat antrean", NULL);
  return page;
}

static GtkWidget *
make_empty_page (void)
{
  GtkWidget *page = miqat_page_new ("Paket");
  GtkWidget *list = miqat_list_pane_new (FALSE);
  MiqatEmptyState *empty = miqat_list_pane_get_empty_state (MIQAT_LIST_PANE (list));
  g_autoptr (GListModel) model = miqat_sample_make_bookings (0);

  miqat_list_pane_add_columns (MIQAT_LIST_PANE (list), departure_columns,
                               G_N_ELEMENTS (departure_columns), NULL);
  miqat_list_pane_set_model (MIQAT_LIST_PANE (list), model);
  miqat_empty_state_set_text (empty, "miqat-paket-symbolic", "Belum ada paket",
                              "Buat paket pertama: nama, jumlah hari, hotel dan harga per kamar. "
                              "Setelah itu jadwalkan keberangkatannya.");
  miqat_empty_state_set_next_step (empty, "Buat paket", NULL);
  miqat_page_set_content (MIQAT_PAGE (page), list);
  return page;
}

static GtkWidget *
make_form (void)
{
  static const MiqatChoice sexes[] = { { "f", "Perempuan" }, { "m", "Laki-laki" }, { NULL, NULL } };
  static const MiqatFormField line_fields[] = {
    { .name = "what", .label = "Untuk", .kind = MIQAT_FIELD_TEXT, .required = TRUE },
    { .name = "amount",
      .label = "Jumlah",
      .kind = MIQAT_FIELD_MONEY,
      .required = TRUE,
      .beside = TRUE },
  };
  static const MiqatFormField fields[] = {
    { .label = "Data jamaah", .kind = MIQAT_FIELD_SECTION },
    { .name = "name",
      .label = "Nama lengkap",
      .hint = "Seperti di paspor, minimal dua kata.",
      .kind = MIQAT_FIELD_TEXT,
      .required = TRUE },
    { .name = "nik", .label = "NIK", .kind = MIQAT_FIELD_TEXT, .required = TRUE },
    { .name = "sex",
      .label = "Jenis kelamin",
      .kind = MIQAT_FIELD_CHOICE,
      .required = TRUE,
      .choices = sexes,
      .beside = TRUE },
    { .name = "born", .label = "Tanggal lahir", .kind = MIQAT_FIELD_DAY, .required = TRUE },
    { .name = "people",
      .label = "Jumlah jamaah",
      .kind = MIQAT_FIELD_COUNT,
      .min = 1,
      .max = 45,
      .beside = TRUE },
    { .name = "dp",
      .label = "Uang muka",
      .hint = "Paling sedikit Rp 5.000.000 per orang.",
      .kind = MIQAT_FIELD_MONEY },
    { .name = "wheelchair", .label = "Membutuhkan kursi roda", .kind = MIQAT_FIELD_FLAG },
    { .name = "note", .label = "Catatan", .kind = MIQAT_FIELD_NOTE },
    { .name = "lines",
      .label = "Rincian",
      .kind = MIQAT_FIELD_LINES,
      .fields = line_fields,
      .n_fields = 2,
      .min = 1 },
  };

  return miqat_form_new (fields, G_N_ELEMENTS (fields));
}

static void
fill_form (MiqatForm *form)
{
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();

  json_object_set_string_member (values, "name", "Nurul Hidayah");
  json_object_set_string_member (values, "nik", "35780122068800");
  json_object_set_string_member (values, "sex", "f");
  json_object_set_string_member (values, "born", "1988-06-22");
  json_object_set_int_member (values, "people", 3);
  json_object_set_int_member (values, "dp", 15000000);
  miqat_form_set_json (form, values);
  miqat_problems_add (problems, "nik", MIQAT_PROBLEM_NIK_LENGTH, "digits", "14", NULL);
  miqat_problems_add (problems, "lines.0.amount", MIQAT_PROBLEM_REQUIRED, NULL);
  miqat_form_set_problems (form, problems);
  miqat_form_row_set_remark (miqat_form_get_row (form, "born"),
                             "Terbaca dari KTP; mohon dicocokkan.");
}

static GtkWidget *
make_form_page (void)
{
  GtkWidget *page = miqat_page_new ("Booking baru");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *stepper = miqat_stepper_new ();
  GtkWidget *form = make_form ();

  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "Keberangkatan", NULL, MIQAT_STEP_DONE);
  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "Kamar", NULL, MIQAT_STEP_DONE);
  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "Jamaah", NULL, MIQAT_STEP_HERE);
  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "Pembayar", NULL, MIQAT_STEP_TODO);
  miqat_stepper_add_step (MIQAT_STEPPER (stepper), "Ringkasan", NULL, MIQAT_STEP_TODO);
  miqat_stepper_set_clickable (MIQAT_STEPPER (stepper), TRUE);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_box_append (GTK_BOX (box), stepper);
  gtk_box_append (GTK_BOX (box), form);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  miqat_page_set_content (MIQAT_PAGE (page), scroller);
  fill_form (MIQAT_FORM (form));
  return page;
}

static GBytes *
draw_proof (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 720, 1280);
  cairo_t *cr = cairo_create (surface);
  const char *const lines[] = { "Transfer berhasil", "22 Jun 2026 09.12", "Rp 15.000.000",
                                "Ke: PT Contoh Wisata", "Ref 0091 2231 88" };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "miqat-gallery-proof.png", NULL);
  char *data = NULL;
  gsize length = 0;

  cairo_set_source_rgb (cr, 0.97, 0.98, 0.97);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.1, 0.3, 0.6);
  cairo_rectangle (cr, 0, 0, 720, 220);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.1, 0.1, 0.1);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    cairo_set_font_size (cr, i == 2 ? 64 : 40);
    cairo_move_to (cr, 60, 340 + (double)i * 120);
    cairo_show_text (cr, lines[i]);
  }
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  g_file_get_contents (path, &data, &length, NULL);
  return g_bytes_new_take (data, length);
}

static GtkWidget *
make_payments_page (void)
{
  GtkWidget *page = miqat_page_new ("Pembayaran");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *picture = miqat_picture_view_new ();
  GtkWidget *broken = miqat_picture_view_new ();
  g_autoptr (GBytes) proof = draw_proof ();
  g_autoptr (GBytes) damaged
      = g_bytes_new (g_bytes_get_data (proof, NULL), g_bytes_get_size (proof) / 2);

  miqat_picture_view_set_bytes (MIQAT_PICTURE_VIEW (picture), proof, "Bukti transfer");
  miqat_picture_view_set_bytes (MIQAT_PICTURE_VIEW (broken), damaged, "Bukti transfer");
  gtk_widget_set_hexpand (picture, TRUE);
  gtk_widget_set_hexpand (broken, TRUE);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), broken);
  miqat_page_set_content (MIQAT_PAGE (page), box);
  return page;
}

static GtkWidget *
make_quota_card (guint paid, guint dp, guint held)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), make_quota (paid, dp, held));
  return card;
}

static GtkWidget *
make_home_page (void)
{
  const char *const icons[]
      = { "beranda",      "paket",        "keberangkatan", "jamaah",       "booking",  "pembayaran",
          "kamar",        "perlengkapan", "komisi",        "jaringan",     "pesan",    "laporan",
          "ekspor",       "pengaturan",   "tone-good",     "tone-caution", "tone-bad", "tone-info",
          "tone-neutral", "person",       "calendar",      "columns",      "rotate",   "mark" };
  GtkWidget *page = miqat_page_new ("Beranda");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *flow = gtk_flow_box_new ();
  GtkWidget *grid = gtk_grid_new ();
  const guint quotas[][3] = { { 8, 4, 3 }, { 18, 6, 2 }, { 28, 6, 1 }, { 33, 6, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++) {
    g_autofree char *name = g_strdup_printf ("miqat-%s-symbolic", icons[i]);
    GtkWidget *image = gtk_image_new_from_icon_name (name);

    gtk_image_set_pixel_size (GTK_IMAGE (image), 48);
    gtk_flow_box_append (GTK_FLOW_BOX (flow), image);
  }
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (int i = 0; i < 4; i++)
    gtk_grid_attach (GTK_GRID (grid), make_quota_card (quotas[i][0], quotas[i][1], quotas[i][2]),
                     i % 2, i / 2, 1, 1);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), flow);
  miqat_page_set_subtitle (MIQAT_PAGE (page), "Senin, 22 Juni 2026 · 5 hal menunggu Anda");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  miqat_page_set_content (MIQAT_PAGE (page), scroller);
  return page;
}

static GtkWidget *
make_area_page (MiqatShell *shell, const char *area, gpointer data)
{
  if (g_str_equal (area, "booking"))
    return make_bookings_page ();
  if (g_str_equal (area, "keberangkatan"))
    return make_departures_page ();
  if (g_str_equal (area, "paket"))
    return make_empty_page ();
  if (g_str_equal (area, "jamaah"))
    return make_form_page ();
  if (g_str_equal (area, "pembayaran"))
    return make_payments_page ();
  return make_home_page ();
}

static GtkWidget *
make_shell (const char *area, const MiqatSyncStatus *status)
{
  const char *const areas[][2] = {
    { "beranda", "Beranda" },
    { "paket", "Paket" },
    { "keberangkatan", "Keberangkatan" },
    { "jamaah", "Jamaah" },
    { "booking", "Booking" },
    { "pembayaran", "Pembayaran" },
    { "kamar", "Kamar" },
    { "perlengkapan", "Perlengkapan" },
    { "komisi", "Komisi" },
    { "jaringan", "Jaringan" },
    { "pesan", "Pesan" },
    { "laporan", "Laporan" },
    { "ekspor", "Ekspor" },
    { "pengaturan", "Pengaturan" },
  };
  GtkWidget *widget = miqat_shell_new ();
  MiqatShell *shell = MIQAT_SHELL (widget);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (areas); i++) {
    g_autofree char *icon = g_strdup_printf ("miqat-%s-symbolic", areas[i][0]);
    const MiqatShellArea entry
        = { .name = areas[i][0],
            .title = areas[i][1],
            .icon_name = icon,
            .starts_group = i == 1 || i == 6 || i == 8 || i == 11 || i == 13,
            .make_page = make_area_page };

    miqat_shell_add_area (shell, &entry);
  }
  g_menu_append (menu, "Ganti pengguna", "win.lock");
  miqat_shell_set_office (shell, "Contoh Wisata", "Cabang Surabaya", NULL);
  miqat_shell_set_person (shell, "Rina Marlina", "Penjualan", G_MENU_MODEL (menu));
  miqat_shell_set_badge (shell, "beranda", 5);
  miqat_shell_set_badge (shell, "booking", 3);
  miqat_shell_set_badge (shell, "pembayaran", 12);
  miqat_sync_pill_set_status (miqat_shell_get_sync_pill (shell), status, NOW, MIQAT_ZONE_WIB);
  miqat_shell_show_area (shell, area);
  return widget;
}

static GtkWidget *
make_bookings_scene (void)
{
  return make_shell ("booking", &(MiqatSyncStatus){ .online = TRUE });
}

static GtkWidget *
make_departures_scene (void)
{
  return make_shell ("keberangkatan",
                     &(MiqatSyncStatus){ .offline_since = NOW - 3 * MIQAT_HOUR,
                                         .waiting = 3,
                                         .oldest_waiting = NOW - 4 * MIQAT_MINUTE });
}

static GtkWidget *
make_empty_scene (void)
{
  return make_shell (
      "paket",
      &(MiqatSyncStatus){ .online = TRUE, .waiting = 3, .oldest_waiting = NOW - 4 * MIQAT_MINUTE });
}

static GtkWidget *
make_form_scene (void)
{
  return make_shell ("jamaah", &(MiqatSyncStatus){ .alone = TRUE });
}

static GtkWidget *
make_payments_scene (void)
{
  return make_shell ("pembayaran", &(MiqatSyncStatus){ .online = TRUE, .refused = 2 });
}

static GtkWidget *
make_home_scene (void)
{
  return make_shell ("beranda", &(MiqatSyncStatus){ .online = TRUE });
}

static gboolean
open_search_cb (gpointer data)
{
  MiqatShell *shell = data;
  MiqatSearchBox *search = miqat_shell_get_search_box (shell);
  g_autoptr (GListStore) hits = g_list_store_new (MIQAT_TYPE_SEARCH_HIT);
  g_autoptr (MiqatSearchHit) person = miqat_search_hit_new (
      "miqat-person-symbolic", "Nurul Hidayah", "0812-3456-7890 · Surabaya", "Jamaah", "1");
  g_autoptr (MiqatSearchHit) booking
      = miqat_search_hit_new ("miqat-booking-symbolic", "BK-20260624-SBY3-212",
                              "Nurul Hidayah · 3 jamaah · 24 Jun 2026", "Booking", "2");

  g_list_store_append (hits, person);
  g_list_store_append (hits, booking);
  miqat_search_box_start (search);
  miqat_search_box_set_hits (search, G_LIST_MODEL (hits));
  return G_SOURCE_REMOVE;
}

static GtkWidget *
make_search_scene (void)
{
  GtkWidget *shell = make_home_scene ();

  g_timeout_add_full (G_PRIORITY_DEFAULT, 150, open_search_cb, g_object_ref (shell),
                      g_object_unref);
  return shell;
}

static GtkWidget *
make_sign_in_scene (void)
{
  GtkWidget *page = miqat_sign_in_page_new ();

  miqat_sign_in_page_set_agency (MIQAT_SIGN_IN_PAGE (page), "PT Contoh Wisata Umrah",
                                 "Cabang Surabaya · PPIU U.123 Tahun 2024", NULL);
  miqat_sign_in_page_set_email (MIQAT_SIGN_IN_PAGE (page), "rina@contohwisata.id");
  miqat_sign_in_page_set_error (MIQAT_SIGN_IN_PAGE (page),
                                "The e-mail or the password is not right.");
  miqat_sign_in_page_set_connection (MIQAT_SIGN_IN_PAGE (page), MIQAT_TONE_GOOD,
                                     "Terhubung ke kantor pusat");
  return page;
}

static gboolean
open_questions_cb (gpointer data)
{
  GtkWidget *shell = data;
  const MiqatDialogQuestion question = {
    .title = "Batalkan 1 jamaah dari BK-20260624-SBY3-212?",
    .consequence
    = "Potongan Rp 2.500.000, kembali Rp 7.500.000. Kursinya ditawarkan kepada daftar tunggu.",
    .verb = "Batalkan jamaah",
    .destructive = TRUE
  };

  miqat_shell_tell_with_action (MIQAT_SHELL (shell), "Pembayaran Rp 5.000.000 dicatat", "Batalkan",
                                "shell.search");
  miqat_dialog_ask_reason_async (shell, &question, "Alasan pembatalan", NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static GtkWidget *
make_question_scene (void)
{
  GtkWidget *shell = make_bookings_scene ();

  g_timeout_add_full (G_PRIORITY_DEFAULT, 150, open_questions_cb, g_object_ref (shell),
                      g_object_unref);
  return shell;
}

static GtkWidget *
make_narrow_scene (void)
{
  GtkWidget *shell = make_bookings_scene ();
  GtkWidget *frame = gtk_fixed_new ();

  gtk_widget_set_size_request (shell, 860, 680);
  gtk_fixed_put (GTK_FIXED (frame), shell, 0, 0);
  return frame;
}

static gboolean
open_breakdown_cb (gpointer data)
{
  miqat_quota_bar_open (data);
  return G_SOURCE_REMOVE;
}

static GtkWidget *
make_breakdown_scene (void)
{
  GtkWidget *bar = make_quota (21, 7, 4);

  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, 420, -1);
  g_timeout_add_full (G_PRIORITY_DEFAULT, 150, open_breakdown_cb, g_object_ref (bar),
                      g_object_unref);
  return bar;
}

const MiqatGalleryScene *
miqat_gallery_get_scenes (void)
{
  static const MiqatGalleryScene scenes[] = {
    { "bookings", make_bookings_scene },   { "departures", make_departures_scene },
    { "empty", make_empty_scene },         { "form", make_form_scene },
    { "payments", make_payments_scene },   { "home", make_home_scene },
    { "search", make_search_scene },       { "question", make_question_scene },
    { "breakdown", make_breakdown_scene }, { "narrow", make_narrow_scene },
    { "sign-in", make_sign_in_scene },     { NULL, NULL },
  };

  return scenes;
}
