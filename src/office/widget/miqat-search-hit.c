/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-search-hit.h"

typedef enum {
  PROP_ICON_NAME = 1,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_KIND,
  PROP_TARGET,
} MiqatSearchHitProp;

struct _MiqatSearchHit {
  GObject parent_instance;

  char *texts[PROP_TARGET + 1];
};

static GParamSpec *props[PROP_TARGET + 1];

G_DEFINE_FINAL_TYPE (MiqatSearchHit, miqat_search_hit, G_TYPE_OBJECT)

static void
miqat_search_hit_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, MIQAT_SEARCH_HIT (object)->texts[id]);
}

static void
miqat_search_hit_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MIQAT_SEARCH_HIT (object)->texts[id] = g_value_dup_string (value);
}

static void
miqat_search_hit_finalize (GObject *object)
{
  MiqatSearchHit *self = MIQAT_SEARCH_HIT (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (miqat_search_hit_parent_class)->finalize (object);
}

static void
miqat_search_hit_class_init (MiqatSearchHitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = miqat_search_hit_get_property;
  object_class->set_property = miqat_search_hit_set_property;
  object_class->finalize = miqat_search_hit_finalize;
  props[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  props[PROP_TARGET] = g_param_spec_string ("target", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
miqat_search_hit_init (MiqatSearchHit *self)
{
}

MiqatSearchHit *
miqat_search_hit_new (const char *icon_name,
                      const char *title,
                      const char *subtitle,
                      const char *kind,
                      const char *target)
{
  return g_object_new (MIQAT_TYPE_SEARCH_HIT, "icon-name", icon_name, "title", title, "subtitle",
                       subtitle, "kind", kind, "target", target, NULL);
}

const char *
miqat_search_hit_get_title (MiqatSearchHit *self)
{
  g_return_val_if_fail (MIQAT_IS_SEARCH_HIT (self), NULL);

  return self->texts[PROP_TITLE];
}

const char *
miqat_search_hit_get_target (MiqatSearchHit *self)
{
  g_return_val_if_fail (MIQAT_IS_SEARCH_HIT (self), NULL);

  return self->texts[PROP_TARGET];
}
