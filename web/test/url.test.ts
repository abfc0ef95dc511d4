import { expect, test } from 'vitest';
import { type Address, format, parse, same } from '../src/url';

test('an empty fragment is the example story', () => {
  expect(parse('')).toEqual({ article: 'example' });
  expect(parse('#')).toEqual({ article: 'example' });
});

test('what is formatted is parsed again', () => {
  const addresses: Address[] = [
    { article: 'example' },
    { article: 'a b&c=d', place: 'geonames:250441' },
    { article: 'x', place: 'curated:mount-hermon', mention: 0 },
    { article: 'x', annotation: '0190-ff' },
    { article: 'ü/🎉', place: 'relational:a+b, 10%' },
  ];
  for (const address of addresses) expect(parse(format(address))).toEqual(address);
});

test('a place id stays readable', () => {
  expect(format({ article: 'example', place: 'geonames:250441' })).toBe(
    '#article=example&place=geonames:250441',
  );
});

test('a mention without a place, or not a number, is left out', () => {
  expect(parse('#article=x&mention=2')).toEqual({ article: 'x' });
  expect(parse('#article=x&place=p&mention=two')).toEqual({ article: 'x', place: 'p' });
});

test('a place wins over an annotation', () => {
  expect(parse('#article=x&place=p&annotation=a')).toEqual({ article: 'x', place: 'p' });
});

test('addresses are the same if they read the same', () => {
  expect(same({ article: 'x' }, { article: 'x' })).toBe(true);
  expect(same({ article: 'x' }, { article: 'x', place: 'p' })).toBe(false);
});
