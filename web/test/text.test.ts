import { describe, expect, test } from 'vitest';
import { paragraphs, toUtf16 } from '../src/text';

describe('offsets', () => {
  test('are the same where every character is one unit', () => {
    const at = toUtf16('Amman, Jordan');
    expect([0, 5, 13].map(at)).toEqual([0, 5, 13]);
  });

  test('grow by one after each emoji before them, and not for the one at them', () => {
    const text = '🕊️ in 𝒫aris 🎉 and Amman';
    const at = toUtf16(text);
    const points = [...text];
    for (let offset = 0; offset <= points.length; offset += 1) {
      expect(at(offset)).toBe(points.slice(0, offset).join('').length);
    }
  });

  test('outside the text are clamped to it', () => {
    const at = toUtf16('a🎉');
    expect([-3, 99].map(at)).toEqual([0, 3]);
  });
});

describe('paragraphs', () => {
  const marked = (text: string, quote: string, from = 0) => {
    const start = [...text.slice(0, text.indexOf(quote, from))].length;
    return { start, end: start + [...quote].length, quote };
  };

  test('are cut at blank lines and at marks, and lose no letter', () => {
    const text = '🎉 Paris talks\n\nThey met in Amman, Jordan.\nThen left.';
    const cut = paragraphs(text, [
      marked(text, 'Amman'),
      marked(text, 'Paris'),
      marked(text, 'Jordan'),
    ]);
    expect(cut.map(({ pieces }) => pieces.map((piece) => piece.text))).toEqual([
      ['🎉 ', 'Paris', ' talks'],
      ['They met in ', 'Amman', ', ', 'Jordan', '.'],
      ['Then left.'],
    ]);
    const marks = cut.flatMap(({ pieces }) => pieces).filter((piece) => piece.mark);
    expect(marks.every(({ text, mark }) => text === mark?.quote)).toBe(true);
  });

  test('keep the longest of marks that overlap', () => {
    const text = 'in southern Syria today';
    const cut = paragraphs(text, [marked(text, 'Syria'), marked(text, 'southern Syria')]);
    expect(cut[0]?.pieces.map((piece) => piece.text)).toEqual([
      'in ',
      'southern Syria',
      ' today',
    ]);
  });

  test('go on after a mark that crosses a line end', () => {
    const text = 'one two\nthree four';
    const cut = paragraphs(text, [{ start: 4, end: 13 }, marked(text, 'four')]);
    expect(cut[1]?.pieces.map((piece) => piece.text)).toEqual(['three ', 'four']);
  });
});
