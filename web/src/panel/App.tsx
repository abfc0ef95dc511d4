/** How is the page laid out? Story, map, and the panel that explains the map. */

import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { placing } from '../annotate';
import { address, deselect, go, narrow, story } from '../state';
import { strings } from '../strings';
import { format } from '../url';
import { Aside } from './Aside';
import { Dialogs } from './Dialogs';
import { MapPane } from './MapPane';
import { Masthead } from './Masthead';
import { Notice } from './Notice';
import { StoryPane } from './Story';

/** Escape leaves what is under way: placing first, then the selection. */
function onEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
  if (placing.value) placing.value = false;
  else if (!(event.target instanceof HTMLElement && event.target.closest('form')))
    deselect();
}

/** A link to what is shown already changes no address, but asks for it to be shown again. */
function onClick({ target }: MouseEvent): void {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link && link.getAttribute('href') === format(address.value)) go(address.value);
}

export function App() {
  useEffect(() => {
    addEventListener('keydown', onEscape);
    addEventListener('click', onClick);
    return () => {
      removeEventListener('keydown', onEscape);
      removeEventListener('click', onClick);
    };
  }, []);
  useSignalEffect(() => {
    const title = story.value?.article.title;
    document.title = title
      ? `${title} · ${strings.masthead.name}`
      : strings.masthead.name;
  });
  // Only the story that is shown lends its name to the page's parts.
  const shown = address.value.article;
  return (
    <>
      <button type="button" class="skip" onClick={focusPanel}>
        {strings.skip}
      </button>
      <Masthead />
      <main data-article={shown}>
        {!narrow.value && <StoryPane />}
        <MapPane />
        <Aside />
      </main>
      <Dialogs />
      <Notice />
    </>
  );
}

/** No link: the address bar's fragment says what is shown. */
function focusPanel(): void {
  document.getElementById('panel')?.focus();
}
