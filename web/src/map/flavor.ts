/** Which colours does the map use? Complete palettes, apart from the rules that use them. */

export interface Flavor {
  water: string;
  shore: string;
  land: string;
  river: string;
  border: string;
  disputed: string;
  admin1: string;
  countryLabel: string;
  placeLabel: string;
  waterLabel: string;
  halo: string;
  /** Where the story happens. */
  literal: string;
  /** What the story only mentions. */
  associative: string;
  associativeLabel: string;
  /** Around dots and under lines, so that they part from what lies below. */
  casing: string;
  annotation: string;
  /** For the parts of reference layers, in the order in which the layers list them. */
  reference: readonly string[];
}

export const light: Flavor = {
  water: '#dce6ea',
  shore: '#b9c9d0',
  land: '#f8f5ee',
  river: '#bfd0d8',
  border: '#a89f90',
  disputed: '#9c8f7c',
  admin1: '#e2dbcd',
  countryLabel: '#857b6b',
  placeLabel: '#6f675b',
  waterLabel: '#6d8894',
  halo: '#f8f5ee',
  literal: '#b3321f',
  associative: '#6d7580',
  associativeLabel: '#555c66',
  casing: '#ffffff',
  annotation: '#1b5e8c',
  reference: ['#5b3a8e', '#a3620a', '#4d6b57', '#8a3d6b', '#2f6f8f', '#7a6a1f'],
};

export const dark: Flavor = {
  water: '#14181c',
  shore: '#39424a',
  land: '#24272b',
  river: '#2f4450',
  border: '#6c6a66',
  disputed: '#85817a',
  admin1: '#34373b',
  countryLabel: '#a19b90',
  placeLabel: '#aaa59b',
  waterLabel: '#7a95a2',
  halo: '#1d2023',
  literal: '#ff8a73',
  associative: '#9aa3ae',
  associativeLabel: '#b6bdc6',
  casing: '#17191c',
  annotation: '#79bdf0',
  reference: ['#b79bef', '#e2a458', '#93c2a1', '#e097c4', '#86c3e0', '#d2c26b'],
};

const darkQuery = matchMedia('(prefers-color-scheme: dark)');

export const flavor = (): Flavor => (darkQuery.matches ? dark : light);

export function onFlavorChange(then: () => void): void {
  darkQuery.addEventListener('change', then);
}
