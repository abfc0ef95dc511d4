import { expect, test } from 'vitest';
import { boxOf, drawnStory, quietFrom, storyBox } from '../src/map/drawn';
import {
  cutSentence,
  firstPosition,
  group,
  labelPoint,
  otherNames,
  percent,
  placedMentions,
  sureness,
} from '../src/places';
import type { PlaceFeature, PlaceProperties, Role, Story } from '../src/wire';

function place(
  id: string,
  role: Role,
  starts: number[],
  more: Partial<PlaceProperties> = {},
  geometry: GeoJSON.Geometry = { type: 'Point', coordinates: [36, 32] },
): PlaceFeature {
  return {
    type: 'Feature',
    id,
    geometry,
    properties: {
      name: id,
      place_id: id,
      kind: 'city',
      role,
      confidence: 0.9,
      mentions: starts.map((start) => ({
        start,
        end: start + 1,
        quote: 'x',
        sentence: 'x',
        role,
      })),
      ...more,
    },
  };
}

const square: GeoJSON.Geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [35, 32],
      [38, 32],
      [38, 37],
      [35, 37],
      [35, 32],
    ],
  ],
};

test('places are grouped by role, each group in the order of the story', () => {
  const { literal, associative } = group([
    place('late', 'literal', [50, 90]),
    place('early', 'literal', [70, 3]),
    place('named', 'associative', [1]),
  ]);
  expect(literal.map(({ id }) => id)).toEqual(['early', 'late']);
  expect(associative.map(({ id }) => id)).toEqual(['named']);
});

test('a mention knows its place and its turn', () => {
  const story = { features: [place('a', 'literal', [4, 9])] } as unknown as Story;
  expect(placedMentions(story).map((m) => [m.place, m.index, m.start])).toEqual([
    ['a', 0, 4],
    ['a', 1, 9],
  ]);
});

test('confidence is said in words and as a whole percentage', () => {
  expect([0.97, 0.9, 0.7, 0.4, 0.1].map(sureness)).toEqual([
    'sure',
    'sure',
    'likely',
    'unsure',
    'guess',
  ]);
  expect(percent(0.974)).toBe('97%');
});

test('names in other scripts leave out spellings in Latin letters', () => {
  const names = { en: 'Amman', ar: 'عمّان', he: 'עמאן', fr: 'Ammân' };
  expect(otherNames(place('Amman', 'literal', [0], { names }))).toEqual([
    ['ar', 'عمّان'],
    ['he', 'עמאן'],
  ]);
});

test('a name stands at the label point, else at the first position', () => {
  expect(labelPoint(place('a', 'literal', [0], { point: [1, 2] }, square))).toEqual([
    1, 2,
  ]);
  expect(labelPoint(place('a', 'literal', [0], {}, square))).toEqual([35, 32]);
  expect(
    firstPosition({
      type: 'GeometryCollection',
      geometries: [{ type: 'Point', coordinates: [7, 8] }],
    }),
  ).toEqual([7, 8]);
});

test('a point is drawn once, an area as shape and name, a reference line by its layer', () => {
  const partsOf = (feature: PlaceFeature) =>
    drawnStory([feature]).features.map(({ properties }) => properties?.part);
  expect(partsOf(place('a', 'literal', [0]))).toEqual(['dot']);
  expect(partsOf(place('b', 'literal', [0], {}, square))).toEqual(['shape', 'label']);
  expect(partsOf(place('c', 'literal', [0], { layer: 'x' }, square))).toEqual([]);
});

test('the first picture shows the towns where it happens, else the middle of countries', () => {
  const syria = place('sy', 'literal', [0], { kind: 'country', point: [38, 35] }, square);
  const far = place('us', 'associative', [0], { point: [-77, 39] });
  const town = place('a', 'literal', [0], { point: [36, 32] });
  const guess = place('b', 'literal', [0], { point: [9, 9], confidence: 0.3 });
  expect(storyBox([syria, town, far, guess])).toEqual([36, 32, 36, 32]);
  expect(storyBox([syria, far])).toEqual([38, 35, 38, 35]);
  expect(storyBox([far])).toEqual([-77, 39, -77, 39]);
  expect(storyBox([])).toBeNull();
  expect(boxOf([square])).toEqual([35, 32, 38, 37]);
});

test('a sentence is cut at the mention that is meant, also where its words come twice', () => {
  const sentence = 'From Amman they went to Amman.';
  const { mentions } = place('a', 'literal', [24, 5, 90]).properties;
  const said = mentions.map((mention) => ({ ...mention, quote: 'Amman', sentence }));
  expect(cutSentence(said, 1)).toEqual(['From ', 'Amman', ' they went to Amman.']);
  expect(cutSentence(said, 0)).toEqual(['From Amman they went to ', 'Amman', '.']);
  expect(cutSentence(said, 2)).toBeNull();
});

test('a shape is hinted at from the zoom at which it fills the view, a vast one always', () => {
  const wide = (degrees: number): GeoJSON.Geometry => ({
    type: 'LineString',
    coordinates: [
      [0, 0],
      [degrees, 0],
    ],
  });
  expect(quietFrom(wide(40))).toBe(0);
  expect(quietFrom(wide(0.6))).toBeCloseTo(10.04, 2);
  expect(quietFrom(wide(5))).toBeLessThan(quietFrom(wide(1)));
});
