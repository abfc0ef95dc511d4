/** What just happened? One line, said aloud to a screen reader too. */

import { useEffect } from 'preact/hooks';
import { notice } from '../state';
import { strings } from '../strings';

const shownForMs = 7000;

export function Notice() {
  const said = notice.value;
  useEffect(() => {
    // What went wrong stays until it is closed.
    if (!said || said.tone === 'bad') return;
    const timer = setTimeout(() => (notice.value = null), shownForMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="notice" role="status" data-tone={said?.tone}>
      {said && (
        <>
          <span dir="auto">{said.text}</span>
          <button
            type="button"
            class="close"
            aria-label={strings.close}
            onClick={() => (notice.value = null)}
          >
            ×
          </button>
        </>
      )}
    </div>
  );
}
