import { beforeEach, expect, test, vi } from 'vitest';
import {
  coordinate,
  type Draft,
  draftOf,
  featureOf,
  forget,
  leftBehind,
  positionOf,
  recall,
  remember,
} from '../src/draft';
import { readImport } from '../src/import';

const typed: Draft = {
  title: ' Checkpoint ',
  text: '',
  tags: 'military, crossing; , ',
  lon: '35.9',
  lat: '33.1',
};

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

test('a draft is kept until it is forgotten, a new one apart from changed ones', () => {
  remember(typed);
  remember({ ...typed, id: 'a', title: 'changed' });
  expect(recall()?.title).toBe(' Checkpoint ');
  expect(recall('a')?.title).toBe('changed');
  forget(typed);
  expect(recall()).toBeUndefined();
  expect(leftBehind()?.id).toBe('a');
});

test('a storage that holds nonsense is an empty one', () => {
  localStorage.setItem('dateline.drafts', '{{');
  expect(recall()).toBeUndefined();
});

test('a position is two numbers on earth', () => {
  expect(positionOf(typed)).toEqual([35.9, 33.1]);
  expect(positionOf({ ...typed, lat: '91' })).toBeNull();
  expect(positionOf({ ...typed, lon: '' })).toBeNull();
  expect(positionOf({ ...typed, lon: 'east' })).toBeNull();
  expect(coordinate(35.12345678)).toBe('35.123457');
});

test('what is sent holds the trimmed title, the tags one by one, and no empty text', () => {
  expect(featureOf(typed, [35.9, 33.1])).toEqual({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [35.9, 33.1] },
    properties: { title: 'Checkpoint', tags: ['military', 'crossing'] },
  });
});

test('changing an imported line leaves its shape as it is', () => {
  const line: GeoJSON.Geometry = {
    type: 'LineString',
    coordinates: [
      [1, 2],
      [3, 4],
    ],
  };
  const draft = draftOf({
    type: 'Feature',
    id: 'a',
    geometry: line,
    properties: { title: 'road', version: 3 },
  });
  expect(draft.version).toBe(3);
  expect(featureOf(draft, [1, 2]).geometry).toBe(line);
});

test('an imported file gives every feature a title and its tags as a list', () => {
  const point = { type: 'Point', coordinates: [1, 2] };
  const read = readImport(
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', geometry: point, properties: { name: 'Camp', tags: 'a; b' } },
        { type: 'Feature', geometry: point, properties: null },
      ],
    }),
  ) as { features: { properties: Record<string, unknown> }[] };
  expect(read.features.map(({ properties }) => properties.title)).toEqual([
    'Camp',
    'Imported location 2',
  ]);
  expect(read.features[0]?.properties.tags).toEqual(['a', 'b']);
});

test('a file that is no GeoJSON says so', () => {
  expect(() => readImport('<kml/>')).toThrow('not JSON');
  expect(() => readImport('{"type":"Topology"}')).toThrow('neither');
});
