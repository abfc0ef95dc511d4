/** What travels between server and page? Types only; this file imports nothing from the page. */

import type { Feature, FeatureCollection, Geometry } from 'geojson';

export type Role = 'literal' | 'associative';

/** One occurrence in the text. `start` and `end` count Unicode code points, end exclusive. */
export interface Mention {
  start: number;
  end: number;
  quote: string;
  sentence: string;
  role: Role;
  reference?: string;
}

export interface Alternative {
  place_id: string;
  name: string;
  kind?: string;
  country?: string;
  admin1?: string | null;
  confidence: number;
}

export interface PlaceProperties {
  name: string;
  names?: Record<string, string>;
  place_id: string;
  kind: string;
  feature_code?: string;
  country?: string;
  country_name?: string;
  admin1?: string;
  role: Role;
  confidence: number;
  mentions: Mention[];
  alternatives?: Alternative[];
  evidence?: string[];
  /** What must be said of a place that is in dispute. */
  note?: string;
  method?: string;
  uncertainty_km?: number;
  /** Where a name for the feature belongs. */
  point?: [number, number];
  /** The place that a relational one ("southern Syria") is made from. */
  relatum?: string;
  /** The reference layer that a mention such as "the 1974 accord" stands for. */
  layer?: string;
  source?: string;
  licence?: string;
}

export type PlaceFeature = Feature<Geometry, PlaceProperties> & { id: string };

/** A mention that came to no place, and why. */
export interface Unresolved extends Mention {
  reason: string;
}

export interface Article {
  id?: string | null;
  title: string | null;
  text: string;
  url?: string | null;
  date?: string | null;
}

/** A story with the places it implies: what `GET /articles/{id}` answers. */
export interface Story {
  type: 'FeatureCollection';
  bbox?: number[];
  article: Article;
  unresolved?: Unresolved[];
  features: PlaceFeature[];
}

export interface ShelfEntry {
  id: string;
  title: string | null;
  created?: string | null;
  url?: string | null;
  date?: string | null;
}

export interface LayerInfo {
  id: string;
  title: string;
  description?: string | null;
  kind: 'reference' | 'annotations' | 'article';
  source?: string | null;
  licence?: string | null;
  attribution?: string | null;
  accuracy?: string | null;
  accuracy_m?: number | null;
  features: number;
  links: { geojson: string };
}

export type LayerData = FeatureCollection<Geometry, Record<string, unknown>>;

export interface AnnotationProperties {
  title: string;
  text?: string | null;
  tags?: string[] | null;
  place_id?: string | null;
  article?: string | null;
  quote?: string | null;
  created?: string;
  modified?: string;
  version?: number;
}

export type Annotation = Feature<Geometry, AnnotationProperties> & { id: string };
export type AnnotationDraft = Feature<Geometry, AnnotationProperties>;

/** RFC 9457. */
export interface Problem {
  title?: string;
  status?: number;
  detail?: string;
  /** With status 412: the annotation as it is now. */
  current?: Annotation;
}
