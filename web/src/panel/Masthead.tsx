import { dialog } from '../state';
import { strings } from '../strings';

export function Masthead() {
  const { name, motto, open, shelf } = strings.masthead;
  return (
    <header class="masthead">
      <p class="wordmark">{name}</p>
      <p class="motto">{motto}</p>
      <nav>
        <button
          type="button"
          class="plain"
          onClick={() => (dialog.value = { kind: 'shelf' })}
        >
          {shelf}
        </button>
        <button
          type="button"
          class="strong"
          onClick={() => (dialog.value = { kind: 'open' })}
        >
          {open}
        </button>
      </nav>
    </header>
  );
}
