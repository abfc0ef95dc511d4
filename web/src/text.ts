/**
 * How is a story's text cut into paragraphs and marked passages?
 *
 * The wire counts Unicode code points, JavaScript counts UTF-16 units. `toUtf16` is the one
 * place where the two meet.
 */

/** A function from a code point offset in `text` to its UTF-16 offset, clamped to the text. */
export function toUtf16(text: string): (codePoint: number) => number {
  // Positions (in code points) right after which a surrogate pair has been passed.
  const pairs: number[] = [];
  let codePoint = 0;
  for (const char of text) {
    codePoint += 1;
    if (char.length === 2) pairs.push(codePoint);
  }
  const total = codePoint;
  return (offset) => {
    const at = Math.min(Math.max(offset, 0), total);
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return at + low;
  };
}

/** Something that stands in the text from `start` to `end`, in code points. */
export interface Marked {
  start: number;
  end: number;
}

export type Piece<M> = { text: string; mark?: M };
export type Paragraph<M> = { pieces: Piece<M>[] };

/**
 * The paragraphs of `text`, each cut where a mark begins or ends. Of marks that overlap, the
 * one that begins first (and of those the longest) is kept: a passage is one link.
 */
export function paragraphs<M extends Marked>(text: string, marks: M[]): Paragraph<M>[] {
  const utf16 = toUtf16(text);
  const ordered = marks
    .map((mark) => ({ mark, start: utf16(mark.start), end: utf16(mark.end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const found: Paragraph<M>[] = [];
  let next = 0;
  for (const { 0: line, index: from } of text.matchAll(/[^\n\r]+/g)) {
    const to = from + line.length;
    const pieces: Piece<M>[] = [];
    let at = from;
    for (; next < ordered.length; next += 1) {
      const { mark, start, end } = ordered[next] as (typeof ordered)[number];
      if (start >= to) break;
      if (start < at || end > to) continue;
      if (start > at) pieces.push({ text: text.slice(at, start) });
      pieces.push({ text: text.slice(start, end), mark });
      at = end;
    }
    if (at < to) pieces.push({ text: text.slice(at, to) });
    if (line.trim() !== '') found.push({ pieces });
  }
  return found;
}
