/** How do stories come and go? Loads the one that the address names, and keeps the shelf. */

import { effect } from '@preact/signals';
import { api, messageOf } from './api';
import { loadLayers } from './layers';
import { address, dialog, go, notice, shelf, story, storyError } from './state';
import { strings } from './strings';
import { exampleId } from './url';
import type { Story } from './wire';

let wanted = '';

async function load(id: string): Promise<void> {
  storyError.value = null;
  try {
    const loaded = await api.story(id);
    if (id === wanted) story.value = loaded;
  } catch (error) {
    if (id !== wanted) return;
    story.value = null;
    storyError.value = messageOf(error);
  }
}

/** Keeps the shown story in step with the address. */
export function followAddress(): void {
  effect(() => {
    const id = address.value.article;
    if (id === wanted) return;
    wanted = id;
    void load(id);
  });
}

export function retryStory(): void {
  void load(wanted);
}

export async function refreshShelf(): Promise<void> {
  try {
    shelf.value = await api.shelf();
  } catch (error) {
    notice.value = { text: messageOf(error), tone: 'bad' };
  }
}

/** Keeps a story and shows it. Throws what the server said if it did not take it. */
export async function keep(sent: Promise<Story>): Promise<void> {
  const kept = await sent;
  const id = kept.article.id;
  if (!id) throw new Error(strings.errors.notKept);
  wanted = id;
  story.value = kept;
  storyError.value = null;
  dialog.value = null;
  go({ article: id });
  const found = kept.features.length;
  notice.value = { text: strings.open.found(found), tone: 'good' };
  await Promise.all([refreshShelf(), loadLayers()]);
}

export async function removeStory(id: string): Promise<void> {
  try {
    await api.removeStory(id);
    shelf.value = shelf.value.filter((entry) => entry.id !== id);
    if (address.value.article === id) go({ article: exampleId });
  } catch (error) {
    notice.value = { text: messageOf(error), tone: 'bad' };
  }
}
