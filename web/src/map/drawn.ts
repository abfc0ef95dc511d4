/** What of a story and of the annotations is drawn? Wire data to what the map's rules read. */

import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { isDerived, labelPoint, type Shape, shapeOf } from '../places';
import type { Annotation, PlaceFeature } from '../wire';

export const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Kinds that are far wider than a dot, even where no outline of them is known. */
const wide = new Set([
  'continent',
  'country',
  'admin1',
  'region',
  'sea',
  'ocean',
  'desert',
  'range',
  'plateau',
  'relational',
]);

/**
 * Each place gives a `dot` if it is a point (a `spot` if it is wide all the same), else a
 * `shape` and a `label` of its own, all with the same key, so that they light up together. A
 * reference line has no shape here: its layer draws it.
 */
export function drawnStory(places: PlaceFeature[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.flatMap((place): Feature[] => {
      const { name, role, kind, confidence } = place.properties;
      const shape = shapeOf(place.geometry);
      const properties = {
        key: place.id,
        name,
        role,
        shape,
        derived: isDerived(place),
        unsure: confidence < 0.7,
        country: kind === 'country' || kind === 'admin1' || kind === 'continent',
      };
      const point: Feature = {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: labelPoint(place) },
        properties: { ...properties, part: partOf(kind, shape) },
      };
      if (shape === 'point') return [point];
      const drawn: Feature = {
        type: 'Feature',
        geometry: place.geometry,
        properties: {
          ...properties,
          part: 'shape',
          quietFrom: quietFrom(place.geometry),
        },
      };
      return place.properties.layer ? [] : [drawn, point];
    }),
  };
}

/** A shape wider than this many degrees is drawn faintly at any zoom. */
const vast = 10;
/** A shape that is wider on the screen than this is more of a floor than a figure. */
const figurePx = 900;
/** MapLibre's world is this wide at zoom 0. */
const worldPx = 512;

/** The zoom from which a shape is only hinted at, because it would drown all else. */
export function quietFrom(geometry: Geometry): number {
  const box = boxOf([geometry]);
  if (!box) return 0;
  const degrees = Math.max(box[2] - box[0], box[3] - box[1], 1e-6);
  return degrees > vast ? 0 : Math.log2((figurePx * 360) / (worldPx * degrees));
}

function partOf(kind: string, shape: Shape): 'dot' | 'spot' | 'label' {
  if (shape !== 'point') return 'label';
  return wide.has(kind) ? 'spot' : 'dot';
}

export function drawnAnnotations(annotations: Annotation[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: annotations.map((annotation) => ({
      type: 'Feature',
      geometry: annotation.geometry,
      properties: { key: annotation.id, name: annotation.properties.title },
    })),
  };
}

/** West, south, east, north of any geometries; null if there are none. */
export type Box = [number, number, number, number];

export function boxOf(geometries: Geometry[]): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (at: unknown): void => {
    if (!Array.isArray(at)) return;
    if (typeof at[0] === 'number') {
      const [lon, lat] = at as [number, number];
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    } else at.forEach(visit);
  };
  for (const geometry of geometries) {
    if (!geometry) continue;
    if (geometry.type === 'GeometryCollection') {
      const inner = boxOf(geometry.geometries);
      if (inner) visit([inner.slice(0, 2), inner.slice(2)]);
    } else visit(geometry.coordinates);
  }
  return Number.isFinite(box[0]) ? box : null;
}

/** Below this, a place is too doubtful to decide what the first picture shows. */
const telling = 0.7;

/**
 * The extent that tells the story: the towns, peaks and rough areas where it happens; failing
 * those, whatever it names. Of a country only the middle counts: one "in Russia" would shrink
 * all the rest.
 */
export function storyBox(places: PlaceFeature[]): Box | null {
  const literal = places.filter((place) => place.properties.role === 'literal');
  const narrow = literal.filter(
    ({ properties }) => !wide.has(properties.kind) && properties.confidence >= telling,
  );
  const shown = [narrow, literal, places].find((group) => group.length > 0) ?? [];
  return boxOf(
    shown.map((place) =>
      isDerived(place)
        ? place.geometry
        : { type: 'Point', coordinates: labelPoint(place) },
    ),
  );
}
