/**
 * What has been typed about a location and not yet been acknowledged by the server?
 *
 * Drafts live in the browser's storage from the first key stroke until the server has said
 * that it keeps them, so that no closed tab and no failed request loses them.
 */

import type { Geometry } from 'geojson';
import { firstPosition } from './places';
import type { Annotation, AnnotationDraft } from './wire';

/** The fields of the form, as typed. */
export interface Draft {
  /** The annotation that is changed; none for a new one. */
  id?: string;
  version?: number;
  title: string;
  text: string;
  /** Parted by commas. */
  tags: string;
  lon: string;
  lat: string;
  article?: string;
  place_id?: string;
  quote?: string;
  /** The shape of an imported line or area, which the form leaves as it is. */
  shape?: Geometry;
}

const shelfKey = 'dateline.drafts';
const newKey = 'new';

const keyOf = (draft: { id?: string }) => draft.id ?? newKey;

function all(): Record<string, Draft> {
  try {
    return JSON.parse(localStorage.getItem(shelfKey) ?? '{}') as Record<string, Draft>;
  } catch {
    return {};
  }
}

function write(drafts: Record<string, Draft>): void {
  try {
    localStorage.setItem(shelfKey, JSON.stringify(drafts));
  } catch {
    // A browser without storage still has the form itself.
  }
}

export function remember(draft: Draft): void {
  write({ ...all(), [keyOf(draft)]: draft });
}

export function forget(draft: { id?: string }): void {
  const drafts = all();
  delete drafts[keyOf(draft)];
  write(drafts);
}

/** The draft of an annotation, or of a new one. */
export function recall(id?: string): Draft | undefined {
  return all()[id ?? newKey];
}

/** Any draft that was left behind. */
export function leftBehind(): Draft | undefined {
  return Object.values(all())[0];
}

export function draftOf(annotation: Annotation): Draft {
  const { geometry } = annotation;
  const at = firstPosition(geometry);
  const { title, text, tags, article, place_id, quote, version } = annotation.properties;
  return {
    id: annotation.id,
    ...(version === undefined ? {} : { version }),
    title,
    text: text ?? '',
    tags: (tags ?? []).join(', '),
    lon: String(at[0]),
    lat: String(at[1]),
    ...(article ? { article } : {}),
    ...(place_id ? { place_id } : {}),
    ...(quote ? { quote } : {}),
    ...(geometry.type === 'Point' ? {} : { shape: geometry }),
  };
}

/** Longitude and latitude of a draft, if both are numbers on earth. */
export function positionOf(draft: Draft): [number, number] | null {
  if (draft.lon.trim() === '' || draft.lat.trim() === '') return null;
  const lon = Number(draft.lon);
  const lat = Number(draft.lat);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

/** Six decimals are a tenth of a metre: more would claim what no click knows. */
export const coordinate = (degrees: number) => String(Number(degrees.toFixed(6)));

export function featureOf(draft: Draft, position: [number, number]): AnnotationDraft {
  const tags = draft.tags
    .split(/[,;]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return {
    type: 'Feature',
    geometry: draft.shape ?? { type: 'Point', coordinates: position },
    properties: {
      title: draft.title.trim(),
      ...(draft.text.trim() ? { text: draft.text.trim() } : {}),
      ...(tags.length ? { tags } : {}),
      ...(draft.article ? { article: draft.article } : {}),
      ...(draft.place_id ? { place_id: draft.place_id } : {}),
      ...(draft.quote ? { quote: draft.quote } : {}),
    },
  };
}
