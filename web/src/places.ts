/** How are a story's places ordered, grouped and described? */

import type { Mention, PlaceFeature, Role, Story } from './wire';

/** A mention together with the place it stands for; `index` counts the place's mentions. */
export interface PlacedMention extends Mention {
  place: string;
  index: number;
}

export interface Groups {
  literal: PlaceFeature[];
  associative: PlaceFeature[];
}

const firstStart = (place: PlaceFeature) =>
  Math.min(...place.properties.mentions.map((mention) => mention.start), Infinity);

/** Places in the order in which the story names them, those where it happens apart. */
export function group(places: PlaceFeature[]): Groups {
  const ordered = [...places].sort((a, b) => firstStart(a) - firstStart(b));
  const of = (role: Role) => ordered.filter((place) => place.properties.role === role);
  return { literal: of('literal'), associative: of('associative') };
}

export function placedMentions(story: Story): PlacedMention[] {
  return story.features.flatMap((place) =>
    place.properties.mentions.map((mention, index) => ({
      ...mention,
      place: place.id,
      index,
    })),
  );
}

/**
 * The sentence of a mention as what stands before the quote, the quote, and what follows. Where
 * a sentence has the quote more than once, the turn of the mention tells which it is.
 */
export function cutSentence(
  mentions: Mention[],
  index: number,
): [string, string, string] | null {
  const mention = mentions[index];
  if (!mention) return null;
  const { quote, sentence, start } = mention;
  const turn = mentions.filter(
    (other) =>
      other.sentence === sentence && other.quote === quote && other.start < start,
  ).length;
  let at = sentence.indexOf(quote);
  for (let passed = 0; passed < turn && at >= 0; passed += 1) {
    at = sentence.indexOf(quote, at + quote.length);
  }
  if (at < 0) return null;
  return [sentence.slice(0, at), quote, sentence.slice(at + quote.length)];
}

export type Sureness = 'sure' | 'likely' | 'unsure' | 'guess';

export function sureness(confidence: number): Sureness {
  if (confidence >= 0.9) return 'sure';
  if (confidence >= 0.7) return 'likely';
  if (confidence >= 0.4) return 'unsure';
  return 'guess';
}

export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

/** Names in other scripts than the one shown, each with its language. */
export function otherNames(place: PlaceFeature): [string, string][] {
  const { name, names } = place.properties;
  const latin = /^[\p{Script=Latin}\p{N}\p{P}\p{Z}\p{S}\p{M}]*$/u;
  return Object.entries(names ?? {}).filter(
    ([, other]) => other !== name && !latin.test(other),
  );
}

/** Whether a footprint was worked out from words ("southern Syria") and not found in a list. */
export function isDerived(place: PlaceFeature): boolean {
  return place.properties.method !== undefined && place.properties.method !== null;
}

export type Shape = 'point' | 'line' | 'area';

export function shapeOf(geometry: { type: string } | null): Shape {
  if (geometry?.type.endsWith('Polygon')) return 'area';
  if (geometry?.type.endsWith('LineString')) return 'line';
  return 'point';
}

/** Where a place is named on the map: its label point, else its first position. */
export function labelPoint(place: PlaceFeature): [number, number] {
  return place.properties.point ?? firstPosition(place.geometry);
}

/** The first position of any geometry. */
export function firstPosition(geometry: GeoJSON.Geometry): [number, number] {
  let at: unknown =
    geometry.type === 'GeometryCollection'
      ? firstPosition(geometry.geometries[0] as GeoJSON.Geometry)
      : geometry.coordinates;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  return at as [number, number];
}

/** The vertex that lies nearest to a fraction of a line, counted in vertices. */
export function along(geometry: GeoJSON.Geometry, fraction: number): [number, number] {
  const longest =
    geometry.type === 'MultiLineString'
      ? [...geometry.coordinates].sort((a, b) => b.length - a.length)[0]
      : geometry.type === 'LineString'
        ? geometry.coordinates
        : undefined;
  const vertex = longest?.[Math.round((longest.length - 1) * fraction)];
  return (vertex as [number, number] | undefined) ?? firstPosition(geometry);
}
