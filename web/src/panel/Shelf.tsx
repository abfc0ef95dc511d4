/** Which stories are kept? */

import { address, dialog, shelf } from '../state';
import { removeStory } from '../story';
import { strings } from '../strings';
import { exampleId, format } from '../url';
import type { ShelfEntry } from '../wire';

const words = strings.shelf;

function askToRemove(entry: ShelfEntry, title: string): void {
  dialog.value = {
    kind: 'confirm',
    question: words.confirm(title),
    detail: words.detail,
    action: words.delete,
    run: () => void removeStory(entry.id),
  };
}

function Entry({ entry }: { entry: ShelfEntry }) {
  const title = entry.title || strings.story.untitled;
  const builtIn = entry.id === exampleId;
  const kept = entry.created
    ? new Date(entry.created).toLocaleDateString('en-GB', { dateStyle: 'medium' })
    : '';
  return (
    <li>
      <a
        href={format({ article: entry.id })}
        aria-current={address.value.article === entry.id ? 'page' : undefined}
        onClick={() => (dialog.value = null)}
      >
        <span class="place-name" dir="auto">
          {title}
        </span>
        <span class="place-where">
          {builtIn ? words.builtIn : `${words.kept} ${kept}`}
        </span>
      </a>
      {!builtIn && (
        <button
          type="button"
          class="link bad"
          aria-label={words.deleteNamed(title)}
          onClick={() => askToRemove(entry, title)}
        >
          {words.delete}
        </button>
      )}
    </li>
  );
}

export function Shelf() {
  return (
    <ul class="shelf">
      {shelf.value.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ul>
  );
}
