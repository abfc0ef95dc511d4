/** How does the page talk to its server? The only file that fetches. */

import { strings } from './strings';
import type {
  Annotation,
  AnnotationDraft,
  LayerData,
  LayerInfo,
  Problem,
  ShelfEntry,
  Story,
} from './wire';

/** What the server refused, in its own words; `status` 0 means that it did not answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(message: string, status: number, problem: Problem = {}) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

const annotations = '/collections/annotations/items';
const json = { 'Content-Type': 'application/json' };
const geojson = { 'Content-Type': 'application/geo+json' };

async function ask(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ApiError(strings.errors.offline, 0);
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const message =
    problem.detail ?? problem.title ?? strings.errors.status(response.status);
  throw new ApiError(message, response.status, problem);
}

async function read<T>(path: string, init?: RequestInit): Promise<T> {
  return (await ask(path, init)).json() as Promise<T>;
}

const item = (id: string) => `${annotations}/${encodeURIComponent(id)}`;

export const api = {
  story: (id: string) => read<Story>(`/articles/${encodeURIComponent(id)}`),

  shelf: async () => (await read<{ articles: ShelfEntry[] }>('/articles')).articles,

  addText: (story: { title?: string; text: string }) =>
    read<Story>('/articles', {
      method: 'POST',
      headers: json,
      body: JSON.stringify(story),
    }),

  /** Sends a file's bytes as they are: the server finds out its encoding and its form. */
  addFile: (file: File) =>
    read<Story>(`/articles?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    }),

  removeStory: async (id: string) => {
    await ask(`/articles/${encodeURIComponent(id)}`, { method: 'DELETE' });
  },

  layers: async () => (await read<{ layers: LayerInfo[] }>('/layers')).layers,

  layerData: (layer: LayerInfo) => read<LayerData>(`${layer.links.geojson}?download=0`),

  annotations: async () =>
    (await read<{ features: Annotation[] }>(`${annotations}?limit=10000`)).features,

  addAnnotation: (annotation: AnnotationDraft) =>
    read<Annotation>(annotations, {
      method: 'POST',
      headers: geojson,
      body: JSON.stringify(annotation),
    }),

  /** Replaces an annotation, but only the version that the person saw, if one is given. */
  changeAnnotation: (id: string, annotation: AnnotationDraft, version?: number) =>
    read<Annotation>(item(id), {
      method: 'PUT',
      headers:
        version === undefined ? geojson : { ...geojson, 'If-Match': `"${version}"` },
      body: JSON.stringify(annotation),
    }),

  removeAnnotation: async (id: string) => {
    await ask(item(id), { method: 'DELETE' });
  },

  importAnnotations: (collection: unknown) =>
    read<{ imported: number; ids: string[] }>(annotations, {
      method: 'POST',
      headers: geojson,
      body: JSON.stringify(collection),
    }),

  /** Whether the server has the basemap file at all. */
  hasBasemap: async (path: string) => {
    try {
      return (await fetch(path, { headers: { Range: 'bytes=0-6' } })).ok;
    } catch {
      return false;
    }
  },
};
