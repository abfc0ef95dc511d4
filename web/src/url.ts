/** What does the address bar say is shown? Parse and format, nothing else. */

export interface Address {
  /** The story; the built-in one when the address names none. */
  article: string;
  /** The selected place of that story. */
  place?: string;
  /** Which of its mentions, counted from 0. */
  mention?: number;
  /** The selected annotation. */
  annotation?: string;
}

export const exampleId = 'example';

export function parse(hash: string): Address {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const address: Address = { article: fields.get('article') || exampleId };
  const place = fields.get('place');
  const annotation = fields.get('annotation');
  const mention = fields.get('mention');
  if (place) address.place = place;
  if (place && mention && /^\d+$/.test(mention)) address.mention = Number(mention);
  if (annotation && !place) address.annotation = annotation;
  return address;
}

export function format(address: Address): string {
  const fields: [string, string][] = [['article', address.article]];
  if (address.place) {
    fields.push(['place', address.place]);
    if (address.mention !== undefined) fields.push(['mention', String(address.mention)]);
  } else if (address.annotation) {
    fields.push(['annotation', address.annotation]);
  }
  // A colon is legal in a fragment, and place ids are full of them.
  const encoded = fields.map(
    ([key, value]) => `${key}=${encodeURIComponent(value).replace(/%3A/g, ':')}`,
  );
  return `#${encoded.join('&')}`;
}

export function same(a: Address, b: Address): boolean {
  return format(a) === format(b);
}
