/** How does a GeoJSON file from elsewhere become annotations? */

import { strings } from './strings';

type Loose = { type?: unknown; features?: unknown; geometry?: unknown } & Record<
  string,
  unknown
>;

/**
 * A collection that the server can take. A title is wanted of each annotation, so a feature
 * that has none goes by its name, or by its number in the file. The flat layer file writes
 * tags as one string; they become a list again.
 */
export function readImport(text: string): object {
  let read: Loose;
  try {
    read = JSON.parse(text) as Loose;
  } catch {
    throw new Error(strings.errors.notJson);
  }
  const features = read?.type === 'Feature' ? [read] : read?.features;
  if (!Array.isArray(features)) throw new Error(strings.errors.notGeojson);
  return {
    type: 'FeatureCollection',
    features: features.map((feature: Loose, index) => {
      const given = (feature.properties ?? {}) as Record<string, unknown>;
      return {
        type: 'Feature',
        geometry: feature.geometry,
        properties: {
          ...given,
          title: titleOf(given) ?? strings.annotation.numbered(index + 1),
          text: given.text ?? given.description ?? '',
          tags: tagsOf(given.tags),
        },
      };
    }),
  };
}

function titleOf(given: Record<string, unknown>): string | undefined {
  return [given.title, given.name].find(
    (title): title is string => typeof title === 'string' && title.trim() !== '',
  );
}

function tagsOf(tags: unknown): unknown {
  if (typeof tags !== 'string') return tags ?? [];
  return tags
    .split(/[;,]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
